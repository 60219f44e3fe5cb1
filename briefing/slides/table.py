"""Native tables: cells with text and colour at given widths and heights, written as XML at one go.

python-pptx writes a table cell by cell, which takes most of a deck's time; the XML is the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml

from briefing.charts.look import TEXT
from briefing.slides.text import LINE, Place, Words, hexed, line_count, paragraph
from metrics.terms import STATUSES
from metrics.typography import full_width

SIZE = 11.0
PAD, _AFTER_NUMBER = 4.0, 12.0  # beside the text; between a number and the words of the next column
_ABOVE = 1.5  # above and below it
_RULE = "#c9d2de"
HEAD_FILL = "#eaf0f7"
_NAMESPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_EMU = 12700


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; `ruled`: with the line below it."""

    text: str = ""
    fill: str | None = None
    ink: str = TEXT
    bold: bool = False
    align: str = "l"
    size: float = SIZE
    ruled: bool = True
    gap: bool = False  # a white frame, between tiles

    def __post_init__(self) -> None:
        """As in all words of a slide."""
        object.__setattr__(self, "text", full_width(self.text))

    @property
    def pads(self) -> tuple[float, float]:
        """What stays free at its left and right."""
        return PAD, _AFTER_NUMBER if self.align == "r" else PAD


def status_cell(code: str | None, text: str, **style: Any) -> Cell:
    """A cell on the status' surface; `text` must bear its mark or word."""
    if code not in STATUSES:
        return Cell(text, **style)
    status = STATUSES[code]
    return Cell(text, fill=status.fill, ink=status.on_fill, **style)  # no hatch: no line runs through a character


def row_height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """The height that the fullest cell of a row needs."""
    return max(
        line_count(cell.text, cell.size, width - sum(cell.pads)) * cell.size * LINE + 2 * _ABOVE
        for cell, width in zip(cells, widths, strict=True)
    )


def put(
    slide: Any, name: str, alt: str, left: float, top: float, widths: Sequence[float],
    rows: Sequence[Sequence[Cell]], heights: Sequence[float], *, headed: bool = True,
) -> Place:  # fmt: skip
    """Write a table; the first row is its heading if `headed`. Returns where it stands."""
    place = Place(left, top, sum(widths), sum(heights))
    frame = slide.shapes.add_table(1, 1, *place.emu)
    frame.name = name
    describe(frame, alt)
    old = frame._element.graphic.graphicData.tbl
    old.getparent().replace(old, parse_xml(_xml(widths, rows, heights, headed)))
    return place


def describe(frame: Any, alt: str) -> None:
    """The sentence that stands for a chart or table where it cannot be seen."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", full_width(alt))


def _xml(widths: Sequence[float], rows: Sequence[Sequence[Cell]], heights: Sequence[float], headed: bool) -> str:
    grid = "".join(f'<a:gridCol w="{round(width * _EMU)}"/>' for width in widths)
    lines = "".join(
        f'<a:tr h="{round(height * _EMU)}">{"".join(map(_cell, cells))}</a:tr>'
        for cells, height in zip(rows, heights, strict=True)
    )
    # No table style: the colours are the cells' own.
    head = (
        f'<a:tblPr firstRow="{int(headed)}"><a:tableStyleId>{{2D5ABB26-0587-4C30-8999-92F81FD0307C}}</a:tableStyleId>'
    )
    return f"<a:tbl {_NAMESPACE}>{head}</a:tblPr><a:tblGrid>{grid}</a:tblGrid>{lines}</a:tbl>"


def _cell(cell: Cell) -> str:
    words = Words(cell.text, cell.size, cell.ink, cell.bold)
    body = "".join(
        paragraph([Words(part, words.size, words.color, words.bold)], cell.align) for part in cell.text.split("\n")
    )
    left, right = cell.pads
    pads = {"marL": left, "marR": right, "marT": _ABOVE, "marB": _ABOVE}
    margins = " ".join(f'{side}="{round(pad * _EMU)}"' for side, pad in pads.items())
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{body}</a:txBody>"
        f'<a:tcPr {margins} anchor="ctr">{_borders(cell)}{_fill(cell)}</a:tcPr></a:tc>'
    )


def _borders(cell: Cell) -> str:
    if cell.gap:
        return "".join(_line(side, "#ffffff", 2) for side in ("lnL", "lnR", "lnT", "lnB"))
    return _line("lnB", _RULE, 0.75) if cell.ruled else ""


def _line(side: str, color: str, width: float) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{hexed(color)}"/></a:solidFill>'
    return f'<a:{side} w="{round(width * _EMU)}">{fill}</a:{side}>'


def _fill(cell: Cell) -> str:
    if cell.fill is None:
        return "<a:noFill/>"
    return f'<a:solidFill><a:srgbClr val="{hexed(cell.fill)}"/></a:solidFill>'
