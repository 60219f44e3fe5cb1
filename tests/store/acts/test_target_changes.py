"""A target changed in mid-year, a base put right, another plan: months and moments before keep what they had."""

import pytest

from metrics.errors import UserError
from store.acts import plans, targets
from store.acts.rights import Actor, Forbidden, at_the_machine
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures.status import status_rows
from store.reads.view import LATEST
from tests.store.audited import audited
from tests.store.builder import World, day, first

OFFICE = at_the_machine("区目标办")


@pytest.fixture
def world() -> World:
    """In order: quantity, stock, growth with a range, rate, ceiling, milestone, relative, reference."""
    world = World()
    world.measure(lower=1200).figures({7: 700, 8: 800})
    world.measure("stock", unit="家", lower=400, base=100).figures({8: 250})
    growth = world.measure("growth", unit="%", lower=6, upper=7, comparator="range")
    world.measure("rate", unit="%", lower=98, comparator=">=")
    world.measure("ceiling", unit="%", upper=5.5, comparator="<=")
    world.measure("milestone", unit="%", lower=100).nodes((4, 0.2), (12, 1))
    world.measure("relative", unit="%", comparator="~", reference=growth)
    world.measure("reference", unit="亿元")
    return world


@pytest.fixture
def store(world: World) -> Store:
    return world.store()


def judged(store: Store, world: World, place: int, month: int, as_of=LATEST) -> tuple[object, ...]:
    rows = records(status_rows(store, world.view(month, as_of=as_of)))
    row = next(row for row in rows if row["measure_id"] == world.measures[place].measure_id)
    return row["lower"], row["done_pct"], row["status"]


def change(store, world, place, month=8, **bounds):
    measure_id = world.measures[place].measure_id
    targets.change_target(store, measure_id, first(month), "压减规模", OFFICE, day(9, 1), **bounds)


@pytest.mark.parametrize(
    ("place", "bounds"), [(0, {"lower": 12000}), (0, {"lower": 120}), (3, {"lower": 40}), (4, {"upper": 60})]
)
def test_a_target_far_from_the_old_one_has_to_be_checked(store, world, place, bounds):
    with pytest.raises(UserError, match=r"与现行目标.*相差很大,请核对计量单位.*命令加 --checked"):
        change(store, world, place, **bounds)
    change(store, world, place, is_checked=True, **bounds)


def test_a_target_that_is_changed_without_an_approval_keeps_where_it_came_from(store, world):
    change(store, world, 0, lower=1100)
    change(store, world, 0, month=10, lower=1000)
    sources = [row["source"] for row in records(store.query(
        "target_versions", measure_ids=[world.measures[0].measure_id], as_of=LATEST))]  # fmt: skip
    assert sources == ["测试;2023年10月起调整", "测试;2023年8月起调整", "测试"]


def test_a_target_changes_from_its_month_on_and_the_months_before_keep_theirs(store, world):
    change(store, world, 0, lower=1000, approval="常务会议纪要〔2023〕8号")
    assert judged(store, world, 0, 7) == (1200, pytest.approx(100 * 700 / 1200), "on_track")
    assert judged(store, world, 0, 8) == (1000, 80, "ahead")
    assert judged(store, world, 0, 8, day(8, 31)) == (1200, pytest.approx(100 * 800 / 1200), "on_track")
    [new, old] = records(store.query("target_versions", measure_ids=[world.measures[0].measure_id], as_of=LATEST))
    assert (old["lower"], old["valid_from"], new["lower"], new["valid_from"]) == (1200, first(1), 1000, first(8))
    assert (new["reason"], new["approval"], new["source"], new["recorded_by"]) == (
        "压减规模", "常务会议纪要〔2023〕8号", "常务会议纪要〔2023〕8号", "区目标办",
    )  # fmt: skip
    assert audited(store) == [
        ["调整年度目标", "民生1 事项1·子项,2023年8月起", "1,200个", "1,000个(常务会议纪要〔2023〕8号)", "压减规模",
         "区目标办"]
    ]  # fmt: skip


