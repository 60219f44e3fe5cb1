-- The years that a region had begun at $as_of and not taken away, oldest first: whether each has items, and what was last
-- said of its being in force: `step` draft, or in_force from the day `valid_from` on; empty where nothing was.
select y.year, count(y.item_id) > 0 as has_items, s.step, s.valid_from
from (
    select year, item_id
    from known_item
    where region_code = $region and known_from <= $as_of and coalesce(known_until > $as_of, true)
    union all
    select year, null from region_year where region_code = $region and recorded_at <= $as_of
) y
left join (
    select distinct on (year) year, step, valid_from
    from year_step
    where region_code = $region and step in ('draft', 'in_force') and recorded_at <= $as_of
    order by year, recorded_at desc
) s on s.year = y.year
left join (
    select year, count(*) filter (where known_from <= $as_of and coalesce(known_until > $as_of, true)) > 0 as is_there
    from year_span
    where region_code = $region
    group by year
) p on p.year = y.year
where coalesce(p.is_there, true)
group by y.year, s.step, s.valid_from
order by y.year
