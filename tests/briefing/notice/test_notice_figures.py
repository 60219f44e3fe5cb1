"""The notice's figures, read from the file, against the store's own: counts, percentages, lists and the annex."""

import datetime as dt
import re
from collections import Counter
from decimal import Decimal

import pytest

from metrics import terms, wording
from store.engine.records import items_json, records
from store.reads.figures import snapshot
from store.reads.figures.status import item_rows, status_rows
from store.reads.view import View
from tests.briefing import notices
from tests.briefing.notices import SEPTEMBER, plain

JANUARY, DECEMBER = dt.date(2023, 1, 1), dt.date(2023, 12, 1)


@pytest.fixture(scope="module")
def store():
    made = notices.everyone(SEPTEMBER, skips=7)
    yield made
    made.close()


@pytest.fixture(scope="module")
def notice(store):
    return notices.opened(notices.made(store, notices.draft(store)))


@pytest.fixture(scope="module")
def long_form(store):
    return notices.opened(notices.made(store, notices.draft(store), "详版"))


def told(store, month=SEPTEMBER):
    """What `python -m store status --items --json` prints."""
    return items_json(item_rows(store, status_rows(store, View(month))))


def counted(items):
    return {terms.STATUSES[status].word: count for status, count in Counter(row["status"] for row in items).items()}


def test_the_rate_stands_with_the_number_of_items_that_it_is_of(store, notice):
    tally = snapshot.take(store, View(SEPTEMBER)).tally
    assert "列入年度目标的事项共141项" in notice.text
    assert f"可判定的{tally.judged}项中{tally.good}项按期推进" in notice.text
    assert f"截至9月底，按期率{tally.rate_pct:.1f}%" in notice.text


def test_the_table_counts_each_series_as_the_command_line_does_and_each_share_is_its_own_counts(store, notice):
    (table,) = notice.headed("系列")
    words = [word.replace("\n", "") for word in table[0][2:-3]]
    series = {name: code for code, name in terms.SERIES.items()}
    assert [row[0] for row in table[1:]] == [*terms.SERIES.values(), "合计", "占比%"]
    for name, total, *cells, rate, of, before in table[1:-1]:
        items = [row for row in told(store) if row["series"] == series.get(name, row["series"])]
        assert int(total) == len(items)
        assert {word: int(cell) for word, cell in zip(words, cells, strict=True) if cell != "0"} == counted(items)
        good, judged = map(int, of.split("/"))
        assert rate == wording.rounded(100 * good / judged, 1)
        assert before == "—"  # nobody reported for August
    whole, shares = table[-2], table[-1]
    printed = [wording.rounded(100 * int(count) / 141, 1) for count in whole[2:-3]]
    assert shares[2:-3] == printed
    total = sum(map(Decimal, printed))
    assert (f"占比因四舍五入，合计为{total}%" in notice.text) == (total != 100)


def test_every_measure_that_is_behind_is_in_the_list_exactly_once_and_far_behind_ones_come_first(store, notice):
    rows = snapshot.take(store, View(SEPTEMBER)).measures
    behind = rows[rows["status"].isin(terms.BAD)]
    expected = {
        (plain(item), plain(measure)) for item, measure in zip(behind["coded_item"], behind["measure"], strict=True)
    }
    listed = [(plain(item), plain(measure)) for item, measure in notice.listed()]
    assert len(listed) == len(behind) > 100
    assert set(listed) == expected
    far = behind[behind["status"] == "far_behind"]
    assert set(listed[: len(far)]) == {
        (plain(item), plain(measure)) for item, measure in zip(far["coded_item"], far["measure"], strict=True)
    }


def test_each_unit_finds_all_of_its_lines_by_their_numbers(notice):
    (table,) = notice.headed("涉及单位")
    lines = {row[0]: row[2].rstrip("*") for found in notice.headed("序号") for row in found[1:] if row[0]}
    wide = len(table[0]) // table[0].count("涉及单位")  # many units stand side by side
    rows = [row[start : start + wide] for row in table[1:] for start in range(0, len(row), wide)]
    named = {number: unit for unit, *_, numbers in rows
             for number in numbers.replace("\n", "").split("、") if number not in ("—", "")}  # fmt: skip
    assert named == lines and len(table) <= 40


def test_a_listed_measure_says_figure_target_gap_reason_and_what_it_takes(store, notice):
    rows = snapshot.take(store, View(SEPTEMBER)).measures
    (row,) = records(rows[rows["measure_id"] == "510115-2023-L10-1"])
    table = next(table for table in notice.headed("序号") if any("道路井盖病害治理" in line[1] for line in table))
    place = next(place for place, line in enumerate(table) if "道路井盖病害治理" in line[1])
    facts, said = table[place], table[place + 1][1]
    assert facts[3] == "1,500座"
    assert plain(facts[4]) == row["actual_text"]
    assert facts[5:7] == [f"{row['done_pct']:.1f}", "75.0"]
    assert facts[7] == f"{row['margin_points']:.1f}".replace("-", "−")
    assert facts[8] == "1"
    assert plain(row["what_it_takes"]) in plain(said)


