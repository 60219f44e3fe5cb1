"""版记: at the foot of the last page, between rules, who has copies, who issued the notice, when, of what data."""

from briefing.notice.paper.ooxml import run
from briefing.notice.paper.styles import BODY, TEXT_MM, twips_of_mm
from metrics.typography import printed

_STRONG, _THIN = 8, 4  # eighths of a point: 0.35 mm and 0.25 mm are the standard's


def imprint(lines: list[tuple[str, str]]) -> str:
    """A table of lines, each with what stands left and right, for the foot of the last page.

    A table that floats at the foot of the text LibreOffice sets where it stands in it.
    """
    width = twips_of_mm(TEXT_MM)
    rows = "".join(_row(printed(left), right and printed(right), width) for left, right in lines)
    edges = f'<w:top w:val="single" w:sz="{_STRONG}"/><w:bottom w:val="single" w:sz="{_STRONG}"/>'
    edges += f'<w:insideH w:val="single" w:sz="{_THIN}"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _row(left: str, right: str, width: int) -> str:
    inner = width - twips_of_mm(10)  # a character's width is left free on both sides
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{inner}"/></w:tabs>' if right else ""
    moved = f"<w:r><w:tab/></w:r>{run(right, BODY)}" if right else ""
    side = twips_of_mm(5)
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="ImprintText"/>{tab}<w:ind w:left="{side}" w:right="{side}"/></w:pPr>'
        f"{run(left, BODY)}{moved}</w:p></w:tc></w:tr>"
    )
