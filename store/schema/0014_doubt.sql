-- What was doubtful when it was sent, and what became of the figures that a reviewer has to look at.

-- One doubt about a submission, of its moment and by its sender, with the reason given for it.
create table doubt (
    region_code   text not null,
    submission_id integer not null,
    doubt_no      integer not null,          -- counts the submission's doubts
    measure_id    text,                      -- whose figure is doubted; empty: of no single one
    issue         text not null,             -- an id of loaders/layouts/issues.csv
    weight        text not null check (weight in ('own_reason', 'reason')),
    words         text not null,             -- what was said to the sender
    reason        text not null,
    primary key (region_code, submission_id, doubt_no)
);

-- What a reviewer decided about one figure; the latest row counts. One that is set aside counts nowhere.
create table figure_review (
    region_code   text not null,
    submission_id integer not null,
    measure_id    text not null,
    verdict       text not null check (verdict in ('confirmed', 'set_aside')),
    reason        text,
    recorded_at   timestamp not null,
    recorded_by   text not null,
    primary key (region_code, submission_id, measure_id, recorded_at)
);

-- The latest figure of a measure for a month among those that count now. status.sql restates this for a moment.
create or replace view latest_actual as
select distinct on (a.measure_id, a.month) a.*, s.submitted_at, s.is_demo
from actual a
join submission s on s.submission_id = a.submission_id
left join withdrawal w on w.submission_id = a.submission_id
left join (
    select distinct on (submission_id, measure_id) submission_id, measure_id, verdict
    from figure_review
    order by submission_id, measure_id, recorded_at desc
) v on v.submission_id = a.submission_id and v.measure_id = a.measure_id
where w.submission_id is null and coalesce(v.verdict, '') <> 'set_aside'
    and (a.value is not null or a.value_words is not null)
order by a.measure_id, a.month, s.submitted_at desc, a.submission_id desc;