def test_reasons_and_steps_are_quoted_as_reported_and_missing_ones_are_said_to_be_missing(notice):
    said = [line[1] for table in notice.headed("序号") for line in table[1:] if not line[0]]
    quoted = [text for text in said if "“原因" in text]
    silent = [text for text in said if text.startswith("原因：未填报；下一步：未填报")]
    assert len(quoted) + len(silent) == len(said)
    assert quoted and silent
    assert re.match(r"原因：“原因(\d+)”；下一步：“措施\1”", quoted[0])


def test_the_annex_has_all_80_livelihood_items_with_all_their_measures_and_every_other_item(store, notice):
    measures = snapshot.take(store, View(SEPTEMBER)).all_measures
    annex = dict(zip(("indicator", "task", "livelihood"), notice.headed("事项"), strict=True))
    for series, table in annex.items():
        own = measures[measures["series"] == series]
        rows = [row for row in table[1:] if len(row) > 1]  # a category stands alone in its row
        assert [plain(row[0]) for row in rows if row[0]] == [
            plain(item) for item in own["coded_item"].drop_duplicates()
        ]
        assert [plain(row[3]).removeprefix("其中:") for row in rows] == [plain(name) for name in own["measure"]]
    assert sum(bool(row[0]) for row in annex["livelihood"][1:] if len(row) > 1) == 80


def test_the_annex_prints_status_target_figure_share_plan_and_margin_and_missing_as_a_dash(store, notice):
    livelihood = notice.headed("事项")[2]
    row = next(row for row in livelihood if "道路井盖病害治理" in row[0])
    measures = snapshot.take(store, View(SEPTEMBER)).measures
    (status,) = records(measures[measures["measure_id"] == "510115-2023-L10-1"])
    assert [plain(text) for text in row[4:]] == [
        "1,500座", plain(status["actual_text"]), f"{status['done_pct']:.1f}", "75.0",
        f"{status['margin_points']:+.1f}".replace("-", "−"),
        plain(terms.marked(status["status"], status["status_word"])),
    ]  # fmt: skip
    unsent = next(row for row in livelihood if row[-1] == "缺 未报送")
    assert [unsent[5], unsent[6], unsent[8]] == ["—", "—", "—"]
    assert not any(cell == "" for row in livelihood[1:] if len(row) > 1 for cell in row[3:])


def test_units_that_owe_figures_are_named_with_how_many_and_reported_units_are_counted(store, notice):
    shot = snapshot.take(store, View(SEPTEMBER))
    said, owed = shot.units_reported
    cells_in, cells_due = shot.cells_reported
    due = f"应报数据{cells_due}个、单位{owed}家，已报{cells_in}个、{said}家，未报{cells_due - cells_in}个"
    assert due in notice.text
    missing = shot.measures[shot.measures["computed_status"] == "not_reported"]
    assert cells_due - cells_in == len(missing) or f"家单位共欠{len(missing)}个" in notice.text
    (table,) = notice.headed("数据提供单位")
    listed = {unit: int(count) for unit, count, *_ in table[1:]}
    assert listed == {unit: len(rows) for unit, rows in missing.groupby("supplier_unit")}


def test_in_the_long_form_each_main_indicator_has_a_sentence_with_figure_target_and_margin(store, long_form):
    rows = snapshot.take(store, View(SEPTEMBER)).measures
    sentences = [plain(text) for style, text in long_form.lines if style == "Item"]
    for row in rows[(rows["series"] == "indicator") & (rows["status"] != "not_due")].to_dict("records"):
        assert any(plain(f"{row['measure']}:{row['why']}") in sentence for sentence in sentences), row["measure"]


def test_january_has_no_month_before_and_december_says_unfinished():
    store = notices.everyone(JANUARY)
    january = notices.opened(notices.made(store, notices.draft(store, JANUARY)))
    assert "关于2023年1月全区目标任务" in january.text
    assert "上月" not in january.text and "比12月" not in january.text
    store.close()
    store = notices.everyone(DECEMBER)
    december = notices.opened(notices.made(store, notices.draft(store, DECEMBER)))
    items = Counter(row["status"] for row in told(store, DECEMBER))
    (table,) = december.headed("系列")
    at = [word.replace("\n", "") for word in table[0]].index("未完成")
    assert table[-2][at] == str(items["behind"] + items["far_behind"])
    assert len(december.listed()) == len(snapshot.take(store, View(DECEMBER)).behind) > 100
    for word in ("慢序时", "严重滞后", "低于目标", "完成所需", "13月", "月均需"):
        assert word not in december.text.replace("“慢”“滞”", ""), word
        assert not any(word in cell for table in december.tables for row in table for cell in row), word
    assert "逐项说明原因" in december.text
    store.close()
