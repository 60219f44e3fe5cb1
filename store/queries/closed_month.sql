-- Whether a region's month is closed now: one row with `is_locked`, or none where nothing was ever said of it.
select is_locked
from period_lock
where region_code = $region and month = $month
order by recorded_at desc
limit 1
