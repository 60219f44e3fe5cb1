"""The wall: one tile per item, a row per category, each tile with its mark, number and colour."""

from collections.abc import Mapping, Sized

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.look import BARE, INSIDE, TEXT, Chart, shortened, styled, surfaces
from briefing.charts.marks import Marks
from metrics.rows import ToldItemRow
from metrics.terms import BAD, STATUSES
from store.engine.records import records

LONGEST_ROW = 12  # tiles; a category with more goes on in the next row
_CHARACTER = 13.4  # pixels that one of a category's name takes


def categories(items: pd.DataFrame) -> dict[str, list[ToldItemRow]]:
    """What the wall shows: the items of each category, in order of first appearance."""
    groups: dict[str, list[ToldItemRow]] = {}
    for item in records(items, ToldItemRow):
        groups.setdefault(item["category"], []).append(item)
    return groups


def told(item: ToldItemRow) -> str:
    """What a tile says when it is pointed at: whose the item is and how it stands."""
    return f"{item['unit_label']} · {item['status_word']}{item['doubt_word']}"


def wall(items: pd.DataFrame, *, row_height: int = 33, width: float = 620) -> Chart:
    """Tiles of items (item_no, category, status), by category, for a picture: the screen draws its own.

    `width` is the least width in pixels that the figure is drawn at: the names must have room beside the tiles.
    """
    groups = categories(items)
    place, row, labels = _places(groups)
    shown = [item for members in groups.values() for item in members]
    statuses = [STATUSES[item["status"]] for item in shown]
    tiles = go.Bar(
        x=[0.94] * len(items),
        base=place,
        y=row,
        orientation="h",
        width=0.88,
        marker=surfaces([item["status"] for item in shown]),
        text=[f"<b>{status.mark}</b> {item['item_no']}" for status, item in zip(statuses, shown, strict=True)],
        textfont={"color": [status.on_fill for status in statuses], "size": 13},
        **INSIDE,
    )
    marks = Marks()
    for name, at in labels.items():
        marks.text(-0.12, at, shortened(name), size=13, color=TEXT, xanchor="right")
    figure = marks.put_on(go.Figure(tiles))
    rows = max(row, default=0) + 1
    tiles_across = max(place, default=0) + 1
    names = _CHARACTER * max(map(len, map(shortened, labels)), default=0)
    tile = max(width - names, 0.3 * width) / (tiles_across + 0.3)
    across, down = BARE | {"range": [-names / tile - 0.3, tiles_across]}, BARE | {"range": [rows - 0.5, -0.5]}
    styled(figure, height=row_height * rows, margin=(0, 0, 0, 0), bargap=0, xaxis=across, yaxis=down)
    return Chart(figure, wall_alt(items))


def wall_alt(items: pd.DataFrame) -> str:
    """The wall in a sentence: which numbers are behind, by category."""
    behind = items[items["status"].isin(BAD)]
    if behind.empty:
        return f"{len(items)}项中没有滞后事项。"
    groups = behind.groupby("category", sort=False)
    parts = [f"{category}第{'、'.join(map(str, rows['item_no']))}项" for category, rows in groups]
    return f"{len(items)}项中滞后{len(behind)}项:" + ";".join(parts) + "。"


def _places(groups: Mapping[str, Sized]) -> tuple[list[int], list[int], dict[str, int]]:
    """Where each tile stands (place in the row, row), and the row of each category's name."""
    place, row, labels = [], [], dict[str, int]()
    next_row = 0
    for name, members in groups.items():
        labels[name] = next_row
        place += [number % LONGEST_ROW for number in range(len(members))]
        row += [next_row + number // LONGEST_ROW for number in range(len(members))]
        next_row = row[-1] + 1
    return place, row, labels
