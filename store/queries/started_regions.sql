-- The regions that have begun here, by their codes, as they are called now: those with units, items or a year.
select h.region_code, coalesce(r.name, h.region_code) as name
from (
    select region_code from unit union select region_code from item union select region_code from region_year
) h
left join (
    select distinct on (region_code) region_code, coalesce(short_name, name) as name
    from region
    order by region_code, recorded_at desc
) r on r.region_code = h.region_code
order by h.region_code
