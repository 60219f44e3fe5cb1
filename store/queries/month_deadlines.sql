-- Until which day the figures of each month of $year are due in a region, exceptions apart: twelve rows.
select distinct on (k.month_no)
    make_date($year, k.month_no, 1) as month,
    cast(make_date($year, k.month_no, 1) + interval '1 month' as date) + coalesce(d.day_no, $default_day) - 1 as deadline_on
from calendar_month k
left join deadline d
    on d.region_code = $region and d.valid_from <= make_date($year, k.month_no, 1) and d.recorded_at <= $as_of
where k.calendar = 'monthly'
order by k.month_no, d.recorded_at desc, d.valid_from desc
