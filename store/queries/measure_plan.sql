-- What is planned for some of a region's measures in each of the twelve months of $year: the cumulative share, and the target in force.
-- Months that are not over yet have rows too; status.sql judges by the same shares and targets.
select
    m.measure_id, k.month_no,
    case when m.plan_kind = 'linear' then cast(k.month_no as double precision) / 12 else p.share end as plan_share,
    t.lower, t.upper, case when q.has_base then t.base else 0 end as start_value
from (
    select distinct on (measure_id) measure_id, plan_kind, kind
    from known_measure
    where region_code = $region and measure_id = any($measure_ids) and known_from <= $as_of and coalesce(known_until > $as_of, true)
    order by measure_id, recorded_at desc
) m
join measure_kind q on q.kind = m.kind
join calendar_month k on k.calendar = 'monthly'
left join (
    select distinct on (measure_id, month_no) measure_id, month_no, share
    from known_plan
    where region_code = $region and measure_id = any($measure_ids) and known_from <= $as_of and coalesce(known_until > $as_of, true)
    order by measure_id, month_no, recorded_at desc
) p on p.measure_id = m.measure_id and p.month_no = k.month_no
left join (
    select distinct on (g.measure_id, c.month_no) g.measure_id, c.month_no, g.lower, g.upper, g.base
    from known_target g
    join calendar_month c on c.calendar = 'monthly' and g.valid_from <= make_date($year, c.month_no, 1)
    where g.region_code = $region and g.measure_id = any($measure_ids) and g.known_from <= $as_of and coalesce(g.known_until > $as_of, true)
    order by g.measure_id, c.month_no, g.recorded_at desc, g.valid_from desc
) t on t.measure_id = m.measure_id and t.month_no = k.month_no
order by m.measure_id, k.month_no
