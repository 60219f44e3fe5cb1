-- Every unit with its other spellings, joined by 、.
select u.unit_id, u.name, string_agg(a.alias, '、') as aliases
from (select distinct on (unit_id) unit_id, name from unit order by unit_id, recorded_at desc) u
left join unit_alias a on a.unit_id = u.unit_id
group by u.unit_id, u.name
order by u.unit_id
