-- One item as it stands now.
select
    item_id, region_code, year, series, item_no, category, title, lead_unit_id, unit_basis, leader, condition,
    is_cancelled, source, title as item
from known_item
where region_code = $region and known_until is null and item_id = $item_id
order by recorded_at desc
limit 1
