-- The latest month of $year that has a standing figure of one of $region's measures: one row, empty where there is none.
select max(a.month) as month
from latest_actual a
join known_measure m on m.region_code = $region and m.measure_id = a.measure_id and m.known_until is null
join known_item i on i.region_code = $region and i.item_id = m.item_id and i.known_until is null
where a.region_code = $region and extract(year from a.month) = $year
