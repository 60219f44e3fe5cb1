-- The highest number that each series of a region's year has ever given, of items that were taken back too: what was
-- reported of a number that is given again would be another item's.
select series, max(item_no) as item_no from item where region_code = $region and year = $year group by series order by series
