-- Every target that was ever recorded for some measures, the latest first.
select distinct
    t.measure_id, m.kind, m.unit, t.valid_from, t.lower, t.upper, t.comparator, t.base, t.basis, t.words as target_words,
    t.reason, t.approval, t.source, t.recorded_at, t.recorded_by,
    -- of a load that was taken back: it was never brought back after that
    t.load_no is not null and t.load_no not in (
        select load_no from target_load_span where region_code = $region and known_from <= $as_of and coalesce(known_until > $as_of, true)
    ) as is_taken_back
from known_target t
join (
    select distinct on (measure_id) measure_id, kind, unit
    from measure
    where region_code = $region and measure_id = any($measure_ids) and recorded_at <= $as_of
    order by measure_id, recorded_at desc
) m on m.measure_id = t.measure_id
where t.region_code = $region and t.known_from <= $as_of
order by t.measure_id, t.recorded_at desc, t.valid_from desc
