-- A region may leave out 年底预计: its settings may bear that name as well. The table is written anew, since a check
-- cannot be widened in place.
create table setting_wider (
    region_code text not null,
    name        text not null check (name in ('preset', 'outlook')),
    value       text not null,
    reason      text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, name, recorded_at)
);
insert into setting_wider select region_code, name, value, reason, recorded_at, recorded_by from setting;
drop table setting;
alter table setting_wider rename to setting;
