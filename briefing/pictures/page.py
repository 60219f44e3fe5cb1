"""What a picture of a whole screen is made of, in rows of blocks, and the picture: 1920 × 1080, or twice as sharp."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefing.charts.look import Chart
from briefing.pictures.cells import Table, Words, breakable, chip, table_data
from briefing.pictures.svg.drawing import drawn
from briefing.pictures.typeset import PIXELS_PER_POINT, png
from metrics import terms

WIDTH, HEIGHT = 1280, 720  # points
CONTENT = WIDTH - 2 * 28  # of a row, between the page's margins
GAP = 20
WIDTH_PIXELS = int(WIDTH * PIXELS_PER_POINT)
SIZES = {1: "1920x1080", 2: "3840x2160"}  # by how many times as sharp


@dataclass(frozen=True)
class Block:
    """A part of a page: a chart, a table or some paragraphs, under a title with a quiet note."""

    title: str
    body: "Chart | Table | Paragraphs"
    note: str = ""

    @property
    def takes_rest(self) -> bool:
        """Whether it is as high as the page has room for."""
        return isinstance(self.body, Table) and self.body.takes_rest


@dataclass(frozen=True)
class Paragraphs:
    """Sentences, one paragraph each."""

    paragraphs: Sequence[Words]
    size: float = 13.5


@dataclass(frozen=True)
class Row:
    """Columns of blocks side by side; `shares` are their widths' proportions. A row that `grows` takes the rest."""

    columns: Sequence[Sequence[Block]]
    shares: Sequence[float] = (1,)

    @property
    def widths(self) -> list[float]:
        """In points."""
        room = CONTENT - GAP * (len(self.shares) - 1)
        return [room * share / sum(self.shares) for share in self.shares]

    @property
    def grows(self) -> bool:
        """A row with a block that takes the rest."""
        return any(block.takes_rest for blocks in self.columns for block in blocks)


@dataclass(frozen=True)
class Page:
    """A whole page. `context` stands beside the title: 数据截至, 时间进度; `foot` below: 口径, edition, source."""

    title: str
    context: Words
    rows: Sequence[Row]
    foot: str
    demo: str | None
    legend: Sequence[terms.Status] = ()  # the statuses whose colours it says, in the words of the month


def picture(page: Page, *, sharpness: int = 1) -> bytes:
    """The page as PNG of 1920 × 1080 pixels, times `sharpness` each way."""
    return png("page", page_data(page), sharpness)


def page_data(page: Page) -> dict[str, Any]:
    """The page as page.typ takes it, its charts drawn."""
    return {
        "title": breakable(page.title),
        "context": _words(page.context),
        "rows": [_row(row) for row in page.rows],
        "foot": breakable(page.foot),
        "demo": page.demo and breakable(page.demo),
        "legend": [chip(status.code, status.word) for status in page.legend],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "widths": row.widths,
        "gap": GAP,
        "grows": row.grows,
        "columns": [
            [_block(block, width) for block in blocks] for blocks, width in zip(row.columns, row.widths, strict=True)
        ],
    }


def _block(block: Block, width: float) -> dict[str, Any]:
    head = {"title": breakable(block.title), "note": breakable(block.note), "takes_rest": block.takes_rest}
    return head | _body(block.body, width)


def _body(body: Chart | Table | Paragraphs, width: float) -> dict[str, Any]:
    if isinstance(body, Paragraphs):
        return {"paragraphs": [_words(words) for words in body.paragraphs], "size": body.size}
    if isinstance(body, Table):
        return {"table": table_data(body, width)}
    return {"svg": drawn(body.figure, width)[0], "alt": body.alt}


def _words(words: Words) -> list[Any]:
    return [breakable(part) if isinstance(part, str) else part for part in words]
