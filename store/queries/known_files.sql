-- Every file that was ever accepted, of all regions, by what tells it from others, and what it is kept as.
select region_code, unit_id, month, sha256, kept_as, min(submission_id) as number
from submission
where channel = 'workbook'
group by region_code, unit_id, month, sha256, kept_as
order by region_code, number
