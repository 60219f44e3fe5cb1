-- What a second year needs. What is printed as 第N期 begins anew with each year and kind of notice; an edition keeps its
-- number of the store, which is its address. An older one was printed under that, and has no other.
alter table edition add column issue_no integer;

-- With which year the screens open is a setting of the region. The table is written anew, since a check cannot be
-- widened in place.
create table setting_wider (
    region_code text not null,
    name        text not null check (name in ('preset', 'outlook', 'home')),
    value       text not null,
    reason      text not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, name, recorded_at)
);
insert into setting_wider select region_code, name, value, reason, recorded_at, recorded_by from setting;
drop table setting;
alter table setting_wider rename to setting;
