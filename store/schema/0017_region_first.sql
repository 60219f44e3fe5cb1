-- Everything belongs to a region, whose code is first in its key: numbers run, and names hold, within a region. A row of
-- an older store has the region of the unit or the item that it speaks of, else the one whose units the store has.

drop view latest_actual;
drop view known_item;
drop view known_measure;
drop view known_plan;
drop view known_target;
drop view sound_actual;
drop view target_load_span;

create table old_home as
select coalesce((select min(region_code) from unit), (select min(region_code) from item), '') as region_code;
create table old_unit_home as
select unit_id, min(region_code) as region_code from unit group by unit_id;
create table old_measure_home as
select m.measure_id, min(i.region_code) as region_code
from measure m
join item i on i.item_id = m.item_id
group by m.measure_id;
create table old_submission_home as
select s.submission_id, coalesce(min(u.region_code), min(m.region_code), min(h.region_code)) as region_code
from submission s
cross join old_home h
left join old_unit_home u on u.unit_id = s.unit_id
left join actual a on a.submission_id = s.submission_id
left join old_measure_home m on m.measure_id = a.measure_id
group by s.submission_id;

alter table unit rename to old_unit;
create table unit (
    region_code text not null,
    unit_id     text not null,
    name        text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, unit_id, recorded_at)
);
insert into unit select region_code, unit_id, name, recorded_at, recorded_by from old_unit;
drop table old_unit;

alter table unit_alias rename to old_unit_alias;
create table unit_alias (
    region_code text not null,
    unit_id     text not null,
    alias       text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, alias, recorded_at)
);
insert into unit_alias
select coalesce(u.region_code, h.region_code), o.unit_id, o.alias, o.recorded_at, o.recorded_by
from old_unit_alias o
cross join old_home h
left join old_unit_home u on u.unit_id = o.unit_id;
drop table old_unit_alias;

alter table source rename to old_source;
create table source (
    region_code  text not null,
    source_id    text not null,
    title        text not null,
    published_on date,                       -- empty: the publication gives no day
    publisher    text not null,
    recorded_at  timestamp not null,
    recorded_by  text not null,
    primary key (region_code, source_id, recorded_at)
);
insert into source
select r.region_code, o.source_id, o.title, o.published_on, o.publisher, o.recorded_at, o.recorded_by
from old_source o
cross join (select region_code from old_unit_home union select region_code from old_home) r;
drop table old_source;

alter table threshold rename to old_threshold;
create table threshold (
    region_code     text not null,
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
    primary key (region_code, preset, kind, unit_group, recorded_at)
);
insert into threshold
select
    r.region_code, o.preset, o.kind, o.unit_group, o.ahead_at, o.ahead_by, o.on_track_at, o.far_behind_below,
    o.far_behind_by, o.house_numbers, o.recorded_at, o.recorded_by
from old_threshold o
cross join (select region_code from old_unit_home union select region_code from old_home) r;
drop table old_threshold;

alter table item rename to old_item;
create table item (
    region_code  text not null,
    item_id      text not null,
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
    load_no      integer,
    primary key (region_code, item_id, recorded_at)
);
insert into item
select
    region_code, item_id, year, series, item_no, category, title, lead_unit_id, unit_basis, leader, condition,
    is_cancelled, source, reason, recorded_at, recorded_by, load_no
from old_item;
drop table old_item;

alter table measure rename to old_measure;
create table measure (
    region_code          text not null,
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
    load_no              integer,
    primary key (region_code, measure_id, recorded_at)
);
insert into measure
select
    coalesce(m.region_code, h.region_code), o.measure_id, o.item_id, o.measure_no, o.name, o.kind, o.unit, o.calendar,
    o.supplier_unit_id, o.plan_kind, o.reference_measure_id, o.part_of_id, o.note, o.reason, o.recorded_at,
    o.recorded_by, o.load_no
from old_measure o
cross join old_home h
left join old_measure_home m on m.measure_id = o.measure_id;
drop table old_measure;

alter table target rename to old_target;
create table target (
    region_code text not null,
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
    load_no     integer,
    primary key (region_code, measure_id, valid_from, recorded_at)
);
insert into target
select
    coalesce(m.region_code, h.region_code), o.measure_id, o.valid_from, o.lower, o.upper, o.comparator, o.base, o.basis,
    o.words, o.reason, o.approval, o.source, o.recorded_at, o.recorded_by, o.load_no
from old_target o
cross join old_home h
left join old_measure_home m on m.measure_id = o.measure_id;
drop table old_target;

alter table plan rename to old_plan;
create table plan (
    region_code text not null,
    measure_id  text not null,
    month_no    integer not null check (month_no between 1 and 12),
    share       double precision not null check (share between 0 and 1),
    is_node     boolean not null,            -- declared; otherwise drawn between two nodes
    recorded_at timestamp not null,
    recorded_by text not null,
    load_no     integer,
    primary key (region_code, measure_id, month_no, recorded_at)
);
insert into plan
select
    coalesce(m.region_code, h.region_code), o.measure_id, o.month_no, o.share, o.is_node, o.recorded_at, o.recorded_by,
    o.load_no
