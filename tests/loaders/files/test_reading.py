"""Files as they come: whatever is sent, the reading process answers, and the program that asked goes on."""

import datetime as dt

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files import children, reading
from loaders.files.reader import Reader
from tests import books


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "file_empty"),
        (b"\r\n \n", "file_empty"),
        (books.BROKEN_OLD_EXCEL, "file_broken"),
        (books.old([["编码"]])[:2000], "file_broken"),
        (books.PASSWORD, "file_password"),
        (books.old_with_password(), "file_password"),
        (books.renamed_stream(books.old([["编码"]]), "WordDocument"), "file_word"),
        (books.renamed_stream(books.old([["编码"]]), "PowerPoint Document"), "file_slides"),
        (books.renamed_stream(books.old([["编码"]]), "_VBA_PROJECT_CUR"), "file_macro"),
        (books.renamed_stream(books.old([["编码"]]), "Something"), "file_no_workbook"),
        (books.HTML, "file_html"),
        (b"\xef\xbb\xbf" + books.HTML, "file_html"),
        (books.zip_with("[Content_Types].xml", "word/document.xml"), "file_word"),
        (books.zip_with("[Content_Types].xml", "ppt/presentation.xml"), "file_slides"),
        (books.zip_with("xl/workbook.xml", "xl/vbaProject.bin"), "file_macro"),
        (books.zip_with("xl/workbook.bin"), "file_binary_workbook"),
        (books.zip_with("readme.txt"), "file_no_workbook"),
        (books.zip_with("mimetype", "content.xml"), "file_broken"),
        (books.zip_with("Index/Document.iwa"), "file_numbers"),
        (books.zip_with("一月.xlsx", "二月.xlsx"), "file_archive"),
        (books.zip_with("OFD.xml"), "file_pdf"),
        (b"Rar!\x1a\x07\x00", "file_archive"),
        (b"{\\rtf1}", "file_word"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "file_xml"),
        (books.zip_with("xl/workbook.xml"), "file_broken"),
        (books.book([["a"]])[:-200], "file_broken"),
        (b"PK\x03\x04 and nothing more", "file_broken"),
        (b"%PDF-1.7", "file_pdf"),
        (b"\x89PNG\r\n", "file_picture"),
        ("编码,本月累计\n".encode("gb18030"), "file_no_workbook"),
        (books.bomb(), "file_too_large"),
    ],
)
def test_a_file_that_is_no_workbook_says_what_it_is(reader, content, problem):
    book = reader.book(content, "月报.xlsx")
    assert [found.id for found in book.issues] == [problem]
    assert book.sheets == ()
    assert book.issues[0].is_error and book.issues[0].sentence.startswith("文件:读到“月报.xlsx”,")


def test_after_a_bad_file_the_next_one_is_read(reader):
    reader.book(b"junk", "junk")
    assert [sheet.name for sheet in reader.book(books.book([["a"]], sheet="一月"), "b").sheets] == ["一月"]


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_is_read():
    rows = [list(range(40)) for _ in range(3000)]
    impatient = Reader(seconds=0.3)
    slow = impatient.book(books.book(rows), "slow.xlsx")
    assert [found.id for found in slow.issues] == ["file_too_slow"]
    patient = Reader()
    assert list(patient.book(books.book([["a"]]), "b").sheets[0].cells) == [(1, 1)]


def test_a_process_that_dies_is_replaced(reader):
    children.close_idle()
    assert reader.book(books.book([["a"]]), "a").issues == ()
    (child,) = children._idle
    child.process.kill()
    child.process.wait()
    assert reader.book(books.book([["a"]]), "a").issues == ()


def test_cells_keep_place_kind_and_number_format(reader):
    def dress(sheet: Worksheet) -> None:
        sheet["B1"].number_format = "0.0%"

    rows = [["事项", 0.053, dt.date(2023, 1, 5), True, "#DIV/0!", None, "１２"]]
    sheet = reader.book(books.book(rows, dress=dress), "a").sheets[0]
    found = {cell.address: (cell.kind, cell.value, cell.number_format) for cell in sheet.cells.values()}
    assert found == {
        "A1": ("text", "事项", ""),
        "B1": ("number", 0.053, "0.0%"),
        "C1": ("date", dt.datetime(2023, 1, 5), "yyyy-mm-dd"),
        "D1": ("bool", True, ""),
        "E1": ("error", "#DIV/0!", ""),
        "G1": ("text", "１２", ""),
    }


