-- A region's chain in its order.
select link_no, kind, number, form, hash
from chain
where region_code = $region
order by link_no
