-- The last sign-ins, sign-outs and failures of the regions, and of no region, the latest first; of one name where it is
-- given.
select entry_no, happened_at, kind, name, address, times
from sign_in
where (region_code = '' or region_code = any($codes)) and (cast($name as text) is null or name = $name)
order by entry_no desc
limit $most
