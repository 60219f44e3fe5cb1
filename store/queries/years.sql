-- The years that a region has begun and not taken away, oldest first: whether each has items, and what was last said of
-- its being in force: `step` draft, or in_force from the day `valid_from` on; empty where nothing was.
select y.year, count(y.item_id) > 0 as has_items, s.step, s.valid_from
from (
    select year, item_id from known_item where region_code = $region and known_until is null
    union all
    select year, null from region_year where region_code = $region
) y
left join (
    select distinct on (year) year, step, valid_from
    from year_step
    where region_code = $region and step in ('draft', 'in_force')
    order by year, recorded_at desc
) s on s.year = y.year
where y.year not in (select year from year_away where region_code = $region)
group by y.year, s.step, s.valid_from
order by y.year
