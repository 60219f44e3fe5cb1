-- Every account as it stands, by name, with the unit as it is called now.
select a.name, a.role, a.unit_id, u.name as unit, a.password_hash, a.is_active, a.is_temporary, a.recorded_at
from (
    select distinct on (name) name, role, unit_id, password_hash, is_active, is_temporary, recorded_at
    from account
    order by name, recorded_at desc
) a
left join (select distinct on (unit_id) unit_id, name from unit order by unit_id, recorded_at desc) u
    on u.unit_id = a.unit_id
order by a.name
