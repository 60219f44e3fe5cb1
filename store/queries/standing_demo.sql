-- A region's sample submissions that stand at a moment.
select s.submission_id, s.month
from submission s
left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id and w.withdrawn_at <= $as_of
where s.region_code = $region and s.is_demo and w.submission_id is null and s.submitted_at <= $as_of
order by s.submission_id
