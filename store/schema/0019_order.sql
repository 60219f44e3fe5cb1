-- In which order a region's submissions count: by their numbers, which run on when the clock is set back. A publication
-- has the day on which it was published instead: it comes after the workbooks that had been sent by then.
create view submission_turn as
select
    region_code, submission_id,
    row_number() over (
        partition by region_code
        order by place, case when channel = 'workbook' then 0 else 1 end, submitted_at, submission_id
    ) as turn
from (
    select
        region_code, submission_id, channel, submitted_at,
        case
            when channel = 'workbook' then submission_id
            else coalesce(max(case when channel = 'workbook' then submission_id end)
                over (partition by region_code order by submitted_at), 0)
        end as place
    from submission
) s;

drop view latest_actual;
create view latest_actual as
select distinct on (a.region_code, a.measure_id, a.month) a.*, s.submitted_at, s.is_demo
from actual a
join submission s on s.region_code = a.region_code and s.submission_id = a.submission_id
join submission_turn o on o.region_code = a.region_code and o.submission_id = a.submission_id
left join withdrawal w on w.region_code = a.region_code and w.submission_id = a.submission_id
left join (
    select distinct on (region_code, submission_id, measure_id) region_code, submission_id, measure_id, verdict
    from figure_review
    order by region_code, submission_id, measure_id, recorded_at desc
) v on v.region_code = a.region_code and v.submission_id = a.submission_id and v.measure_id = a.measure_id
where w.submission_id is null and coalesce(v.verdict, '') <> 'set_aside'
    and (a.value is not null or a.value_words is not null)
order by a.region_code, a.measure_id, a.month, o.turn desc;
