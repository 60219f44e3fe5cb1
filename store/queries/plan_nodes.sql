-- The declared nodes of the plans of some measures, as known at $as_of: month_no and the cumulative share there.
select measure_id, month_no, share
from (
    select distinct on (measure_id, month_no) measure_id, month_no, share, is_node
    from known_plan
    where region_code = $region and measure_id = any($measure_ids) and known_from <= $as_of and coalesce(known_until > $as_of, true)
    order by measure_id, month_no, recorded_at desc
) latest
where is_node
order by measure_id, month_no
