-- The items of a region's year as they stand now, cancelled ones too.
select * from (
    select distinct on (item_id) * from known_item
    where region_code = $region and known_until is null and year = $year
    order by item_id, recorded_at desc
) i
order by case series when 'indicator' then 1 when 'task' then 2 else 3 end, item_no
