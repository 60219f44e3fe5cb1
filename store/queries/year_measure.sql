-- The measures of a region's year as they stand now.
select * from (
    select distinct on (m.measure_id) m.*
    from measure m
    where m.item_id in (select item_id from item where region_code = $region and year = $year)
    order by m.measure_id, m.recorded_at desc
) m
order by item_id, measure_no
