-- One submission, with whether it was withdrawn.
select s.submission_id, s.unit_id, s.month, s.file_name, w.submission_id is not null as is_withdrawn
from submission s
left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id
where s.region_code = $region and s.submission_id = $number
