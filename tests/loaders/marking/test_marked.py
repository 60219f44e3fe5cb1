"""The unit's own workbook back: coloured, commented, with a list that links; mended and sent again it passes."""

import io
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from loaders.check.actuals import LIST_SHEET, Checked
from loaders.files.reading import read_book
from loaders.marking.marked_copy import marked, marked_name
from loaders.marking.plain_copy import plain_copy
from loaders.template.template import template
from tests import books

CROSSINGS, RADARS, ROADS = "510115-2023-L02-1", "510115-2023-L02-2", "510115-2023-L11-1"
RED, AMBER = "FFF4B6B1", "FFFFE08A"


def opened(content: bytes, **options):
    return load_workbook(io.BytesIO(content), **options)


def three_mistakes(**options) -> bytes:
    rows = [[CROSSINGS, "", "", "", "", "约60", ""], [RADARS, "", "", "", "", "推进中", ""],
            [ROADS, "", "", "", "", -1, ""]]  # fmt: skip
    return books.report(rows, sheet="九月's 表", **options)


def test_the_wrong_cells_are_coloured_by_level_and_commented_and_no_other(checked):
    sheet = opened(marked(checked(three_mistakes())))["九月's 表"]
    assert [sheet[cell].fill.start_color.rgb for cell in ("F4", "F5", "F6")] == [AMBER, RED, RED]
    assert sheet["F4"].comment.text == "【疑问】只写了约数,按60登记。请填写准确数。"
    commented = [cell.coordinate for row in sheet for cell in row if cell.comment or cell.fill.fill_type]
    assert commented == ["F4", "F5", "F6"]
    assert [sheet["F5"].value, sheet["A1"].value] == ["推进中", "2023年9月进展情况"]


def test_the_list_is_the_first_sheet_and_links_to_every_cell_errors_first(checked):
    book = opened(marked(checked(three_mistakes(), name="公安.xlsx")))
    listed = book[LIST_SHEET]
    assert book.sheetnames[0] == LIST_SHEET and book.active.title == LIST_SHEET
    assert listed["A1"].value == "公安.xlsx 2023年9月 问题3处"
    rows = [[cell.value for cell in row[:5]] for row in listed.iter_rows(min_row=4, max_row=6)]
    assert rows == [[1, "错误", "九月's 表", "F5", "推进中"], [2, "错误", "九月's 表", "F6", "-1"],
                    [3, "疑问", "九月's 表", "F4", "约60"]]  # fmt: skip
    assert [listed[f"D{row}"].hyperlink.location for row in (4, 5, 6)] == [
        "'九月''s 表'!F5", "'九月''s 表'!F6", "'九月''s 表'!F4",
    ]  # fmt: skip


def mended(content: bytes) -> bytes:
    def mend(book) -> None:
        sheet = book["九月's 表"]
        sheet["F4"], sheet["F5"], sheet["F6"] = 60, 28, 2

    return books.changed(content, mend)


def test_mended_and_sent_again_it_passes(checked):
    result = checked(mended(marked(checked(three_mistakes()))))
    assert result.issues == () and result.questions == ()
    assert [row.value for row in result.rows] == [60.0, 28.0, 2.0]


def test_a_second_round_takes_the_marks_of_the_first_back(checked):
    def dress(sheet) -> None:
        sheet["F5"].fill = PatternFill("solid", start_color="FFCCEEDD", end_color="FFCCEEDD")
        sheet["F5"].comment = Comment("去年底已签约", "王五")

    first = marked(checked(three_mistakes(dress=dress)))
    assert opened(first)["九月's 表"]["F5"].comment.text.startswith("去年底已签约\n——问题标注——\n【错误】")

    def mend(book) -> None:
        book["九月's 表"]["F4"], book["九月's 表"]["F5"] = 60, 28

    second = opened(marked(checked(books.changed(first, mend))))
    sheet = second["九月's 表"]
    assert (sheet["F4"].fill.fill_type, sheet["F4"].comment) == (None, None)
    assert (sheet["F5"].fill.start_color.rgb, sheet["F5"].comment.text) == ("FFCCEEDD", "去年底已签约")
    assert sheet["F6"].fill.start_color.rgb == RED
    assert second.sheetnames.count(LIST_SHEET) == 1 and second[LIST_SHEET].max_row == 4


