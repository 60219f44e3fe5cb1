-- Every region by its code, with the one that it lies in.
select region_code, name, parent_code from region order by region_code
