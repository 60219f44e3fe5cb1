"""Units, leaders, items, official words and settings: each change is a new row, and yesterday keeps its answer."""

import datetime as dt

import pytest

from metrics.errors import UserError
from store.acts import items, settings, units
from store.acts.items import NewItem
from store.acts.review import rulings
from store.acts.rights import Actor, Forbidden, at_the_machine
from store.acts.settings import Threshold
from store.engine.records import records
from store.engine.store import Store
from store.reads import naming
from store.reads.figures.status import status_rows
from store.reads.view import LATEST, preset_in_use, thresholds
from tests.store.audited import audited
from tests.store.builder import World, day, first

OFFICE = at_the_machine("区目标办")
LATER = day(10, 9)


@pytest.fixture
def world() -> World:
    """An item of two measures, a conditional item of two, and one of growth."""
    world = World()
    item = world.item()
    item.measure(lower=1200).figure(9, 900)
    item.measure(lower=100)
    conditional = world.item(condition="物价指数达到启动条件时")
    conditional.measure(lower=10)
    conditional.measure(lower=20)
    world.measure("growth", unit="%", lower=6, upper=7, comparator="range").figure(9, 5.5)
    return world


@pytest.fixture
def store(world: World) -> Store:
    return world.store()


def row(store: Store, world: World, place: int, month: int = 9, as_of: dt.datetime = LATEST) -> dict[str, object]:
    rows = records(status_rows(store, world.view(month, as_of=as_of)))
    return next(row for row in rows if row["measure_id"] == world.measures[place].measure_id)


def test_a_lead_unit_that_an_office_names_is_no_longer_proposed(store, world):
    item = world.items[0].item_id
    units.change_lead(store, item, "b", "职能调整", OFFICE, LATER, is_proposed=True)
    assert (row(store, world, 0)["lead_unit"], row(store, world, 0)["unit_basis"]) == ("区乙局", "proposed")
    units.change_lead(store, item, "b", "会议明确", OFFICE, LATER)
    assert row(store, world, 0)["unit_basis"] == "report"
    assert row(store, world, 0, as_of=day(10, 8))["lead_unit"] == "区甲局"
    assert [entry[:4] for entry in audited(store)] == [
        ["调整牵头单位", "民生1 事项1", "区甲局", "区乙局(拟定)"],
        ["调整牵头单位", "民生1 事项1", "区乙局(拟定)", "区乙局"],
    ]
    with pytest.raises(UserError, match="牵头单位已是区乙局"):
        units.change_lead(store, item, "b", "再改", OFFICE, LATER)


def test_a_figure_may_be_supplied_by_another_unit_and_by_the_lead_unit_again(store, world):
    measure = world.measures[0].measure_id
    units.change_supplier(store, measure, "b", "由统计口提供", OFFICE, LATER)
    assert row(store, world, 0)["supplier_unit"] == "区乙局"
    units.change_supplier(store, measure, None, "改回", OFFICE, LATER)
    assert row(store, world, 0)["supplier_unit"] == "区甲局"
    with pytest.raises(UserError, match="数据提供单位已是区甲局"):
        units.change_supplier(store, measure, "a", "改", OFFICE, LATER)


def test_a_renamed_unit_is_still_known_by_its_old_name(store, world):
    units.rename_unit(store, "a", "区甲委", "机构改革", OFFICE, LATER)
    units.add_alias(store, "a", "甲委", "简称", OFFICE, LATER)
    assert row(store, world, 0)["lead_unit"] == "区甲委"
    assert row(store, world, 0, as_of=day(10, 8))["lead_unit"] == "区甲局"
    assert [naming.unit_of(store, name) for name in ("区甲委", "区甲局", "甲委", "a")] == ["a"] * 4
    assert [entry[:4] for entry in audited(store)] == [
        ["单位更名", "区甲局", "区甲局", "区甲委"], ["增加单位别名", "区甲委", None, "甲委"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" ", "单位名称须为1至30个字,不含顿号。"),
        ("区乙局", "“区乙局”已是区乙局的名称或别名。"),
        ("区甲局", "单位已叫“区甲局”,没有调整。"),
    ],
)
def test_a_name_that_cannot_be_one_gets_a_sentence(store, name, sentence):
    with pytest.raises(UserError) as refused:
        units.rename_unit(store, "a", name, "改", OFFICE, LATER)
    assert refused.value.message == sentence


