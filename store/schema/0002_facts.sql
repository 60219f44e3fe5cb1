-- What was reported and decided. Append-only: a correction is a row of a new submission, an undo is a row in withdrawal.

create table submission (
    submission_id integer not null primary key,
    unit_id       text,                      -- empty for published figures that no unit reported
    month         date,                      -- first day of the month reported on; empty for published figures
    channel       text not null check (channel in ('workbook', 'published')),
    file_name     text not null,
    sha256        text not null,
    kept_as       text,                      -- the kept file's name below data/local/uploads
    submitted_by  text not null,
    submitted_at  timestamp not null,
    is_demo       boolean not null
);

create table withdrawal (
    submission_id integer not null,
    reason        text not null,
    withdrawn_by  text not null,
    withdrawn_at  timestamp not null,
    primary key (submission_id)
);

create table actual (
    measure_id    text not null,
    month         date not null,
    submission_id integer not null,
    value         double precision,          -- in the measure's unit, cumulative
    value_words   text,                      -- where the source has words in a number's place
    basis         text,                      -- 口径
    vintage       text,                      -- 初步 or 最终
    progress      text,                      -- 进展情况
    problem       text,                      -- 存在问题及原因
    next_step     text,                      -- 下一步措施
    expected      text,                      -- 预计完成时间, as reported
    odd_reason    text,                      -- why a doubtful figure is right
    sheet         text,
    cell          text,
    source        text,                      -- of a published figure
    primary key (measure_id, month, submission_id)
);

-- An official word: a status set by a meeting (人工认定), or a condition that was triggered.
create table ruling (
    ruling_id   integer not null,
    measure_id  text not null,
    sort        text not null check (sort in ('status', 'condition')),
    status      text,
    valid_from  date not null,
    valid_until date,                        -- last month it holds for; empty: to the year's end
    reason      text not null,
    ruled_by    text not null,
    recorded_at timestamp not null,
    is_ended    boolean not null,            -- a later row of the same id with true takes it back
    primary key (ruling_id, recorded_at)
);

create table period_lock (
    region_code text not null,
    month       date not null,
    is_locked   boolean not null,
    reason      text,
    locked_by   text not null,
    recorded_at timestamp not null,
    primary key (region_code, month, recorded_at)
);

create table edition (
    edition_no  integer not null,
    region_code text not null,
    month       date not null,
    preset      text not null,
    as_of       timestamp not null,
    title       text not null,
    made_by     text not null,
    made_at     timestamp not null,
    primary key (region_code, edition_no)
);

create table account (
    name          text not null,
    unit_id       text,
    role          text not null check (role in ('looks', 'reports', 'reviews', 'administers')),
    password_hash text not null,
    is_active     boolean not null,
    recorded_at   timestamp not null,
    recorded_by   text not null,
    primary key (name, recorded_at)
);

create table audit (
    audit_id   integer not null primary key,
    act        text not null,
    object     text not null,
    before     text,
    after      text,
    done_by    text not null,
    done_at    timestamp not null
);

-- Which seed row was loaded last, to tell a newer seed from a user's change.
create table seed_row (
    table_name  text not null,
    row_key     text not null,
    digest      text not null,
    recorded_at timestamp not null,
    primary key (table_name, row_key, recorded_at)
);

-- Incremented by every write transaction; what caches are keyed by.
create table version (
    counter integer not null
);
insert into version values (0);

-- The latest figure of a measure for a month among submissions that stand now. status.sql restates this for a moment.
create view latest_actual as
select distinct on (a.measure_id, a.month) a.*, s.submitted_at, s.is_demo
from actual a
join submission s on s.submission_id = a.submission_id
left join withdrawal w on w.submission_id = a.submission_id
where w.submission_id is null and (a.value is not null or a.value_words is not null)
order by a.measure_id, a.month, s.submitted_at desc, a.submission_id desc;
