-- What was recorded half in codes is put into words once, so that nobody has to mend it when it is read.

-- A reason stands where reasons stand.
update audit set reason = after, after = '已撤回' where act = '撤回报送' and reason is null;

-- Tables by what an office calls them.
update audit
set
    object = case object
        when 'item' then '事项' when 'measure' then '子项' when 'target' then '年度目标' when 'plan' then '序时进度'
        when 'threshold' then '判定界线' when 'unit' then '单位' when 'unit_alias' then '单位别名'
        when 'column_answer' then '报表列的含义' when 'source' then '出处' else object
    end,
    after = replace(after, '行', '条')
where act = '变更设定';

-- The first rulings named a measure by its id, and a status by its code.
update audit
set object = named.words
from (
    select
        m.measure_id,
        case i.series when 'indicator' then '经济' when 'task' then '任务' else '民生' end || cast(i.item_no as text)
            || ' ' || i.title || case when m.name = i.title then '' else '·' || m.name end as words
    from (select distinct on (measure_id) measure_id, item_id, name from measure order by measure_id, recorded_at desc) m
    join (select distinct on (item_id) item_id, series, item_no, title from item order by item_id, recorded_at desc) i
        on i.item_id = m.item_id
) named
where named.measure_id = audit.object;
update audit
set after = case after
        when 'done' then '已完成' when 'ahead' then '超序时' when 'on_track' then '达序时' when 'behind' then '慢序时'
        when 'far_behind' then '严重滞后' when 'not_reported' then '未报送' when 'undecided' then '待认定'
        when 'not_due' then '未到时点' else after
    end
where act = '人工认定';

-- What an official word is about has the name that kinds have everywhere.
alter table ruling rename column sort to kind;
