-- The month a screen opens with, from a year's rows of status.sql in `status`: the latest in which at least half of the
-- due cells are in, else the latest with any. One row with `month`, or none where nothing was ever reported.
with
counted as (
    select
        month, count(*) as cells_due,
        sum(case when computed_status <> 'not_reported' then 1 else 0 end) as cells_in
    from status
    where due = month and not (computed_status = 'done' and actual_month < month)
    group by month
)
select month
from counted
where cells_in > 0
order by case when 2 * cells_in >= cells_due then 0 else 1 end, month desc
limit 1
