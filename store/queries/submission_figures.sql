-- The figures of one submission that stands, with its unit and the names of what was counted.
select
    a.measure_id, a.month, s.unit_id, u.name as unit, i.series, i.item_no, i.title as item, m.name as measure,
    m.unit as measure_unit, a.value, a.value_words
from sound_actual a
join submission s on s.region_code = $region and s.submission_id = a.submission_id and s.channel = 'workbook'
left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id
join (select distinct on (measure_id) * from measure where region_code = $region order by measure_id, recorded_at desc) m on m.measure_id = a.measure_id
join (select distinct on (item_id) * from item where region_code = $region order by item_id, recorded_at desc) i on i.item_id = m.item_id
left join (select distinct on (unit_id) unit_id, name from unit where region_code = $region order by unit_id, recorded_at desc) u on u.unit_id = s.unit_id
where a.region_code = $region and a.submission_id = $number and w.submission_id is null
order by i.series, i.item_no, m.measure_no
