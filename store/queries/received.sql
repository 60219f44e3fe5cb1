-- When a region's data were received from a store of its own; null where never. Where ever, its facts are made there.
select min(done_at) as first_at, max(done_at) as last_at
from audit
where region_code = $region and act = '接收数据'
