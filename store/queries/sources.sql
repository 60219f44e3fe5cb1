-- The publications that targets and figures were taken from, by a region, as known at a moment.
select distinct on (source_id) source_id, title, published_on, publisher
from source
where region_code = $region and recorded_at <= $as_of
order by source_id, recorded_at desc
