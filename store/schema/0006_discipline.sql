-- Who owes what, and what people change: deadlines, exceptions, returned cells, settings. Rows are only added.

-- Until which day of the next month the figures of a month are due. A change is a dated row.
create table deadline (
    region_code text not null,
    valid_from  date not null,               -- first month that it holds for
    day_no      integer not null check (day_no between 1 and 28),
    reason      text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, valid_from, recorded_at)
);

-- One unit may send for one month until a day, its deadline past or the month closed. It expires by itself.
create table deadline_exception (
    unit_id     text not null,
    month       date not null,
    until       date not null,               -- the last day
    reason      text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (unit_id, month, recorded_at)
);

-- One figure of a submission that a reviewer gave back with a question.
create table cell_return (
    return_id     integer not null primary key,
    submission_id integer not null,
    measure_id    text not null,
    month         date not null,
    question      text not null,
    recorded_at   timestamp not null,
    recorded_by   text not null
);

-- What was said of it since. That the unit sent the cell again is told by its submission, and stands in no row here.
create table cell_return_step (
    return_id   integer not null,
    step        text not null check (step in ('answered', 'asked', 'resolved')),
    words       text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (return_id, recorded_at)
);

create table setting (
    region_code text not null,
    name        text not null check (name in ('preset')),
    value       text not null,
    reason      text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, name, recorded_at)
);

alter table audit add column reason text;
