"""周报 and 提示单, read back from their files: each says what the store says of its week, unit or leader alone."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pandas as pd
import pytest

from briefing import material, pack
from briefing.notice import lines
from briefing.notice.short.narrowed import asked
from briefing.notice.short.sheets import sheet
from briefing.notice.short.week import week_paper
from metrics import terms
from store.reads import editions
from store.reads.figures.due import promised
from store.reads.figures.snapshot import take
from store.reads.view import View
from tests import stores
from tests.briefing.notices import opened, plain
from tests.pages.stores import county

NOVEMBER_10 = dt.datetime(2026, 11, 10, 9)
VIEW = View(county.OCTOBER, as_of=NOVEMBER_10)


@pytest.fixture(scope="module")
def store():
    whole = stores.filled(county.fill)
    yield whole.of(county.COUNTY)
    whole.close()


@pytest.fixture(scope="module")
def found(store):
    return material.take(store, editions.draft(store, VIEW, "县目标办", NOVEMBER_10))


@pytest.fixture(scope="module")
def week(store, found):
    return opened(week_paper(store, found))


def test_a_week_tells_what_changed_in_it_and_how_many_workbooks_came(store, week):
    before = take(store, View(county.OCTOBER, as_of=NOVEMBER_10 - dt.timedelta(days=7))).items.set_index("item_id")
    now = take(store, VIEW).items
    was = before["status"].where(before["status"] != "not_reported", before["previous_status"])  # by the month before
    moved = now[(now["status"] == "done") & (now["item_id"].map(was) != "done")]
    [table] = week.headed("变化")
    assert {row[1] for row in table[1:] if row[0] == "新完成"} == set(moved["coded_item"])
    assert {row[3] for row in table[1:]} == {"未报送"} and "新增滞后" not in {row[0] for row in table}
    assert "本周收到报送11份" in week.text and "2026年11月3日至2026年11月10日" in week.text


def test_a_week_tells_what_is_due_next_and_who_owes(week):
    assert "2026年11月数据12月5日前报送" in week.text
    assert [row[:3] for row in week.headed("数据提供单位")[0][1:]] == [["县民政局", "2", "0/2"]]


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("10月底", (2026, 10)), ("2026年11月", (2026, 11)), ("2026-11-30", (2026, 11)), ("2026.9", (2026, 9)),
        ("明年3月", (2027, 3)), ("次年 3 月底", (2027, 3)), ("明年初,4月前", (2027, 4)), ("27年1月", (2027, 1)),
        ("年底前", (2026, 12)), ("2025年底", (2025, 12)), ("明年年底", (2027, 12)), ("年内", (2026, 12)),
        ("20日前,10月底", (2026, 10)), ("9-10月", (2026, 10)), ("13月,11月", (2026, 11)), ("１１月", (2026, 11)),
        ("约需6个月", None), ("3个月内", None), ("第2批完成后", None), ("1季度", None), ("2026年第4季度", None),
        ("2年内", None), ("两年内", None), ("第3月", None), ("10", None), ("完成投资2026.5万元", None), (None, None),
    ],
)  # fmt: skip
def test_a_promise_is_a_month_a_date_or_the_end_of_a_year_and_no_other_number(said, month):
    behind = pd.DataFrame([{"expected": said, "month": dt.date(2026, 9, 1)}])

    def is_due(year: int, number: int) -> bool:
        until = dt.date(year, number, 1)
        return len(promised(behind, until)) == 1

    if month is None:
        assert not is_due(2099, 12)
    else:
        before = divmod(month[0] * 12 + month[1] - 2, 12)
        assert is_due(*month) and not is_due(before[0], before[1] + 1)


def test_a_week_in_which_nothing_is_behind_has_its_paper(store):
    december = View(dt.date(2026, 12, 1), as_of=NOVEMBER_10)
    nothing = material.take(store, editions.draft(store, december, "县目标办", NOVEMBER_10))
    assert nothing.behind.empty
    paper = opened(week_paper(store, nothing))
    assert paper.headed("数据提供单位") and "承诺近期完成" not in paper.text


def test_a_unit_has_its_own_lines_and_nobody_elses(found):
    paper = opened(sheet(found, "lead_unit", "县水务局"))
    own = found.behind[found.behind["lead_unit"] == "县水务局"]
    assert paper.listed() == list(zip(own["coded_item"], own["measure"], strict=True))[:4]
    assert f"一、滞后的子项（{len(own)}个）" in paper.text
    others = [unit for unit in county.UNITS if unit != "县水务局"]
    assert not [unit for unit in others if unit in paper.text]
    assert "11月24日前" in paper.text and "2026年11月数据12月5日前报送" in paper.text


def test_what_the_unit_wrote_and_promised_stands_below_its_figures(found):
    row = next(row for row in found.behind.to_dict("records") if row["problem"])
    paper = opened(sheet(found, "lead_unit", row["lead_unit"]))
    said = "".join(cell for line in paper.headed("序号")[0] for cell in line)
    assert "原因：“雨季停工”；下一步：“增加班组”" in said and plain(row["what_it_takes"]) in plain(said)


def test_a_unit_that_owes_reads_which_figures(found):
    paper = opened(sheet(found, "lead_unit", "县民政局"))
    own = found.owing[found.owing["supplier_unit"] == "县民政局"]
    listed = [tuple(row[:3]) for row in paper.headed("应报事项")[0][1:]]
    assert listed == list(zip(own["coded_item"], own["measure"], own["due_text"], strict=True)) and len(listed) == 2
    assert "补报所欠的2个数据" in paper.text


def test_a_unit_that_sent_nothing_is_not_told_that_it_fell_behind(store):
    view = View(county.OCTOBER, as_of=NOVEMBER_10)
    found = material.take(store, editions.draft(store, view, "县目标办", NOVEMBER_10))
    items = found.snapshot.items
    due = items[~items["status"].isin(["not_due", "undecided"])]
    silent = [unit for unit, rows in due.groupby("lead_unit") if (rows["status"] == "not_reported").all()]
    assert silent
    for unit in silent:
        text = opened(sheet(found, "lead_unit", str(unit))).text
        assert "均未报送，按期率0.0%" in text and "均未按期" not in text


def test_what_was_not_sent_is_none_of_what_is_on_time(found):
    items = found.snapshot.items
    good = items[items["status"].isin(terms.GOOD)].groupby("lead_unit")["item_id"].agg(list)
    unit, own = next((unit, own) for unit, own in good.items() if len(own) > 1)
    course = found.snapshot.item_course
    is_first = (course["item_id"] == own[0]) & (course["month"] == items["month"].iloc[0])
    missing = course.assign(status=course["status"].mask(is_first, "not_reported"))
    told = replace(found, snapshot=replace(found.snapshot, item_course=missing))
    assert f"{len(own) - 1}项按期推进、1项未报送，按期率" in opened(sheet(told, "lead_unit", str(unit))).text


def test_what_cannot_be_judged_is_named_with_what_is_missing(found):
    measures = found.snapshot.measures
    undecided = measures[measures["status"] == "undecided"]
    assert len(undecided)
    for unit, rows in undecided.groupby("lead_unit"):
        paper = opened(sheet(found, "lead_unit", str(unit)))
        [table] = paper.headed("待认定事项")
        assert [tuple(row[:2]) for row in table[1:]] == list(zip(rows["coded_item"], rows["measure"], strict=True))
        assert [row[4] for row in table[1:]] == [terms.UNDECIDED[why] for why in rows["undecided_because"]]


def test_what_stands_well_is_listed_where_there_is_room_and_only_there(found, monkeypatch):
    measures = found.snapshot.measures
    well = measures[measures["status"].isin([*terms.GOOD, "not_due"])]
    listed = {unit: opened(sheet(found, "lead_unit", unit)).headed("事项") for unit in asked(found, "lead_unit")}
    told = {unit: tables[0] for unit, tables in listed.items() if tables}
    assert told
    for unit, table in told.items():
        rows = well[well["lead_unit"] == unit]
        assert [tuple(row[:2]) for row in table[1:]] == list(zip(rows["coded_item"], rows["measure"], strict=True))
    monkeypatch.setattr("briefing.notice.short.paper._PAGE", 0)
    assert not [unit for unit in told if opened(sheet(found, "lead_unit", unit)).headed("事项")]


def test_a_lone_point_has_no_number_and_several_have():
    template = "[一级] 甲\n[条] 子\n[正文] 文\n[一级] 乙\n[条] 丑\n[正文] 文\n[条] 寅"
    written = list(lines._numbered(lines._marked(template, "试")))
    assert [line.text for line in written if line.mark == "条"] == ["子", "1．丑", "2．寅"]


def test_a_leader_has_the_units_in_charge(store, found):
    paper = opened(sheet(found, "leader", "赵副县长"))
    own = found.snapshot.items[found.snapshot.items["leader"] == "赵副县长"]
    assert f"赵副县长分管{len(own)}项" in paper.text
    behind = found.behind[found.behind["leader"] == "赵副县长"]
    shown = len(paper.listed())
    assert 0 < shown < len(behind) and f"其余{len(behind) - shown}个见通报附件1" in paper.text


def test_a_month_of_which_too_little_is_in_is_said_of_the_whole_and_a_list_is_named_where_it_stands(store):
    def paper(month: dt.date) -> str:
        view = View(month, as_of=NOVEMBER_10 + dt.timedelta(days=30))
        found = material.take(store, editions.draft(store, view, "县目标办", view.as_of))
        units = found.behind["lead_unit"].value_counts()
        return opened(sheet(found, "lead_unit", units.index[-1] if len(units) else "县水务局")).text

    assert "，全县应报数据不足一半，按期率暂不计算" in paper(dt.date(2026, 11, 1))
    assert "要对上表所列" in paper(dt.date(2025, 12, 1))


def test_every_unit_that_is_asked_for_something_has_a_file_and_every_leader(store, found):
    made = {one.key: one for one in pack.products(store, found)}
    assert all(made[key].on_demand for key in ("week", "unit_sheets", "leader_sheets"))
    names = zipfile.ZipFile(io.BytesIO(made["leader_sheets"].make(lambda _: None))).namelist()
    assert names == ["赵副县长_提示单.docx"]
    is_asked = found.snapshot.items["status"].isin((*terms.BAD, "undecided"))
    expected = {*found.snapshot.items.loc[is_asked, "lead_unit"], *found.owing["supplier_unit"]}
    assert set(asked(found, "lead_unit")) == expected
