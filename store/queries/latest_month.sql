-- The month a screen opens with: the latest of the year in which at least half of the due cells have a figure, else the
-- latest with any. One row with `month`, or none where nothing was ever reported.
with
due as (
    select m.measure_id, k.month_no
    from (
        select distinct on (m.measure_id) m.measure_id, m.item_id, m.calendar, m.kind
        from measure m where m.recorded_at <= $as_of order by m.measure_id, m.recorded_at desc
    ) m
    join (
        select distinct on (item_id) * from item
        where region_code = $region and year = $year and recorded_at <= $as_of order by item_id, recorded_at desc
    ) i on i.item_id = m.item_id and not i.is_cancelled and i.condition is null
    join calendar_month k on k.calendar = m.calendar
    where m.kind <> 'reference'
),
reported as (
    select distinct a.measure_id, cast(extract(month from a.month) as integer) as month_no
    from actual a
    join submission s on s.submission_id = a.submission_id and s.submitted_at <= $as_of
    left join withdrawal w on w.submission_id = a.submission_id and w.withdrawn_at <= $as_of
    where w.submission_id is null and (a.value is not null or a.value_words is not null)
        and extract(year from a.month) = $year
),
counted as (
    select d.month_no, count(*) as due_count, count(r.measure_id) as reported_count
    from due d
    left join reported r on r.measure_id = d.measure_id and r.month_no = d.month_no
    group by d.month_no
)
select make_date($year, month_no, 1) as month
from counted
where reported_count > 0
order by case when 2 * reported_count >= due_count then 0 else 1 end, month_no desc
limit 1