def test_a_bound_that_is_not_given_stays(store, world):
    change(store, world, 2, lower=5.5)
    change(store, world, 4, upper=5.0)
    assert [row[2:4] for row in audited(store)] == [["6.0%–7.0%", "5.5%–7.0%"], ["不超过5.5%", "不超过5.0%"]]


def test_a_base_is_put_right_in_every_target_of_the_year(store, world):
    change(store, world, 1, lower=500)
    targets.change_base(store, world.measures[1].measure_id, 200, "核实", OFFICE, day(9, 2))
    assert judged(store, world, 1, 8) == (500, pytest.approx(100 * 50 / 300), "far_behind")
    course = records(store.query("target_course", measure_ids=[world.measures[1].measure_id], year=2023,
                                 as_of=LATEST))  # fmt: skip
    assert [(row["lower"], row["base"]) for row in course] == [(400, 200)] * 7 + [(500, 200)] * 5
    assert audited(store)[1][:4] == ["调整上年末基数", "民生2 事项2·子项", "100家", "200家"]


BAD_TARGETS = {
    (0, "lower", 0.0): "目标须大于0;不再考核的请取消事项。",
    (0, "lower", float("nan")): "目标下限须为绝对值小于1000万亿的数字,请核对计量单位和小数点。",
    (0, "lower", 1200.0): "新目标与现行目标相同,没有调整。",
    (1, "lower", 100.0): "年末目标100家须大于上年末基数100家。",
    (2, "lower", 8.0): "目标下限不能高于上限。",
    (2, "lower", 650.0): "增速目标须在−100%至100%之间,按百分数填写,如 6.5。",
    (3, "lower", 120.0): "比率目标须在0至100%之间。",
    (5, "lower", 90.0): "形象进度的目标固定为100%,请调整序时进度,或取消事项。",
    (6, "lower", 1.0): "相对目标以另一指标为参照,没有数值可以调整。",
    (7, "lower", 1.0): "参考数据没有目标,不能调整。",
}


@pytest.mark.parametrize(("place", "bound", "value"), BAD_TARGETS)
def test_a_target_that_cannot_be_one_gets_a_sentence_and_leaves_nothing(store, world, place, bound, value):
    version = store.version
    with pytest.raises(UserError) as refused:
        change(store, world, place, **{bound: value})
    assert refused.value.message == BAD_TARGETS[place, bound, value]
    assert store.version == version


def test_a_month_of_another_year_and_a_measure_that_is_none_get_a_sentence(store, world):
    with pytest.raises(UserError, match="该事项属于2023年度,月份须在2023年内。"):
        targets.change_target(
            store, world.measures[0].measure_id, first(8).replace(year=2024), "改", OFFICE, day(9), lower=1000
        )
    with pytest.raises(UserError, match="没有编号为“x”的子项"):
        targets.change_target(store, "x", first(8), "改", OFFICE, day(9), lower=1000)


def test_only_a_stock_has_a_base(store, world):
    with pytest.raises(UserError, match="只有年末数有上年末基数"):
        targets.change_base(store, world.measures[0].measure_id, 200, "核实", OFFICE, day(9, 2))
    with pytest.raises(UserError, match="年末目标400家须大于上年末基数400家"):
        targets.change_base(store, world.measures[1].measure_id, 400, "核实", OFFICE, day(9, 2))


def test_who_only_reports_or_looks_changes_nothing(store, world):
    for role in ("reports", "looks"):
        with pytest.raises(Forbidden, match="账号不能调整目标与分工"):
            targets.change_base(store, world.measures[1].measure_id, 1, "核", Actor("甲", role, "a"), day(9))


def plan(store, world, place, kind, *points, month=9):
    plans.change_plan(store, world.measures[place].measure_id, kind, points, "招标推迟", OFFICE, day(month, 2))


def shares(store, world, place, as_of=LATEST):
    rows = store.query("measure_plan", measure_ids=[world.measures[place].measure_id], year=2023, as_of=as_of)
    return [round(float(share), 4) for share in rows["plan_share"]]


