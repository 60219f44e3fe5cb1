-- Items from their measures (domain.md §2, "Item"): one row per item and month of the rows of status.sql, which stand
-- in `status`. Reference measures are in no count.
with
weighed as (
    select
        *,
        coalesce(not_due_because = 'condition', false) as is_untriggered,
        case status
            when 'far_behind' then 1 when 'behind' then 2 when 'not_reported' then 3 when 'undecided' then 4
            when 'on_track' then 5 when 'ahead' then 6 when 'done' then 7
        end as rank
    from status
    where kind <> 'reference'
),
rolled as (
    select
        item_id, month,
        min(rank) as worst,
        max(case when status = 'not_due' and not is_untriggered then 1 else 0 end) as has_not_due,
        count(*) as measures,
        sum(case when status = 'done' then 1 else 0 end) as measures_done,
        max(case when status in ('behind', 'far_behind') then months_behind else 0 end) as months_behind,
        min(case when status in ('behind', 'far_behind') then margin_points end) as margin_points,
        max(case when is_demo then 1 else 0 end) = 1 as is_demo,
        -- 其中 parts are counted within their whole; an untriggered condition asks for nothing; a ruling changes no amount
        avg(case when by_pace and part_of_id is null and not is_untriggered then
            case when computed_status = 'not_due' then 0
                 when done_pct is null then case when computed_status = 'done' then 100 end
                 else greatest(0, least(100, done_pct)) end
        end) as mean_done_pct,
        max(case when by_pace and part_of_id is null and not is_untriggered and computed_status <> 'not_due'
            and done_pct is null and computed_status <> 'done' then 1 else 0 end) as has_gap
    from weighed
    group by item_id, month
),
-- of all that is due for each month, how many figures are in (store.reads.figures.status counts them by unit)
reported as (
    select
        month,
        sum(case when is_owed then 1 else 0 end) as cells_due,
        sum(case when is_owed and computed_status <> 'not_reported' then 1 else 0 end) as cells_in
    from status
    group by month
)
select
    i.series, i.item_id, i.item_no, i.item, i.category, i.lead_unit_id, i.lead_unit, i.unit_basis, i.leader, r.month,
    case r.worst
        when 1 then 'far_behind' when 2 then 'behind' when 3 then 'not_reported' when 4 then 'undecided'
        when 5 then 'on_track' when 6 then 'ahead'
        when 7 then case when r.has_not_due = 1 then 'on_track' else 'done' end
        else 'not_due'
    end as status,
    case when r.has_gap = 0 then r.mean_done_pct end as done_pct,
    cast(r.measures as integer) as measures, cast(r.measures_done as integer) as measures_done,
    r.months_behind, r.margin_points, r.is_demo,
    cast(p.cells_in as integer) as month_cells_in, cast(p.cells_due as integer) as month_cells_due
from rolled r
join reported p on p.month = r.month
join (select distinct series, item_id, item_no, item, category, lead_unit_id, lead_unit, unit_basis, leader from status) i
    on i.item_id = r.item_id
order by case i.series when 'indicator' then 1 when 'task' then 2 else 3 end, i.item_no, r.month
