-- What is to be reached: regions, units, items, measures, targets, plan shares.
-- Every row here is one recorded version: a change is a new row with a later recorded_at, so that each table can be
-- read as of any moment. Nothing is updated or deleted.

create table region (
    region_code text not null primary key,  -- GB/T 2260
    name        text not null,
    parent_code text
);

create table unit (
    unit_id     text not null,
    region_code text not null,
    name        text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (unit_id, recorded_at)
);

create table unit_alias (
    unit_id     text not null,
    alias       text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (alias, recorded_at)
);

create table item (
    item_id      text not null,
    region_code  text not null,
    year         integer not null,
    series       text not null check (series in ('indicator', 'task', 'livelihood')),
    item_no      integer not null,
    category     text not null,
    title        text not null,
    lead_unit_id text not null,
    unit_basis   text not null check (unit_basis in ('report', 'proposed')),
    leader       text,
    condition    text,                       -- in words; empty: the item applies without one
    is_cancelled boolean not null,
    source       text not null,
    reason       text,
    recorded_at  timestamp not null,
    recorded_by  text not null,
    primary key (item_id, recorded_at)
);

create table measure (
    measure_id           text not null,
    item_id              text not null,
    measure_no           integer not null,
    name                 text not null,
    kind                 text not null check (kind in
        ('quantity', 'stock', 'milestone', 'growth', 'rate', 'ceiling', 'relative', 'reference')),
    unit                 text not null,      -- unit of measure of value, lower, upper and base
    calendar             text not null check (calendar in
        ('monthly', 'monthly_from_feb', 'quarterly', 'half_yearly', 'yearly')),
    supplier_unit_id     text,               -- empty: the lead unit supplies the figure
    plan_kind            text check (plan_kind in ('linear', 'by_month', 'nodes', 'last_year')),
    reference_measure_id text,               -- what a relative target is compared with
    part_of_id           text,               -- 其中: the measure this one is nested in
    note                 text,
    reason               text,
    recorded_at          timestamp not null,
    recorded_by          text not null,
    primary key (measure_id, recorded_at)
);

create table target (
    measure_id  text not null,
    valid_from  date not null,               -- first month that is judged by it
    lower       double precision,
    upper       double precision,
    comparator  text not null check (comparator in ('>=', '>', '<', '<=', '=', 'range', '~')),
    base        double precision,            -- last year's end, for a stock
    basis       text,                        -- 口径
    words       text,                        -- where the source has only words
    reason      text,                        -- of a change in mid-year
    approval    text,
    source      text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (measure_id, valid_from, recorded_at)
);

-- Cumulative share of the year's target by the end of a month; no rows: linear, month/12.
create table plan (
    measure_id  text not null,
    month_no    integer not null check (month_no between 1 and 12),
    share       double precision not null check (share between 0 and 1),
    is_node     boolean not null,            -- declared; otherwise drawn between two nodes
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (measure_id, month_no, recorded_at)
);

-- The months in which a calendar has a figure due (domain.md §4).
create table calendar_month (
    calendar text not null,
    month_no integer not null,
    primary key (calendar, month_no)
);
insert into calendar_month values
    ('monthly', 1), ('monthly', 2), ('monthly', 3), ('monthly', 4), ('monthly', 5), ('monthly', 6),
    ('monthly', 7), ('monthly', 8), ('monthly', 9), ('monthly', 10), ('monthly', 11), ('monthly', 12),
    ('monthly_from_feb', 2), ('monthly_from_feb', 3), ('monthly_from_feb', 4), ('monthly_from_feb', 5),
    ('monthly_from_feb', 6), ('monthly_from_feb', 7), ('monthly_from_feb', 8), ('monthly_from_feb', 9),
    ('monthly_from_feb', 10), ('monthly_from_feb', 11), ('monthly_from_feb', 12),
    ('quarterly', 3), ('quarterly', 6), ('quarterly', 9), ('quarterly', 12),
    ('half_yearly', 6), ('half_yearly', 12),
    ('yearly', 12);

-- The numbers of the status rule (domain.md §2), per preset. Which of them no official practice gives is said in
-- house_numbers, and shown as 本系统设定.
create table threshold (
    preset          text not null,
    kind            text not null,
    unit_group      text not null check (unit_group in ('any', '%', 'other')),
    ahead_at        double precision,        -- empty with ahead_by 'never' or 'range'
    ahead_by        text not null check (ahead_by in ('points', 'range', 'never')),
    on_track_at     double precision not null,
    far_behind_below double precision not null,
    far_behind_by   text not null check (far_behind_by in ('points', 'share_of_bound')),
    house_numbers   text,                    -- comma-separated column names
    recorded_at     timestamp not null,
    recorded_by     text not null,
    primary key (preset, kind, unit_group, recorded_at)
);
