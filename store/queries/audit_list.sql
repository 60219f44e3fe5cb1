-- Every act that changed something, the latest first, with the names of the measures that older entries give by their ids.
select
    a.audit_id, a.act, a.object, a.before, a.after, a.reason, a.done_by, a.done_at,
    i.series, i.item_no, i.title as item, m.name as measure
from audit a
left join (select distinct on (measure_id) measure_id, item_id, name from measure order by measure_id, recorded_at desc) m
    on m.measure_id = a.object
left join (select distinct on (item_id) item_id, series, item_no, title from item order by item_id, recorded_at desc) i
    on i.item_id = m.item_id
where a.done_at <= $as_of
order by a.audit_id desc
