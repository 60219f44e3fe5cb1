-- Every load of targets of a region that was known at $as_of, the latest first, and what became of it last: whether it
-- is taken back, why, when and by whom.
select
    l.region_code, l.load_no, l.year, l.file_name, l.sha256, l.valid_from, l.recorded_at, l.recorded_by,
    s.is_taken_back, s.reason, s.recorded_at as last_at, s.recorded_by as last_by
from target_load l
join (
    select distinct on (load_no) *
    from target_load_step
    where region_code = $region and recorded_at <= $as_of
    order by load_no, recorded_at desc
) s on s.load_no = l.load_no
where l.region_code = $region
order by l.load_no desc
