-- The preset of thresholds that a region judges by: one row, or none where nobody ever chose.
select value
from setting
where region_code = $region and name = 'preset' and recorded_at <= $as_of
order by recorded_at desc
limit 1
