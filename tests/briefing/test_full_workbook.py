"""The whole table as Excel, read back from the file: every figure once, text that stays text, colours that follow."""

import datetime as dt
import io
import re
import subprocess
from dataclasses import replace
from fnmatch import fnmatch
from functools import partial

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.cell import coordinate_from_string, range_boundaries

from briefing import material, pdf
from briefing.workbooks.full_workbook import full_workbook
from briefing.workbooks.live import of_measures
from briefing.workbooks.receipt_workbook import receipt_workbook
from briefing.workbooks.sheet_look import _FORMULA_CELL, _valued
from briefing.workbooks.table_workbook import table_workbook
from metrics import terms
from metrics.columns import columns
from metrics.typography import full_width
from store.acts import submissions
from store.acts.publishing import publish
from store.acts.review import rulings
from store.acts.rights import Actor
from store.reads import editions
from store.reads.figures.status import status_rows
from store.reads.reporting import receipts
from store.reads.view import View
from tests.briefing.deck import half
from tests.pages.stores.autumn import ALARMS, COVERS, RENTED, SEPTEMBER, YOUTH, report, targets_alone, two_months

OFFICE = Actor("李四", "reviews")
OCTOBER_12 = dt.datetime(2023, 10, 12, 9)
HEAD = 3  # the row of the headings


def drafted(store, month=9):
    return material.take(store, editions.draft(store, View(dt.date(2023, month, 1)), "李四", OCTOBER_12))


def published(store, month=9, at=OCTOBER_12):
    return publish(store, editions.draft(store, View(dt.date(2023, month, 1)), "李四", at), OFFICE, at)


