-- Every id that a region ever gave a unit.
select distinct unit_id from unit where region_code = $region
