-- The exceptions of a region's year as they were last granted, the latest first.
select e.unit_id, u.name as unit, e.month, e.until, e.reason, e.recorded_at, e.recorded_by
from (
    select distinct on (unit_id, month) * from deadline_exception
    where region_code = $region and recorded_at <= $as_of and extract(year from month) = $year
    order by unit_id, month, recorded_at desc
) e
join (select distinct on (unit_id) unit_id, name from unit where region_code = $region and recorded_at <= $as_of order by unit_id, recorded_at desc) u
    on u.unit_id = e.unit_id
order by e.recorded_at desc, e.unit_id
