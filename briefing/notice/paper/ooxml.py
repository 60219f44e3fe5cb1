"""Lines and tables → the markup of a Word document. Built as text and parsed once: cell by cell it takes seconds."""

import re
from dataclasses import replace
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from briefing.notice.paper.styles import BLACK, BODY, Look, fonts, parted, twips_of_mm
from briefing.notice.paper.table import Cell, Row, Table
from metrics.typography import printed

NAMESPACE = nsdecls("w")
# Latin and Chinese at once: without a hint Word sets these narrow, in the Latin font.
_AMBIGUOUS = re.compile("[“”‘’—…·]")
_CELL_MARGINS = (("top", 20), ("left", 14), ("bottom", 20), ("right", 14))
_SHADE = "F2F2F2"


def paragraph(look: Look, text: str, properties: str = "") -> str:
    """A paragraph in a style; tabs in the text stay tabs, or become what the style has for them."""
    lead, rest = parted(look, text)
    runs = f"<w:r>{look.tab}</w:r>".join(run(part, look.font) for part in rest.split("\t"))
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{look.style_id}"/>{properties}</w:pPr>'
        f"{run(lead, look.lead) if lead else ''}{runs}</w:p>"
    )


def run(text: str, font: str, properties: str = "") -> str:
    """A run of text in a Chinese font."""
    if not text:
        return ""
    named = fonts(font, is_ambiguous=bool(_AMBIGUOUS.search(text)))
    return f'<w:r><w:rPr>{named}{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def page_number(font: str) -> str:
    """`— 1 —`, the number a field."""
    field = "".join(
        f"<w:r><w:rPr>{fonts(font)}</w:rPr>{inside}</w:r>"
        for inside in (
            '<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>',
        )
    )  # fmt: skip
    return f"{run('— ', font)}{field}{run(' —', font)}"


def table(found: Table, *, is_kept: bool = False) -> str:
    """A table with fixed columns, its heading repeated on each page, no row split by a page's end.

    `is_kept`: its last row stays on the page of what follows.
    """
    rows = (*found.rows[:-1], replace(found.rows[-1], is_kept=is_kept))
    widths = [twips_of_mm(width) for width in found.widths_mm]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = "".join(f'<w:{edge} w:w="{width}" w:type="dxa"/>' for edge, width in _CELL_MARGINS)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(_row(row, widths) for row in rows)}</w:tbl>"
    )


def _row(row: Row, widths: list[int]) -> str:
    heading = "<w:tblHeader/>" if row.is_heading else ""
    cells, place = [], 0
    for cell in row.cells:
        cells.append(_cell(cell, sum(widths[place : place + cell.span]), row))
        place += cell.span
    return f"<w:tr><w:trPr><w:cantSplit/>{heading}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int, row: Row) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if row.is_shaded else ""
    style, font = ("TableHeading", BLACK) if row.is_heading else ("TableText", BODY)
    keep = "<w:keepNext/>" if row.is_kept else ""
    align = "" if cell.align == "left" else f'<w:jc w:val="{cell.align}"/>'
    ink = f'<w:color w:val="{cell.ink}"/>' if cell.ink else ""
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{align}</w:pPr>'
        f"{run(printed(line.label), BLACK, ink) if line.label else ''}"
        f"{run(printed(line.text), font, ink) if line.text else ''}</w:p>"
        for line in cell.lines
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{fill}<w:vAlign w:val="center"/></w:tcPr>'
        f"{lines}</w:tc>"
    )
