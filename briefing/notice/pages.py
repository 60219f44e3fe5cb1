"""The notice's pages: paper and margins, what each page says of itself above, and its number below (GB/T 9704)."""

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.parser import parse_xml
from docx.section import Section, _Footer, _Header
from docx.shared import Mm

from briefing.material import Material
from briefing.notice.ooxml import NAMESPACE, page_number, paragraph, run
from briefing.notice.styles import RED, SONG, twips_of_mm
from metrics.typography import printed

_SHORT, _LONG = Mm(210), Mm(297)
# Of an upright page; turned with the paper for the annex.
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
_HEADER, _FOOTER = Mm(15), Mm(25)
_WIDE_HEADER, _WIDE_FOOTER = Mm(10), Mm(16)
_TEXT_MM, _WIDE_TEXT_MM = 156.0, 225.0
_THIN_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="808080"/></w:pBdr>'


def set_up(document: Document, material: Material) -> None:
    """Upright pages, then the annex's on their side; each with the material's lines above and its number below."""
    document.settings.odd_and_even_pages_header_footer = True
    upright, wide = document.sections
    upright.page_width, upright.page_height = _SHORT, _LONG
    upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin = _TOP, _BOTTOM, _LEFT, _RIGHT
    upright.header_distance, upright.footer_distance = _HEADER, _FOOTER
    wide.orientation = WD_ORIENT.LANDSCAPE
    wide.page_width, wide.page_height = _LONG, _SHORT
    wide.top_margin, wide.bottom_margin, wide.left_margin, wide.right_margin = _LEFT, _RIGHT, _BOTTOM, _TOP
    wide.header_distance, wide.footer_distance = _WIDE_HEADER, _WIDE_FOOTER
    _say(upright, material, _TEXT_MM)
    _say(wide, material, _WIDE_TEXT_MM)
    _fill(upright.footer, [_number("right")])
    _fill(upright.even_page_footer, [_number("left")])


def _say(section: Section, material: Material, width_mm: float) -> None:
    for header in (section.header, section.even_page_header):
        _fill(header, _header_lines(material, width_mm))


def _header_lines(material: Material, width_mm: float) -> list[str]:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips_of_mm(width_mm)}"/></w:tabs>'
    demo = (
        f'<w:p><w:pPr><w:pStyle w:val="Header"/><w:jc w:val="center"/></w:pPr>'
        f'{run(printed(material.demo_line), SONG, f"""<w:b/><w:color w:val="{RED}"/>""")}</w:p>'
        if material.demo_line
        else ""
    )
    pairs = (
        (material.until, material.edition_line, tab),
        (material.basis_line, material.source_line, _THIN_RULE + tab),
    )
    lines = [paragraph("Header", SONG, f"{printed(left)}\t{printed(right)}", how) for left, right, how in pairs]
    return [demo, *lines] if demo else lines


def _number(side: str) -> str:
    """The page's number, a character's width away from the edge."""
    indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>{page_number(SONG)}</w:p>'


def _fill(part: _Header | _Footer, paragraphs: list[str]) -> None:
    part.is_linked_to_previous = False
    element = part._element
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f"<w:body {NAMESPACE}>{''.join(paragraphs)}</w:body>")):
        element.append(child)
