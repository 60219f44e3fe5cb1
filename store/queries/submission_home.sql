-- The region of the unit that sent a submission.
select u.region_code
from submission s
join unit u on u.unit_id = s.unit_id
where s.submission_id = $number
order by u.recorded_at desc
limit 1
