-- One ruling as it stands now.
select ruling_id, measure_id, kind, status, valid_from, valid_until, reason, ruled_by, is_ended
from ruling
where region_code = $region and ruling_id = $number
order by recorded_at desc
limit 1
