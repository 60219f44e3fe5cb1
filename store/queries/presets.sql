-- The names of a region's presets of thresholds.
select distinct preset from threshold where region_code = $region order by preset desc