def test_what_is_struck_out_is_no_part_of_a_figure_and_a_raised_2_is_a_mark(reader):
    struck, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")

    def dress(sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText(TextBlock(struck, "2450"), "2500")
        sheet["B1"] = CellRichText("8.9", TextBlock(raised, "2"))
        sheet["C1"].font = Font(strike=True)
        sheet["D1"].font = sheet["E1"].font = Font(strike=True)

    book = reader.book(books.book([["x", "x", 290, "无", "累计完成"]], dress=dress), "a")
    assert [cell.value for cell in book.sheets[0].cells.values()] == ["2500", "8.9²", 290, "无", "累计完成"]
    assert [(found.id, found.rows) for found in book.issues] == [("cell_struck", ("C1", "E1"))]


def test_a_figure_out_of_another_workbook_is_told(reader):
    part = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1"><f>[1]x!$F$8</f><v>25</v></c><c r="B1"><f>SUM(x!A1)</f><v>50</v></c></row></sheetData></worksheet>'
    )
    book = reader.book(books.with_part(books.book([["x"]]), "xl/worksheets/sheet1.xml", part), "a")
    assert [(found.id, found.rows) for found in book.issues] == [("cell_linked", ("A1",))]


def test_a_formula_never_calculated_is_told_from_an_empty_cell(reader):
    sheet = reader.book(books.book([["=1+1", None, 3]]), "a").sheets[0]
    assert [(cell.address, cell.kind) for cell in sheet.cells.values()] == [("A1", "formula"), ("C1", "number")]


def test_a_formula_that_was_written_as_zero_and_waits_for_its_calculation_is_not_zero(reader):
    part = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1"><f>30+20</f><v>0</v></c><c r="B1"><f>30+20</f><v>50</v></c></row></sheetData></worksheet>'
    )
    sheet = reader.book(books.with_part(books.book([["x"]]), "xl/worksheets/sheet1.xml", part), "a").sheets[0]
    assert [(cell.address, cell.kind, cell.value) for cell in sheet.cells.values()] == [
        ("A1", "formula", "=30+20"),
        ("B1", "number", 50),
    ]


def test_a_value_in_the_last_cell_of_the_sheet_costs_nothing_and_is_told(reader):
    def dress(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = 1

    book = reader.book(books.book([["a"]], dress=dress), "a")
    assert [(found.id, found.cell) for found in book.issues] == [("cell_far_away", "XFD1048576")]
    assert list(book.sheets[0].cells) == [(1, 1)]


def test_merged_cells_are_one_cell_and_a_merge_over_the_whole_sheet_costs_nothing(reader):
    def dress(sheet: Worksheet) -> None:
        sheet.merged_cells.add("A1:B3")
        sheet.merged_cells.add("C1:XFD1048576")

    sheet = reader.book(books.book([["事项", None, "全表"]], dress=dress), "a").sheets[0]
    assert sheet.at(3, 2) == sheet.at(1, 1) and sheet.at(3, 2).text == "事项"
    assert sheet.at(4000, 150).text == "全表"


def test_hidden_rows_columns_and_sheets_are_marked(reader):
    def dress(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.parent.create_sheet("底稿").sheet_state = "hidden"

    book = reader.book(books.book([["a", "b"], ["c", "d"]], dress=dress), "a")
    assert (book.sheets[0].hidden_rows, book.sheets[0].hidden_columns) == (frozenset({2}), frozenset({2}))
    assert [sheet.is_hidden for sheet in book.sheets] == [False, True]


def test_the_reading_process_answers_in_process_as_it_does_outside(reader):
    content = books.report([["510115-2023-L02-1", "民生2", "", "", "个", 50, "推进"]])
    assert reading.read_book(content, "a").sheets[0].cells == reader.book(content, "a").sheets[0].cells


def test_a_number_shown_as_hours_beyond_every_date_costs_that_cell_alone():
    def dress(sheet: Worksheet) -> None:
        sheet["B1"].number_format = "[h]:mm"

    (sheet,) = reading.read_book(books.book([["投资", 36_000_000]], dress=dress), "a").sheets
    assert [cell.kind for cell in sheet.row(1)] == ["text", "date"]
