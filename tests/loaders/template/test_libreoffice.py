"""The template in a real spreadsheet program: it opens clean, can be filled, and what is saved is read back."""

import io

import pytest
from openpyxl import load_workbook

from loaders.marking.marked_copy import marked
from loaders.template.template import template
from tests import books
from tests.loaders import libreoffice

pytestmark = pytest.mark.skipif(
    libreoffice.installed() is None,
    reason="SKIPPED: LibreOffice is not installed (Debian: libreoffice-calc); templates were not tried",
)

CROSSINGS = "510115-2023-L02-1"
SHEET = "重点任务和民生实事"
TWIN = "510115-2023-T53-1"  # the same crossings in the report's body


@pytest.fixture(scope="module")
def blank(september) -> bytes:
    return template(september, september.unit_named("区公安分局"))


def cells_of(content: bytes, heading: str) -> dict[str, str]:
    """Code → the cell below a heading in its row."""
    sheet = load_workbook(io.BytesIO(content))[SHEET]
    column = next(cell.column_letter for cell in sheet[3] if cell.value == heading)
    return {str(row[0].value): f"{column}{row[0].row}" for row in sheet.iter_rows(min_row=4) if row[0].value}


def test_a_template_filled_in_libreoffice_gives_what_was_typed(checked, blank):
    cell, text = cells_of(blank, "本月累计")[CROSSINGS], cells_of(blank, "进展情况")[CROSSINGS]
    result = checked(libreoffice.typed(blank, {SHEET: {cell: "60", text: "已完成60个路口"}}))
    assert result.issues == () and result.unit.name == "区公安分局"
    told = {row.measure_id: (row.value, row.progress, row.cell) for row in result.rows}
    assert told[CROSSINGS] == (60.0, "已完成60个路口", cell)
    assert {value for value, *_ in told.values()} == {60.0} and len(told) == 2  # its other place in the plan follows


def test_codes_stay_locked_and_cells_to_fill_free_in_libreoffice(blank):
    saved = load_workbook(io.BytesIO(libreoffice.typed(blank, {})))[SHEET]
    free = {cells_of(blank, heading)[CROSSINGS] for heading in ("本月累计", "进展情况", "下一步措施")}
    given = {cells_of(blank, heading)[CROSSINGS] for heading in ("编码", "事项", "上月累计", "单位")}
    assert saved.protection.sheet and not saved.protection.password
    assert {cell: saved[cell].protection.locked for cell in free | given} == {
        **dict.fromkeys(free, False), **dict.fromkeys(given, True),
    }  # fmt: skip


def test_the_checks_and_lists_of_a_template_survive_libreoffice(september):
    content = template(september, september.unit_named("区统计局"))
    saved = load_workbook(io.BytesIO(libreoffice.typed(content, {})))["经济指标"]
    rules = {rule.type for rule in saved.data_validations.dataValidation}
    assert {"list", "decimal"} <= rules
    lists = {rule.formula1 for rule in saved.data_validations.dataValidation if rule.type == "list"}
    assert any("可比价" in words for words in lists)


def test_a_template_prints_as_a_pdf(blank):
    assert libreoffice.typed(blank, {}, to="pdf").startswith(b"%PDF")


def test_three_mistakes_made_in_libreoffice_come_back_marked_and_pass_once_mended_there(checked, blank):
    cells = cells_of(blank, "本月累计")
    codes = [CROSSINGS, "510115-2023-L02-2", "510115-2023-L11-1"]
    sent = libreoffice.typed(
        blank, {SHEET: {cells[codes[0]]: "推进中", cells[codes[1]]: "-5", cells[codes[2]]: "1公里"}}
    )
    result = checked(sent)
    follows = cells[TWIN]  # the formula that repeats the first of them in its other place in the plan
    assert sorted(found.cell for found in result.issues) == sorted([follows, *(cells[code] for code in codes)])
    back = marked(result)
    sheet = load_workbook(io.BytesIO(back))[SHEET]
    assert [cell.coordinate for row in sheet for cell in row if cell.comment] == [
        follows,
        *(cells[code] for code in codes),
    ]
    mended = libreoffice.typed(back, {SHEET: {cells[codes[0]]: "60", cells[codes[1]]: "28", cells[codes[2]]: "2"}})
    again = checked(mended)
    assert again.issues == () and [row.value for row in again.rows] == [60.0, 60.0, 28.0, 2.0]


def test_an_old_workbook_as_libreoffice_saves_it_is_read_with_its_errors_and_percents(checked, reader):
    rows = [["填报单位:区医保局"], ["编码", "指标", "单位", "本月累计"], ["510115-2023-L49-1", "", "%", 0.982],
            ["510115-2023-L50-1", "", "%", "=1/0"], ["合计", "", "", "=SUM(D3)"]]  # fmt: skip

    def dress(sheet) -> None:
        sheet["D3"].number_format = "0.0%"

    old = libreoffice.typed(books.book(rows, dress=dress), {}, to="xls")
    assert old.startswith(b"\xd0\xcf\x11\xe0")
    result = checked(old, name="月报.et")
    assert [(found.id, found.cell, found.read) for found in result.issues] == [("cell_error", "D4", "#DIV/0!")]
    assert [(row.measure_id, row.value) for row in result.rows] == [("510115-2023-L49-1", 98.2)]


def test_a_formula_is_calculated_by_saving_in_libreoffice(checked):
    content = books.report([[CROSSINGS, "", "", "", "个", "=30+30", ""]])
    assert [found.id for found in checked(content).issues] == ["cell_not_calculated"]
    assert [row.value for row in checked(libreoffice.typed(content, {})).rows] == [60.0]
