-- A region's items counted, by month and series and in all: from rows of status.sql in `status` and of item_status.sql in
-- `item_status`, both with region_code first, of one region or of several.
with
every_item as (
    select region_code, month, series, item, status, months_behind, margin_points, is_demo from item_status
    union all
    select region_code, month, 'all', item, status, months_behind, margin_points, is_demo from item_status
),
ordered as (
    select
        region_code, month, series, item, months_behind,
        row_number() over (
            partition by region_code, month, series
            order by months_behind desc, case status when 'far_behind' then 1 else 2 end, margin_points, item
        ) as place
    from every_item
    where status in ('behind', 'far_behind')
),
worst as (
    select region_code, month, series, string_agg(item, '、' order by place) as worst
    from ordered
    where place <= 3
    group by region_code, month, series
),
counted as (
    select
        region_code, month, series,
        sum(case when status = 'done' then 1 else 0 end) as done,
        sum(case when status = 'ahead' then 1 else 0 end) as ahead,
        sum(case when status = 'on_track' then 1 else 0 end) as on_track,
        sum(case when status = 'behind' then 1 else 0 end) as behind,
        sum(case when status = 'far_behind' then 1 else 0 end) as far_behind,
        sum(case when status = 'not_reported' then 1 else 0 end) as not_reported,
        sum(case when status = 'undecided' then 1 else 0 end) as undecided,
        sum(case when status = 'not_due' then 1 else 0 end) as not_due,
        max(case when status in ('behind', 'far_behind') then months_behind else 0 end) as longest,
        max(case when is_demo then 1 else 0 end) as is_demo
    from every_item
    group by region_code, month, series
),
-- what is due for the month, as store.reads.figures.status counts it
due_cell as (
    select region_code, month, series, supplier_unit_id, supplier_unit, case when computed_status = 'not_reported' then 0 else 1 end as is_in
    from status
    where is_owed
),
every_cell as (
    select * from due_cell
    union all
    select region_code, month, 'all', supplier_unit_id, supplier_unit, is_in from due_cell
),
of_unit as (
    select region_code, month, series, supplier_unit, sum(is_in) as cells_in, count(*) as cells_due
    from every_cell
    group by region_code, month, series, supplier_unit_id, supplier_unit
),
reported as (
    select
        region_code, month, series, sum(cells_in) as cells_in, sum(cells_due) as cells_due,
        sum(case when cells_in > 0 then 1 else 0 end) as units_in, count(*) as units_due,
        string_agg(
            case when cells_in < cells_due then supplier_unit || cast(cells_due - cells_in as integer) || '个' end, '、'
            order by cells_due - cells_in desc, supplier_unit
        ) as owing
    from of_unit
    group by region_code, month, series
)
select
    c.region_code, c.month, c.series,
    cast(c.done as integer) as done, cast(c.ahead as integer) as ahead, cast(c.on_track as integer) as on_track,
    cast(c.behind as integer) as behind, cast(c.far_behind as integer) as far_behind,
    cast(c.not_reported as integer) as not_reported, cast(c.undecided as integer) as undecided,
    cast(c.not_due as integer) as not_due,
    cast(c.done + c.ahead + c.on_track as integer) as good,
    cast(c.done + c.ahead + c.on_track + c.behind + c.far_behind + c.not_reported as integer) as judged,
    case when 2 * coalesce(m.cells_in, 0) >= coalesce(m.cells_due, 0)
        then 100.0 * cast(c.done + c.ahead + c.on_track as double precision)
            / nullif(c.done + c.ahead + c.on_track + c.behind + c.far_behind + c.not_reported, 0)
    end as rate_pct,
    cast(coalesce(r.cells_in, 0) as integer) as cells_in, cast(coalesce(r.cells_due, 0) as integer) as cells_due,
    cast(coalesce(r.units_in, 0) as integer) as units_in, cast(coalesce(r.units_due, 0) as integer) as units_due,
    r.owing, cast(c.longest as integer) as longest, w.worst, c.is_demo = 1 as is_demo
from counted c
left join reported r on r.region_code = c.region_code and r.month = c.month and r.series = c.series
left join reported m on m.region_code = c.region_code and m.month = c.month and m.series = 'all'
left join worst w on w.region_code = c.region_code and w.month = c.month and w.series = c.series
order by c.region_code, c.month, c.series
