-- Every unit of a region as it is called now, with its other spellings, joined by 、. A spelling belongs to the unit it was
-- last given; units and spellings that were taken back are left out.
select u.region_code, u.unit_id, u.name, string_agg(a.alias, '、' order by a.alias) as aliases
from (
    select distinct on (unit_id) region_code, unit_id, name, is_ended
    from unit
    where region_code = $region
    order by unit_id, recorded_at desc
) u
left join (
    select distinct on (alias) alias, unit_id, is_ended
    from unit_alias
    where region_code = $region
    order by alias, recorded_at desc
) a on a.unit_id = u.unit_id and not coalesce(a.is_ended, false)
where not coalesce(u.is_ended, false)
group by u.region_code, u.unit_id, u.name
order by u.unit_id
