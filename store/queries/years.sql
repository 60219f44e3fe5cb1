-- The years for which a region has items, oldest first.
select distinct year from item where region_code = $region order by year
