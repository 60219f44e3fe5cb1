-- Whether a unit's month is closed at $at, and until which day it may send nevertheless: one row, `until` empty for no exception.
select u.name as unit, coalesce(l.is_locked, false) as is_locked, e.until
from (
    select distinct on (unit_id) unit_id, name from unit
    where region_code = $region and unit_id = $unit_id order by unit_id, recorded_at desc
) u
left join (
    select is_locked from period_lock
    where region_code = $region and month = $month and recorded_at <= $at order by recorded_at desc limit 1
) l on true
left join (
    select distinct on (unit_id) unit_id, until from deadline_exception
    where region_code = $region and month = $month and recorded_at <= $at order by unit_id, recorded_at desc
) e on e.unit_id = u.unit_id