from old_plan o
cross join old_home h
left join old_measure_home m on m.measure_id = o.measure_id;
drop table old_plan;

alter table withdrawal rename to old_withdrawal;
create table withdrawal (
    region_code   text not null,
    submission_id integer not null,
    reason        text not null,
    withdrawn_by  text not null,
    withdrawn_at  timestamp not null,
    primary key (region_code, submission_id)
);
insert into withdrawal
select coalesce(s.region_code, h.region_code), o.submission_id, o.reason, o.withdrawn_by, o.withdrawn_at
from old_withdrawal o
cross join old_home h
left join old_submission_home s on s.submission_id = o.submission_id;
drop table old_withdrawal;

-- Stored in the order of region, measure and month: a measure's course lies together.
alter table actual rename to old_actual;
create table actual (
    region_code   text not null,
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
    primary key (region_code, measure_id, month, submission_id)
);
insert into actual
select
    coalesce(s.region_code, h.region_code), o.measure_id, o.month, o.submission_id, o.value, o.value_words, o.basis,
    o.vintage, o.progress, o.problem, o.next_step, o.expected, o.odd_reason, o.sheet, o.cell, o.source
from old_actual o
cross join old_home h
left join old_submission_home s on s.submission_id = o.submission_id
order by 1, o.measure_id, o.month, o.submission_id;
drop table old_actual;

alter table ruling rename to old_ruling;
create table ruling (
    region_code text not null,
    ruling_id   integer not null,
    measure_id  text not null,
    kind        text not null check (kind in ('status', 'condition')),
    status      text,
    valid_from  date not null,
    valid_until date,                        -- last month it holds for; empty: to the year's end
    reason      text not null,
    ruled_by    text not null,
    recorded_at timestamp not null,
    is_ended    boolean not null,            -- a later row of the same id with true takes it back
    primary key (region_code, ruling_id, recorded_at)
);
insert into ruling
select
    coalesce(m.region_code, h.region_code), o.ruling_id, o.measure_id, o.kind, o.status, o.valid_from, o.valid_until,
    o.reason, o.ruled_by, o.recorded_at, o.is_ended
from old_ruling o
cross join old_home h
left join old_measure_home m on m.measure_id = o.measure_id;
drop table old_ruling;

alter table deadline_exception rename to old_deadline_exception;
create table deadline_exception (
    region_code text not null,
    unit_id     text not null,
    month       date not null,
    until       date not null,               -- the last day
    reason      text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, unit_id, month, recorded_at)
);
insert into deadline_exception
select coalesce(u.region_code, h.region_code), o.unit_id, o.month, o.until, o.reason, o.recorded_at, o.recorded_by
from old_deadline_exception o
cross join old_home h
left join old_unit_home u on u.unit_id = o.unit_id;
drop table old_deadline_exception;

alter table cell_return_step rename to old_cell_return_step;
create table cell_return_step (
    region_code text not null,
    return_id   integer not null,
    step        text not null check (step in ('answered', 'asked', 'resolved')),
    words       text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, return_id, recorded_at)
);
insert into cell_return_step
select coalesce(s.region_code, h.region_code), o.return_id, o.step, o.words, o.recorded_at, o.recorded_by
from old_cell_return_step o
cross join old_home h
left join cell_return r on r.return_id = o.return_id
left join old_submission_home s on s.submission_id = r.submission_id;
drop table old_cell_return_step;

alter table cell_return rename to old_cell_return;
create table cell_return (
    region_code   text not null,
    return_id     integer not null,
    submission_id integer not null,
    measure_id    text not null,
    month         date not null,
    question      text not null,
    recorded_at   timestamp not null,
    recorded_by   text not null,
    primary key (region_code, return_id)
);
insert into cell_return
select
    coalesce(s.region_code, h.region_code), o.return_id, o.submission_id, o.measure_id, o.month, o.question,
    o.recorded_at, o.recorded_by
from old_cell_return o
cross join old_home h
left join old_submission_home s on s.submission_id = o.submission_id;
drop table old_cell_return;

-- A name stands once in the store: one signs in by it alone. Without a region (empty): the whole store.
alter table account rename to old_account;
create table account (
    region_code   text not null,
    name          text not null,
    unit_id       text,
    role          text not null check (role in ('looks', 'reports', 'reviews', 'administers')),
    password_hash text not null,
    is_active     boolean not null,
    is_temporary  boolean,
    recorded_at   timestamp not null,
    recorded_by   text not null,
    primary key (region_code, name, recorded_at)
);
insert into account
select
    coalesce(u.region_code, h.region_code), o.name, o.unit_id, o.role, o.password_hash, o.is_active, o.is_temporary,
    o.recorded_at, o.recorded_by
from old_account o
cross join old_home h
left join old_unit_home u on u.unit_id = o.unit_id;
drop table old_account;

