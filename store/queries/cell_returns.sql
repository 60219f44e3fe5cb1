-- Every cell of a region that was returned by $as_of, the latest first, with its unit and names, and the figure that was asked about.
select
    r.return_id, r.submission_id, r.measure_id, r.month, s.unit_id, u.name as unit,
    i.item_id, i.series, i.item_no, i.title as item, m.name as measure, m.unit as measure_unit, a.value, a.value_words
from cell_return r
join submission s on s.region_code = $region and s.submission_id = r.submission_id
left join sound_actual a on a.region_code = $region and a.submission_id = r.submission_id and a.measure_id = r.measure_id and a.month = r.month
join (select distinct on (measure_id) * from measure where region_code = $region and recorded_at <= $as_of order by measure_id, recorded_at desc) m
    on m.measure_id = r.measure_id
join (select distinct on (item_id) * from item where region_code = $region and recorded_at <= $as_of order by item_id, recorded_at desc) i
    on i.item_id = m.item_id
left join (select distinct on (unit_id) unit_id, name from unit where region_code = $region and recorded_at <= $as_of order by unit_id, recorded_at desc) u
    on u.unit_id = s.unit_id
where r.region_code = $region and r.recorded_at <= $as_of
order by r.return_id desc
