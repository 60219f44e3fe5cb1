-- The doubts about the figures of one unit and month that stand, with the reason given for each, the figure that it was
-- given for, and what a reviewer has decided about it; figures that are set aside have none.
with
told as (
    select distinct on (a.measure_id) a.measure_id, a.value, a.value_words, a.submission_id, v.verdict
    from sound_actual a
    join submission s on s.region_code = $region and s.submission_id = a.submission_id
    join submission_turn o on o.region_code = $region and o.submission_id = a.submission_id
    left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id
    left join (
        select distinct on (submission_id, measure_id) submission_id, measure_id, verdict
        from figure_review
        where region_code = $region
        order by submission_id, measure_id, recorded_at desc
    ) v on v.submission_id = a.submission_id and v.measure_id = a.measure_id
    where a.region_code = $region and s.unit_id = $unit_id and a.month = $month and w.submission_id is null
        and (a.value is not null or a.value_words is not null) and coalesce(v.verdict, '') <> 'set_aside'
    order by a.measure_id, o.turn desc
)
select
    t.measure_id, d.issue, d.reason, t.value, t.value_words,
    coalesce(t.verdict, '') = 'confirmed' or d.weight <> 'own_reason' as is_confirmed  -- once confirmed it weighs less
from told t
join doubt d on d.region_code = $region and d.submission_id = t.submission_id and d.measure_id = t.measure_id
where d.reason <> ''
order by t.measure_id, d.doubt_no
