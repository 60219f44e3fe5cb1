-- A region's entries of the audit from number $first on, with every field that a chain may name.
select region_code, audit_id, act, object, before, after, reason, done_by, done_at
from audit
where region_code = $region and audit_id >= $first
order by audit_id
