-- What a region has set under a name (the preset that it judges by; whether 年底预计 is shown): one row, or none where
-- nobody ever chose.
select value
from setting
where region_code = $region and name = $name and recorded_at <= $as_of
order by recorded_at desc
limit 1