def test_one_leader_is_put_in_charge_of_several_items_at_once(store, world):
    ids = [item.item_id for item in world.items]
    units.change_leader(store, ids[:2], "李副区长", "分工调整", OFFICE, LATER)
    assert [row(store, world, place)["leader"] for place in (0, 2, 4)] == ["李副区长", "李副区长", None]
    units.change_leader(store, ids, "李副区长", "分工调整", OFFICE, LATER)
    assert [entry[1] for entry in audited(store)] == ["民生1 事项1", "民生2 事项2", "民生3 事项3"]
    units.change_leader(store, ids[:1], "", "离任", OFFICE, LATER)
    assert audited(store)[-1][2:4] == ["李副区长", None]
    with pytest.raises(UserError, match="没有变化"):
        units.change_leader(store, ids[:1], " ", "离任", OFFICE, LATER)


def test_a_cancelled_item_is_gone_and_comes_back(store, world):
    item = world.items[0].item_id
    items.cancel_item(store, item, "并入其他事项", OFFICE, LATER)
    assert set(status_rows(store, world.view(9))["item_no"]) == {2, 3}
    assert set(status_rows(store, world.view(9, as_of=day(10, 8)))["item_no"]) == {1, 2, 3}
    with pytest.raises(UserError, match="民生1 事项1已经取消"):
        items.cancel_item(store, item, "再取消", OFFICE, LATER)
    items.restore_item(store, item, "恢复考核", OFFICE, LATER)
    assert set(status_rows(store, world.view(9))["item_no"]) == {1, 2, 3}
    assert [entry[:4] for entry in audited(store)] == [
        ["取消事项", "民生1 事项1", "考核", "取消"], ["恢复事项", "民生1 事项1", "取消", "考核"],
    ]  # fmt: skip


def new_item(world: World, **more) -> NewItem:
    facts = {
        "year": 2023, "series": "livelihood", "category": "交通出行", "title": "新增停车位", "lead_unit_id": "b",
        "source": "常务会议纪要", "measure": "停车位", "kind": "quantity", "unit": "个", "bound": 500.0,
    }  # fmt: skip
    return NewItem(**{**facts, **more})


def test_an_added_item_has_the_next_number_and_is_judged(store, world):
    item_id = items.add_item(store, new_item(world), "新增民生实事", OFFICE, LATER)
    assert item_id == "990101-2023-L04"
    rows = records(status_rows(store, world.view(9)))
    added = next(row for row in rows if row["item_id"] == item_id)
    assert (added["measure_id"], added["lead_unit"], added["lower"], added["plan_pct"], added["status"]) == (
        "990101-2023-L04-1", "区乙局", 500, 75, "not_reported",
    )  # fmt: skip
    assert audited(store) == [
        ["新增事项", "民生4 新增停车位", None, "停车位,目标不低于500个", "新增民生实事", "区目标办"]
    ]
    assert store.query("contradictions").empty


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"title": " ", "unit": ""}, "新增事项请写明名称、计量单位。"),
        ({"series": "x"}, "没有名为“x”的系列,可用:indicator、task、livelihood。"),
        ({"kind": "relative"}, "没有名为“relative”的种类,可用:quantity、stock、milestone、growth、rate、ceiling。"),
        ({"bound": 0.0}, "目标须大于0。"),
        ({"kind": "milestone"}, "形象进度的目标固定为100,计量单位为%。"),
        ({"kind": "stock", "base": 500.0}, "年末目标须大于上年末基数500个。"),
        ({"base": 500.0}, "上年末基数只有年末数才有,请清空上年末基数,或把种类改为年末数。"),
        ({"title": "事项1"}, "已有名为“事项1”的事项。"),
        ({"lead_unit_id": "z"}, "没有编号为“z”的单位。"),
        (
            {"calendar": "daily"},
            "没有名为“daily”的日历,可用:monthly、monthly_from_feb、quarterly、half_yearly、yearly。",
        ),
    ],
)
def test_an_item_that_cannot_be_one_gets_a_sentence(store, world, more, sentence):
    with pytest.raises(UserError) as refused:
        items.add_item(store, new_item(world, **more), "新增", OFFICE, LATER)
    assert refused.value.message == sentence


