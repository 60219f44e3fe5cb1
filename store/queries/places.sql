-- Every region in the words that were known at a moment; before the first that were recorded, in those.
select distinct on (region_code)
    region_code, name, short_name, level, parent_code, office, letterhead, mark, first_year
from region
order by region_code, recorded_at > $as_of, case when recorded_at <= $as_of then recorded_at end desc, recorded_at
