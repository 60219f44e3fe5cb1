-- The declared and drawn plan shares of a region's year as they stand now.
select * from (
    select distinct on (p.measure_id, p.month_no) p.*
    from known_plan p
    join known_measure m on m.region_code = $region and m.measure_id = p.measure_id and m.known_until is null
    join known_item i on i.region_code = $region and i.item_id = m.item_id and i.known_until is null and i.year = $year
    where p.region_code = $region and p.known_until is null
    order by p.measure_id, p.month_no, p.recorded_at desc
) p
order by measure_id, month_no
