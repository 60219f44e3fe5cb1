"""December into January, by the store's clock: which year opens, drafts, what counts and is owed, 期, and 结转."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from metrics.errors import UserError
from store.acts import plans, settings
from store.acts.publishing import publish
from store.acts.rights import at_the_machine
from store.acts.what_if import Outdated
from store.engine import clock
from store.engine.store import Store
from store.loads import loads
from store.loads.year import first_month, year_tables
from store.reads import editions
from store.reads.last_year import last_year_points, year_links, year_results, year_shares
from store.reads.months import home_year
from store.reads.view import View, draft_years, years
from store.years import beginning, carrying, comparison, links, steps
from tests import stores
from tests.store.audited import audited
from tests.store.builder import REGION, World

BY = at_the_machine("王芳")
DECEMBER = dt.datetime(2023, 12, 20, 9)
AMOUNT, STOCK, STEPS, DONE, KEPT = (f"{REGION}-2023-{place:05d}-1" for place in range(1, 6))


def year_end(store: Store) -> None:
    """A district's year at its end: an amount, a stock and a milestone that were not done, and two that were."""
    world = World(REGION)
    world.measure(lower=100).figures({11: 50, 12: 60})
    world.measure("stock", lower=400, base=300).figure(12, 350)
    world.measure("milestone", unit="%", lower=100).figure(12, 64)
    world.measure(lower=10).figure(12, 10)
    world.measure(lower=120).figures({2: 20, 4: 60, 12: 120})
    world.write(store)
    beginning.start(store, beginning.NewRegion(REGION), 2024, [], BY, DECEMBER)


@pytest.fixture
def store() -> Iterator[Store]:
    store = stores.filled(year_end).of(REGION)
    yield store
    store.close()


def _carried(store: Store, *wanted: str, at: dt.datetime = DECEMBER) -> loads.Done:
    return carrying.carry_over(store, 2023, dict.fromkeys(wanted), "继续办理", BY, at)


def test_what_was_not_done_goes_over_as_previewed_linked_to_the_old_and_comes_back(store: Store) -> None:
    left = comparison.left_over(store, 2023)
    assert list(left["measure_id"]) == [AMOUNT, STOCK, STEPS]
    wanted = {AMOUNT: None, STOCK: 420.0, STEPS: None}
    preview = carrying.preview(store, 2023, wanted, DECEMBER)
    done = carrying.carry_over(store, 2023, wanted, "继续办理", BY, DECEMBER, preview.token)
    assert [one.after for one in preview.changes] == [one.after for one in done.preview.changes]
    assert preview.owed == {}  # January has not begun
    tables = year_tables(store, 2024)
    assert [(row["lower"], row["base"]) for row in tables["target"]] == [(40.0, None), (420.0, 350.0), (100.0, None)]
    assert tables["item"][0]["title"] == "事项1(2023年结转)" and tables["item"][0]["source"] == "2023年民生1结转"
    assert [round(row["share"], 2) for row in tables["plan"]][::11] == [0.67, 1.0]  # from 64% on, evenly
    assert year_links(store, 2024) == {
        f"{REGION}-2024-L0{n}-1": old for n, old in ((1, AMOUNT), (2, STOCK), (3, STEPS))
    }
    assert set(comparison.left_over(store, 2023)["carried_word"]) == {comparison.FOLLOWED}
    assert audited(store)[-4][:2] == ["结转上年子项", "2023年结转,2024年度,第1次载入"]
    with pytest.raises(UserError, match="已在2024年延续"):
        _carried(store, AMOUNT)
    loads.turn(store, 1, "重来", BY, DECEMBER, back=True)
    assert year_links(store, 2024) == {} and years(store) == [2023]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({DONE: None}, "不是2023年按进度判定、没有完成的子项"), ({}, "没有选择"), ({AMOUNT: 0.0}, "须大于0"),
        ({STEPS: 50.0}, "形象进度固定为100%"), ({STOCK: 350.0}, "须大于上年结果"),
    ],
)  # fmt: skip
def test_what_cannot_go_over_is_refused(store: Store, wanted: carrying.Wanted, told: str) -> None:
    with pytest.raises(UserError, match=told):
        carrying.carry_over(store, 2023, wanted, "继续办理", BY, DECEMBER)
    with pytest.raises(UserError, match="2025年度还没有开始"):
        carrying.carry_over(store, 2024, {AMOUNT: None}, "继续办理", BY, DECEMBER)
    with pytest.raises(UserError, match="须写明原因"):
        carrying.carry_over(store, 2023, {AMOUNT: None}, " ", BY, DECEMBER)


def test_a_preview_that_holds_no_longer_is_not_carried_out(store: Store) -> None:
    token = carrying.preview(store, 2023, {AMOUNT: None}, DECEMBER).token
    with pytest.raises(Outdated):
        carrying.carry_over(store, 2023, {AMOUNT: 41.0}, "继续办理", BY, DECEMBER, token)


