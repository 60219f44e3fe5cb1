-- The years for which a region has items, oldest first.
select distinct year from known_item where known_until is null and region_code = $region order by year
