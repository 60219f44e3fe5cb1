-- A standing submission of the very same file by the same unit for the same month.
select s.submission_id
from submission s
left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id
where s.region_code = $region and s.unit_id = $unit_id and s.month = $month and s.sha256 = $sha256 and w.submission_id is null
order by s.submission_id desc
limit 1
