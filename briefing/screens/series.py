"""A numbered series, 民生实事 or 重点任务, as a picture: counts, the wall, rates by category, and its items."""

import pandas as pd

from briefing.charts import wall
from briefing.material import Material
from briefing.pictures.cells import Table
from briefing.pictures.page import CONTENT, GAP, Block, Page, Row
from briefing.screens.frame import category_rates, counts_row, fitting, page, table_or, titled
from metrics import terms
from metrics.terms import BAD

GROUPED = {"livelihood": "类别", "task": "章节"}  # what the categories of a series are called
_HALVES = (1, 1.3)
_ROOM = 520.0  # points, for the wall and the rates under their titles
_NAMES = ["status_word", "coded_item", "unit_label", "done_pct", "plan_pct", "margin_points", "months_behind"]


def series(material: Material, name: str) -> Page:
    """The series as a whole: where it stands, and beside it what is behind first, then the other items."""
    items = material.series_items[name]
    counts = counts_row(material.snapshot.tally_of(name), terms.SERIES[name])
    rows = Row([_left(items, name), [_list(items)]], _HALVES)
    return page(material, titled(material, terms.SERIES[name]), counts, rows)


def _left(items: pd.DataFrame, name: str) -> list[Block]:
    groups = items["category"].nunique()
    rows = sum(-(-len(members) // wall.LONGEST_ROW) for _, members in items.groupby("category"))
    tile = fitting(0.6 * _ROOM, rows, 16, 36)
    bar = fitting(_ROOM - tile * rows, groups, 14, 26)
    grouped = GROUPED[name]
    width = (CONTENT - GAP) * _HALVES[0] / sum(_HALVES)
    tiles = wall.wall(items, row_height=tile, width=width)
    rates = category_rates(items, width=width, row_height=bar, what=f"各{grouped}")
    return [
        Block(f"{len(items)}项{terms.SERIES[name]}", tiles, f"按{grouped},每格一项"),
        Block(f"各{grouped}按期率", rates, "单位:项;右侧为按期/可判定项数"),
    ]


def _list(items: pd.DataFrame) -> Block:
    """The items, what stands worst first; within a status, by how far behind and then by number."""
    order = {code: rank for rank, code in enumerate(terms.WORST_FIRST)}
    rows = items.assign(rank=items["status"].map(order)).sort_values(
        ["rank", "margin_points"], kind="stable", na_position="last"
    )
    behind = int(rows["status"].isin(BAD).sum())
    table = Table(rows.drop(columns="rank"), _NAMES, size=11.5, padding=3.8)
    return table_or(
        f"滞后{behind}项在前,其余依次" if behind else "全部事项", table, "本系列没有事项。", "各数取最差的子项"
    )
