"""已完成和较快的 by series and category, what the indicators say, and what changed since the edition before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from briefing.material import Material
from briefing.notice.table import Row, Table, cell, heading
from metrics import terms, wording
from metrics.rows import IndicatorRow, SeriesItemRow
from store.engine.records import records


@dataclass(frozen=True)
class Category:
    """A category and the items in it that are meant."""

    name: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Series:
    """A series and its items that are meant, by category."""

    name: str
    total: int
    categories: tuple[Category, ...]


def done_items(material: Material) -> list[Series]:
    """What is done, by series and category, named."""
    return list(_by_series(material, "done", lambda row: str(row["item"])))


def ahead_items(material: Material) -> list[Series]:
    """What is ahead, by series and category, each with its unit and by how much."""
    return list(_by_series(material, "ahead", _ahead))


def indicator_sentences(material: Material) -> list[str]:
    """Each main target's name, figure, target and margin; what is behind with what it takes."""
    return [_indicator(row) for row in records(material.indicators.measures, IndicatorRow)]


def changed(rows: pd.DataFrame) -> list[str]:
    """The items of one kind of change, each with its status before and now."""
    return [f"{row['item']}({row['unit_label']},{row['previous_word']}→{row['status_word']})" for row in records(rows)]


def restated_table(material: Material) -> Table:
    """Every figure that was corrected since the edition before: first, in that edition, now."""
    rows = [
        Row((
            cell(row["coded_item"]), cell(row["measure"]), cell(row["reported_month"], "center"),
            *(cell(row[name], "center") for name in ("first_text", "then_text", "now_text")),
        ))
        for row in records(material.comparison.restated if material.comparison else pd.DataFrame())
    ]  # fmt: skip
    return Table((36, 36, 24, 20, 20, 20), (heading(["事项", "子项", "数据月份", "首次报送", "上期", "本期"]), *rows))


def _by_series(material: Material, status: str, name: Callable[[SeriesItemRow], str]) -> Iterable[Series]:
    for code, series in terms.SERIES.items():
        items = material.series_items[code]
        rows = records(items[items["status"] == status], SeriesItemRow)
        if rows:
            categories = dict.fromkeys(row["category"] for row in rows)
            yield Series(
                series,
                len(rows),
                tuple(
                    Category(category, tuple(name(row) for row in rows if row["category"] == category))
                    for category in categories
                ),
            )


def _ahead(row: SeriesItemRow) -> str:
    """`绿道建设(区公园城市局,完成率92.0%,快17.0个百分点)`; of several measures the slowest is told."""
    margin = row["margin_points"]
    if margin is None:
        return f"{row['item']}({row['unit_label']})"
    if not row["by_pace"]:
        told = f"优于目标{wording.margin_size(margin, row['unit'])}"
    elif row["measures"] > 1:
        told = f"最慢子项快{wording.points(margin)}"
    else:
        told = f"完成率{wording.percent(row['done_pct'])},快{wording.points(margin)}"
    return f"{row['item']}({row['unit_label']},{told})"


def _indicator(row: IndicatorRow) -> str:
    is_judged = row["computed_status"] in (*terms.GOOD, *terms.BAD)
    parts = [row["why"]]
    if is_judged and row["ruling_status"] is None:
        parts.append(row["status_word"])
    if row["status"] in terms.BAD and row["what_it_takes"]:
        parts.append(row["what_it_takes"])
    return f"{row['measure']}:{','.join(parts)}"
