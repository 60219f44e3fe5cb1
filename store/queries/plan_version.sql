-- The plan shares of one measure as they stand now.
select distinct on (month_no) month_no, share, is_node
from known_plan
where region_code = $region and known_until is null and measure_id = $measure_id
order by month_no, recorded_at desc
