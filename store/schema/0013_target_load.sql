-- Loading a year's targets from a workbook is one act, which can be taken back as a whole, and brought back after that.
-- The rows that it adds bear its number, and are known while it stands; rows of single changes have none.
create table target_load (
    region_code text not null,
    load_no     integer not null,
    year        integer not null,
    file_name   text not null,
    sha256      text not null,
    valid_from  date not null,               -- what rows without a month of their own count from
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, load_no)
);

-- That it was loaded, taken back, brought back, taken back again, each with its reason.
create table target_load_step (
    region_code   text not null,
    load_no       integer not null,
    is_taken_back boolean not null,
    reason        text not null,
    recorded_at   timestamp not null,
    recorded_by   text not null,
    primary key (region_code, load_no, recorded_at)
);

alter table item add column load_no integer;
alter table measure add column load_no integer;
alter table target add column load_no integer;
alter table plan add column load_no integer;

-- From when until when a load stood; an end that is empty: it still does.
create view target_load_span as
select load_no, recorded_at as known_from, known_until
from (
    select
        load_no, is_taken_back, recorded_at,
        lead(recorded_at) over (partition by region_code, load_no order by recorded_at) as known_until
    from target_load_step
) s
where not is_taken_back;

-- Items, measures, targets and plan shares as they are read: every version with the time in which it was known. What
-- is asked as of a moment takes the versions with known_from <= moment and no known_until, or one after the moment.
create view known_item as
select i.*, greatest(i.recorded_at, coalesce(s.known_from, i.recorded_at)) as known_from, s.known_until
from item i
left join target_load_span s on s.load_no = i.load_no;

create view known_measure as
select m.*, greatest(m.recorded_at, coalesce(s.known_from, m.recorded_at)) as known_from, s.known_until
from measure m
left join target_load_span s on s.load_no = m.load_no;

create view known_plan as
select p.*, greatest(p.recorded_at, coalesce(s.known_from, p.recorded_at)) as known_from, s.known_until
from plan p
left join target_load_span s on s.load_no = p.load_no;

-- Targets read with sound numbers besides (0011_sound_numbers.sql).
drop view sound_target;
create view known_target as
select
    t.measure_id, t.valid_from,
    case when abs(t.lower) < 1e15 then t.lower end as lower,
    case when abs(t.upper) < 1e15 then t.upper end as upper,
    t.comparator,
    case when abs(t.base) < 1e15 then t.base end as base,
    t.basis,
    case when abs(coalesce(t.lower, 0)) < 1e15 and abs(coalesce(t.upper, 0)) < 1e15 then t.words else '数据异常' end as words,
    t.reason, t.approval, t.source, t.load_no, t.recorded_at, t.recorded_by,
    greatest(t.recorded_at, coalesce(s.known_from, t.recorded_at)) as known_from, s.known_until
from target t
left join target_load_span s on s.load_no = t.load_no;
