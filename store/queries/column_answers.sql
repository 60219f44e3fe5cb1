-- What the columns of units' own workbooks were last said to mean.
select distinct on (unit_id, heading) unit_id, heading, field, recorded_at, recorded_by
from column_answer
where recorded_at <= $as_of
order by unit_id, heading, recorded_at desc
