"""已完成和较快的 items by series and category: what the long form of a notice names besides."""

from collections.abc import Callable
from dataclasses import dataclass

from briefing.material import Material
from metrics import terms, wording
from metrics.rows import SeriesItemRow
from store.engine.records import records


@dataclass(frozen=True)
class Series:
    """A series and its items that are meant, named, by category."""

    name: str
    total: int
    categories: dict[str, list[str]]


def done_items(material: Material) -> list[Series]:
    """What is done, by series and category, named."""
    return _by_series(material, "done", lambda row: str(row["item"]))


def ahead_items(material: Material) -> list[Series]:
    """What is ahead, by series and category, each with its unit and by how much."""
    return _by_series(material, "ahead", _ahead)


def _by_series(material: Material, status: str, name: Callable[[SeriesItemRow], str]) -> list[Series]:
    found = []
    for code, series in terms.SERIES.items():
        items, categories = material.series_items[code], dict[str, list[str]]()
        for row in records(items[items["status"] == status], SeriesItemRow):
            categories.setdefault(row["category"], []).append(name(row))
        if categories:
            found.append(Series(series, sum(map(len, categories.values())), categories))
    return found


def _ahead(row: SeriesItemRow) -> str:
    """`绿道建设(区公园城市局,完成率92.0%,快17.0个百分点)`; of several measures the slowest is told."""
    margin = row["margin_points"]
    if margin is None:
        return f"{row['item']}({row['lead_unit']})"
    if not row["by_pace"]:
        told = f"优于目标{wording.margin_size(margin, row['unit'])}"
    elif row["measures"] > 1:
        told = f"最慢子项快{wording.points(margin)}"
    else:
        told = f"完成率{wording.percent(row['done_pct'])},快{wording.points(margin)}"
    return f"{row['item']}({row['lead_unit']},{told})"