def test_an_official_word_holds_until_its_end(store, world):
    measure = world.measures[0].measure_id
    number = rulings.rule(store, measure, "done", first(9), first(10), "区政府验收", OFFICE, LATER)
    assert [row(store, world, 0, month)["ruling_status"] for month in (8, 9, 10, 11)] == [None, "done", "done", None]
    assert (row(store, world, 0)["status"], row(store, world, 0)["computed_status"]) == ("done", "on_track")
    assert number == 1
    assert audited(store) == [
        ["人工认定", "民生1 事项1·子项", "系统判定", "已完成(2023年9月至2023年10月)", "区政府验收", "区目标办"]
    ]


def test_an_official_word_is_ended_after_a_month_or_taken_back_whole(store, world):
    measure = world.measures[0].measure_id
    number = rulings.rule(store, measure, "done", first(8), None, "区政府验收", OFFICE, LATER)
    rulings.end_ruling(store, number, "复查不合格", at_the_machine("督查室"), day(10, 10), first(8))
    assert [row(store, world, 0, month)["ruling_status"] for month in (8, 9)] == ["done", None]
    assert (row(store, world, 0, 8)["ruled_by"], row(store, world, 0, 8)["ruling_reason"]) == ("区目标办", "区政府验收")
    assert row(store, world, 0, 9, day(10, 9, 12))["ruling_status"] == "done"
    rulings.end_ruling(store, number, "作废", OFFICE, day(10, 11))
    assert row(store, world, 0, 8)["ruling_status"] is None
    assert [entry[2:] for entry in audited(store)[1:]] == [
        ["已完成(2023年8月至年末)", "已完成(2023年8月至2023年8月)", "复查不合格", "督查室"],
        ["已完成(2023年8月至2023年8月)", "撤销,恢复系统判定", "作废", "区目标办"],
    ]
    with pytest.raises(UserError, match="第1号认定此前已撤销"):
        rulings.end_ruling(store, number, "作废", OFFICE, day(10, 12))


def test_two_official_words_never_hold_in_the_same_months(store, world):
    measure = world.measures[0].measure_id
    rulings.rule(store, measure, "done", first(8), first(9), "区政府验收", OFFICE, LATER)
    for since, until in ((first(9), None), (first(1), first(8)), (first(8), first(9))):
        with pytest.raises(UserError, match=r"第1号认定“已完成.2023年8月至2023年9月.”在这些月份有效,请先结束它"):
            rulings.rule(store, measure, "behind", since, until, "复查", OFFICE, LATER)
    assert rulings.rule(store, measure, "behind", first(10), None, "复查", OFFICE, LATER) == 2
    assert rulings.rule(store, world.measures[1].measure_id, "done", first(8), None, "验收", OFFICE, LATER) == 3


def test_words_are_as_short_in_the_store_as_on_the_screen(store, world):
    measure, item = world.measures[0].measure_id, world.items[0].item_id
    asked = {
        "原因不能超过200个字": lambda: rulings.rule(store, measure, "done", first(9), None, "长" * 201, OFFICE, LATER),
        "分管领导不能超过20个字": lambda: units.change_leader(store, [item], "长" * 21, "分工", OFFICE, LATER),
        "新增事项的文字过长,最多:名称60个字": lambda: items.add_item(
            store, new_item(world, title="长" * 61), "新增", OFFICE, LATER
        ),
    }
    for sentence, ask in asked.items():
        with pytest.raises(UserError, match=sentence):
            ask()


def test_a_condition_is_triggered_for_all_measures_of_its_item(store, world):
    item = world.items[1].item_id
    assert rulings.trigger(store, item, first(9), "9月CPI达3.5%", OFFICE, LATER) == [1, 2]
    assert [row(store, world, place, month)["status"] for place in (2, 3) for month in (8, 9)] == [
        "not_due", "not_reported", "not_due", "not_reported",
    ]  # fmt: skip
    assert audited(store)[0][:4] == [
        "触发条件", "民生2 事项2(物价指数达到启动条件时)", "未触发", "已触发(2023年9月至年末)"
    ]  # fmt: skip
    with pytest.raises(UserError, match="这些月份已经触发"):
        rulings.trigger(store, item, first(10), "再触发", OFFICE, LATER)


