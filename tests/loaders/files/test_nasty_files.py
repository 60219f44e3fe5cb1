"""Files that mean harm, or are only huge: each its own sentence, and the next file is read as if nothing had been."""

import io
import os
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.check.actuals import check
from loaders.files.reader import Reader
from loaders.files.workbook import Cell
from loaders.table.figures import parse
from tests import books
from tests.loaders.growth import LINEAR, growth

GOOD = books.report([["510115-2023-L02-1", "", "", "", "个", 60, ""]])


def told(reader: Reader, content: bytes) -> list[str]:
    """The ids of a file's issues; after it a good file is read."""
    found = [one.id for one in reader.book(content, "坏.xlsx").issues]
    assert reader.book(GOOD, "好.xlsx").sheets[0].cells[4, 6].value == 60
    return found


def test_twenty_five_million_cells_are_refused_before_any_is_read(reader):
    content = books.many_cells(25_000_000)
    assert len(content) < 5_000_000  # it passes for a small file
    assert told(reader, content) == ["file_too_large"]


def test_a_bomb_that_lies_about_its_size_is_read_no_further_than_it_says(reader):
    assert told(reader, books.many_cells(25_000_000, declared=10_000)) == ["file_broken"]


def test_more_cells_than_anybody_reports_are_refused_at_once(reader):
    book = reader.book(books.many_cells(600_000), "a.xlsx")
    assert [found.sentence for found in book.issues] == [
        "文件:读到“a.xlsx”,有60万个单元格(含只有边框的空格),超过50万的上限。请删去多余的行列和工作表后再报送。"
    ]


def test_a_file_larger_than_anybody_sends_is_refused(reader):
    noise = os.urandom(31_000_000)
    assert told(reader, books.with_part(GOOD, "xl/media/image1.png", noise)) == ["file_too_large"]


def test_a_billion_laughs_do_not_unfold(reader):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    part = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row></sheetData></worksheet>'
    )
    assert told(reader, books.with_part(GOOD, "xl/worksheets/sheet1.xml", part.encode())) == ["file_broken"]


def test_a_workbook_that_names_a_file_of_the_server_reads_nothing_of_it(reader):
    part = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
    )
    book = reader.book(books.with_part(GOOD, "xl/worksheets/sheet1.xml", part.encode()), "a.xlsx")
    assert not any("root" in cell.text for sheet in book.sheets for cell in sheet.cells.values())


def test_a_part_that_is_no_xml_is_a_broken_file(reader):
    assert told(reader, books.with_part(GOOD, "xl/worksheets/sheet1.xml", b"<worksheet")) == ["file_broken"]
    assert told(reader, books.with_part(GOOD, "xl/workbook.xml", b"")) == ["file_broken"]


def test_a_workbook_of_a_hundred_sheets_is_read(reader):
    def add(opened) -> None:
        for number in range(100):
            opened.create_sheet(f"表{number}")

    assert len(reader.book(books.changed(GOOD, add), "a").sheets) == 101


def sheet_of(data: str, behind: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData>{behind}</worksheet>'
    return books.with_part(GOOD, "xl/worksheets/sheet1.xml", part.encode())


def test_merged_ranges_by_the_thousand_over_the_whole_sheet_cost_next_to_nothing(reader):
    """Cell by cell these were ten gigabytes in the server."""
    ranges = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 3000))
    book = reader.book(
        sheet_of('<row r="5000"><c r="GR5000"><v>1</v></c></row>', f"<mergeCells>{ranges}</mergeCells>"), "a"
    )
    assert book.sheets[0].at(5000, 200) is None
    many = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 20_100))
    assert told(reader, sheet_of("", f"<mergeCells>{many}</mergeCells>")) == ["file_too_many_merges"]


def test_a_cell_longer_than_any_sentence_is_cut_with_a_doubt_and_not_tried_as_a_figure(reader, september):
    """13 kB of 万 behind a number took the server ten seconds."""
    content = books.report([["510115-2023-L02-1", "", "", "", "个", "约1" + "万" * 13_000 + "x", ""]])
    result = check(content, "a.xlsx", september, reader, "区公安分局")
    assert [found.id for found in result.issues] == ["cell_too_long", "cell_words"]

    def read(length: int, attempt: int) -> None:
        parse(Cell(4, 6, f"约{attempt}{'万' * length}x2", "text"), "个", "quantity")

    assert growth(read, 500) < LINEAR  # up to the length that a cell is cut to


def test_issues_by_the_thousand_are_listed_up_to_a_number(reader, september):
    content = books.report([[f"510115-2023-X{n}-1", "", "", "", "个", 1, ""] for n in range(1500)])
    result = check(content, "a.xlsx", september, reader, "区公安分局")
    assert len(result.issues) == 1001 and result.issues[0].expected == "共有1500处问题,这里列出前1000处"


@pytest.mark.parametrize("cut", [50, 500, 2000])
def test_a_file_that_was_cut_off_is_broken(reader, cut):
    assert told(reader, GOOD[:-cut]) == ["file_broken"]


def test_a_workbook_that_leads_to_none_of_its_sheets_is_broken(reader):
    name = "xl/_rels/workbook.xml.rels"
    part = zipfile.ZipFile(io.BytesIO(GOOD)).read(name).replace(b"sheet1.xml", b"sheet9.xml")
    assert told(reader, books.with_part(GOOD, name, part)) == ["file_broken"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"]))
def test_whatever_bytes_are_sent_an_issue_comes_back(reader, junk, start):
    book = reader.book(start + junk, "x")
    assert book.sheets == () and len(book.issues) == 1 and book.issues[0].is_error


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(zipfile.ZipFile(io.BytesIO(GOOD)).namelist()), st.integers(0, 10_000), st.binary(max_size=20))
def test_a_part_with_a_few_odd_bytes_is_read_or_told(reader, name, place, junk):
    part = zipfile.ZipFile(io.BytesIO(GOOD)).read(name)
    place %= len(part)
    book = reader.book(books.with_part(GOOD, name, part[:place] + junk + part[place + len(junk) :]), "x")
    assert book.sheets or book.issues[0].is_error
