-- Some measures as they stand now, each with the item that it belongs to.
select distinct on (m.measure_id)
    m.measure_id, m.item_id, m.measure_no, m.name, m.kind, m.unit, m.calendar, m.supplier_unit_id, m.plan_kind,
    m.reference_measure_id, m.part_of_id, m.note,
    m.name as measure, i.series, i.item_no, i.title as item, i.year, i.region_code, i.condition, i.lead_unit_id
from known_measure m
join (select distinct on (item_id) * from known_item where region_code = $region and known_until is null order by item_id, recorded_at desc) i on i.item_id = m.item_id
where m.region_code = $region and m.known_until is null and m.measure_id = any($measure_ids)
order by m.measure_id, m.recorded_at desc
