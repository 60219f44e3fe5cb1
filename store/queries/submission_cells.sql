-- Every cell of the submissions $numbers beside what stood for it before them ($before, the lowest of their numbers),
-- as known at $as_of: the figure of the latest standing submission that has one, and the latest one's texts.
with
earlier as (
    select a.*, o.turn, s.is_demo
    from sound_actual a
    join submission s on s.region_code = $region and s.submission_id = a.submission_id
    join submission_turn o on o.region_code = $region and o.submission_id = a.submission_id
    left join withdrawal w on w.region_code = $region and w.submission_id = a.submission_id and w.withdrawn_at <= $as_of
    left join (
        select distinct on (submission_id, measure_id) submission_id, measure_id, verdict
        from figure_review
        where region_code = $region and recorded_at <= $as_of
        order by submission_id, measure_id, recorded_at desc
    ) v on v.submission_id = a.submission_id and v.measure_id = a.measure_id
    where a.region_code = $region and w.submission_id is null and coalesce(v.verdict, '') <> 'set_aside' and a.submission_id < $before
        and a.measure_id in (select measure_id from actual where region_code = $region and submission_id = any($numbers))
)
select
    a.submission_id, a.measure_id, a.month, s.is_demo, a.sheet, a.cell, a.odd_reason,
    a.value, a.value_words, a.basis, a.vintage, a.progress, a.problem, a.next_step, a.expected,
    f.value as old_value, f.value_words as old_value_words, f.basis as old_basis, f.vintage as old_vintage,
    f.is_demo as old_is_demo, t.measure_id is not null as has_old,
    t.progress as old_progress, t.problem as old_problem, t.next_step as old_next_step, t.expected as old_expected
from sound_actual a
join submission s on s.region_code = $region and s.submission_id = a.submission_id
left join (
    select distinct on (measure_id, month) *
    from earlier
    where value is not null or value_words is not null
    order by measure_id, month, turn desc
) f on f.measure_id = a.measure_id and f.month = a.month
left join (
    select distinct on (measure_id, month) *
    from earlier
    order by measure_id, month, turn desc
) t on t.measure_id = a.measure_id and t.month = a.month
where a.region_code = $region and a.submission_id = any($numbers)
order by a.submission_id, a.measure_id, a.month
