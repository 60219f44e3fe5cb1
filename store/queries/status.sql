-- THE status rule (domain.md §2), and the only place where it is written. From its figures to its word, a measure goes
-- line by line through this table: kind, margin, bounds under the preset, word. 说明 prints it from the same source.
--
-- 种类 | 差距 | 本系统标准:超、达、滞 | 部分城市亮灯标准:超、达、滞 | 用语,由好到差(※ 本系统设定)
-- 累计量 | 累计数÷目标−序时进度 | ≥+10※、≥0、<−10 | 不设、≥0※、<−30 | 超序时、达序时、慢序时、严重滞后
-- 年末数 | (现数−基数)÷(目标−基数)−序时进度 | ≥+10※、≥0、<−10 | 不设、≥0※、<−30 | 超序时、达序时、慢序时、严重滞后
-- 形象进度 | 形象进度−序时进度 | ≥+10※、≥0、<−10 | 不设、≥0※、<−30 | 超序时、达序时、慢序时、严重滞后
-- 增速 | 增速−下限 | 达到区间上限※、≥0、<−1※ | 达到区间上限※、≥0、<−1※ | 超目标、达目标、低于目标、明显低于目标
-- 比率(%) | 数值−下限 | 不设、≥0、<−2※ | 不设、≥0、<−2※ | 超目标、达目标、低于目标、明显低于目标
-- 比率(其他单位) | 数值−下限 | 不设、≥0、差目标值5%以上※ | 不设、≥0、差目标值5%以上※ | 超目标、达目标、低于目标、明显低于目标
-- 上限(%) | 上限−数值 | 不设、≥0、<−0.2※ | 不设、≥0、<−0.2※ | 超目标、达目标、低于目标、明显低于目标
-- 上限(其他单位) | 上限−数值 | 不设、≥0、差目标值5%以上※ | 不设、≥0、差目标值5%以上※ | 超目标、达目标、低于目标、明显低于目标
-- 相对目标 | 数值−参照指标同期数 | 不设、≥−0.5※、<−1.5※ | 不设、≥−0.5※、<−1.5※ | 超目标、达目标、低于目标、明显低于目标
-- 参考 | — | —、—、— | —、—、— | 不判定
--
-- One row per measure and month of the year from $first_month to $month, judged as known at $as_of under $preset.
-- Reference measures have rows too, with figures and without a status.
with
item_now as (
    select distinct on (item_id) *
    from known_item
    where region_code = $region and year = extract(year from $month)
        and known_from <= $as_of and coalesce(known_until > $as_of, true)
    order by item_id, recorded_at desc
),
measure_now as (
    select distinct on (m.measure_id)
        m.*, i.series, i.item_no, i.title, i.category, i.lead_unit_id, i.unit_basis, i.leader, i.condition,
        q.is_by_pace as by_pace, q.bound as bound_kind, q.has_base,
        case when not q.has_unit_bounds then 'any' when m.unit = '%' then '%' else 'other' end as unit_group
    from known_measure m
    join measure_kind q on q.kind = m.kind
    join item_now i on i.item_id = m.item_id and not i.is_cancelled
    where m.region_code = $region and m.known_from <= $as_of and coalesce(m.known_until > $as_of, true)
    order by m.measure_id, m.recorded_at desc
),
plan_now as (
    select distinct on (p.measure_id, p.month_no) p.measure_id, p.month_no, p.share
    from known_plan p
    join measure_now m on m.measure_id = p.measure_id
    where p.region_code = $region and p.known_from <= $as_of and coalesce(p.known_until > $as_of, true)
    order by p.measure_id, p.month_no, p.recorded_at desc
),
ruling_version as (
    select distinct on (r.ruling_id) r.*
    from ruling r
    join measure_now m on m.measure_id = r.measure_id
    where r.region_code = $region and r.recorded_at <= $as_of
    order by r.ruling_id, r.recorded_at desc
),
-- every measure in every month of the year up to the one asked for
spine as (
    select
        m.measure_id, m.kind, m.by_pace, m.unit_group, m.calendar, m.condition,
        k.month_no, make_date(cast(extract(year from $month) as integer), k.month_no, 1) as month,
        case when m.plan_kind = 'linear' then cast(k.month_no as double precision) / 12 else p.share end as plan_share
    from measure_now m
    join calendar_month k on k.calendar = 'monthly' and k.month_no <= extract(month from $month)
    left join plan_now p on p.measure_id = m.measure_id and p.month_no = k.month_no
),
target_known as (
    select t.*
    from known_target t
    join measure_now m on m.measure_id = t.measure_id
    where t.region_code = $region and t.known_from <= $as_of and coalesce(t.known_until > $as_of, true)
),
target_then as (
    select distinct on (s.measure_id, s.month_no)
        s.measure_id, s.month_no, t.lower, t.upper, t.comparator, t.base, t.basis as target_basis, t.words as target_words,
        t.source, t.comparator in ('>', '<') as is_strict
    from spine s
    join target_known t on t.measure_id = s.measure_id and t.valid_from <= s.month
    order by s.measure_id, s.month_no, t.recorded_at desc, t.valid_from desc
),
-- nothing is due before a target is in force that was set in the course of the year
first_target as (select measure_id, min(valid_from) as valid_from from target_known group by measure_id),
ruling_then as (
    select distinct on (s.measure_id, s.month_no, r.kind)
        s.measure_id, s.month_no, r.kind, r.status, r.reason, r.ruled_by, r.recorded_at, r.valid_until
    from spine s
    join ruling_version r on r.measure_id = s.measure_id and not r.is_ended
        and r.valid_from <= s.month and (r.valid_until is null or s.month <= r.valid_until)
    order by s.measure_id, s.month_no, r.kind, r.recorded_at desc, r.ruling_id desc
),
-- What a reviewer has decided about single figures: one that is set aside counts nowhere.
review_now as (
    select distinct on (submission_id, measure_id) submission_id, measure_id, verdict
    from figure_review
    where region_code = $region and recorded_at <= $as_of
    order by submission_id, measure_id, recorded_at desc
),
-- Every standing revision of this year's figures with the turn of its submission: so the latest is a maximum of integers,
-- however many revisions there are.
revision as (
    select
        a.measure_id, a.month, a.value, a.value_words, a.basis, a.vintage, a.submission_id, s.is_demo,
        o.turn,
        coalesce(v.verdict, '') as verdict
    from sound_actual a
    join measure_now m on m.measure_id = a.measure_id
    join submission s on s.region_code = $region and s.submission_id = a.submission_id and s.submitted_at <= $as_of
    join submission_turn o on o.region_code = $region and o.submission_id = a.submission_id
    left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id and w.withdrawn_at <= $as_of
    left join review_now v on v.submission_id = a.submission_id and v.measure_id = a.measure_id
    where a.region_code = $region and w.submission_id is null
        and (a.value is not null or a.value_words is not null)
        and a.month between date_trunc('year', $month) and $month
),
-- of each month the newest figure that counts, and the newest that is set aside
latest as (
    select
        measure_id, month, max(case when verdict <> 'set_aside' then turn end) as turn,
        max(case when verdict = 'set_aside' then turn end) as aside_turn
    from revision
    group by measure_id, month
),
-- 存疑: a figure with a doubt of its own that nobody has decided about
doubted as (
    select distinct submission_id, measure_id from doubt where region_code = $region and weight = 'own_reason'
),
figure as (
    select
        t.measure_id, t.month, t.value, t.value_words, t.basis, t.vintage, t.submission_id, t.is_demo,
        d.measure_id is not null and t.verdict = '' as is_doubtful
    from revision t
    join latest l on l.measure_id = t.measure_id and l.month = t.month and l.turn = t.turn
    left join doubted d on d.measure_id = t.measure_id and d.submission_id = t.submission_id
),
-- months in which a relative measure and what it is compared with both have a number
common_month as (
    select
        m.measure_id, f.month,
        max(case when f.measure_id = m.measure_id then f.value end)
            - max(case when f.measure_id = m.reference_measure_id then f.value end) as difference
    from measure_now m
    join figure f on f.measure_id = m.measure_id or f.measure_id = m.reference_measure_id
    where m.bound_kind = 'reference' and f.value is not null
    group by m.measure_id, f.month
    having count(*) = 2
),
-- Up to each month: the last with a figure, with one set aside, with a comparable one, with something due; whether the
-- condition was ever triggered.
due_then as (
    select
        s.*,
        max(case when l.turn is not null then s.month end) over so_far as actual_month,
        max(case when l.aside_turn > coalesce(l.turn, 0) then s.month end) over so_far as aside_month,
        max(c.month) over so_far as compared_month,
        max(case when k.month_no is not null
                and s.kind <> 'reference'
                and (not s.by_pace or s.plan_share > 0)
                and (s.condition is null or r.measure_id is not null)
                and (g.valid_from is null or g.valid_from <= s.month)
            then s.month end) over so_far as due,
        max(case when r.measure_id is not null then 1 else 0 end) over so_far as condition_met
    from spine s
    left join calendar_month k on k.calendar = s.calendar and k.month_no = s.month_no
    left join ruling_then r on r.measure_id = s.measure_id and r.month_no = s.month_no and r.kind = 'condition'
    left join first_target g on g.measure_id = s.measure_id
    left join latest l on l.measure_id = s.measure_id and l.month = s.month
    left join common_month c on c.measure_id = s.measure_id and c.month = s.month
    window so_far as (partition by s.measure_id order by s.month_no)
),
threshold_now as (
    select distinct on (kind, unit_group) *
    from threshold
    where region_code = $region and preset = $preset and recorded_at <= $as_of
    order by kind, unit_group, recorded_at desc
),
-- each measure in each month beside its target and its latest figure
facing as (
    select
        d.measure_id, d.by_pace, d.kind, d.unit_group, d.calendar, d.condition,
        d.month_no, d.month, d.due, d.condition_met, d.actual_month, c.month as compared_month, c.difference,
        t.lower, t.upper, t.comparator, t.base, t.target_basis, t.target_words, t.source, t.is_strict,
        q.bound as bound_kind, q.sign, case q.bound when 'upper' then t.upper when 'lower' then t.lower end as bound,
        case when q.has_base then t.base else 0 end as start_value,
        f.value as actual, f.value_words, f.basis, f.vintage, f.submission_id, f.is_demo,
        -- a figure that counts in place of one that was set aside may wait for its own review
        case when f.is_doubtful then 'doubtful'
            when d.aside_month >= coalesce(d.actual_month, d.aside_month) then 'set_aside' else 'ok' end as figure_state,
        coalesce(t.target_basis <> f.basis, false) as basis_differs,
        -- an amount reached, or with a strict comparator passed, asks for no further report
        d.by_pace and not coalesce(t.target_basis <> f.basis, false)
            and coalesce(f.value > t.lower or (f.value = t.lower and not t.is_strict), false) as is_reached
    from due_then d
    join measure_kind q on q.kind = d.kind
    left join target_then t on t.measure_id = d.measure_id and t.month_no = d.month_no
    left join figure f on f.measure_id = d.measure_id and f.month = d.actual_month
    left join common_month c on c.measure_id = d.measure_id and c.month = d.compared_month
),
found as (
    select
        *,
        not is_reached and due is not null and (actual_month is null or actual_month < due) as is_missing
    from facing
),
-- Margin. Shares in percent; a carried figure is compared with the plan share of its own month.
compared as (
    select
        f.*,
        case when f.by_pace then 100 * p.plan_share end as plan_pct,
        case when not f.by_pace then p.plan_share end as last_year_share,
        -- numbers have six decimals: what is closer than that is no distance (older stores), and would break the casts below
        case when f.by_pace and not f.basis_differs and abs(f.lower - f.start_value) > 5e-7
            then 100 * (f.actual - f.start_value) / (f.lower - f.start_value) end as done_pct,
        case when f.basis_differs or f.actual is null then null
            when f.bound_kind = 'reference' then f.difference
            else f.sign * (f.actual - f.bound) end as level_margin,
        coalesce(f.compared_month, f.actual_month) as margin_month
    from found f
    left join spine p on p.measure_id = f.measure_id
        and p.month = case when f.is_missing then f.due else coalesce(f.actual_month, f.month) end
),
-- Bounds, of the kind under the preset.
margins as (
    select
        c.*,
        cast(cast(case when c.by_pace then c.done_pct - c.plan_pct else c.level_margin end
            as decimal(38, 6)) as double precision) as margin,
        h.on_track_at,
        cast(cast(case h.ahead_by when 'points' then h.ahead_at when 'range' then c.upper - c.lower end
            as decimal(38, 6)) as double precision) as ahead_at,
        cast(cast(case h.far_behind_by when 'share_of_bound' then h.far_behind_below * abs(c.bound) else h.far_behind_below end
            as decimal(38, 6)) as double precision) as far_behind_below
    from compared c
    left join threshold_now h on h.kind = c.kind and h.unit_group = c.unit_group
),
judged as (
    select
        margins.*,
        -- exactly at a strict bound is behind: for a level that is margin 0, for an amount T itself when all of it is due
        margin > on_track_at or (margin = on_track_at and not (is_strict and (not by_pace or actual = lower))) as is_on_track,
        extract(month from margin_month) = e.last_month_no as is_final
    from margins
    join (select calendar, max(month_no) as last_month_no from calendar_month group by calendar) e using (calendar)
),
-- Word: the first that fits.
computed as (
    select
        *,
        case
            when kind = 'reference' then null
            when is_reached or (not by_pace and not is_missing and is_final and is_on_track) then 'done'
            when due is null and actual_month is null then 'not_due'
            when is_missing then 'not_reported'
            when margin is null then 'undecided'
            when margin >= ahead_at then 'ahead'
            when is_on_track then 'on_track'
            when margin >= far_behind_below then 'behind'
            else 'far_behind'
        end as computed_status
    from judged
),
ruled as (
    select
        c.*,
        coalesce(r.status, c.computed_status) as status,
        r.status as ruling_status, r.reason as ruling_reason, r.ruled_by, r.recorded_at as ruled_at, r.valid_until as ruled_until
    from computed c
    left join ruling_then r on r.measure_id = c.measure_id and r.month_no = c.month_no and r.kind = 'status'
        and c.kind <> 'reference'
),
counted as (
    select
        measure_id, month_no, status,
        lag(status) over so_far as previous_status,
        count(case when status in ('behind', 'far_behind') then 1 end) over so_far as behind_so_far
    from ruled
    window so_far as (partition by measure_id order by month_no)
),
-- 滞后月数: since the last month in which it was on track
running as (
    select
        measure_id, month_no, previous_status,
        behind_so_far - coalesce(max(case when status in ('done', 'ahead', 'on_track') then behind_so_far end) over so_far, 0)
            as months_behind
    from counted
    window so_far as (partition by measure_id order by month_no)
),
unit_now as (
    select distinct on (unit_id) unit_id, name
    from unit
    where region_code = $region and recorded_at <= $as_of
    order by unit_id, recorded_at desc
)
select
    n.measure_id, n.item_id, n.measure_no, n.series, n.item_no, n.title as item, n.category,
    n.lead_unit_id, coalesce(u.name, n.lead_unit_id) as lead_unit, n.unit_basis,
    coalesce(n.supplier_unit_id, n.lead_unit_id) as supplier_unit_id,
    coalesce(v.name, n.supplier_unit_id, n.lead_unit_id) as supplier_unit, n.leader, n.condition,
    n.name as measure, n.kind, n.by_pace, n.calendar, n.plan_kind, n.part_of_id, n.reference_measure_id,
    w.name as reference_name, n.note,
    r.comparator, n.unit, r.lower, r.upper, r.base, r.target_words, r.target_basis, r.basis,
    r.month, r.month_no, r.actual, r.value_words, r.actual_month, r.margin_month, r.vintage, r.due, r.submission_id, r.figure_state,
    r.plan_pct, r.last_year_share,
    -- a missing figure's last known value is shown with its month, but judges nothing
    case when not r.is_missing then r.done_pct end as done_pct,
    case when not r.is_missing then r.margin end as margin_points,
    r.status, r.computed_status, r.ruling_status, r.ruling_reason, r.ruled_by, r.ruled_at, r.ruled_until,
    b.previous_status, cast(b.months_behind as integer) as months_behind,
    case when r.by_pace and r.month_no < 12 and not r.is_reached and not r.is_missing and not r.basis_differs
        then (r.lower - r.actual) / nullif(12 - cast(extract(month from r.actual_month) as integer), 0)
    end as required_per_month,
    case
        when coalesce(r.computed_status, '') <> 'undecided' then null
        when r.actual is null then 'words'
        when r.basis_differs then 'basis'
        when n.has_base and r.base is null then 'base'
        when n.bound_kind = 'reference' then 'reference'
        else 'target'
    end as undecided_because,
    case
        when coalesce(r.computed_status, '') <> 'not_due' then null
        when n.condition is not null and r.condition_met = 0 then 'condition'
        when g.valid_from > r.month then 'later'
        when n.by_pace and r.plan_pct = 0 then 'plan'
        else 'calendar'
    end as not_due_because,
    -- a figure is owed for its own month; what was done before asks for none
    coalesce(r.due = r.month and not (r.computed_status = 'done' and r.actual_month < r.month), false) as is_owed,
    r.ahead_at, r.on_track_at, r.far_behind_below,
    r.source, coalesce(r.is_demo, false) as is_demo, k.common_code
from ruled r
join running b on b.measure_id = r.measure_id and b.month_no = r.month_no
join measure_now n on n.measure_id = r.measure_id
left join measure_now w on w.measure_id = n.reference_measure_id
left join first_target g on g.measure_id = r.measure_id
left join (
    select distinct on (measure_id) measure_id, common_code
    from known_measure_code
    where region_code = $region and known_from <= $as_of and coalesce(known_until > $as_of, true)
    order by measure_id, recorded_at desc
) k on k.measure_id = r.measure_id
left join unit_now u on u.unit_id = n.lead_unit_id
left join unit_now v on v.unit_id = coalesce(n.supplier_unit_id, n.lead_unit_id)
where r.month >= $first_month
order by case n.series when 'indicator' then 1 when 'task' then 2 else 3 end, n.item_no, n.measure_no, r.month_no
