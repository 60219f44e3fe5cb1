"""How categories and units stand: a row each with its rate and the counts beside it, what is worst first."""

from dataclasses import replace

import pandas as pd

from briefing.slides.charts.count_charts import status_bars
from briefing.slides.grid import Field, fitting, grid
from briefing.slides.legend import HEIGHT, put_legend, status_chips
from briefing.slides.master import BOTTOM, TOP, WIDTH
from briefing.slides.page import Deck
from briefing.slides.words import TOO_THIN, most
from metrics import terms
from metrics.arithmetic.counting import Tally
from metrics.wording import percent
from store.engine.records import Record, records
from store.reads.figures.boards import units_behind

_SIZES = (12.0, 11.0, 10.5)
_CATEGORIES = (
    Field("series_name", 84), Field("category", 178), Field("total", 60), Field("rate_pct", 88), Field("judged", 84),
)  # fmt: skip
_UNITS = (
    Field("unit_label", 164), Field("total", 60), Field("rate_pct", 88), Field("judged", 84), Field("cells_text", 110),
)  # fmt: skip
_ROOM = BOTTOM - TOP - HEIGHT - 6


def category_summary(deck: Deck) -> None:
    """One slide of all categories, in which the most is behind first."""
    rows = deck.material.snapshot.by_category
    if rows.empty:
        return
    rows = _worst_first(rows)
    word = deck.behind_word
    clean = int((_behind(rows) == 0).sum())
    worst = (
        f"{word}以{most([f'“{name}”' for name in rows['category']], list(_behind(rows)))}"
        if clean < len(rows)
        else f"均无{word}事项"
    )
    title = f"{len(rows)}个类别中{worst}" + (f"；{clean}个类别没有{word}" if 0 < clean < len(rows) else "")
    if deck.material.snapshot.tally.is_thin:
        title = f"{len(rows)}个类别：{TOO_THIN}"
    _put(deck, title, "各类别", rows, _CATEGORIES, "category", "个")


def unit_summary(deck: Deck) -> None:
    """One slide of the lead units, those with the most behind first; the others are counted."""
    board = deck.material.board
    if board.empty:
        return
    behind, word = units_behind(board), deck.behind_word
    rows = _worst_first(board)
    title = f"{len(board)}家牵头单位中{behind}家有{word}事项"
    title += f"，{most(list(rows['unit_name']), list(_behind(rows)))}" if behind else ""
    if deck.material.snapshot.tally.is_thin:
        title = f"{len(board)}家牵头单位：{TOO_THIN}"
    _put(deck, title, "各单位", rows, _UNITS, "unit_name", "家")


def _behind(rows: pd.DataFrame) -> pd.Series:
    return rows[list(terms.BAD)].sum(axis=1)


def _worst_first(rows: pd.DataFrame) -> pd.DataFrame:
    order = rows.assign(behind_total=_behind(rows), unsent=rows["not_reported"])
    return order.sort_values(["behind_total", "unsent", "total"], ascending=False, kind="stable", ignore_index=True)


def _put(
    deck: Deck, title: str, name: str, rows: pd.DataFrame, fields: tuple[Field, ...], column: str, of: str
) -> None:
    free = WIDTH - sum(field.width for field in fields)
    grids = (grid(rows, fields, chart=("各状态项数", free), size=size, least=15.5) for size in _SIZES)
    table = fitting(grids, _ROOM).first(_ROOM)
    if table is None:
        return
    rest = len(rows) - len(table.rows)
    told = f"；另有{rest}{of}见总表" if rest else ""
    slide = deck.page(title, f"{deck.behind_word}多的在前，单位：项，长度为占比{told}")
    groups = [(str(row[column]), _tally(row)) for row in records(rows.head(len(table.rows)))]
    table = replace(table, least=max(table.heights))  # as high as each other, for the bars beside
    place = table.put(slide, f"{name}按期率", f"{name}：" + "、".join(
        f"{group}{percent(tally.rate_pct)}" for group, tally in groups
    ) + "。")  # fmt: skip
    status_bars(deck, slide, f"{name}各状态项数", groups, table.column(place, len(fields)), gap=18)
    put_legend(slide, status_chips(deck.material.snapshot.items["status"], deck.month_no), BOTTOM - HEIGHT)


def _tally(row: Record) -> Tally:
    return Tally({code: int(row[code]) for code in terms.STATUS_CODES})
