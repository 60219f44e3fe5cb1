-- Until which day the figures of each month of $year are due in a region, exceptions apart: twelve rows. A month whose
-- day was past before the year's first target was known (`known_on`) is due with the first month whose day was not.
with
plain as (
    select distinct on (k.month_no)
        make_date($year, k.month_no, 1) as month,
        cast(make_date($year, k.month_no, 1) + interval '1 month' as date) + coalesce(d.day_no, $default_day) - 1 as deadline_on
    from calendar_month k
    left join deadline d
        on d.region_code = $region and d.valid_from <= make_date($year, k.month_no, 1) and d.recorded_at <= $as_of
    where k.calendar = 'monthly'
    order by k.month_no, d.recorded_at desc, d.valid_from desc
),
known as (
    select cast(min(t.recorded_at) as date) as known_on
    from known_target t
    join known_measure m on m.region_code = $region and m.measure_id = t.measure_id and m.known_from <= $as_of and coalesce(m.known_until > $as_of, true)
    join known_item i on i.region_code = $region and i.item_id = m.item_id and i.known_from <= $as_of and coalesce(i.known_until > $as_of, true)
    where t.region_code = $region and i.year = $year and t.known_from <= $as_of and coalesce(t.known_until > $as_of, true)
),
fair as (select min(p.deadline_on) as deadline_on from plain p join known k on p.deadline_on >= k.known_on)
select p.month, greatest(p.deadline_on, coalesce(f.deadline_on, p.deadline_on)) as deadline_on, k.known_on
from plain p
cross join fair f
cross join known k
order by p.month
