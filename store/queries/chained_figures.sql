-- The figures of a region's submissions from number $first on, with every field that a chain may name.
select
    submission_id, measure_id, month, value, value_words, basis, vintage, progress, problem, next_step, expected, odd_reason,
    sheet, cell, source
from actual
where region_code = $region and submission_id >= $first
order by submission_id, measure_id, month
