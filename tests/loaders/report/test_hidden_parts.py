"""What a file holds where nobody looks first: pictures among pages, text boxes, a page within a form, odd cells."""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl
import pypdfium2 as pdfium
import typst
from docx.oxml import parse_xml

from loaders.report.reading.kinds import lines_of
from loaders.report.reports import Report, read_report

LIST = ("2025年民生实事清单", "1.新建公园3个。", "2.改造学校5所。")
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def read(content: bytes) -> Report:
    return read_report(lines_of(content, "清单"), 2025)


def rows(report: Report) -> list[tuple[str, Any]]:
    return [(one.name, one.lower) for item in report.items for one in item.proposals]


def test_a_page_that_is_a_picture_among_others_is_said():
    written = typst.compile(
        ('#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"))\n' + "\n\n".join(LIST).replace(".", "、")).encode()
    )
    document = pdfium.PdfDocument(written)
    page = document.new_page(595, 842)
    image = pdfium.PdfImage.new(document)
    image.set_bitmap(pdfium.PdfBitmap.new_native(8, 8, 4))
    image.set_matrix(pdfium.PdfMatrix().scale(500, 700))
    page.insert_obj(image)
    page.gen_content()
    document.new_page(595, 842)  # an empty one holds nothing that could be lost
    out = io.BytesIO()
    document.save(out)
    report = read(out.getvalue())
    assert rows(report) == [("新建公园", 3), ("改造学校", 5)]
    assert report.account.unread == ["第2页是图片,没有文字层,没有读到"] and not report.account.is_clean


def test_the_words_of_a_text_box_are_read_once():
    document = docx.Document()
    for words in LIST[:2]:
        document.add_paragraph(words)
    box = f"<w:txbxContent><w:p><w:r><w:t>{LIST[2]}</w:t></w:r></w:p></w:txbxContent>"
    document.add_paragraph()._p.append(
        parse_xml(
            f'<w:r xmlns:w="{WORDS}" xmlns:mc="{CHOICES}"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
            f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    out = io.BytesIO()
    document.save(out)
    assert rows(read(out.getvalue())) == [("新建公园", 3), ("改造学校", 5)]


def test_a_page_whose_text_stands_within_a_form_is_read_and_a_search_field_is_not():
    words = "".join(f"<p>{line}</p>" for line in LIST)
    page = f"<html><body><form id=aspnet><form>站内搜索<input type=text></form>{words}</form></body></html>"
    report = read(page.encode())
    assert rows(report) == [("新建公园", 3), ("改造学校", 5)]


def test_numbers_of_cells_keep_their_digits_their_per_cent_and_a_formula_without_a_result_is_said():
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["2025年主要指标任务分解表"],
        ["序号", "指标名称", "计量单位", "2025年目标", "责任单位"],
        [1, "固定资产投资", "元", 12345678901.5, "县发改局"],
        [2, "污水处理率", "%", 0.955, "县住建局"],
        [3, "垃圾处理率", "%", None, "县住建局"],
        [4, "新增就业", "人", "=1000+200", "县人社局"],
    ):
        sheet.append(line)
    sheet["D4"].number_format = "0.0%"
    sheet.merge_cells("D4:D5")
    out = io.BytesIO()
    book.save(out)
    report = read(out.getvalue())
    assert rows(report)[:3] == [("固定资产投资", 12345678901.5), ("污水处理率", 95.5), ("垃圾处理率", 95.5)]
    assert report.account.unread == ["工作表“Sheet”D6的公式没有结果,请用 Excel 或 WPS 打开后另存再试"]