alter table unit_token rename to old_unit_token;
create table unit_token (
    region_code text not null,
    token_no    integer not null,
    unit_id     text not null,
    label       text not null,               -- which system or person it was made for
    token_hash  text not null,
    is_revoked  boolean not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, token_no, recorded_at)
);
insert into unit_token
select
    coalesce(u.region_code, h.region_code), o.token_no, o.unit_id, o.label, o.token_hash, o.is_revoked, o.recorded_at,
    o.recorded_by
from old_unit_token o
cross join old_home h
left join old_unit_home u on u.unit_id = o.unit_id;
drop table old_unit_token;

alter table audit rename to old_audit;
create table audit (
    region_code text not null,
    audit_id    integer not null,
    act         text not null,
    object      text not null,
    before      text,
    after       text,
    reason      text,
    done_by     text not null,
    done_at     timestamp not null,
    primary key (region_code, audit_id)
);
insert into audit
select h.region_code, o.audit_id, o.act, o.object, o.before, o.after, o.reason, o.done_by, o.done_at
from old_audit o
cross join old_home h;
drop table old_audit;

alter table submission rename to old_submission;
create table submission (
    region_code   text not null,
    submission_id integer not null,
    unit_id       text,                      -- empty for published figures that no unit reported
    month         date,                      -- first day of the month reported on; empty for published figures
    channel       text not null check (channel in ('workbook', 'published')),
    file_name     text not null,
    sha256        text not null,
    kept_as       text,                      -- the kept file's name below data/local/uploads
    submitted_by  text not null,
    submitted_at  timestamp not null,
    is_demo       boolean not null,
    primary key (region_code, submission_id)
);
insert into submission
select
    s.region_code, o.submission_id, o.unit_id, o.month, o.channel, o.file_name, o.sha256, o.kept_as, o.submitted_by,
    o.submitted_at, o.is_demo
from old_submission o
join old_submission_home s on s.submission_id = o.submission_id;
drop table old_submission;

drop table old_submission_home;
drop table old_measure_home;
drop table old_unit_home;
drop table old_home;
drop table column_answer;                    -- carried into form_answer by 0012_form_answer.sql, and not read since

-- A year that a region has begun, before it has targets. One with items needs no row here.
create table region_year (
    region_code text not null,
    year        integer not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, year, recorded_at)
);

-- The views as they were (0011 to 0014), within a region.
create view sound_actual as
select
    region_code, measure_id, month, submission_id,
    case when abs(value) < 1e15 then value end as value,
    case when value is null or abs(value) < 1e15 then value_words else '数据异常' end as value_words,
    basis, vintage, progress, problem, next_step, expected, odd_reason, sheet, cell, source
from actual;

create view target_load_span as
select region_code, load_no, recorded_at as known_from, known_until
from (
    select
        region_code, load_no, is_taken_back, recorded_at,
        lead(recorded_at) over (partition by region_code, load_no order by recorded_at) as known_until
    from target_load_step
) s
where not is_taken_back;

create view known_item as
select i.*, greatest(i.recorded_at, coalesce(s.known_from, i.recorded_at)) as known_from, s.known_until
from item i
left join target_load_span s on s.region_code = i.region_code and s.load_no = i.load_no;

create view known_measure as
select m.*, greatest(m.recorded_at, coalesce(s.known_from, m.recorded_at)) as known_from, s.known_until
from measure m
left join target_load_span s on s.region_code = m.region_code and s.load_no = m.load_no;

create view known_plan as
select p.*, greatest(p.recorded_at, coalesce(s.known_from, p.recorded_at)) as known_from, s.known_until
from plan p
left join target_load_span s on s.region_code = p.region_code and s.load_no = p.load_no;

create view known_target as
select
    t.region_code, t.measure_id, t.valid_from,
    case when abs(t.lower) < 1e15 then t.lower end as lower,
    case when abs(t.upper) < 1e15 then t.upper end as upper,
    t.comparator,
    case when abs(t.base) < 1e15 then t.base end as base,
    t.basis,
    case when abs(coalesce(t.lower, 0)) < 1e15 and abs(coalesce(t.upper, 0)) < 1e15 then t.words else '数据异常' end as words,
    t.reason, t.approval, t.source, t.load_no, t.recorded_at, t.recorded_by,
    greatest(t.recorded_at, coalesce(s.known_from, t.recorded_at)) as known_from, s.known_until
from target t
left join target_load_span s on s.region_code = t.region_code and s.load_no = t.load_no;

create view latest_actual as
select distinct on (a.region_code, a.measure_id, a.month) a.*, s.submitted_at, s.is_demo
from actual a
join submission s on s.region_code = a.region_code and s.submission_id = a.submission_id
left join withdrawal w on w.region_code = a.region_code and w.submission_id = a.submission_id
left join (
    select distinct on (region_code, submission_id, measure_id) region_code, submission_id, measure_id, verdict
    from figure_review
    order by region_code, submission_id, measure_id, recorded_at desc
) v on v.region_code = a.region_code and v.submission_id = a.submission_id and v.measure_id = a.measure_id
where w.submission_id is null and coalesce(v.verdict, '') <> 'set_aside'
    and (a.value is not null or a.value_words is not null)
order by a.region_code, a.measure_id, a.month, s.submitted_at desc, a.submission_id desc;
