-- The targets of a region's year as they stand now: one row per measure and month that it begins with.
select * from (
    select distinct on (t.measure_id, t.valid_from) t.*
    from sound_target t
    join measure m on m.measure_id = t.measure_id
    join item i on i.item_id = m.item_id and i.region_code = $region and i.year = $year
    order by t.measure_id, t.valid_from, t.recorded_at desc
) t
order by measure_id, valid_from
