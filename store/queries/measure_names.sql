-- The last name of some of a region's measures, of those that stand no more too.
select distinct on (measure_id) measure_id, name
from measure
where region_code = $region and measure_id = any($measure_ids)
order by measure_id, recorded_at desc
