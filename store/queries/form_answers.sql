-- What was last said of the forms of a region's units, as far as it was not taken back.
select unit_id, form, kind, key, answer, form_name, recorded_at, recorded_by
from (
    select distinct on (unit_id, form, kind, key) *
    from form_answer
    where region_code = $region and recorded_at <= $as_of
    order by unit_id, form, kind, key, recorded_at desc
) as latest
where answer is not null
order by unit_id, form, kind, key
