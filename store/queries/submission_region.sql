-- The region of the items that a submission speaks of.
select i.region_code
from actual a
join measure m on m.measure_id = a.measure_id
join item i on i.item_id = m.item_id
where a.submission_id = $number
limit 1
