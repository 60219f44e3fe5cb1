"""What a picture of a whole screen is made of, in rows of blocks, and the picture: 1920 × 1080, or twice as sharp."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from briefing.charts.look import Chart
from briefing.pictures.drawing import drawn
from briefing.pictures.typeset import png
from metrics import terms
from metrics.columns import columns, printed

WIDTH, HEIGHT = 1280, 720  # points
CONTENT = WIDTH - 2 * 28  # of a row, between the page's margins
GAP = 20
PIXELS_PER_POINT = 1.5

Strong = list[str]  # one string that is set bold
Words = Sequence["str | Strong"]


@dataclass(frozen=True)
class Block:
    """A part of a page: a chart, a table or some paragraphs, under a title with a quiet note."""

    title: str
    body: "Chart | Table | Paragraphs"
    note: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of a frame in columns of metrics/columns.py. `widths` in points; a column that is not named takes the rest.

    A page shows as many rows as it has room for and counts the others, in `measure_word`.
    """

    rows: pd.DataFrame
    names: Sequence[str]
    widths: Mapping[str, float] = field(default_factory=dict)
    measure_word: str = "项"
    size: float = 12.5
    padding: float = 4.5


@dataclass(frozen=True)
class Paragraphs:
    """Sentences, one paragraph each."""

    paragraphs: Sequence[Words]
    size: float = 13.5


@dataclass(frozen=True)
class Row:
    """Columns of blocks side by side; `shares` are their widths' proportions. A row with a table takes the rest."""

    columns: Sequence[Sequence[Block]]
    shares: Sequence[float] = (1,)

    @property
    def widths(self) -> list[float]:
        """In points."""
        room = CONTENT - GAP * (len(self.shares) - 1)
        return [room * share / sum(self.shares) for share in self.shares]


@dataclass(frozen=True)
class Page:
    """A whole page. `context` stands beside the title: 数据截至, 时间进度; `foot` below: 口径, edition, source."""

    name: str
    title: str
    context: Words
    rows: Sequence[Row]
    foot: str
    demo: str | None


def picture(page: Page, *, sharpness: int = 1) -> bytes:
    """The page as PNG of 1920 × 1080 pixels, times `sharpness` each way."""
    data = {
        "title": page.title,
        "context": list(page.context),
        "rows": [_row(row) for row in page.rows],
        "foot": page.foot,
        "demo": page.demo,
        "legend": [_chip(code, status.word) for code, status in terms.STATUSES.items()],
    }
    return png("page", data, pixels_per_point=PIXELS_PER_POINT * sharpness)


def _row(row: Row) -> dict[str, Any]:
    return {
        "widths": row.widths,
        "gap": GAP,
        "grows": any(isinstance(block.body, Table) for blocks in row.columns for block in blocks),
        "columns": [
            [_block(block, width) for block in blocks] for blocks, width in zip(row.columns, row.widths, strict=True)
        ],
    }


def _block(block: Block, width: float) -> dict[str, Any]:
    return {"title": block.title, "note": block.note} | _body(block.body, width)


def _body(body: Chart | Table | Paragraphs, width: float) -> dict[str, Any]:
    if isinstance(body, Paragraphs):
        return {"paragraphs": [list(words) for words in body.paragraphs], "size": body.size}
    if isinstance(body, Table):
        return {"table": _table(body)}
    return {"svg": drawn(body.figure, width)[0], "alt": body.alt}


def _table(table: Table) -> dict[str, Any]:
    shown = columns(*table.names)
    texts = [printed(table.rows, column) for column in shown]
    codes = list(table.rows["status"]) if "status" in table.rows else []
    cells = [
        [_chip(code, text) for code, text in zip(codes, column_texts, strict=True)]
        if column.name == "status_word"
        else column_texts
        for column, column_texts in zip(shown, texts, strict=True)
    ]
    return {
        "headings": [column.heading for column in shown],
        "widths": [table.widths.get(column.name) for column in shown],
        "right": [place for place, column in enumerate(shown) if column.sort in ("share", "points", "count", "number")],
        "rows": [list(row) for row in zip(*cells, strict=True)],
        "size": table.size,
        "padding": table.padding,
        "measure_word": table.measure_word,
    }


def _chip(code: str, text: str) -> dict[str, Any]:
    """A status in its colour. `text` is its word, which gets the mark unless it has it already."""
    status = terms.STATUSES[code]
    words = text if text.startswith(f"{status.mark} ") else terms.marked(code, text)
    return {"text": words, "fill": status.fill, "on_fill": status.on_fill, "hatched": bool(status.hatch)}