def opened(content, *, formulas=False):
    """A workbook, its words with half-width punctuation as the store has them."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=not formulas)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if cell.data_type == "s":
            cell.value, cell.data_type = half(cell.value), "s"
    return book


def rows_of(sheet, top=HEAD):
    """The rows under a row of headings, as mappings; those without a running number are none."""
    names = [cell.value for cell in sheet[top]]
    lines = [dict(zip(names, line, strict=True)) for line in sheet.iter_rows(min_row=top + 1, values_only=True)]
    return [line for line in lines if isinstance(line["序号"], int)]


def all_rows(book):
    return [row for name in terms.SERIES.values() for row in rows_of(book[name])]


def column_of(sheet, heading):
    return next(cell.column for cell in sheet[HEAD] if cell.value == heading)


@pytest.fixture(scope="module")
def store():
    return two_months()


@pytest.fixture(scope="module")
def taken(store):
    return drafted(store)


@pytest.fixture(scope="module")
def content(taken):
    return full_workbook(taken)


@pytest.fixture(scope="module")
def book(content):
    return opened(content)


@pytest.fixture(scope="module")
def formulas(content):
    return opened(content, formulas=True)


def test_punctuation_is_full_width_but_in_names_of_files(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    texts = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row
        if cell.data_type == "s" and cell.value not in ("zongzhi-9.xlsx", "月报!H5")
    ]  # fmt: skip
    assert [text for text in texts if text != full_width(text)] == []
    assert "完成率（%）" in texts and book.properties.language == "zh-CN"


@pytest.mark.skipif(pdf.converter() is None, reason="没有 LibreOffice")
def test_every_formula_comes_to_its_value_when_another_program_calculates_it(book, formulas, tmp_path):
    formulas.save(tmp_path / "live.xlsx")  # without what the formulas came to
    office, profile = str(pdf.converter()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    how = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "made")]
    subprocess.run([office, profile, *how, str(tmp_path / "live.xlsx")], check=True, capture_output=True)
    made = openpyxl.load_workbook(tmp_path / "made" / "live.xlsx", data_only=True)
    cells = [cell for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert {cell.parent.title for cell in cells} == {"汇总", "经济指标", "重点任务", "民生实事", "滞后事项"} - {
        name for name in terms.SERIES.values() if not any(row["完成率(%)"] for row in rows_of(book[name]))
    }
    for cell in cells:
        value = book[cell.parent.title][cell.coordinate].value
        assert made[cell.parent.title][cell.coordinate].value == pytest.approx(value, abs=1e-6), cell.value


def test_the_share_and_the_margin_of_what_is_judged_by_pace_are_formulas(store, formulas):
    by_pace = status_rows(store, SEPTEMBER).query("by_pace and done_pct.notna()")
    for row in all_rows(formulas):
        is_live = [str(row[name]).startswith("=") for name in ("完成率(%)", "进度差(百分点)")]
        assert is_live == [row["编码"] in set(by_pace["measure_id"])] * 2


def test_a_base_counts_in_the_formula_of_a_year_end_number_alone():
    told = {"by_pace": True, "actual": 60.0, "lower": 100.0, "upper": None, "base": 50.0, "margin_points": 5.0}
    rows = pd.DataFrame([told | {"kind": "quantity", "done_pct": 60.0}, told | {"kind": "stock", "done_pct": 20.0}])
    shown = columns("actual", "lower", "upper", "base", "done_pct", "plan_pct")
    found = of_measures(rows, shown, 1)["done_pct"]
    assert [one and one.text for one in found] == ["=100*A2/B2", "=100*(A3-D3)/(B3-D3)"]


def test_ten_columns_are_in_view_and_printed_on_a4(book):
    sheet = book["民生实事"]
    shown = [cell.value for cell in sheet[HEAD] if not sheet.column_dimensions[cell.column_letter].hidden]
    assert len(shown) == 10
    assert (sheet.print_area.split("!")[-1], sheet.page_setup.paperSize) == (f"$A$1:$J${sheet.max_row}", 9)


def test_the_summary_has_charts_of_its_own_cells(book, formulas):
    charts = formulas["汇总"]._charts
    areas = [one.val.numRef.f for chart in charts for one in chart.series]
    sums = [sum(cell.value for (cell,) in book["汇总"][area.split("!")[1].replace("$", "")]) for area in areas]
    tally = [cell.value for cell in book["汇总"][13]][7]
    assert sums[0] == tally and len(sums) == 3


def test_every_measure_is_a_row_with_the_numbers_of_the_store(store, book):
    expected = status_rows(store, SEPTEMBER).set_index("measure_id")
    found = all_rows(book)
    assert [row["编码"] for row in found] == list(expected.index)
    names = {"累计完成(数值)": "actual", "目标下限(数值)": "lower", "目标上限(数值)": "upper",
             "上年末基数(数值)": "base", "完成率(%)": "done_pct", "序时进度(%)": "plan_pct"}  # fmt: skip
    for row in found:
        stored = expected.loc[row["编码"]]
        for heading, name in names.items():
            assert row[heading] == (None if pd.isna(stored[name]) else pytest.approx(stored[name])), heading
        # A margin stands in one of its two columns: points as a number, another unit in words.
        in_points = bool(stored["by_pace"]) or stored["unit"] == "%"
        number, words = row["进度差(百分点)"], row["差距(其他单位)"]
        assert (number is None, words is None) == (
            (True, True) if pd.isna(stored["margin_points"]) else (not in_points, in_points)
        )  # fmt: skip
        assert number is None or number == pytest.approx(stored["margin_points"])
        status = row["状态"]
        assert status is None if pd.isna(stored["status"]) else status[0] == terms.STATUSES[stored["status"]].mark


def test_a_figure_is_traced_to_file_cell_sender_and_time(book):
    row = next(row for row in all_rows(book) if row["编码"] == COVERS)
    assert [row[name] for name in ("文件或出处", "工作表与单元格", "报送人", "入库时间", "性质")] == [
        "zongzhi-9.xlsx", "月报!H5", "经办人", "2023-09-28 09:30", "正式数据"
    ]  # fmt: skip
    assert (row["存在问题及原因"], row["下一步措施"], row["数据月份"]) == (
        "雨季停工**两周**", "分三班施工", dt.datetime(2023, 9, 1)
    )  # fmt: skip
    assert (row["上月状态"], row["滞后月数"]) == ("慢 慢序时", 2)


def test_what_has_no_figure_has_empty_cells_and_no_zero(book):
    row = next(row for row in all_rows(book) if row["状态"] == "缺 未报送")
    for name in ("累计完成", "累计完成(数值)", "数据月份", "完成率(%)", "进度差(百分点)", "文件或出处", "性质"):
        assert row[name] is None, name


def test_all_eighty_items_are_there_by_their_numbers(book):
    codes = [row["编号"] for row in rows_of(book["民生实事"])]
    assert list(dict.fromkeys(codes)) == [f"民生{number}" for number in range(1, 81)]


def test_references_stand_beside_the_measures_and_are_counted_apart(book):
    assert book["经济指标"]["A1"].value == "温江区2023年1–9月经济指标进展情况(7项,8个子项,另列参考数6个)"
    references = [row for row in rows_of(book["经济指标"]) if row["种类"] == "参考"]
    assert {(row["状态"], row["滞后月数"]) for row in references} == {(None, None)}


def test_counts_are_those_of_the_store_and_percentages_add_to_100(taken, book):
    sheet, snapshot = book["汇总"], taken.snapshot
    by_word = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=16)}
    tallies = [*(snapshot.tally_of(series) for series in terms.SERIES), snapshot.tally]
    for code, status in terms.STATUSES.items():
        counts = by_word[terms.marked(code, status.word)][1:9:2]
        assert counts == [tally.counts[code] for tally in tallies]
    assert by_word["合计"][1:9:2] == [tally.total for tally in tallies]
    shares = [by_word[terms.marked(code, status.word)][2:9:2] for code, status in terms.STATUSES.items()]
    assert [round(sum(series), 6) for series in zip(*shares, strict=True)] == [100, 100, 100, 100]
    assert by_word["按期率(%)"][2:9:2] == [pytest.approx(tally.rate_pct) for tally in tallies]


def test_categories_and_units_are_counted_with_shared_ranks(taken, book):
    sheet = book["汇总"]
    first = {str(row[0].value): row for row in sheet.iter_rows(min_row=18)}
    for row in taken.board.to_dict("records"):
        cells = [cell.value for cell in first[row["unit_label"]]]
        assert cells[1:9] == [row[code] for code in terms.STATUS_CODES]
        assert cells[13] == (None if pd.isna(row["rank"]) else row["rank"])
    totals = [first[name][9].value for name in taken.snapshot.by_category["category"]]
    assert totals == list(taken.snapshot.by_category["total"])


def test_everything_behind_is_listed_once_the_worst_first(taken, book):
    found = rows_of(book["滞后事项"])
    assert [(row["编号"], row["进度差(百分点)"], row["状态"]) for row in found] == [
        ("民生33", -25, "滞 严重滞后"), ("民生10", -15, "滞 严重滞后"), ("民生40", -5, "慢 慢序时"),
    ]  # fmt: skip
    assert len(rows_of(book["未报送"])) == len(taken.owing)


def test_colours_follow_the_mark_in_every_status_cell(book):
    for name in [*terms.SERIES.values(), "滞后事项", "未报送"]:
        sheet = book[name]
        column = column_of(sheet, "状态")
        rules = [
            (found.type, found.text, found.formula)
            for area in sheet.conditional_formatting
            if range_boundaries(str(area.sqref)) == (column, HEAD + 1, column, HEAD + len(rows_of(sheet)))
            for found in area.rules
        ]
        first = sheet.cell(HEAD + 1, column).coordinate
        assert rules == [
            ("beginsWith", f"{status.mark} ", [f'LEFT({first},2)="{status.mark} "'])
            for status in terms.STATUSES.values()
        ]
        assert {sheet.cell(row, column).fill.fill_type for row in range(HEAD + 1, sheet.max_row + 1)} == {None}


def test_margins_bear_their_sign_and_what_is_not_quite_zero_is_not_printed_as_zero(book):
    sheet = book["民生实事"]
    column = column_of(sheet, "进度差(百分点)")
    assert sheet.cell(HEAD + 1, column).number_format == "[>=0.05]+0.0;[<=-0.05]-0.0;0.0##"
    formats = [
        rule.dxf.numFmt.formatCode
        for area in sheet.conditional_formatting
        if range_boundaries(str(area.sqref))[0] == column
        for rule in area.rules
    ]
    assert formats == ['"不足0.1"']


def test_a_status_can_only_be_one_of_the_known_words(book):
    sheet = book["民生实事"]
    [offered] = sheet.data_validations.dataValidation
    name, area = book.defined_names[offered.formula1].attr_text.split("!")
    words = [row[0].value for row in book[name.strip("'")][area.replace("$", "")]]
    assert words == [
        half(full_width(terms.marked(code, word))) for code in terms.STATUSES for word in terms.status_words(code)
    ]
    column = column_of(sheet, "状态")
    assert range_boundaries(str(offered.sqref)) == (column, HEAD + 1, column, sheet.max_row)
    assert {row["状态"] for row in all_rows(book)} - {None} <= set(words)


def test_lists_can_be_sorted_filtered_and_printed(book):
    for name in [*terms.SERIES.values(), "滞后事项", "未报送"]:
        sheet = book[name]
        assert not sheet.merged_cells.ranges
        assert sheet.auto_filter.ref == f"A{HEAD}:{sheet.cell(HEAD, sheet.max_column).column_letter}{sheet.max_row}"
        assert coordinate_from_string(sheet.freeze_panes)[1] == HEAD + 1
        assert (sheet.print_title_rows, sheet.page_setup.orientation) == (f"$1:${HEAD}", "landscape")
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert fnmatch(sheet.oddFooter.center.text, "数据截至2023年1–9月 · *未定期*第 &P 页 共 &N 页")


def test_the_notes_have_the_thresholds_of_the_preset_in_force(store, book):
    lights = editions.draft(store, replace(SEPTEMBER, preset="lights"), "李四", OCTOBER_12)
    books = {"standard": book, "lights": opened(full_workbook(material.take(store, lights)))}
    told = {}
    for preset, one in books.items():
        cells = {row[0].value: row[1].value for row in one["说明"].iter_rows()}
        told[preset] = cells["累计量"]
    assert told == {
        "standard": "差距:累计数÷目标−序时进度;超:≥+10※;达:≥0;滞:<−10;超序时、达序时、慢序时、严重滞后",
        "lights": told["lights"],
    }
    assert "滞:<−30" in told["lights"]


def test_two_files_of_an_edition_are_equal_also_after_what_came_later():
    store = two_months()
    edition = published(store)
    first = full_workbook(material.take(store, edition))
    report(store, ALARMS, "xiaofang", 9, 280)
    submissions.withdraw(store, 1, "填错", OFFICE, OCTOBER_12 + dt.timedelta(days=1))
    assert full_workbook(material.take(store, editions.edition(store, 1))) == first
    assert full_workbook(drafted(store)) != first
    properties = opened(first).properties
    assert properties.created == properties.modified == OCTOBER_12 - dt.timedelta(hours=8)  # UTC
    assert (properties.creator, properties.title) == (
        "温江区人民政府办公室",
        "关于2023年1–9月全区目标任务进展情况的通报",
    )


def test_changes_since_the_edition_before_are_one_list():
    store = two_months()
    published(store, month=8)
    report(store, YOUTH, "tuanwei", 8, 510)
    later = published(store, at=OCTOBER_12 + dt.timedelta(hours=1))
    sheet = opened(full_workbook(material.take(store, later)))["较上期变化"]
    assert sheet["A1"].value == "温江区2023年1–9月目标任务较第1期(2023年8月)的变化(2条)"
    found = [(row["变化"], row["事项"].split()[0], row["上期"], row["本期"], row["首次报送"]) for row in rows_of(sheet)]
    assert found == [
        ("新增滞后", "民生33", "达 达序时", "滞 严重滞后", None), ("更正数据", "民生40", "500个", "510个", "500个"),
    ]  # fmt: skip


def test_an_edition_that_changed_nothing_says_so():
    store = two_months()
    published(store)
    sheet = opened(full_workbook(drafted(store)))["较上期变化"]
    assert sheet["A4"].value == "较第1期(2023年9月)没有变化。"
    assert [cell.value for cell in sheet[HEAD]] == ["序号", "变化", "事项", "牵头单位", "上期", "本期"]


@pytest.mark.parametrize("month", [1, 12])
def test_a_month_without_any_figure_says_so(month):
    book = opened(full_workbook(drafted(targets_alone(), month)))
    assert book["滞后事项"]["A4"].value == "本月尚未报送数据,暂不能判定是否滞后。"
    assert book["滞后事项"].auto_filter.ref.endswith(str(HEAD))
    assert "较上期变化" not in book.sheetnames
    assert len(rows_of(book["民生实事"])) == 180
    assert {row["滞后月数"] for row in rows_of(book["民生实事"])} == {0}


def test_december_prints_what_was_not_finished():
    store = two_months()
    report(store, COVERS, "zongzhi", 12, 1400)
    found = rows_of(opened(full_workbook(drafted(store, 12)))["滞后事项"])
    assert [(row["编号"], row["状态"], row["怎样才能完成"]) for row in found] == [("民生10", "慢 未完成", None)]


def test_a_ruling_stands_beside_what_was_computed():
    store = two_months()
    september, december = dt.date(2023, 9, 1), dt.date(2023, 12, 1)
    rulings.rule(store, ALARMS, "on_track", september, december, "会议明确", Actor("王五", "reviews"), OCTOBER_12)
    row = next(row for row in all_rows(opened(full_workbook(drafted(store)))) if row["编码"] == ALARMS)
    assert [row[name] for name in ("状态", "系统判定", "人工认定")] == [
        "达 达序时", "滞 严重滞后", "王五:会议明确(2023-10-12认定,有效至2023年12月)"
    ]  # fmt: skip


def test_a_formula_whose_value_is_not_known_is_left_as_it_stands():
    cells = '<c r="A1" s="1"><f>B1</f><v/></c><c r="A2"><f>B2</f><v></v></c>'
    assert _FORMULA_CELL.sub(partial(_valued, {"A1": 2.5}), cells) == (
        '<c r="A1" s="1"><f>B1</f><v>2.5</v></c><c r="A2"><f>B2</f><v></v></c>'
    )


EVIL = ['=HYPERLINK("http://a.b","x")', "+1+1", "-2+3", "@SUM(A1)", "钱\x00物\x1b", "\x0b=1+1"]


def test_words_that_look_like_formulas_stay_words():
    store = two_months()
    report(store, RENTED, "zhujian", 9, 970, progress=EVIL[0], problem=EVIL[1], next_step=EVIL[2], expected=EVIL[3],
           odd_reason=EVIL[4])  # fmt: skip
    book = opened(full_workbook(drafted(store)))
    sheet = book["重点任务"]
    at = next(
        row for row in range(HEAD + 1, sheet.max_row + 1) if sheet.cell(row, column_of(sheet, "编码")).value == RENTED
    )
    cells = [sheet.cell(at, column_of(sheet, name)) for name in [*terms.TEXTS.values(), "数据说明"]]
    assert [cell.value for cell in cells] == [*EVIL[:4], "钱物"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [True, True, True, True, False]


@pytest.mark.parametrize("evil", EVIL)
def test_no_other_workbook_makes_formulas_of_words_either(evil):
    rows = pd.DataFrame([{"item": evil, "done_pct": 1.0}])
    sheet = opened(table_workbook("题[1]", "", rows, columns("item", "done_pct"), has_demo=False)).active
    assert (sheet["A4"].value, sheet["A4"].data_type) == (re.sub("[\x00\x0b\x1b]", "", evil), "s")
    assert sheet["A4"].quotePrefix == (evil != EVIL[4])


def test_a_receipt_makes_no_formulas_of_words():
    store = two_months()
    number = report(store, RENTED, "zhujian", 9, 970, odd_reason=EVIL[0])
    sheet = opened(receipt_workbook([replace(receipts.accepted(store, number), file_name="=1+1.xlsx")])).active
    evil = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [(cell.value, cell.data_type) for cell in evil] == [("=1+1.xlsx", "s"), (EVIL[0], "s")]
