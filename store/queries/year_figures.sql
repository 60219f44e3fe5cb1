-- The standing figure of each month of $year of some measures, as known at $as_of, in the order of the months.
select distinct on (a.measure_id, a.month)
    a.measure_id, a.month, a.value, a.value_words, a.basis, a.vintage, a.sheet, a.cell, a.source, s.channel,
    s.file_name, s.submitted_by, s.submission_id, s.is_demo
from sound_actual a
join submission s on s.region_code = $region and s.submission_id = a.submission_id and s.submitted_at <= $as_of
left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id and w.withdrawn_at <= $as_of
left join (
    select distinct on (submission_id, measure_id) submission_id, measure_id, verdict
    from figure_review
    where region_code = $region and recorded_at <= $as_of
    order by submission_id, measure_id, recorded_at desc
) v on v.submission_id = a.submission_id and v.measure_id = a.measure_id
where a.region_code = $region and a.measure_id = any($measure_ids) and extract(year from a.month) = $year
    and w.submission_id is null and coalesce(v.verdict, '') <> 'set_aside'
    and (a.value is not null or a.value_words is not null)
order by a.measure_id, a.month, s.submitted_at desc, s.submission_id desc
