-- Every cell that was due in the months of the rows of status.sql in `status`, and whose it is: of what is in, the unit
-- that sent it; of what is missing, the unit that supplies it now, since nobody else may send it. What was taken up
-- only after a month's day in `month_deadline`, and after the year's first targets, is not owed for that month.
select
    coalesce(x.unit_id, s.supplier_unit_id) as unit_id, coalesce(u.name, s.supplier_unit) as unit,
    s.measure_id, cast(s.month as date) as month, s.computed_status <> 'not_reported' as is_in
from status s
join month_deadline d on d.month = s.month
join (
    select measure_id, min(recorded_at) as known_at
    from known_measure
    where region_code = $region and known_from <= $as_of and coalesce(known_until > $as_of, true)
    group by measure_id
) m on m.measure_id = s.measure_id
left join submission x on x.region_code = $region and x.submission_id = s.submission_id and x.channel = 'workbook' and s.computed_status <> 'not_reported'
left join (
    select distinct on (unit_id) unit_id, name from unit where region_code = $region and recorded_at <= $as_of order by unit_id, recorded_at desc
) u on u.unit_id = x.unit_id
where s.is_owed
    and m.known_at < cast(greatest(d.deadline_on, coalesce(d.known_on, d.deadline_on)) as date) + interval '1 day'
order by s.measure_id, s.month
