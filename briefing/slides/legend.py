"""The legend: a chip per status with its mark and word on its colour, and chips for what else a chart draws."""

from collections.abc import Iterable, Sequence
from typing import Any

from briefing.charts.look import TEXT
from briefing.slides.master import LEFT, WIDTH
from briefing.slides.table import PAD, Cell, put, status_cell
from briefing.slides.text import width
from metrics import terms

HEIGHT = 20.0
_SIZE = 12.0


def status_chips(codes: Iterable[str], month_no: int) -> list[Cell]:
    """The chips of the statuses that occur, in the order of the stack, in the words of the month."""
    have = set(codes)
    words = {code: terms.status_word(code, by_pace=True, month_no=month_no) for code in terms.STATUSES}
    return [
        status_cell(code, terms.marked(code, word), size=_SIZE, align="ctr", gap=True)
        for code, word in words.items()
        if code in have
    ]


def chip(text: str, fill: str, ink: str = TEXT) -> Cell:
    """A chip for something that is no status: a target, the plan."""
    return Cell(text, fill=fill, ink=ink, size=_SIZE, align="ctr", gap=True)


def put_legend(slide: Any, chips: Sequence[Cell], top: float, left: float = LEFT, room: float = WIDTH) -> None:
    """Write the chips in one line."""
    if not chips:
        return
    cells = [Cell("图例", size=_SIZE, ruled=False), *chips]
    widths = [width(cell.text, _SIZE) + 2 * PAD + 8 for cell in cells]
    scale = min(1.0, room / sum(widths))
    alt = "图例:" + "、".join(cell.text for cell in chips) + "。"
    put(slide, "图例", alt, left, top, [wide * scale for wide in widths], [cells], [HEIGHT], headed=False)
