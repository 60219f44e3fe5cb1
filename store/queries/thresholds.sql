-- The numbers of a region's status rule in force at a moment.
select distinct on (preset, kind, unit_group)
    preset, kind, unit_group, ahead_at, ahead_by, on_track_at, far_behind_below, far_behind_by, house_numbers
from threshold
where region_code = $region and recorded_at <= $as_of
order by preset, kind, unit_group, recorded_at desc
