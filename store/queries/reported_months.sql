-- The months of a year that have figures of their own, from a year's rows of status.sql in `status`, as in
-- latest_month.sql: what was done earlier is no figure of the month.
select distinct month
from status
where due = month
    and computed_status <> 'not_reported'
    and not (computed_status = 'done' and actual_month < month)
order by month
