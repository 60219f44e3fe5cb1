"""The prepared workbook: what a unit gets, and that filling it in and sending it gives what was filled in."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from loaders.check.actuals import check
from loaders.template.archive import template_archive
from loaders.template.template import template
from tests import books
from tests.loaders.conftest import register_of

CROSSINGS = "510115-2023-L02-1"


def opened(content: bytes):
    return load_workbook(io.BytesIO(content))


def headings(sheet) -> list[str]:
    return [cell.value for cell in sheet[3] if cell.value]


def test_the_headings_are_those_agreed_and_indicators_have_two_more(september):
    book = opened(template(september, september.unit_named("区统计局")))
    agreed = [
        "编码",
        "序号",
        "事项",
        "指标",
        "单位",
        "年度目标",
        "上月累计",
        "本月累计",
        "进展情况",
        "存在问题及原因",
        "下一步措施",
        "预计完成时间",
    ]
    assert headings(book["经济指标"]) == [*agreed, "口径", "数据性质"]
    assert headings(book["重点任务和民生实事"]) == agreed
    assert book.sheetnames == ["经济指标", "重点任务和民生实事", "填表说明"]
    assert "如 2023年11月" in {cell.value for cell in book["填表说明"]["B"]}


def test_the_example_of_a_date_is_of_the_year_that_is_reported(september):
    later = replace(september, month=dt.date(2026, 9, 1))
    guide = opened(template(later, later.suppliers()[0]))["填表说明"]
    assert not [cell.value for row in guide for cell in row if "2023" in str(cell.value)]


def test_every_unit_gets_its_own_measures_of_the_month_and_no_others(september):
    asked = {}
    for unit in september.suppliers():
        book = opened(template(september, unit))
        codes = [str(sheet.cell(row, 1).value) for sheet in book.worksheets for row in range(4, sheet.max_row + 1)
                 if str(sheet.cell(row, 1).value).startswith("510115-")]  # fmt: skip
        assert codes == [measure.measure_id for measure in september.asked_of(unit.unit_id)]
        asked[unit.name] = codes
    everything = [code for codes in asked.values() for code in codes]
    assert len(everything) == len(set(everything))
    judged = {m.measure_id for m in september.measures if m.kind != "reference" and m.is_in_calendar}
    assert judged <= set(everything)
    assert len(asked) == 34


def test_a_month_outside_a_calendar_does_not_ask(store):
    october = register_of(store, dt.date(2023, 10, 1))
    codes = [measure.measure_id for measure in october.asked_of("gongan")]
    assert "510115-2023-L11-1" not in codes and "510115-2023-L11-3" in codes  # by quarters; by months


def test_last_months_cumulative_stands_beside_the_cell_to_fill(september):
    register = september.after({CROSSINGS: (44.0, dt.date(2023, 8, 1))})
    sheet = opened(template(register, register.unit_named("区公安分局")))["重点任务和民生实事"]
    rows = {sheet.cell(row, 1).value: [sheet.cell(row, column).value for column in range(1, 9)] for row in range(4, 16)}
    assert rows[CROSSINGS] == [CROSSINGS, "民生2", "路口信号智能化改造", "信号控制系统改造路口", "个", "75个", 44, None]


def test_only_the_cells_to_fill_are_free_and_the_page_is_ready_to_print(september):
    sheet = opened(template(september, september.unit_named("区公安分局")))["重点任务和民生实事"]
    assert sheet.protection.sheet and not sheet.protection.password
    assert not sheet.protection.formatColumns and not sheet.protection.formatRows  # False: allowed
    row = next(row for row in range(4, 20) if sheet.cell(row, 1).value == CROSSINGS)
    locked = [sheet.cell(row, column).protection.locked for column in range(1, 13)]
    assert locked == [True] * 7 + [False] * 5
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.freeze_panes == "E4" and sheet.print_title_rows == "$3:$3"
    assert sheet.cell(5, 8).font.name == "宋体"


def test_indicators_offer_their_words_and_shares_warn_outside_their_range(september):
    tongji = opened(template(september, september.unit_named("区统计局")))["经济指标"]
    lists = {rule.formula1 for rule in tongji.data_validations.dataValidation if rule.type == "list"}
    assert lists == {'"可比价,现价,同口径,自然口径,名义,实际,当年"', '"初步,最终"'}
    yibao = opened(template(september, september.unit_named("区医保局")))["重点任务和民生实事"]
    rule = next(rule for rule in yibao.data_validations.dataValidation if rule.type == "decimal")
    assert (rule.formula1, rule.formula2, rule.errorStyle) == ("0", "100", "warning")


def test_a_figure_is_checked_against_last_months_while_it_is_typed(september):
    register = september.after({CROSSINGS: (44.0, dt.date(2023, 8, 1))})
    sheet = opened(template(register, register.unit_named("区公安分局")))["重点任务和民生实事"]
    row = next(row for row in range(4, 20) if sheet.cell(row, 1).value == CROSSINGS)
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if f"H{row}" in str(rule.sqref).split()]
    assert (rule.type, rule.operator, rule.formula1, rule.errorStyle) == (
        "decimal", "greaterThanOrEqual", f"G{row}", "warning",
    )  # fmt: skip
    assert rule.prompt == "1–9月累计数,单位:个。没有数据的填“暂无”。"
    checked_cells = {cell for rule in sheet.data_validations.dataValidation for cell in str(rule.sqref).split()}
    coded = {f"H{row}" for row in range(4, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("510115-")}
    assert coded <= {
        f"H{n}" for cells in checked_cells for n in range(*_rows_of(cells)) if cells.startswith("H")
    }  # fmt: skip


def _rows_of(cells: str) -> tuple[int, int]:
    first, _, last = cells.replace("H", "").partition(":")
    return int(first), int(last or first) + 1


@pytest.mark.parametrize("name", ["区公安分局", "区统计局", "区司法局"])
def test_a_template_sent_back_empty_gives_no_rows_and_no_issues(checked, september, name):
    result = checked(template(september, september.unit_named(name)))
    assert (result.unit.name, result.rows, result.issues) == (name, (), ())
    assert {m.measure_id for m in result.missing} == {
        m.measure_id for m in september.of_unit(result.unit.unit_id) if m.is_due
    }


def test_a_template_filled_in_by_hand_gives_what_was_filled_in(checked, september):
    content = books.filled(
        template(september, september.unit_named("区统计局")),
        {
            "510115-2023-I01-1": {
                "本月累计": "增长6.1%",
                "口径": "可比价",
                "数据性质": "初步",
                "进展情况": "三季度回升",
            },
            "510115-2023-T23-1": {
                "本月累计": 8.5,
                "存在问题及原因": "申报偏慢",
                "下一步措施": "加强辅导",
                "预计完成时间": "2023年11月",
            },
        },
    )
    result = checked(content)
    assert result.issues == ()
    assert [vars(found) for found in result.rows] == [
        {
            "measure_id": "510115-2023-I01-1", "value": 6.1, "value_words": None, "sheet": "经济指标", "cell": "H4",
            "progress": "三季度回升", "problem": None, "next_step": None, "expected": None, "basis": "可比价",
            "vintage": "初步", "sentence": None, "unit_read": "%",
        },
        {
            "measure_id": "510115-2023-T23-1", "value": 8.5, "value_words": None, "sheet": "重点任务和民生实事",
            "cell": "H5", "progress": None, "problem": "申报偏慢", "next_step": "加强辅导",
            "expected": "2023年11月", "basis": None, "vintage": None, "sentence": None, "unit_read": "%",
        },
    ]  # fmt: skip


words = st.text(alphabet="推进完成建设有序,。0123456789=+-", min_size=1, max_size=20).filter(
    lambda t: any(c > "一" for c in t)
)
answers = st.fixed_dictionaries(
    {},
    optional={"value": st.integers(0, 70).map(float) | st.floats(0, 70).map(lambda v: round(v, 3)), "progress": words},
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([CROSSINGS, "510115-2023-L11-3", "510115-2023-T53-1"]), answers, max_size=3))
def test_a_filled_template_read_back_gives_the_same_rows(reader, september, filled):
    unit = september.unit_named("区公安分局")
    result = check(template(september, unit, filled), "月报.xlsx", september, reader)
    expected = {code: (a.get("value"), a.get("progress")) for code, a in filled.items() if a}
    assert {found.measure_id: (found.value, found.progress) for found in result.rows} == expected


def test_a_template_says_nothing_of_the_moment_at_which_it_was_made(september):
    content = template(september, september.unit_named("区公安分局"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2023, 9, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2023-09-01T00:00:00Z") == 2
    with zipfile.ZipFile(io.BytesIO(template_archive(september))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
