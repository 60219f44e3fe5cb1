-- The measures in common out of rows of status.sql in `status`, with region_code first: one row per region, month and code.
select distinct on (region_code, month, common_code)
    region_code, month, common_code, measure_id, series, item_no, measure, kind, by_pace, unit, calendar, comparator,
    lower, upper, base, target_words, coalesce(basis, target_basis) as basis, month_no, actual, value_words, actual_month,
    figure_state, plan_pct, done_pct, margin_points, status, computed_status, ruling_status, undecided_because,
    not_due_because, previous_status, months_behind, is_demo
from status
where common_code is not null and kind <> 'reference'
order by region_code, month, common_code, series, item_no, measure_no
