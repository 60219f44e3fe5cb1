""".xls and .et: read in the reading process as .xlsx is, with what calamine leaves out."""

import datetime as dt
import io
import random
import struct

import pytest
from openpyxl import load_workbook

from loaders.files import xls_details
from loaders.marking.marked_copy import marked
from tests import books

CROSSINGS, RADARS = "510115-2023-L02-1", "510115-2023-L02-2"
HEADER = ["编码", "指标", "单位", "本月累计", "进展情况"]
ROWS = [
    ["2023年9月"],
    ["填报单位:区公安分局"],
    HEADER,
    [CROSSINGS, "", "个", 60, "推进"],
    [RADARS, "", "套", "２８套", ""],
]


@pytest.mark.parametrize("name", ["月报.xls", "月报.et"])
def test_an_old_workbook_is_read_like_a_new_one(checked, name):
    result = checked(books.old(ROWS), name=name)
    assert result.issues == () and result.unit.name == "区公安分局"
    assert [(row.measure_id, row.value, row.sheet, row.cell) for row in result.rows] == [
        (CROSSINGS, 60.0, "Sheet1", "D4"), (RADARS, 28.0, "Sheet1", "D5"),
    ]  # fmt: skip


def test_its_cells_keep_place_kind_percent_and_what_is_hidden(reader):
    def dress(sheet) -> None:
        sheet.write_merge(7, 8, 0, 1, "合并")
        sheet.row(3).hidden = True
        sheet.col(2).hidden = True

    rows = [[], [], [None, "事项"], [None, 0.053, 0.053, 5], [dt.date(2023, 1, 5), True], [None, "=30+30"]]
    content = books.old(rows, formats={(3, 1): "0.0%", (3, 2): "General"}, dress=dress)
    (sheet,) = reader.book(content, "a.xls").sheets
    found = {cell.address: (cell.kind, cell.value, cell.number_format) for cell in sheet.cells.values()}
    assert found["B3"] == ("text", "事项", "")
    assert found["B4"] == ("number", 0.053, "0.00%") and found["C4"] == ("number", 0.053, "")
    assert found["A5"] == ("date", dt.date(2023, 1, 5), "") and found["B5"] == ("bool", True, "")
    assert "B6" not in found  # a formula that came to an empty text
    assert sheet.at(9, 2) == sheet.at(8, 1)
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({4}), frozenset({3}))


def test_its_errors_are_not_taken_for_missing_figures(reader, checked):
    # As Excel saves =1/0 and #N/A: a formula whose result is an error, and an error typed in.
    content = books.old([*ROWS[:3], [CROSSINGS, "", "个", 60.25, ""], [RADARS, "", "套", True, ""]])
    boolean = next(place for place in range(len(content)) if content[place : place + 4] == b"\x05\x02\x08\x00")
    content = content[: boolean + 10] + b"\x2a\x01" + content[boolean + 12 :]  # value 42, and it is an error
    result = checked(content)
    assert [(found.id, found.cell, found.read) for found in result.issues] == [
        ("value_in_parts", "D4", "60.25"),
        ("cell_error", "D5", "#N/A"),
    ]
    assert [row.value for row in result.rows] == [60.25]


def test_a_hidden_sheet_of_an_old_workbook_is_not_read(reader):
    def dress(sheet) -> None:
        other = sheet.get_parent().add_sheet("底稿")
        other.visibility = 1
        other.write(0, 0, "x")

    assert [found.is_hidden for found in reader.book(books.old(ROWS, dress=dress), "a").sheets] == [False, True]


def test_it_comes_back_marked_as_an_xlsx_of_what_was_read(checked):
    rows = [*ROWS[:4], [RADARS, "", "套", "推进中", ""]]
    again = marked(checked(books.old(rows), name="月报.xls"))
    book = load_workbook(io.BytesIO(again))
    assert book["问题清单"]["A2"].value.startswith("原文件不是 .xlsx 格式,这是只含内容的 .xlsx 副本。")
    assert book["Sheet1"]["D5"].comment is not None and book["Sheet1"]["D4"].value == 60

    def mend(opened) -> None:
        opened["Sheet1"]["D5"] = 28

    result = checked(books.changed(again, mend))
    assert result.issues == () and [row.value for row in result.rows] == [60.0, 28.0]


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_one_is_told_and_harms_nothing(reader, seed):
    draw = random.Random(seed)
    content = bytearray(books.old(ROWS))
    for _ in range(draw.randint(1, 60)):
        content[draw.randrange(8, len(content))] = draw.randrange(256)
    book = reader.book(bytes(content), "a.xls")
    assert book.sheets or book.issues[0].is_error
    assert reader.book(books.old(ROWS), "b.xls").sheets[0].cells[4, 4].value == 60


def test_a_chain_of_sectors_that_bites_its_tail_ends():
    content = bytearray(books.old(ROWS))
    (first,) = struct.unpack_from("<I", content, 76)
    start = (first + 1) * 512
    content[start : start + 512] = b"\x01\x00\x00\x00" * 128  # every sector is followed by sector 1
    assert isinstance(xls_details.CompoundFile(bytes(content)).names, set)
