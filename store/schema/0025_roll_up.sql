-- 指标编码: by which code a measure is the same as one of another region, so that the two can stand in one column. A
-- change is a new row; one without a code takes it off.
create table measure_code (
    region_code text not null,
    measure_id  text not null,
    common_code text,
    reason      text,
    recorded_at timestamp not null,
    recorded_by text not null,
    load_no     integer,                     -- of a targets workbook, read while its load stands (0013)
    primary key (region_code, measure_id, recorded_at)
);

create view known_measure_code as
select m.*, greatest(m.recorded_at, coalesce(s.known_from, m.recorded_at)) as known_from, s.known_until
from measure_code m
left join target_load_span s on s.region_code = m.region_code and s.load_no = m.load_no;

-- How regions stood, as the view from above was made of them (store/above): what status.sql said, counted. The rows are
-- of the state in which the region was known by row_count rows, the latest of latest_at (region_stamps.sql), under a
-- rule (a hash of the queries and of the preset's numbers): as long as none of these changes, they hold, and another
-- moment's are other rows.
create table roll_up (
    region_code  text not null,
    month        date not null,
    preset       text not null,
    series       text not null,               -- 'all', or one
    row_count    integer not null,
    latest_at    timestamp not null,
    rule         text not null,
    done         integer not null,
    ahead        integer not null,
    on_track     integer not null,
    behind       integer not null,
    far_behind   integer not null,
    not_reported integer not null,
    undecided    integer not null,
    not_due      integer not null,
    good         integer not null,
    judged       integer not null,            -- the n of the rate
    rate_pct     double precision,            -- empty with nothing to judge, and where too little of the month is in
    cells_in     integer not null,
    cells_due    integer not null,
    units_in     integer not null,
    units_due    integer not null,
    owing        text,                        -- who owes how many figures, in words
    longest      integer not null,            -- for how many months what is behind the longest has been
    worst        text,                        -- what that is, in words
    is_demo      boolean not null,
    judged_at    timestamp not null,
    primary key (region_code, month, preset, series, row_count, latest_at, rule)
);

-- The measures in common of the same states.
create table roll_up_measure (
    region_code       text not null,
    month             date not null,
    preset            text not null,
    common_code       text not null,
    row_count         integer not null,
    latest_at         timestamp not null,
    rule              text not null,
    measure_id        text not null,
    series            text not null,
    item_no           integer not null,
    measure           text not null,
    kind              text not null,
    by_pace           boolean not null,
    unit              text not null,
    calendar          text not null,
    comparator        text,
    lower             double precision,
    upper             double precision,
    base              double precision,
    target_words      text,
    basis             text,                   -- 口径 of the figure, else of the target
    month_no          integer not null,
    actual            double precision,
    value_words       text,
    actual_month      date,
    figure_state      text not null,
    plan_pct          double precision,
    done_pct          double precision,
    margin_points     double precision,
    status            text,
    computed_status   text,
    ruling_status     text,
    undecided_because text,
    not_due_because   text,
    previous_status   text,
    months_behind     integer not null,
    is_demo           boolean not null,
    judged_at         timestamp not null,
    primary key (region_code, month, preset, common_code, row_count, latest_at, rule)
);
