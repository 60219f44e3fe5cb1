"""The notice's pages: paper, margins, lines to a page, and the page's number, at one place of the sheet (GB/T 9704)."""

from collections.abc import Iterable

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.parser import parse_xml
from docx.section import Section, _Footer, _Header
from docx.shared import Mm

from briefing.notice.paper.imprint import imprint
from briefing.notice.paper.ooxml import NAMESPACE, page_number
from briefing.notice.paper.styles import LINE, SONG, twips_of_mm

_SHORT, _LONG = Mm(210), Mm(297)
# Of an upright page; turned with the paper for tables.
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
_HEADER, _FOOTER = Mm(15), Mm(25)
_NOTHING = '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>'
_UP_TO_TEXT = '<w:spacing w:before="200"/>'  # from a page's number to where its text, or the 版记, ends
# Of a number that lies beside a page turned to the left: the sheet's foot is the page's left edge.
_NUMBER_MM, _FROM_EDGE_MM, _LONG_MM = (8.0, 24.0), 20.0, 210.0


def notice_pages(document: Document, issued: list[tuple[str, str]]) -> None:
    """Upright pages, then pages on their side, then an upright one again with the 版记; each with its number."""
    upright, wide, last = document.sections
    _upright(document, [upright])
    _upright(document, [last], imprint(issued))
    wide.orientation = WD_ORIENT.LANDSCAPE
    wide.page_width, wide.page_height = _LONG, _SHORT
    wide.top_margin, wide.bottom_margin, wide.left_margin, wide.right_margin = _LEFT, _RIGHT, _BOTTOM, _TOP
    wide.header_distance, wide.footer_distance = Mm(10), Mm(16)
    _number_beside(wide)


def short_pages(document: Document) -> None:
    """Upright pages with narrow margins, for a paper that is to stand on one."""
    _upright(document, document.sections)
    for section in document.sections:
        section.top_margin, section.bottom_margin = Mm(18), Mm(20)
        section.left_margin, section.right_margin = Mm(22), Mm(20)
        section.header_distance, section.footer_distance = Mm(8), Mm(9)


def _upright(document: Document, sections: Iterable[Section], above_number: str = "") -> None:
    document.settings.odd_and_even_pages_header_footer = True
    for section in sections:
        section.page_width, section.page_height = _SHORT, _LONG
        section.top_margin, section.bottom_margin = _TOP, _BOTTOM
        section.left_margin, section.right_margin = _LEFT, _RIGHT
        section.header_distance, section.footer_distance = _HEADER, _FOOTER
        _number_below(section, above_number)
        section._sectPr.append(_grid())


def _grid() -> object:
    """22 lines; that 28 characters stand in a line is the styles': not every program keeps a grid of characters."""
    return parse_xml(f'<w:docGrid {NAMESPACE} w:type="lines" w:linePitch="{round(LINE * 20)}"/>')


def _number_below(section: Section, above: str) -> None:
    """The page's number at the outer side, a character's width away from the edge of the text."""
    for part, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/>'
        look = f'<w:pPr><w:pStyle w:val="Footer"/>{_UP_TO_TEXT}{indent}<w:jc w:val="{side}"/></w:pPr>'
        _fill(part, f"{above}<w:p>{look}{page_number(SONG)}</w:p>")
    for empty in (section.header, section.even_page_header):
        _fill(empty, _NOTHING)


def _number_beside(section: Section) -> None:
    """The number where it stands on the sheet's other pages: beside the table, turned with the sheet.

    A page on its side is turned to the left to be bound, so that its left edge is the sheet's foot, and the outer side
    of an odd page is its lower edge.
    """
    wide, high = map(twips_of_mm, _NUMBER_MM)
    odd = _LONG_MM - _RIGHT.mm - _NUMBER_MM[1]
    for part, from_top in ((section.header, odd), (section.even_page_header, _LEFT.mm)):
        place = (
            f'<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" '
            f'w:tblpX="{twips_of_mm(_FROM_EDGE_MM)}" w:tblpY="{twips_of_mm(from_top)}"/>'
        )
        cell = (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>{page_number(SONG)}</w:p></w:tc>'
        )
        _fill(
            part,
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/>{place}<w:tblW w:w="{wide}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{wide}"/></w:tblGrid>'
            f'<w:tr><w:trPr><w:trHeight w:val="{high}" w:hRule="exact"/></w:trPr>{cell}</w:tr></w:tbl>{_NOTHING}',
        )
    for empty in (section.footer, section.even_page_footer):
        _fill(empty, _NOTHING)


def _fill(part: _Header | _Footer, markup: str) -> None:
    part.is_linked_to_previous = False
    element = part._element
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f"<w:body {NAMESPACE}>{markup}</w:body>")):
        element.append(child)
