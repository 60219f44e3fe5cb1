-- Every submission of a region, published figures too, newest first, with what it held and whether it still stands at $as_of.
select
    s.submission_id, s.unit_id, u.name as unit, s.month, s.channel, s.file_name, s.sha256, s.submitted_by, s.submitted_at, s.is_demo,
    w.reason as withdrawal_reason, w.withdrawn_by, w.withdrawn_at,
    cast(count(a.measure_id) as integer) as row_count
from submission s
join submission_turn o on o.region_code = $region and o.submission_id = s.submission_id
left join (select distinct on (unit_id) unit_id, name from unit where region_code = $region and recorded_at <= $as_of order by unit_id, recorded_at desc) u
    on u.unit_id = s.unit_id
left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id and w.withdrawn_at <= $as_of
left join actual a on a.region_code = $region and a.submission_id = s.submission_id
where s.region_code = $region and s.submitted_at <= $as_of
group by s.submission_id, s.unit_id, u.name, s.month, s.channel, s.file_name, s.sha256, s.submitted_by, s.submitted_at, s.is_demo,
    w.reason, w.withdrawn_by, w.withdrawn_at, o.turn
order by o.turn desc
