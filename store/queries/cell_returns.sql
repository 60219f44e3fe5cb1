-- Every returned cell with what became of it, as known at $as_of, the latest first. It is answered by words, or by a
-- later submission that has the cell; a submission taken back leaves nothing to answer.
with
step as (
    select distinct on (return_id) return_id, step, words, recorded_at, recorded_by
    from cell_return_step
    where recorded_at <= $as_of
    order by return_id, recorded_at desc
),
asked as (
    select
        r.*, s.step, s.words, s.recorded_at as step_at, s.recorded_by as step_by,
        case when s.step = 'asked' then s.recorded_at else r.recorded_at end as asked_at
    from cell_return r
    left join step s on s.return_id = r.return_id
    where r.recorded_at <= $as_of
),
sent_again as (
    select q.return_id, min(s.submission_id) as answer_no, min(s.submitted_at) as sent_at
    from asked q
    join actual a on a.measure_id = q.measure_id and a.month = q.month and a.submission_id <> q.submission_id
    join submission s on s.submission_id = a.submission_id and s.channel = 'workbook'
        and s.submitted_at > q.asked_at and s.submitted_at <= $as_of
    left join withdrawal w on w.submission_id = s.submission_id and w.withdrawn_at <= $as_of
    where w.submission_id is null
    group by q.return_id
)
select
    q.return_id, q.submission_id, q.measure_id, q.month, s.unit_id, u.name as unit,
    i.region_code, i.item_id, i.series, i.item_no, i.title as item, m.name as measure, m.unit as measure_unit, a.value, a.value_words,
    case when q.step = 'asked' then q.words else q.question end as question, q.asked_at,
    case when q.step = 'asked' then q.step_by else q.recorded_by end as asked_by,
    case
        when q.step = 'resolved' or w.submission_id is not null then 'resolved'
        when q.step = 'answered' or g.answer_no is not null then 'answered'
        else 'open'
    end as state,
    case when q.step in ('answered', 'resolved') then q.words end as words, q.step_at, q.step_by,
    g.answer_no, g.sent_at, w.withdrawn_at
from asked q
join submission s on s.submission_id = q.submission_id
left join withdrawal w on w.submission_id = q.submission_id and w.withdrawn_at <= $as_of
left join sent_again g on g.return_id = q.return_id
left join actual a on a.submission_id = q.submission_id and a.measure_id = q.measure_id and a.month = q.month
join (select distinct on (measure_id) * from measure where recorded_at <= $as_of order by measure_id, recorded_at desc) m
    on m.measure_id = q.measure_id
join (select distinct on (item_id) * from item where recorded_at <= $as_of order by item_id, recorded_at desc) i
    on i.item_id = m.item_id
left join (select distinct on (unit_id) unit_id, name from unit where recorded_at <= $as_of order by unit_id, recorded_at desc) u
    on u.unit_id = s.unit_id
order by q.asked_at desc, q.return_id desc
