-- The targets of a region's year as they stand now: one row per measure and month that it begins with. What a later
-- one from an earlier month has replaced is not among them: target_course.sql judges no month by it either.
select distinct t.*
from (
    select distinct on (t.measure_id, k.month_no) t.*
    from known_target t
    join known_measure m on m.region_code = $region and m.measure_id = t.measure_id and m.known_until is null
    join known_item i on i.region_code = $region and i.item_id = m.item_id and i.known_until is null and i.year = $year
    join calendar_month k on k.calendar = 'monthly' and t.valid_from <= make_date($year, k.month_no, 1)
    where t.region_code = $region and t.known_until is null
    order by t.measure_id, k.month_no, t.recorded_at desc, t.valid_from desc
) t
order by t.measure_id, t.valid_from