def test_what_the_workbook_looked_like_is_kept_and_formulas_keep_what_they_came_to(checked):
    part = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c><c r="B1" t="inlineStr"><is><t>%s</t></is></c>'
        b'<c r="C1" t="inlineStr"><is><t>%s</t></is></c></row>'
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>%s</t></is></c><c r="C2"><f>30+30</f><v>60</v></c></row>'
        b'<row r="3"><c r="A3" t="inlineStr"><is><t>%s</t></is></c><c r="C3"><f>1/0</f><v>-1</v></c></row>'
        b"</sheetData></worksheet>"
    ) % tuple(text.encode() for text in ("编码", "指标", "本月累计", CROSSINGS, RADARS))
    content = books.with_part(books.book([["x"]], sheet="表"), "xl/worksheets/sheet1.xml", part)
    result = checked(content)
    assert [found.id for found in result.issues] == ["value_negative"]
    again = marked(result)
    assert opened(again)["表"]["C2"].value == "=30+30"
    assert opened(again, data_only=True)["表"]["C2"].value == 60
    assert [(row.measure_id, row.value) for row in checked(again).rows] == [(CROSSINGS, 60.0), (RADARS, -1.0)]


def test_a_template_comes_back_protected_with_its_lists_and_widths(checked, september):
    blank = template(september, september.unit_named("区统计局"))
    content = books.filled(blank, {"510115-2023-I02-1": {"本月累计": 530}})
    sheet = opened(marked(checked(content)))["经济指标"]
    assert sheet.protection.sheet and len(sheet.data_validations.dataValidation) >= 2
    assert sheet.column_dimensions["D"].width == opened(blank)["经济指标"].column_dimensions["D"].width
    assert [cell.coordinate for cell in sheet["H"] if cell.comment] == ["H8"]


@pytest.mark.parametrize("content", [books.HTML, b"", books.bomb(), books.PASSWORD])
def test_a_file_that_cannot_be_read_comes_back_as_the_list_alone(checked, content):
    result = checked(content, "区公安分局", name="月报.xls")
    book = opened(marked(result))
    assert book[LIST_SHEET]["F4"].value == result.issues[0].expected
    assert book[LIST_SHEET]["A2"].value == "原文件无法读取,这里只有问题清单。"


def test_a_file_that_is_read_and_cannot_be_changed_comes_back_as_a_copy_of_its_values(checked):
    """Reading goes through a sheet from its head on; a marked copy needs the whole, which lies too deep here."""
    whole, damaged, deep = io.BytesIO(three_mistakes()), io.BytesIO(), b"<x>" * 300 + b"</x>" * 300
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"</worksheet>", deep + b"</worksheet>"))
    result = checked(damaged.getvalue())
    book = opened(marked(result))
    assert book[LIST_SHEET]["A2"].value.startswith("原文件内部有损坏,这是只含内容的 .xlsx 副本。红色")
    assert book[LIST_SHEET]["E4"].value == "推进中"
    assert "约60" in [cell.value for row in book["九月's 表"].iter_rows() for cell in row]


def test_a_copy_of_the_values_shows_no_number_and_no_column_that_the_file_did_not():
    def dress(sheet: Worksheet) -> None:
        sheet.column_dimensions["B"].hidden = True
        sheet["C2"].number_format = '0.00"千"'

    book = read_book(books.book([["编码", "初报数", "本月累计"], [CROSSINGS, 1, 0.29]], dress=dress), "a")
    assert read_book(plain_copy(book), "a").sheets == book.sheets


def test_a_workbook_without_issues_says_so(checked):
    result: Checked = checked(books.report([[CROSSINGS, "", "", "", "", 60, ""]]))
    assert opened(marked(result))[LIST_SHEET]["A1"].value == "月报.xlsx 2023年9月 没有发现问题"


def test_the_marked_file_has_a_name_of_its_own():
    assert marked_name("住建9月.xls") == "住建9月(问题标注).xlsx"
    assert marked_name(marked_name("住建9月.xlsx")) == "住建9月(问题标注).xlsx"
