"""How wide the columns of a table are that goes across a page: texts as long as they are, as far as there is room."""

import unicodedata
from collections.abc import Mapping, Sequence

import pandas as pd

from metrics.columns import Column

PAGE, WITH_CHOICE = 1212, 1168  # pixels across a laptop's page; beside the boxes by which rows are chosen
_WIDE, _NARROW, _SIDES = 13.2, 7.6, 20.0  # pixels of a Chinese character, of another, and beside the words
_MOST = 600.0  # what is longer is read where the row is opened, or taken along


def fitted(rows: pd.DataFrame, shown: Sequence[Column], widths: Mapping[str, int], room: int) -> dict[str, int]:
    """A width for each column. Texts that are shorter than their usual width leave the rest to those that are longer.

    Where all together have no room the table is moved sideways anyway, and every text gets what it needs.
    """
    needs = {column.name: _need(rows[column.name], column.heading) for column in shown if column.kind == "text"}
    least = {column.name: float(widths.get(column.name, needs.get(column.name, _MOST))) for column in shown}
    least |= {name: min(least[name], need) for name, need in needs.items()}
    lacking = {name: need - least[name] for name, need in needs.items()}
    over, lack = room - sum(least.values()), sum(lacking.values())
    part = over / lack if 0 <= over < lack else 1.0
    return {name: round(width + part * lacking.get(name, 0.0)) for name, width in least.items()}


def cuts(rows: pd.DataFrame, shown: Sequence[Column], widths: Mapping[str, int]) -> bool:
    """Whether a text is longer than its column."""
    return any(
        column.kind == "text"
        and max(map(_length, rows[column.name].dropna().astype(str)), default=0) > widths[column.name] + 1
        for column in shown
    )


def _need(texts: pd.Series, heading: str) -> float:
    """What the longest of a column's texts takes on a line, or its heading."""
    return min(max(map(_length, [heading, *texts.dropna().astype(str).unique()])), _MOST)


def _length(text: str) -> float:
    return sum(_WIDE if unicodedata.east_asian_width(one) in "WFA" else _NARROW for one in text) + _SIDES
