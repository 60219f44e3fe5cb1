-- Who owed what for each month, who sent it and when, as known at $as_of and seen at $now: one row per unit that owes
-- anything in `due_cell` (reporting_cells.sql) and month of `month_deadline` up to $month. A month is late by the moment
-- at which its last due cell was first accepted; what was corrected in time stays in time. Published figures are in, and
-- nobody sent them.
with
-- every version of a due cell that a workbook brought; sample data that were taken back were never sent
version as (
    select
        c.unit_id, c.measure_id, c.month, s.submission_id, s.submitted_at, s.is_demo, coalesce(a.vintage, '') as vintage,
        coalesce(cast(a.value as text), a.value_words) as told, w.submission_id is not null as is_withdrawn
    from due_cell c
    join actual a on a.region_code = $region and a.measure_id = c.measure_id and a.month = c.month
        and (a.value is not null or a.value_words is not null)
    join submission s on s.region_code = $region and s.submission_id = a.submission_id and s.channel = 'workbook' and s.submitted_at <= $as_of
    left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id and w.withdrawn_at <= $as_of
    where not (s.is_demo and w.submission_id is not null)
),
-- what did not stay as it was first sent: corrected, taken back, or given back with a question
again as (
    select unit_id, month
    from version
    group by unit_id, month, measure_id, vintage, is_demo
    having count(distinct told) > 1 or max(case when is_withdrawn then 1 else 0 end) = 1
    union
    select v.unit_id, v.month
    from version v
    join cell_return r on r.region_code = $region and r.submission_id = v.submission_id and r.measure_id = v.measure_id and r.recorded_at <= $as_of
),
first_sent as (select measure_id, month, min(submitted_at) as sent_at from version group by measure_id, month),
owed as (
    select
        c.unit_id, c.month, cast(count(*) as integer) as cells_due,
        cast(sum(case when c.is_in then 1 else 0 end) as integer) as cells_in,
        min(f.sent_at) as first_at, max(f.sent_at) as last_at
    from due_cell c
    left join first_sent f on f.measure_id = c.measure_id and f.month = c.month
    group by c.unit_id, c.month
),
-- An exception counts when it was granted before all was in: what came late stays late, whatever is granted after it.
exception_then as (
    select distinct on (e.unit_id, e.month) e.unit_id, e.month, e.until
    from deadline_exception e
    left join owed o on o.unit_id = e.unit_id and o.month = e.month and o.cells_in = o.cells_due
    where e.region_code = $region and e.recorded_at <= $as_of and (o.last_at is null or e.recorded_at <= o.last_at)
    order by e.unit_id, e.month, e.recorded_at desc
),
spine as (
    select
        u.unit_id, u.unit, d.month, greatest(d.deadline_on, coalesce(e.until, d.deadline_on)) as deadline_on, e.until
    from (select distinct unit_id, unit from due_cell) u
    cross join (select cast(month as date) as month, cast(deadline_on as date) as deadline_on from month_deadline) d
    left join exception_then e on e.unit_id = u.unit_id and e.month = d.month
    where d.month <= $month
)
select
    s.unit_id, s.unit, s.month, s.deadline_on, s.until, $now >= cast(s.deadline_on + 1 as timestamp) as is_overdue,
    coalesce(o.cells_due, 0) as cells_due, coalesce(o.cells_in, 0) as cells_in, o.first_at, o.last_at,
    case
        when o.unit_id is null then 'not_due'
        when o.cells_in = 0 then 'missing'
        when o.cells_in < o.cells_due then 'partial'
        when o.last_at >= cast(s.deadline_on + 1 as timestamp) then 'late'
        else 'on_time'
    end as state,
    case when o.cells_in > 0 then g.unit_id is null end as is_first_try
from spine s
left join owed o on o.unit_id = s.unit_id and o.month = s.month
left join (select distinct unit_id, month from again) g on g.unit_id = s.unit_id and g.month = s.month
order by s.unit_id, s.month