def test_a_plan_may_become_nodes_and_linear_again(store, world):
    linear = shares(store, world, 0)
    plan(store, world, 0, "nodes", (6, 20), (12, 100))
    assert shares(store, world, 0) == [0, 0, 0, 0, 0, 0.2, 0.3333, 0.4667, 0.6, 0.7333, 0.8667, 1]
    assert shares(store, world, 0, day(9, 1)) == linear
    plan(store, world, 0, "linear", month=10)
    assert shares(store, world, 0) == linear
    assert [row[:4] for row in audited(store)] == [
        ["调整序时进度", "民生1 事项1·子项", "按月均分", "节点推进:6月20%、12月100%"],
        ["调整序时进度", "民生1 事项1·子项", "节点推进:6月20%、12月100%", "按月均分"],
    ]


def test_a_plan_may_follow_last_years_amounts_or_be_set_month_by_month(store, world):
    plan(store, world, 0, "last_year", *enumerate((0, 10, 20, 40, 50, 60, 80, 100, 120, 150, 180, 200), 1))
    assert shares(store, world, 0)[:5] == [0, 0.05, 0.1, 0.2, 0.25]
    plan(store, world, 0, "by_month", *enumerate((0, 0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 100), 1), month=10)
    assert shares(store, world, 0)[2:4] == [0.05, 0.1]
    assert judged(store, world, 0, 8)[2] == "ahead"


BAD_PLANS = {
    ("nodes", ((4, 20), (4, 30), (12, 100))): "月份须为1至12,每个月只写一次。",
    ("nodes", ((4, 20), (13, 100))): "月份须为1至12,每个月只写一次。",
    ("nodes", ((4, 70), (9, 20), (12, 100))): "计划进度只增不减:9月的20低于前面的70。",
    ("nodes", ((4, -5), (12, 100))): "计划进度不能小于0。",
    ("nodes", ((4, 20), (12, 90))): "最后一个节点须为100%。",
    ("nodes", ()): "请至少写一个节点,最后一个节点为100%。",
    ("by_month", ((12, 100),)): "逐月设定须写满12个月,现有1个。",
    ("linear", ((12, 100),)): "按月均分不需要写各月进度。",
    ("last_year", tuple((month, 0) for month in range(1, 13))): "上年12月累计数须大于0。",
    ("weekly", ()): "没有名为“weekly”的计划方式,可用:linear、by_month、nodes、last_year。",
}


@pytest.mark.parametrize(("kind", "points"), BAD_PLANS)
def test_a_plan_that_cannot_be_one_gets_a_sentence(store, world, kind, points):
    with pytest.raises(UserError) as refused:
        plan(store, world, 0, kind, *points)
    assert refused.value.message == BAD_PLANS[kind, points]


def test_what_is_judged_by_level_has_no_plan_but_growth_may_follow_last_year(store, world):
    with pytest.raises(UserError, match="按水平判定,没有序时进度"):
        plan(store, world, 3, "linear")
    plan(store, world, 2, "last_year", *((month, month * 10) for month in range(1, 13)))
    assert audited(store)[0][2:4] == [None, "按上年进度:" + "、".join(
        f"{month}月{share}%" for month, share in zip(range(1, 13), (
            "8.3333", "16.6667", "25", "33.3333", "41.6667", "50", "58.3333", "66.6667", "75", "83.3333", "91.6667",
            "100"), strict=True)
    )]  # fmt: skip


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e15, 1e27, 1e-7])
def test_no_target_base_or_plan_takes_a_number_beyond_what_can_be_reckoned_with(store, world, number):
    version = store.version
    stock = world.measures[1].measure_id
    with pytest.raises(UserError, match="目标下限"):
        change(store, world, 0, lower=number, is_checked=True)
    with pytest.raises(UserError, match="上年末基数"):
        targets.change_base(store, stock, number, "更正", OFFICE, day(9, 1))
    with pytest.raises(UserError, match="12月的计划进度"):
        points = [*((month, float(month)) for month in range(1, 12)), (12, number)]
        plans.change_plan(store, stock, "last_year", points, "更正", OFFICE, day(9, 1))
    assert store.version == version
