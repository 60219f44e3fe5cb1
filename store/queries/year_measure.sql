-- The measures of a region's year as they stand now.
select * from (
    select distinct on (m.measure_id) m.*
    from known_measure m
    where m.region_code = $region and m.known_until is null
        and m.item_id in (select item_id from known_item where region_code = $region and year = $year and known_until is null)
    order by m.measure_id, m.recorded_at desc
) m
order by item_id, measure_no
