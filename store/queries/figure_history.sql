-- Every figure that was ever accepted for some of a region's measures, with where it came from, newest first; withdrawn ones too.
select
    a.measure_id, a.month, a.value, a.value_words, a.basis, a.vintage, a.progress, a.problem, a.next_step, a.expected,
    a.odd_reason, a.sheet, a.cell, a.source,
    s.submission_id, s.channel, s.file_name, s.submitted_by, s.submitted_at, s.is_demo, s.sha256,
    w.withdrawn_at, w.reason as withdrawal_reason, w.withdrawn_by,
    d.submission_id is not null as is_doubted, v.verdict, v.reason as review_reason, v.recorded_by as reviewed_by
from sound_actual a
join submission s on s.region_code = $region and s.submission_id = a.submission_id and s.submitted_at <= $as_of
join submission_turn o on o.region_code = $region and o.submission_id = a.submission_id
left join withdrawal w on w.region_code = $region and w.submission_id = a.submission_id and w.withdrawn_at <= $as_of
left join (select distinct submission_id, measure_id from doubt where region_code = $region and weight = 'own_reason') d
    on d.submission_id = a.submission_id and d.measure_id = a.measure_id
left join (
    select distinct on (submission_id, measure_id) *
    from figure_review
    where region_code = $region and recorded_at <= $as_of
    order by submission_id, measure_id, recorded_at desc
) v on v.submission_id = a.submission_id and v.measure_id = a.measure_id
where a.region_code = $region and a.measure_id = any($measure_ids)
order by a.measure_id, a.month desc, o.turn desc
