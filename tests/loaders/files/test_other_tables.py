"""Tables that are no Excel workbooks: .csv in the encodings and with the signs that are met, and .ods."""

import io

import pytest
from openpyxl import load_workbook

from loaders.marking.marked_copy import marked
from tests import books

CROSSINGS, RADARS = "510115-2023-L02-1", "510115-2023-L02-2"
LINES = [
    ["2023年9月进展情况"], ["填报单位:区公安分局"], ["编码", "指标", "单位", "本月累计", "进展情况"],
    [CROSSINGS, "", "个", "1,060", "推进,有序"], [RADARS, "", "套", "28", ""],
]  # fmt: skip


def text(sign: str) -> str:
    return "\r\n".join(sign.join(f'"{cell}"' if sign in cell else cell for cell in row) for row in LINES)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_whatever_its_encoding_and_sign(checked, sign, encoding):
    result = checked(text(sign).encode(encoding), name="月报.csv")
    assert [found.id for found in result.issues if found.is_error] == []
    assert result.unit.name == "区公安分局"
    assert [(row.value, row.cell, row.progress) for row in result.rows] == [
        (1060.0, "D4", "推进,有序"),
        (28.0, "D5", None),
    ]


def test_a_code_with_leading_zeros_stays_a_text_and_a_plain_number_is_one(reader):
    (sheet,) = reader.book(b"a,b\n007,7\n-1.50,1e5\n", "a.csv").sheets
    assert [(cell.kind, cell.value) for cell in sheet.cells.values()] == [
        ("text", "a"), ("text", "b"), ("text", "007"), ("number", 7), ("number", -1.5), ("text", "1e5"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content", ["一段话,没有表".encode(), b"\x00\x01,\n,\x02", "只有一列\n两行\n".encode("gb18030")]
)
def test_a_text_that_is_no_table_is_told_as_one(reader, content):
    assert [found.id for found in reader.book(content, "a.csv").issues] == ["file_no_workbook"]


def test_an_ods_keeps_percents_errors_and_what_is_hidden(reader):
    rows = [["编码", "本月累计"], ["a", "5.3%"], [None, 60]]
    (sheet,) = reader.book(books.open_document(rows), "a.ods").sheets
    found = {cell.address: (cell.kind, cell.value, cell.number_format) for cell in sheet.cells.values()}
    assert found["B2"] == ("number", pytest.approx(0.053), "0.00%") and found["B3"] == ("number", 60, "")
    assert sheet.name == "九月" and sheet.hidden_rows == frozenset({3}) and len(found) == 5


def test_an_ods_is_checked_and_comes_back_marked_as_an_xlsx_that_says_so(checked):
    rows = [["填报单位:区公安分局"], ["编码", "指标", "本月累计"], [CROSSINGS, "", 60], [RADARS, "", "推进中"]]
    result = checked(books.open_document(rows), name="月报.ods")
    assert [(row.value, row.cell) for row in result.rows] == [(60.0, "C3")]
    book = load_workbook(io.BytesIO(marked(result)))
    assert book["问题清单"]["A2"].value.startswith("原文件不是 .xlsx 格式,这是只含内容的 .xlsx 副本。")
    assert book["九月"]["C4"].comment is not None and book["九月"]["C3"].value == 60


def test_an_encrypted_ods_says_so_and_a_text_document_too(reader):
    content = books.with_part(books.open_document([["a", "b"]]), "META-INF/manifest.xml", b"<encryption-data/>")
    assert [found.id for found in reader.book(content, "a.ods").issues] == ["file_password"]
    content = books.with_part(books.open_document([["a"]]), "mimetype", b"application/vnd.oasis.opendocument.text")
    assert [found.id for found in reader.book(content, "a.odt").issues] == ["file_word"]
