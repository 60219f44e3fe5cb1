-- What becomes of a region's year: a draft, seen by reviewers alone; in force from a day on; taken away, and taken back.
-- A year without a row here is in force. Nothing is deleted: what is taken away is not read while it is.
create table year_step (
    region_code text not null,
    year        integer not null,
    step        text not null check (step in ('draft', 'in_force', 'dropped', 'restored')),
    valid_from  date,                        -- the day of 'in_force'
    reason      text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, year, recorded_at)
);

-- A measure goes on from one of last year's: its result is this one's comparison. A change is a new row.
create table year_link (
    region_code     text not null,
    measure_id      text not null,
    last_measure_id text not null,
    is_linked       boolean not null,
    reason          text not null,
    recorded_at     timestamp not null,
    recorded_by     text not null,
    primary key (region_code, measure_id, last_measure_id, recorded_at)
);

-- A store that began with nothing: the sample district is not planted there when its file is opened again.
create table began_empty (
    recorded_at timestamp not null
);

-- A unit, or another spelling of one, that was a mistake and is taken back; a later row with false brings it back.
alter table unit add column is_ended boolean;
alter table unit_alias add column is_ended boolean;

-- From when until when a year that was ever taken away was there; an end that is empty: it is.
create view year_span as
select region_code, year, timestamp '0001-01-01' as known_from, min(recorded_at) as known_until
from year_step
where step = 'dropped'
group by region_code, year
union all
select region_code, year, recorded_at, known_until
from (
    select
        region_code, year, step, recorded_at,
        lead(recorded_at) over (partition by region_code, year order by recorded_at) as known_until
    from year_step
    where step in ('dropped', 'restored')
) s
where step = 'restored';

-- The years that are taken away now.
create view year_away as
select region_code, year
from year_span
group by region_code, year
having count(*) = count(known_until);

-- Items as they are read (0017), while their year is there.
drop view known_item;
create view known_item as
select
    i.*,
    greatest(i.recorded_at, s.known_from, y.known_from) as known_from,
    least(s.known_until, y.known_until) as known_until
from item i
left join target_load_span s on s.region_code = i.region_code and s.load_no = i.load_no
left join year_span y on y.region_code = i.region_code and y.year = i.year;
