-- Every region by its code.
select region_code, name from region order by region_code
