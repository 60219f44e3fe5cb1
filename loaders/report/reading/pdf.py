"""PDF files with a text layer → lines with their edges, and tables by their ruled lines."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.report.reading.grid import Box, Glyph, Table, tables_of
from loaders.report.reading.refusals import PAGES, PAGES_AT_ONCE, Unreadable
from loaders.report.source import Line, line_of, table_lines

_FEW = 60  # letters of a page that may be a scan's running head
_SCANNED = "PDF 是扫描件,没有文字层,请先用文字识别(OCR)软件转换,或改用 Word 版。"


@dataclass(frozen=True)
class _Written:
    """One line as it stands on its page, in points."""

    text: str
    left: float
    right: float
    size: float


def pdf_lines(content: bytes, first: int = 0) -> tuple[list[Line], int, list[str]]:
    """The lines of PAGES_AT_ONCE pages of a PDF from `first` on, how many pages it has, and those that are pictures.

    Raises Unreadable.
    """
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable("PDF 有密码,请取消密码保护后再试。") from None
        raise Unreadable("PDF 已损坏,打不开,请重新导出后再试。") from None
    count = len(document)
    if count > PAGES:
        raise Unreadable(f"PDF 有{count}页,超过{PAGES}页的上限,请只截取工作安排和附件部分。")
    pages: list[list[_Written | Table]] = []
    letters, pictures = 0, []
    last = min(count, first + PAGES_AT_ONCE)
    for number in range(first, last):
        page = document[number]
        glyphs = _glyphs(page)
        letters += len(glyphs)
        if _is_picture(page, len(glyphs)):
            pictures.append(f"第{number + 1}页是图片,没有文字层,没有读到")
        pages.append(_contents(page, glyphs))
        page.close()
    if letters < 10 * max(1, last - first) and not first:
        raise Unreadable(_SCANNED)
    return list(_told(pages, first)), count, pictures


def _told(pages: list[list[_Written | Table]], first: int) -> Iterator[Line]:
    """The lines of all pages, told which of them reach the margins of the document."""
    left, right = _edges([each for contents in pages for each in contents if isinstance(each, _Written)])
    for number, contents in enumerate(pages, first + 1):
        for place, each in enumerate(contents):
            if isinstance(each, _Written):
                yield line_of(
                    each.text, f"第{number}页", page=number, is_full=each.right >= right - 2 * each.size,
                    is_indented=each.left >= left + 1.2 * each.size,
                )  # fmt: skip
            else:
                yield from table_lines(each.rows(), f"第{number}页表", 1000 * number + place, page=number)


def _is_picture(page: Any, letters: int) -> bool:
    """Whether a page is scanned or drawn: hardly a letter, and pictures or strokes of which it may be made."""
    if letters >= _FEW:
        return False
    width, height = page.get_size()
    strokes = 0
    for item in page.get_objects(max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if item.type == raw.FPDF_PAGEOBJ_IMAGE and (right - left) * (top - bottom) > width * height / 4:
            return True
        strokes += item.type == raw.FPDF_PAGEOBJ_PATH
    return letters < 10 and strokes > 200  # letters turned into curves


def _glyphs(page: Any) -> list[Glyph]:
    """The characters of a page in the order of its text, line ends among them."""
    text = page.get_textpage()
    handle = text.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    references = [ctypes.byref(each) for each in (left, right, bottom, top)]
    made = []
    for number in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, number)
        if code in (0, 0xFFFE, 0xFFFF, 0x02):
            continue
        raw.FPDFText_GetCharBox(handle, number, *references)
        made.append(Glyph(chr(code), left.value, right.value, bottom.value, top.value))
    text.close()
    return made


def _contents(page: Any, glyphs: list[Glyph]) -> list[_Written | Table]:
    """The lines and tables of a page in the text's own order, or beside tables from the top down."""
    found = tables_of(_ruled(page), glyphs)
    inside = {id(glyph) for each in found for glyph in each.glyphs}
    written = list(_lines([glyph for glyph in glyphs if id(glyph) not in inside]))
    if not found:
        return [line for _, line in written]
    queue: list[tuple[float, _Written | Table]] = [*written, *((each.top, each) for each in found)]
    return [each for _, each in sorted(queue, key=lambda pair: -pair[0])]


def _lines(glyphs: list[Glyph]) -> Iterator[tuple[float, _Written]]:
    """(height on the page, line) for each line, in the order of the text."""
    current: list[Glyph] = []
    for glyph in glyphs:
        if glyph.sign in "\r\n":
            yield from _line(current)
            current = []
        elif current and glyph.sign.strip() and current[-1].sign.strip() and _is_other_line(current[-1], glyph):
            yield from _line(current)
            current = [glyph]
        else:
            current.append(glyph)
    yield from _line(current)


def _is_other_line(last: Glyph, glyph: Glyph) -> bool:
    height = max(last.top - last.bottom, glyph.top - glyph.bottom, 4.0)
    return abs((last.top + last.bottom) - (glyph.top + glyph.bottom)) / 2 > 1.2 * height


def _line(glyphs: list[Glyph]) -> Iterator[tuple[float, _Written]]:
    seen = [glyph for glyph in glyphs if glyph.sign.strip()]
    if seen:  # by place: a run in another font (a quotation mark) may come before its turn
        text = "".join(glyph.sign for glyph in sorted(glyphs, key=lambda each: each.left) if glyph.right > glyph.left)
        size = median(max(glyph.right - glyph.left, glyph.top - glyph.bottom) for glyph in seen)
        yield (
            max(glyph.top for glyph in seen),
            _Written(text, min(glyph.left for glyph in seen), max(glyph.right for glyph in seen), size),
        )


def _edges(lines: list[_Written]) -> tuple[float, float]:
    """The left and the right margin of a document's text; a few lines that hang over do not move them."""
    long = [line for line in lines if len(line.text) >= 12] or lines
    if not long:
        return 0.0, 0.0
    lefts, rights = sorted(line.left for line in long), sorted(line.right for line in long)
    far = [right for right in rights if right > 0.8 * rights[-1]]
    return lefts[len(lefts) // 10], far[len(far) * 3 // 4]


def _ruled(page: Any) -> list[Box]:
    """The thin boxes that a page's paths make: what a table is ruled with."""
    found: list[Box] = []
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=2):
        left, bottom, right, top = item.get_bounds()
        if right - left < 2.5 or top - bottom < 2.5:
            found.append(Box(left, right, bottom, top))
        elif len(found) < 4000 and right - left > 20 and top - bottom > 8:  # a drawn rectangle is four lines
            found += [Box(left, right, bottom, bottom), Box(left, right, top, top),
                      Box(left, left, bottom, top), Box(right, right, bottom, top)]  # fmt: skip
        if len(found) > 8000:
            break
    return found
