-- Who has reported for a month: one row per supplying unit that owes cells, from the rows of status.sql in `status`.
-- A measure that is done owes nothing more; one that is not due, or a reference, owes nothing.
select
    supplier_unit_id as unit_id, supplier_unit as unit,
    cast(count(*) as integer) as cells_due,
    cast(sum(case when computed_status <> 'not_reported' then 1 else 0 end) as integer) as cells_in
from status
where due = month and not (computed_status = 'done' and actual_month < month)
group by supplier_unit_id, supplier_unit
order by supplier_unit
