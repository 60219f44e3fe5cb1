-- How many cells were due in each month and how many are in, from rows of status.sql in `status`.
select
    month, cast(count(*) as integer) as cells_due,
    cast(sum(case when computed_status <> 'not_reported' then 1 else 0 end) as integer) as cells_in
from status
where due = month and not (computed_status = 'done' and actual_month < month)
group by month
order by month
