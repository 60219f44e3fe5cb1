-- By which rows each region was known at a moment: how many, and the latest one's moment. Rows are only ever added, so
-- that whatever changes what status.sql says of a region changes one of the two.
select region_code, cast(count(*) as integer) as row_count, max(moment) as latest_at
from (
    select region_code, recorded_at as moment from item
    union all select region_code, recorded_at from measure
    union all select region_code, recorded_at from measure_code
    union all select region_code, recorded_at from target
    union all select region_code, recorded_at from plan
    union all select region_code, recorded_at from target_load_step
    union all select region_code, recorded_at from year_step
    union all select region_code, recorded_at from threshold
    union all select region_code, recorded_at from ruling
    union all select region_code, recorded_at from unit
    union all select region_code, recorded_at from figure_review
    union all select region_code, submitted_at from submission
    union all select region_code, withdrawn_at from withdrawal
) known
where moment <= $as_of
group by region_code
order by region_code
