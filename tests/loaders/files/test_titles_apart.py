"""A title that stands in no cell, but in the page header or a text box, says what one in a cell would say."""

import io
import zipfile
from typing import Any

import pytest

from loaders.marking.marked_copy import marked
from tests import books
from tests.loaders.conftest import Checker

STATIONS, RENOVATION = "510115-2023-L72-1", "510115-2023-T10-1"
TABLE = [["填报单位:区经信局"], ["指标", "单位", "本月累计"], ["新建5G基站", "个", 251]]
_RELATIONSHIPS = "http://schemas.openxmlformats.org/{}/2006/relationships"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/"
_SHEET = "xl/worksheets/sheet1.xml"


def with_text_box(content: bytes, *lines: str) -> bytes:
    """A workbook with a box of text over its first sheet."""
    text = "".join(f"<a:p><a:r><a:t>{line[:4]}</a:t></a:r><a:r><a:t>{line[4:]}</a:t></a:r></a:p>" for line in lines)
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{_DRAWN}spreadsheetDrawing" xmlns:a="{_DRAWN}main"><xdr:absoluteAnchor>'
        f"<xdr:sp><xdr:txBody><a:bodyPr/>{text}</xdr:txBody></xdr:sp></xdr:absoluteAnchor></xdr:wsDr>"
    )
    linked = (
        f'<Relationships xmlns="{_RELATIONSHIPS.format("package")}"><Relationship Id="rId1" '
        f'Type="{_RELATIONSHIPS.format("officeDocument")}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    sheet = zipfile.ZipFile(io.BytesIO(content)).read(_SHEET)
    made = books.with_part(content, "xl/drawings/drawing1.xml", drawing.encode())
    made = books.with_part(made, "xl/worksheets/_rels/sheet1.xml.rels", linked.encode())
    named = f'<drawing xmlns:r="{_RELATIONSHIPS.format("officeDocument")}" r:id="rId1"/></worksheet>'
    return books.with_part(made, _SHEET, sheet.replace(b"</worksheet>", named.encode()))


def with_page_header(text: str) -> bytes:
    def dress(sheet: Any) -> None:
        sheet.oddHeader.center.text = text

    return books.book(TABLE, dress=dress)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (with_text_box(books.book(TABLE), "附件1", "2023年1-8月民生实事推进情况"), "文本框"),
        (with_page_header("2023年1-8月民生实事推进情况 第&P页"), "页眉"),
    ],
)
def test_a_month_that_stands_apart_is_compared_with_the_one_reported(
    checked: Checker, content: bytes, where: str
) -> None:
    result = checked(content)
    (found,) = result.issues
    assert (found.id, found.where, found.read) == ("period_differs", f"Sheet1!{where}", "2023年8月")
    sheets = zipfile.ZipFile(io.BytesIO(marked(result)))
    listed = b"".join(sheets.read(name) for name in sheets.namelist())
    assert b"Sheet1'!A1" in listed and f"!{where}".encode() not in listed  # leads to a cell that there is


def test_unit_office_and_month_may_stand_apart(checked: Checker) -> None:
    rows = [["指标", "本月累计"], ["完成工业技改投资", 425000]]
    result = checked(with_text_box(books.book(rows), "2023年1-9月", "填报单位:区经信局", "单位:万元"))
    assert {row.measure_id: row.value for row in result.rows} == {RENOVATION: 42.5} and result.issues == ()


@pytest.mark.parametrize("told", ["8月的数以审定数为准,请核对。", "8月" + "的数以审定数为准" * 8])
def test_what_is_a_sentence_or_too_long_for_a_title_is_none(checked: Checker, told: str) -> None:
    assert checked(with_text_box(books.book(TABLE), told)).issues == ()
