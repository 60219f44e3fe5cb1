-- Every token of the store's units' own systems as it stands, newest first: when it was made, and when it was revoked.
select
    t.region_code, t.token_no, t.unit_id, u.name as unit, t.label, t.token_hash, t.is_revoked, f.recorded_at as made_at,
    case when t.is_revoked then t.recorded_at end as revoked_at
from (
    select distinct on (region_code, token_no) *
    from unit_token
    order by region_code, token_no, recorded_at desc
) t
join (
    select region_code, token_no, min(recorded_at) as recorded_at
    from unit_token
    group by region_code, token_no
) f on f.region_code = t.region_code and f.token_no = t.token_no
left join (
    select distinct on (region_code, unit_id) region_code, unit_id, name
    from unit
    order by region_code, unit_id, recorded_at desc
) u on u.region_code = t.region_code and u.unit_id = t.unit_id
order by t.region_code, t.token_no desc
