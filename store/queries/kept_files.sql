-- Which of the kept files $names a submission names.
select distinct kept_as
from submission
where kept_as = any($names)
