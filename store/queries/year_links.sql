-- Which measure of $year goes on from which of an earlier year, as known at $as_of: one row per linked measure.
select l.measure_id, l.last_measure_id, l.reason, l.recorded_at, l.recorded_by
from (
    select distinct on (measure_id) *
    from year_link
    where region_code = $region and recorded_at <= $as_of
    order by measure_id, recorded_at desc
) l
where l.is_linked and l.measure_id in (
    select m.measure_id
    from known_measure m
    join known_item i on i.region_code = $region and i.item_id = m.item_id and i.year = $year
        and i.known_from <= $as_of and coalesce(i.known_until > $as_of, true)
    where m.region_code = $region and m.known_from <= $as_of and coalesce(m.known_until > $as_of, true)
)
order by l.measure_id
