-- The doubts about a region's submissions from number $first on, with every field that a chain may name.
select submission_id, doubt_no, measure_id, issue, weight, words, reason
from doubt
where region_code = $region and submission_id >= $first
order by submission_id, doubt_no
