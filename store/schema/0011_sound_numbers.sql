-- Figures and targets as they are read. What entered before numbers were bounded (metrics/bounds.py), and cannot be
-- reckoned with, stays in its table and reads as the words 数据异常: its row says so, and every other row is judged.
-- Not a number is greater than every number, here as in PostgreSQL.
create view sound_actual as
select
    measure_id, month, submission_id,
    case when abs(value) < 1e15 then value end as value,
    case when value is null or abs(value) < 1e15 then value_words else '数据异常' end as value_words,
    basis, vintage, progress, problem, next_step, expected, odd_reason, sheet, cell, source
from actual;

create view sound_target as
select
    measure_id, valid_from,
    case when abs(lower) < 1e15 then lower end as lower,
    case when abs(upper) < 1e15 then upper end as upper,
    comparator,
    case when abs(base) < 1e15 then base end as base,
    basis,
    case when abs(coalesce(lower, 0)) < 1e15 and abs(coalesce(upper, 0)) < 1e15 then words else '数据异常' end as words,
    reason, approval, source, recorded_at, recorded_by
from target;
