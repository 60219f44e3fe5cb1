-- Every closing and reopening of a year's months, the latest first.
select month, is_locked, reason, locked_by, recorded_at
from period_lock
where region_code = $region and extract(year from month) = $year and recorded_at <= $as_of
order by recorded_at desc, month
