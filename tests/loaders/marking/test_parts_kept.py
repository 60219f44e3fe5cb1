"""A marked copy loses nothing of theirs: compared part by part with what was sent."""

import io
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from loaders.check.actuals import LIST_SHEET
from loaders.marking.marked_copy import marked
from loaders.marking.package import MAIN
from tests import books
from tests.loaders.marking.rich import parts, rich_book

SMALL = Path(__file__).resolve().parents[4] / "shared" / "workbook_shapes" / "small"
of_published = pytest.mark.skipif(not SMALL.exists(), reason="the published shapes lie beside the checkout")
# Marking changes these and adds its own; every other part stays to the byte.
CHANGED = {"[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"}


def cells(sheet: bytes) -> dict[str, bytes]:
    """What stands in each cell, without its look."""
    root = etree.fromstring(sheet)
    return {
        cell.get("r"): b"".join(etree.tostring(child, method="c14n") for child in cell)
        for cell in root.iter(f"{MAIN}c")
        if len(cell)
    }


def beside_cells(sheet: bytes) -> list[bytes]:
    """Everything of a worksheet but its cells and which tab is open."""
    root = etree.fromstring(sheet)
    return [
        etree.tostring(child, method="c14n")
        for child in root
        if child.tag not in (f"{MAIN}sheetData", f"{MAIN}sheetViews")
    ]


def test_what_a_person_put_into_a_workbook_is_in_its_marked_copy(checked):
    content = rich_book()
    before, after = parts(content), parts(marked(checked(content)))
    touched = {name for name in before if before[name] != after.get(name)}
    drawn = {"xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}  # J3 has a doubt too
    assert touched <= CHANGED | drawn
    assert {name for name in after if name not in before} == {"xl/worksheets/issues1.xml"}
    sheet = "xl/worksheets/sheet1.xml"
    assert cells(before[sheet]) == cells(after[sheet])
    assert beside_cells(before[sheet]) == beside_cells(after[sheet])
    assert b"x14:dataValidation " in after[sheet] and b"<f>30+30</f><v>60</v>" in after[sheet]


def test_their_comment_stays_before_ours_and_a_thread_is_left_alone_and_said_so(checked):
    book = load_workbook(io.BytesIO(marked(checked(rich_book()))))
    assert book["月报"]["F4"].comment.text == (
        "去年底已签约\n——问题标注——\n【疑问】只写了约数,按60登记。请填写准确数。"
    )
    assert book["月报"]["F5"].comment.text == "[Threaded comment]"
    assert book["月报"]["F5"].fill.start_color.rgb == "FFF4B6B1"
    assert book[LIST_SHEET]["A2"].value.endswith("月报!F5已有对话批注,问题只写在本清单中。")


def test_names_that_belong_to_a_sheet_still_do(checked):
    book = load_workbook(io.BytesIO(marked(checked(rich_book()))))
    assert book.sheetnames == [LIST_SHEET, "月报", "字典"]
    assert book["月报"].defined_names["本月"].attr_text == "月报!$F$4"
    assert book["月报"].auto_filter.ref == "A3:G5"


def test_marked_again_after_mending_it_is_what_it_was_sent_as(checked):
    content = rich_book()
    first = marked(checked(content))
    mended = parts(first)["xl/worksheets/sheet1.xml"]
    root = etree.fromstring(mended)
    for cell in root.iter(f"{MAIN}c"):
        if cell.get("r") in ("F4", "F5"):
            cell.attrib.pop("t")
            cell[0].text = "60" if cell.get("r") == "F4" else "28"
    result = checked(books.with_part(first, "xl/worksheets/sheet1.xml", etree.tostring(root)))
    assert [found.cell for found in result.issues] == ["J3"]
    book = load_workbook(io.BytesIO(marked(result)))
    assert book["月报"]["F4"].comment.text == "去年底已签约"
    assert {book["月报"][cell].fill.start_color.rgb for cell in ("F4", "F5")} == {"FFDDEEFF"}
    assert book.sheetnames.count(LIST_SHEET) == 1


@of_published
def test_a_drop_down_from_another_sheet_and_a_chart_stay(checked):
    content = (SMALL / "dropdown_from_another_sheet.xlsx").read_bytes()
    before, after = parts(content), parts(marked(checked(content, "区经信局")))
    kept = [name for name in before if name.startswith(("xl/charts/", "xl/drawings/"))]
    assert kept and all(before[name] == after[name] for name in kept)
    assert (
        b"<xm:f>" in after["xl/worksheets/sheet1.xml"] and b"x14:dataValidation " in after["xl/worksheets/sheet1.xml"]
    )


@of_published
def test_a_strict_workbook_is_read_and_comes_back_as_a_plain_one(checked):
    content = (SMALL / "strict_open_xml.xlsx").read_bytes()
    result = checked(content, "区经信局")
    assert result.rows and not any(found.id.startswith("file_") for found in result.issues)
    book = load_workbook(io.BytesIO(marked(result)))
    assert "“Strict”" in book[LIST_SHEET]["A2"].value and len(book.sheetnames) >= 2


def test_a_cell_that_did_not_exist_is_made_in_its_place(checked):
    """Missing rows, cells without addresses: what other programs write."""
    part = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
        b'<c t="inlineStr"><is><t>%s</t></is></c><c t="inlineStr"><is><t>%s</t></is></c></row><row>'
        b'<c t="inlineStr"><is><t>%s</t></is></c><c><v>-3</v></c></row></sheetData></worksheet>'
    ) % tuple(text.encode() for text in ("编码", "本月累计", "510115-2023-L02-1"))
    result = checked(books.with_part(books.book([["x"]], sheet="表"), "xl/worksheets/sheet1.xml", part), "区公安分局")
    sheet = load_workbook(io.BytesIO(marked(result)))["表"]
    assert (sheet["B2"].value, sheet["B2"].comment.author) == (-3, "目标进展系统")
