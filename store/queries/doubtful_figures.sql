-- Every figure that was doubtful when it was sent, of a region, as known at $as_of: of one submission ($number), or with
-- $number empty of all that stand; with what was doubted, the reason given, the figure that stood before it, what a
-- reviewer decided, and whether a later submission has replaced it that is not set aside itself.
with
doubted as (
    select
        submission_id, measure_id, string_agg(words, '
' order by doubt_no) as words,
        max(reason) as reason
    from doubt
    where region_code = $region and weight = 'own_reason' and measure_id is not null
        and (cast($number as integer) is null or submission_id = $number)
    group by submission_id, measure_id
),
review_now as (
    select distinct on (submission_id, measure_id) *
    from figure_review
    where region_code = $region and recorded_at <= $as_of
    order by submission_id, measure_id, recorded_at desc
),
told as (
    select a.measure_id, a.month, a.value, a.value_words, a.sheet, a.cell, s.submission_id, o.turn, v.verdict
    from sound_actual a
    join (select distinct measure_id from doubted) d on d.measure_id = a.measure_id
    join submission s on s.region_code = $region and s.submission_id = a.submission_id and s.submitted_at <= $as_of
    join submission_turn o on o.region_code = $region and o.submission_id = a.submission_id
    left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id and w.withdrawn_at <= $as_of
    left join review_now v on v.submission_id = a.submission_id and v.measure_id = a.measure_id
    where a.region_code = $region and w.submission_id is null and (a.value is not null or a.value_words is not null)
),
-- the figure that counts where this one does not: of the same month before it, else of the latest month before
before as (
    select distinct on (t.submission_id, t.measure_id)
        t.submission_id, t.measure_id, e.month as before_month, e.value as before_value, e.value_words as before_words
    from told t
    join told e on e.measure_id = t.measure_id and coalesce(e.verdict, '') <> 'set_aside'
        and extract(year from e.month) = extract(year from t.month)
        and (e.month < t.month or (e.month = t.month and e.turn < t.turn))
    order by t.submission_id, t.measure_id, e.month desc, e.turn desc
),
replaced as (
    select distinct t.submission_id, t.measure_id
    from told t
    join told e on e.measure_id = t.measure_id and e.month = t.month and coalesce(e.verdict, '') <> 'set_aside' and e.turn > t.turn
)
select
    t.submission_id, t.measure_id, t.month, t.value, t.value_words, t.sheet, t.cell, d.words, d.reason,
    b.before_month, b.before_value, b.before_words,
    s.unit_id, u.name as unit, s.submitted_by, s.submitted_at,
    i.item_id, i.series, i.item_no, i.title as item, m.name as measure, m.unit as measure_unit,
    v.verdict, v.reason as review_reason, v.recorded_by as reviewed_by, v.recorded_at as reviewed_at,
    r.submission_id is not null as is_replaced
from told t
join doubted d on d.submission_id = t.submission_id and d.measure_id = t.measure_id
join submission s on s.region_code = $region and s.submission_id = t.submission_id
join (select distinct on (measure_id) * from measure where region_code = $region and recorded_at <= $as_of order by measure_id, recorded_at desc) m
    on m.measure_id = t.measure_id
join (select distinct on (item_id) * from item where region_code = $region and recorded_at <= $as_of order by item_id, recorded_at desc) i
    on i.item_id = m.item_id
left join (select distinct on (unit_id) unit_id, name from unit where region_code = $region and recorded_at <= $as_of order by unit_id, recorded_at desc) u
    on u.unit_id = s.unit_id
left join review_now v on v.submission_id = t.submission_id and v.measure_id = t.measure_id
left join before b on b.submission_id = t.submission_id and b.measure_id = t.measure_id
left join replaced r on r.submission_id = t.submission_id and r.measure_id = t.measure_id
order by t.month desc, i.series, i.item_no, m.measure_no, t.submission_id desc
