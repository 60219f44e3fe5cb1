-- What stands in roll_up_measure for the states of regions in `state`, in the months of a year.
select r.*
from roll_up_measure r
join state s on s.region_code = r.region_code and s.preset = r.preset and s.row_count = r.row_count
    and s.latest_at = r.latest_at and s.rule = r.rule
where r.month between $first_month and $until
order by r.region_code, r.month, r.common_code
