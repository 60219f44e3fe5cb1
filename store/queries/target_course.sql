-- The target in force for some measures in each month of $year, as known at $as_of, with why it was changed; status.sql
-- judges by the same.
select distinct on (m.measure_id, k.month_no)
    m.measure_id, k.month_no, make_date($year, k.month_no, 1) as month, m.kind, m.unit,
    t.valid_from, t.lower, t.upper, t.comparator, t.base, t.basis, t.words as target_words, t.reason, t.approval, t.source,
    t.recorded_at, t.recorded_by
from (
    select distinct on (measure_id) measure_id, kind, unit
    from known_measure
    where region_code = $region and measure_id = any($measure_ids) and known_from <= $as_of and coalesce(known_until > $as_of, true)
    order by measure_id, recorded_at desc
) m
join calendar_month k on k.calendar = 'monthly'
join known_target t on t.region_code = $region and t.measure_id = m.measure_id and t.valid_from <= make_date($year, k.month_no, 1)
    and t.known_from <= $as_of and coalesce(t.known_until > $as_of, true)
order by m.measure_id, k.month_no, t.recorded_at desc, t.valid_from desc
