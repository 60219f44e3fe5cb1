-- How many targets of a region somebody set that the seed did not ($planted_by), with the years taken away or back.
select cast(count(*) as integer) as n
from (
    select recorded_by from item where region_code = $region
    union all select recorded_by from measure where region_code = $region
    union all select recorded_by from target where region_code = $region
    union all select recorded_by from plan where region_code = $region
    union all select 'year' from year_step where region_code = $region and step in ('dropped', 'restored')
) r
where recorded_by <> $planted_by
