-- A place is data: every version of its names, its level and its office's head, as they are printed. What is empty is
-- made from the name and the level (metrics/sentences/place.py).
alter table region rename to region_named;

create table region (
    region_code text not null,               -- GB/T 2260
    name        text not null,
    short_name  text,                        -- as titles have it; empty: the name
    level       text not null default 'district' check (level in
        ('subdistrict', 'town', 'township', 'county', 'banner', 'district', 'city', 'province')),
    parent_code text,
    office      text,                        -- who issues its notices
    letterhead  text,                        -- 版头
    mark        text,                        -- 发文机关代字
    first_year  integer,                     -- whose targets are the first kept; empty: known as a parent alone
    reason      text,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, recorded_at)
);

-- What stood without words of its own has them from its name: 某市某区 in 某市 is 某区, and a district.
insert into region (region_code, name, short_name, level, parent_code, first_year, recorded_at, recorded_by)
select
    r.region_code, r.name,
    case when r.name like p.name || '_%' then replace(r.name, p.name, '') end,
    case
        when r.name like '%街道' then 'subdistrict'
        when r.name like '%镇' then 'town'
        when r.name like '%乡' then 'township'
        when r.name like '%县' then 'county'
        when r.name like '%旗' then 'banner'
        when r.name like '%市' then 'city'
        when r.name like '%省' then 'province'
        else 'district'
    end,
    r.parent_code,
    (select min(i.year) from item i where i.region_code = r.region_code),
    coalesce((select min(u.recorded_at) from unit u), (select min(m.applied_at) from migration m)),
    '种子数据'
from region_named r
left join region_named p on p.region_code = r.parent_code;

drop table region_named;
