-- A region's submissions from number $first on, with every field that a chain may name.
select
    region_code, submission_id, unit_id, month, channel, file_name, sha256, kept_as, submitted_by, submitted_at, is_demo
from submission
where region_code = $region and submission_id >= $first
order by submission_id
