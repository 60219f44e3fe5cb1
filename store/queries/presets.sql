-- The names of the presets of thresholds.
select distinct preset from threshold order by preset desc
