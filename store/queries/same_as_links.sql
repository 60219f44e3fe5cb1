-- Which measures of a region's year are one commitment, as known at $as_of: which is asked for, and which has its figure.
select l.measure_id, l.same_as_id, l.note, l.recorded_at, l.recorded_by
from (
    select distinct on (measure_id, same_as_id) *
    from same_as
    where region_code = $region and recorded_at <= $as_of
    order by measure_id, same_as_id, recorded_at desc
) l
join (select distinct on (measure_id) * from measure where region_code = $region order by measure_id, recorded_at desc) m on m.measure_id = l.measure_id
where l.is_linked and m.item_id in (select item_id from item where region_code = $region and year = $year)
order by l.measure_id, l.same_as_id