def test_bad_rulings_get_a_sentence(store, world):
    measure, item = world.measures[0].measure_id, world.items[0].item_id
    asked = {
        "人工认定须写明原因。": lambda: rulings.rule(store, measure, "done", first(9), None, "", OFFICE, LATER),
        "不能认定为“not_reported”": lambda: rulings.rule(
            store, measure, "not_reported", first(9), None, "会议", OFFICE, LATER
        ),
        "终止月份不能早于2023年9月。": lambda: rulings.rule(
            store, measure, "done", first(9), first(8), "会议", OFFICE, LATER
        ),
        "没有适用条件,不需要触发。": lambda: rulings.trigger(store, item, first(9), "会议", OFFICE, LATER),
        "没有第9号认定。": lambda: rulings.end_ruling(store, 9, "会议", OFFICE, LATER),
    }
    for sentence, ask in asked.items():
        with pytest.raises(UserError) as refused:
            ask()
        assert sentence in refused.value.message
    with pytest.raises(Forbidden):
        rulings.rule(store, measure, "done", first(9), None, "会议", Actor("甲", "reports", "a"), LATER)


def test_other_thresholds_judge_from_now_on_and_are_no_longer_the_systems_own(store, world):
    assert row(store, world, 4)["status"] == "behind"
    new = Threshold("standard", "growth", "any", None, 0.0, -0.3)
    settings.change_threshold(store, new, "从严", OFFICE, LATER)
    assert row(store, world, 4)["status"] == "far_behind"
    assert row(store, world, 4, as_of=day(10, 8))["status"] == "behind"
    found = next(r for r in records(thresholds(store)) if (r["preset"], r["kind"]) == ("standard", "growth"))
    assert (found["ahead_by"], found["house_numbers"]) == ("range", "ahead_at")
    assert audited(store)[0][:4] == [
        "调整判定界线", "本系统标准·增速", "超达到区间上限※,达≥0,滞<−1※", "超达到区间上限※,达≥0,滞<−0.3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (Threshold("standard", "quantity", "any", 10, -10, 0), "判定界线须由低到高:“滞”低于“达”,“达”低于“超”。"),
        (Threshold("standard", "quantity", "any", 0, 0, -10), "判定界线须由低到高:“滞”低于“达”,“达”低于“超”。"),
        (Threshold("standard", "quantity", "any", 10, 0, -10), "判定界线没有变化。"),
        (Threshold("mild", "quantity", "any", 10, 0, -10), "没有“mild/quantity/any”的判定界线。"),
    ],
)
def test_thresholds_in_disorder_get_a_sentence(store, new, sentence):
    with pytest.raises(UserError) as refused:
        settings.change_threshold(store, new, "改", OFFICE, LATER)
    assert refused.value.message == sentence


def test_the_preset_in_use_is_a_setting_that_only_an_administrator_changes(store, world):
    assert preset_in_use(store, world.region) == "standard"
    with pytest.raises(Forbidden):
        settings.use_preset(store, "lights", "全市统一", Actor("审", "reviews"), LATER)
    settings.use_preset(store, "lights", "全市统一", OFFICE, LATER)
    assert preset_in_use(store, world.region) == "lights"
    assert preset_in_use(store, world.region, day(10, 8)) == "standard"
    assert audited(store) == [["更换判定标准", "全区", "本系统标准", "部分城市亮灯标准", "全市统一", "区目标办"]]
    with pytest.raises(UserError, match="现在用的就是部分城市亮灯标准"):
        settings.use_preset(store, "lights", "再换", OFFICE, LATER)


def test_people_name_items_and_measures_by_their_codes(store, world):
    assert naming.item_of(store, "民生2", 2023) == world.items[1].item_id
    assert naming.measure_of(store, "民生2-2", 2023) == world.measures[3].measure_id
    assert naming.measure_of(store, "民生3", 2023) == world.measures[4].measure_id
    for text, sentence in {
        "民生9": "2023年没有编号为“民生9”的事项",
        "民生1": "民生1有2个子项,请写明是哪一个:民生1-1 子项、民生1-2 子项。",
        "民生1-7": "民生1没有第7个子项。",
    }.items():
        with pytest.raises(UserError, match=sentence):
            naming.measure_of(store, text, 2023)
