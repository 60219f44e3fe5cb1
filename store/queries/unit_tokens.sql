-- Every token of a unit's own system as it stands, newest first: when it was made, and when it was revoked.
select
    t.token_no, t.unit_id, u.name as unit, t.label, t.token_hash, t.is_revoked, f.recorded_at as made_at,
    case when t.is_revoked then t.recorded_at end as revoked_at
from (select distinct on (token_no) * from unit_token order by token_no, recorded_at desc) t
join (select token_no, min(recorded_at) as recorded_at from unit_token group by token_no) f on f.token_no = t.token_no
left join (select distinct on (unit_id) unit_id, name from unit order by unit_id, recorded_at desc) u
    on u.unit_id = t.unit_id
order by t.token_no desc
