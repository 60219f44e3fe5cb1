-- The years that a region has begun, oldest first, and whether each has items.
select year, count(item_id) > 0 as has_items
from (
    select year, item_id from known_item where region_code = $region and known_until is null
    union all
    select year, null from region_year where region_code = $region
) y
group by year
order by year