def test_a_number_is_given_once_whatever_was_taken_back(store: Store) -> None:
    def ids() -> set[str]:
        return {row["item_id"] for row in year_tables(store, 2024)["item"]}

    before = ids()
    first = _carried(store, AMOUNT).number or 0
    given = ids() - before
    loads.turn(store, first, "弄错了", BY, DECEMBER, back=True)
    second = _carried(store, AMOUNT).number or 0
    assert (ids() - before).isdisjoint(given)
    loads.turn(store, second, "弄错了", BY, DECEMBER, back=True)
    loads.turn(store, first, "还是要", BY, DECEMBER, back=False)
    assert ids() - before == given


def test_last_years_months_become_this_years_plan(store: Store) -> None:
    _carried(store, AMOUNT)
    [new] = year_links(store, 2024)
    links.unlink_year(store, new, "换一个", BY, DECEMBER)
    assert last_year_points(store, 2024) == {}
    with pytest.raises(UserError, match="已关联上年子项"):
        links.link_years(store, [(new, KEPT), (new, AMOUNT)], "同一项", BY, DECEMBER)
    assert year_links(store, 2024) == {}
    links.link_year(store, new, KEPT, "同一项", BY, DECEMBER)
    [(row, points)] = links.plan_proposals(store, 2024)
    assert (row["measure_id"], points) == (new, last_year_points(store, 2024)[new])
    assert [round(share, 1) for _, share in points[:5]] == [8.3, 16.7, 33.3, 50.0, 56.2] and points[-1] == (12, 100.0)
    plans.change_plans(store, {new: points}, "last_year", "按上年", BY, DECEMBER)
    assert links.plan_proposals(store, 2024) == []
    assert [round(100 * row["share"], 1) for row in year_tables(store, 2024)["plan"]][:2] == [8.3, 16.7]


def test_the_year_before_stays_the_first_until_the_new_one_has_reports_or_the_calendar_counts(store: Store) -> None:
    _carried(store, AMOUNT)
    january = clock.now("Asia/Shanghai", dt.datetime(2023, 12, 31, 16, 30, tzinfo=ZoneInfo("UTC")))
    assert january == dt.datetime(2024, 1, 1, 0, 30)  # the store's year, not the host's
    assert home_year(store, years(store), january.date()) == 2023
    settings.choose_home(store, "calendar", "领导要看新年度", BY, january)
    assert home_year(store, years(store), january.date()) == 2024
    assert home_year(store, years(store), dt.date(2023, 12, 31)) == 2023
    assert audited(store)[-1][:2] == ["调整首页年度", "全区"]
    with pytest.raises(UserError, match="现在就是"):
        settings.choose_home(store, "calendar", "再说一次", BY, january)
    with pytest.raises(UserError, match="没有名为“明年”的规则"):
        settings.choose_home(store, "明年", "试", BY, january)


def test_a_draft_is_in_force_on_its_day_and_targets_count_from_the_month_that_it_is(store: Store) -> None:
    steps.make_draft(store, 2024, "报批中", BY, DECEMBER)
    steps.put_in_force(store, 2024, dt.date(2024, 1, 10), "已批准", BY, DECEMBER)
    assert [draft_years(store, dt.date(2024, 1, day)) for day in (9, 10)] == [[2024], []]
    assert first_month(store, 2024, DECEMBER) == dt.date(2024, 1, 1)
    _carried(store, AMOUNT)
    assert first_month(store, 2024, dt.datetime(2024, 3, 5)) == dt.date(2024, 3, 1)
    assert first_month(store, 2023, dt.datetime(2024, 1, 5)) == dt.date(2023, 12, 1)


def test_issues_begin_anew_with_each_year_and_name_and_can_be_set_while_numbers_run_on(store: Store) -> None:
    def made(month: int, at: dt.datetime, issue: int | None = None) -> editions.Edition:
        return publish(store, editions.draft(store, View(dt.date(2023, month, 1)), "李四", at), BY, at, issue)

    told = [made(10, dt.datetime(2023, 11, 20), 11), made(11, DECEMBER), made(12, dt.datetime(2024, 1, 8))]
    assert [(one.number, one.name) for one in told] == [(1, "第11期"), (2, "第12期"), (3, "第1期")]
    assert editions.editions(store) == told[::-1]
    assert editions.draft(store, View(dt.date(2023, 12, 1)), "李四", dt.datetime(2024, 2, 1)).issue == 2
    for issue, why in ((1, "已有第1期"), (0, "期号须为")):
        with pytest.raises(UserError, match=why):
            made(12, dt.datetime(2024, 1, 9), issue)
    assert editions.edition(store, 2).name == "第12期"


def test_what_a_year_ended_with_is_said_of_december_alone():
    world = World(REGION)
    stocks = [world.measure("stock", lower=400, base=300).figure(month, 350).measure_id for month in (10, 12)]
    assert year_results(world.store(), 2023) == {stocks[1]: 350}


def test_what_stands_beside_its_growth_is_no_course_of_its_year():
    world, growths = World(REGION), []
    for january in (10, 95):  # 地区生产总值 is counted up, 存款余额 stands
        item = world.item()
        growths.append(item.measure("growth", unit="%", lower=6).measure_id)
        item.measure("reference", unit="亿元").figures({1: january, 12: 100})
    assert set(year_shares(world.store(), 2023)["measure_id"]) == {growths[0]}
