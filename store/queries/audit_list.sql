-- Every act that changed something, the latest first.
select audit_id, act, object, before, after, reason, done_by, done_at
from audit
where region_code = $region and done_at <= $as_of
order by audit_id desc
