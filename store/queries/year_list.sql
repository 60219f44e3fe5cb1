-- The years of every region of the store, with how many items each has now (none for one that has only begun), whether it
-- is taken away, and what was last said of its being in force (see years.sql).
select
    h.region_code, h.year, cast(count(distinct i.item_id) as integer) as items,
    a.year is not null as is_dropped, s.step, s.valid_from
from (
    select region_code, year from item
    union
    select region_code, year from region_year
) h
left join known_item i on i.region_code = h.region_code and i.year = h.year and i.known_until is null
left join year_away a on a.region_code = h.region_code and a.year = h.year
left join (
    select distinct on (region_code, year) region_code, year, step, valid_from
    from year_step
    where step in ('draft', 'in_force')
    order by region_code, year, recorded_at desc
) s on s.region_code = h.region_code and s.year = h.year
-- of a year whose only load was taken back nothing is left to name
where i.item_id is not null or a.year is not null
    or (h.region_code, h.year) in (select region_code, year from region_year)
group by h.region_code, h.year, a.year, s.step, s.valid_from
order by h.region_code, h.year
