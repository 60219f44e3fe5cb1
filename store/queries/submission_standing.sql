-- One submission, with whether it was withdrawn.
select s.submission_id, s.unit_id, s.month, s.file_name, w.submission_id is not null as is_withdrawn
from submission s
left join withdrawal w on w.submission_id = s.submission_id
where s.submission_id = $number
