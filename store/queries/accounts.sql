-- Every account of the store as it stands, by name, with its region and the unit as it is called now. A name stands once,
-- in the region that it was last given; an empty one is the whole store.
select
    a.name, a.region_code, r.name as region, a.role, a.unit_id, u.name as unit, a.password_hash, a.is_active,
    a.is_temporary, a.recorded_at
from (
    select distinct on (name) *
    from account
    order by name, recorded_at desc
) a
left join (
    select distinct on (region_code) region_code, coalesce(short_name, name) as name
    from region
    order by region_code, recorded_at desc
) r on r.region_code = a.region_code
left join (
    select distinct on (region_code, unit_id) region_code, unit_id, name
    from unit
    order by region_code, unit_id, recorded_at desc
) u on u.region_code = a.region_code and u.unit_id = a.unit_id
order by a.name
