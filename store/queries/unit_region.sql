-- The region that a unit belongs to.
select region_code
from unit
where unit_id = $unit_id
order by recorded_at desc
limit 1
