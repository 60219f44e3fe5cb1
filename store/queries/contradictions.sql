-- What must never be found in a store, in any of its regions: rows that point at nothing, plans that fall, targets upside
-- down, numbers beyond what may enter (metrics/bounds.py).
select '子项没有对应的事项' as what, measure_id as which from measure
where (region_code, item_id) not in (select region_code, item_id from item)
union all
select '目标没有对应的子项', measure_id from target where (region_code, measure_id) not in (select region_code, measure_id from measure)
union all
select '数据没有对应的子项', measure_id from actual where (region_code, measure_id) not in (select region_code, measure_id from measure)
union all
select '计划没有对应的子项', measure_id from plan where (region_code, measure_id) not in (select region_code, measure_id from measure)
union all
select '认定没有对应的子项', measure_id from ruling where (region_code, measure_id) not in (select region_code, measure_id from measure)
union all
select '报送没有对应的单位', cast(submission_id as text) from submission
where unit_id is not null and (region_code, unit_id) not in (select region_code, unit_id from unit)
union all
select '退回没有对应的报送', cast(submission_id as text) from cell_return
where (region_code, submission_id) not in (select region_code, submission_id from submission)
union all
select '数据没有对应的报送', measure_id from actual
where (region_code, submission_id) not in (select region_code, submission_id from submission)
union all
select '撤回没有对应的报送', cast(submission_id as text) from withdrawal
where (region_code, submission_id) not in (select region_code, submission_id from submission)
union all
select '关联没有对应的子项', measure_id || '=' || same_as_id from same_as
where (region_code, measure_id) not in (select region_code, measure_id from measure)
    or (region_code, same_as_id) not in (select region_code, measure_id from measure)
union all
select '指标编码没有对应的子项', measure_id from measure_code
where (region_code, measure_id) not in (select region_code, measure_id from measure)
union all
select '疑问没有对应的报送', cast(submission_id as text) from doubt
where (region_code, submission_id) not in (select region_code, submission_id from submission)
union all
select '审核的数据没有对应的报送', measure_id from figure_review
where (region_code, submission_id, measure_id) not in (select region_code, submission_id, measure_id from actual)
union all
select '事项没有牵头单位', item_id from item where (region_code, lead_unit_id) not in (select region_code, unit_id from unit)
union all
select '数据异常(超出可登记的范围)', measure_id from actual where value is not null and not abs(value) < 1e15
union all
select '目标异常(超出可登记的范围)', measure_id from target
where not abs(coalesce(lower, 0)) < 1e15 or not abs(coalesce(upper, 0)) < 1e15 or not abs(coalesce(base, 0)) < 1e15
union all
select '目标上限低于下限', measure_id from target where upper < lower
union all
select '其中项没有对应的整体', measure_id from measure
where part_of_id is not null and (region_code, part_of_id) not in (select region_code, measure_id from measure)
union all
select '计划进度不是逐月不降、年末100%', p.measure_id
from plan p
left join plan q on q.region_code = p.region_code and q.measure_id = p.measure_id and q.recorded_at = p.recorded_at
    and q.month_no = p.month_no - 1
where q.share > p.share or (p.month_no = 12 and p.share <> 1)
order by 1, 2
