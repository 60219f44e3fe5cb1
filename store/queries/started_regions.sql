-- The regions that have begun here, by their codes, with their names: those with units, items or a year.
select h.region_code, coalesce(max(r.name), h.region_code) as name
from (
    select region_code from unit union select region_code from item union select region_code from region_year
) h
left join region r on r.region_code = h.region_code
group by h.region_code
order by h.region_code
