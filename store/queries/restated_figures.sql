-- Figures of one region and year up to $until that stood at $before and say something else, or nothing, at $as_of;
-- first_* is the first one ever accepted for the measure and month.
with
aside as (
    select distinct on (submission_id, measure_id) submission_id, measure_id, verdict
    from figure_review
    where region_code = $region and recorded_at <= $as_of
    order by submission_id, measure_id, recorded_at desc
),
aside_before as (
    select distinct on (submission_id, measure_id) submission_id, measure_id, verdict
    from figure_review
    where region_code = $region and recorded_at <= $before
    order by submission_id, measure_id, recorded_at desc
),
told as (
    select
        a.measure_id, a.month, a.value, a.value_words, a.basis, a.submission_id, o.turn, s.submitted_at, s.submitted_by,
        a.odd_reason, a.progress, w.reason as withdrawal_reason,
        s.submitted_at <= $before and (w.withdrawn_at is null or w.withdrawn_at > $before)
            and coalesce(b.verdict, '') <> 'set_aside' as stood_before,
        (w.withdrawn_at is null or w.withdrawn_at > $as_of) and coalesce(v.verdict, '') <> 'set_aside' as stands
    from sound_actual a
    join submission s on s.region_code = $region and s.submission_id = a.submission_id and s.submitted_at <= $as_of
    join submission_turn o on o.region_code = $region and o.submission_id = a.submission_id
    left join withdrawal w on w.region_code = $region and w.submission_id = a.submission_id
    left join aside v on v.submission_id = a.submission_id and v.measure_id = a.measure_id
    left join aside_before b on b.submission_id = a.submission_id and b.measure_id = a.measure_id
    where a.region_code = $region and (a.value is not null or a.value_words is not null)
        and a.month between make_date($year, 1, 1) and $until
        and a.measure_id in (
            select m.measure_id from known_measure m join known_item i on i.region_code = $region and i.item_id = m.item_id
            where m.region_code = $region and m.known_from <= $as_of and coalesce(m.known_until > $as_of, true) and i.known_from <= $as_of and coalesce(i.known_until > $as_of, true)
                and i.year = $year
        )
),
first_told as (
    select distinct on (measure_id, month) *
    from told
    order by measure_id, month, turn
),
before_told as (
    select distinct on (measure_id, month) *
    from told
    where stood_before
    order by measure_id, month, turn desc
),
now_told as (
    select distinct on (measure_id, month) *
    from told
    where stands
    order by measure_id, month, turn desc
)
select
    b.measure_id, b.month,
    f.value as first_value, f.value_words as first_value_words,
    b.value as old_value, b.value_words as old_value_words,
    n.value as value, n.value_words as value_words,
    n.submitted_at, n.submitted_by, n.odd_reason, n.progress, b.withdrawal_reason
from before_told b
join first_told f on f.measure_id = b.measure_id and f.month = b.month
left join now_told n on n.measure_id = b.measure_id and n.month = b.month
where n.measure_id is null
    or coalesce(b.value <> n.value, (b.value is null) <> (n.value is null))
    or coalesce(b.value_words, '') <> coalesce(n.value_words, '')
    or coalesce(b.basis, '') <> coalesce(n.basis, '')
order by b.measure_id, b.month
