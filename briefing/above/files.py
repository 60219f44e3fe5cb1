"""The files of the matrix: all of it as a workbook; what fits on a page as an editable slide, and as a picture."""

import datetime as dt
from collections.abc import Callable

import pandas as pd

from briefing.above import rows
from briefing.pictures.cells import Table
from briefing.pictures.page import Block, Page, Row, picture
from briefing.slides.grid import Grid, fitting
from briefing.slides.master import BOTTOM, TOP, WIDTH
from briefing.slides.page import Slides, Stamp
from briefing.slides.table import HEAD_FILL, Cell, status_cell
from briefing.workbooks.table_workbook import table_workbook
from metrics import terms
from metrics.columns import Column, printed
from metrics.periods import month_code, time_elapsed_pct
from store.above.matrix import Matrix

_MOST = 24  # regions on a slide or picture; the workbook has all
_WIDTHS = {"rank": 30.0, "region": 96.0, "rate_pct": 44.0, "rate_text": 58.0, "change": 46.0, "behind_total": 36.0,
           "units_missing": 36.0}  # fmt: skip
_SIZES = (10.0, 8.5, 7.5)


def workbook(matrix: Matrix, made_at: dt.datetime) -> bytes:
    """Every region with all its figures."""
    note = f"{rows.until(matrix)} · {rows.basis(matrix)} · {made_at:%Y-%m-%d %H:%M}生成"
    shown = rows.wide_columns(matrix)
    return table_workbook(_title(matrix), note, rows.rows(matrix), shown, has_demo=matrix.has_demo)


def slide(matrix: Matrix, made_at: dt.datetime) -> bytes:
    """One slide, its table native."""
    foot, demo = rows.foot(matrix), terms.DEMO_LINE if matrix.has_demo else None
    maker = matrix.above.maker
    deck = Slides(Stamp(_title(matrix), matrix.above.office, matrix.title, matrix.title, maker, made_at, foot, demo))
    deck.begin(matrix.title)
    page = deck.page(rows.headline(matrix), _lead(matrix))
    _grid(matrix).put(page, matrix.title, _lead(matrix))
    return deck.content()


def image(matrix: Matrix, made_at: dt.datetime) -> bytes:
    """One page as a PNG. Raises UserError where the machine has no Chinese font."""
    table = Table(
        rows.rows(matrix), rows.columns(matrix), measure_word="个地区", size=12.5, padding=2.0, most_padding=6.0
    )
    context = [rows.until(matrix), " · ", f"时间进度{time_elapsed_pct(matrix.month):.1f}%"]
    foot = f"{rows.basis(matrix)} · {made_at:%Y-%m-%d %H:%M}生成"
    demo = terms.DEMO_LABEL if matrix.has_demo else None
    return picture(Page(_title(matrix), context, [Row([[Block(_lead(matrix), table)]])], foot, demo))


FILES: dict[str, tuple[str, Callable[[Matrix, dt.datetime], bytes]]] = {
    "下载为Excel": ("xlsx", workbook), "下载幻灯片": ("pptx", slide), "下载图片": ("png", image),
}  # fmt: skip


def file_name(matrix: Matrix, ending: str) -> str:
    """`成都市全市一览_2023-09.xlsx`."""
    return f"{matrix.above.short_name}{matrix.title}_{month_code(matrix.month)}.{ending}"


def _title(matrix: Matrix) -> str:
    return f"{matrix.month.year}年{matrix.above.short_name}{matrix.title}"


def _lead(matrix: Matrix) -> str:
    owing = sum(row["units_missing"] for row in matrix.every)
    lacking = sum(row["cells_due"] - row["cells_in"] for row in matrix.owing)
    more = len(matrix.every) - _MOST
    return (
        f"{len(matrix.every)}个地区,按期率由低到高;本月未报送{owing}家单位"
        + (f",尚缺{lacking}个数据" if lacking else "")
        + (f";另有{more}个地区见表" if more > 0 else "")
    )


def _grid(matrix: Matrix) -> Grid:
    """The table in the largest type with which it fits; what goes beyond `_MOST` regions is in the workbook."""
    found = rows.rows(matrix, matrix.every[:_MOST])
    shown = rows.columns(matrix)
    rest = (WIDTH - sum(_WIDTHS.values())) / max(len(shown) - len(_WIDTHS), 1)
    widths = [_WIDTHS.get(column.name, min(rest, 96.0)) for column in shown]
    return fitting((_sized(found, shown, widths, size) for size in _SIZES), BOTTOM - TOP)


def _sized(found: pd.DataFrame, shown: list[Column], widths: list[float], size: float) -> Grid:
    head = [Cell(column.heading, fill=HEAD_FILL, size=min(size, 8.5), align="ctr") for column in shown]
    cells = zip(*(_cells(found, column, size) for column in shown), strict=True)
    return Grid(head, [list(line) for line in cells], widths)


def _cells(found: pd.DataFrame, column: Column, size: float) -> list[Cell]:
    texts = printed(found, column)
    if column.kind == "status":
        codes = list(found[column.status])
        return [status_cell(code, text, size=size, align="ctr") for code, text in zip(codes, texts, strict=True)]
    return [Cell(text, size=size, align="l" if column.name == "region" else "r") for text in texts]
