"""总览 as a picture: counts, indicators, the walls, what needs attention and the course of the year."""

from briefing.charts import cards, counts, groups, wall
from briefing.charts.look import Chart
from briefing.material import Material
from briefing.pictures.cells import Table
from briefing.pictures.page import Block, Page, Paragraphs, Row
from briefing.screens.frame import counts_row, owing_block, page, titled
from metrics import terms
from metrics.arithmetic import counting
from store.reads.figures import boards
from store.reads.figures.snapshot import Snapshot

_HALVES = (0.94, 1.06)
_WORST = ["status_word", "coded_item", "unit_label", "margin_points", "months_behind"]


def overview(material: Material) -> Page:
    """The month in one view."""
    snapshot = material.snapshot
    course = counts.counts_course(snapshot.item_course, snapshot.place.whole, height=106)
    left = [_wall(snapshot), Block("各系列状态", _series(snapshot), "按期率和按期/可判定项数")]
    right = [_attention(material), Block("各月状态", course, "全部事项,单位:项")]
    return page(
        material,
        titled(material, "目标进度"),
        counts_row(snapshot.tally, snapshot.place.targets),
        Row([[Block("", _cards(snapshot))]]),
        Row([left, right], _HALVES),
    )


def _cards(snapshot: Snapshot) -> Chart:
    rows = snapshot.measures[snapshot.measures["series"] == "indicator"]
    return cards.cards(rows, snapshot.course, height=132)


def _wall(snapshot: Snapshot) -> Block:
    items = snapshot.items_of("livelihood")
    chart = wall.wall(items, row_height=31, width=560)
    return Block(f"{len(items)}项{terms.SERIES['livelihood']}", chart, "每格一项")


def _series(snapshot: Snapshot) -> Chart:
    items = snapshot.items.assign(series_name=snapshot.items["series"].map(terms.SERIES))
    table = counting.tally_by(items, "series_name")
    return groups.group_bars(table, "series_name", "各系列", width=590, row_height=27)


def _attention(material: Material) -> Block:
    snapshot = material.snapshot
    worst = snapshot.worst_items
    if worst.empty and len(material.owing):
        return owing_block(
            boards.owing_units(material.owing, snapshot.reporting), "本月需关注", snapshot.nothing_behind
        )
    body = Table(worst, _WORST) if len(worst) else Paragraphs([[snapshot.nothing_behind]])
    return Block("本月需关注", body, f"滞后事项共{len(worst)}项")
