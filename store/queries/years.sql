-- The years that a region has items for, or has begun, oldest first.
select year from known_item where region_code = $region and known_until is null
union
select year from region_year where region_code = $region
order by year
