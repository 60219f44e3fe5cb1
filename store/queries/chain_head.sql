-- The last link of a region's chain.
select link_no, hash
from chain
where region_code = $region
order by link_no desc
limit 1
