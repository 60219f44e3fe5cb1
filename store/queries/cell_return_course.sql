-- What was asked, answered, sent again, concluded or taken back about each returned cell, as known at $as_of, in its
-- order. What was sent again has a higher number than what was returned, whatever the clock said; it comes after the
-- question. Of one moment, what was sent comes before a further question: it was not made in answer to that.
with
resent as (
    select distinct on (r.return_id, s.submission_id)
        r.return_id, s.submission_id, s.submitted_at, s.submitted_by, greatest(s.submitted_at, r.recorded_at) as counted_at
    from cell_return r
    join submission_turn returned on returned.region_code = $region and returned.submission_id = r.submission_id
    join actual a on a.region_code = $region and a.measure_id = r.measure_id and a.month = r.month and a.submission_id <> r.submission_id
    join submission s on s.region_code = $region and s.submission_id = a.submission_id and s.channel = 'workbook'
        and s.submitted_at <= $as_of
    join submission_turn o on o.region_code = $region and o.submission_id = a.submission_id and o.turn > returned.turn
    left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id and w.withdrawn_at <= $as_of
    where r.region_code = $region and w.submission_id is null
        and not exists (  -- what was set aside before the question was put is no answer to it
            select 1 from figure_review v
            where v.region_code = $region and v.submission_id = a.submission_id and v.measure_id = a.measure_id
                and v.verdict = 'set_aside' and v.recorded_at <= r.recorded_at
        )
    order by r.return_id, s.submission_id
),
step as (
    select return_id, 0 as place, 'asked' as step, question as words, cast(null as integer) as answer_no, recorded_at as done_at, recorded_by as done_by,
        recorded_at as counted_at
    from cell_return
    where region_code = $region
    union all
    select return_id, 2, step, words, null, recorded_at, recorded_by, recorded_at from cell_return_step where region_code = $region
    union all
    select return_id, 1, 'resent', null, submission_id, submitted_at, submitted_by, counted_at from resent
    union all
    select r.return_id, 3, 'withdrawn', w.reason, null, w.withdrawn_at, w.withdrawn_by, w.withdrawn_at
    from cell_return r
    join withdrawal w on w.region_code = $region and w.submission_id = r.submission_id
    where r.region_code = $region
)
select return_id, step, words, answer_no, done_at, done_by
from step
where done_at <= $as_of
order by return_id, counted_at, place
