-- Every official word and every triggered condition of a region's year in its latest version, the latest first.
select
    r.ruling_id, r.measure_id, r.kind, r.status, r.valid_from, r.valid_until, r.reason, r.ruled_by, r.recorded_at,
    r.is_ended, i.series, i.item_no, i.title as item, m.name as measure, i.item_id
from (select distinct on (ruling_id) * from ruling where region_code = $region and recorded_at <= $as_of order by ruling_id, recorded_at desc) r
join (select distinct on (measure_id) * from measure where region_code = $region order by measure_id, recorded_at desc) m on m.measure_id = r.measure_id
join (select distinct on (item_id) * from item where region_code = $region order by item_id, recorded_at desc) i
    on i.item_id = m.item_id and i.year = $year
order by r.ruling_id desc
