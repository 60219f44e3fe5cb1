-- Whether a unit's month is closed at $at, and until which day it may send nevertheless: one row, `until` empty for no exception.
select u.name as unit, coalesce(l.is_locked, false) as is_locked, e.until
from (
    select distinct on (unit_id) unit_id, name, region_code from unit
    where unit_id = $unit_id order by unit_id, recorded_at desc
) u
left join (
    select distinct on (region_code) region_code, is_locked from period_lock
    where month = $month and recorded_at <= $at order by region_code, recorded_at desc
) l on l.region_code = u.region_code
left join (
    select distinct on (unit_id) unit_id, until from deadline_exception
    where month = $month and recorded_at <= $at order by unit_id, recorded_at desc
) e on e.unit_id = u.unit_id
