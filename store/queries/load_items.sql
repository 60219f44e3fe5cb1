-- The items of a load, whether it stands or not.
select item_id, year, series, item_no, title from item where region_code = $region and load_no = $load_no order by item_id
