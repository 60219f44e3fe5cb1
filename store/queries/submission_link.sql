-- The link of one submission in a region's chain.
select hash
from chain
where region_code = $region and kind = 'submission' and number = $number
