"""总览 as a picture: counts, indicators, the walls, what needs attention and the course of the year."""

from briefing.charts import cards, counts, groups, wall
from briefing.charts.look import Chart
from briefing.material import Material
from briefing.pictures.cells import Table, Words
from briefing.pictures.page import Block, Page, Paragraphs, Row
from briefing.screens.frame import owing_block, page, titled, told_row
from metrics import terms
from metrics.arithmetic import counting
from metrics.columns import with_outlook
from metrics.typography import full_width
from store.reads.figures import boards
from store.reads.figures.snapshot import Snapshot

_HALVES = (0.94, 1.06)
_WORST = ["status_word", "coded_item", "unit_label", "margin_points", "months_behind", "outlook_word"]


def overview(material: Material) -> Page:
    """The month in one view."""
    snapshot = material.snapshot
    course = counts.counts_course(snapshot.item_course, snapshot.place.whole, height=106)
    left = [_wall(snapshot), Block("各系列状态", _series(snapshot), "按期率和按期/可判定项数")]
    right = [_attention(material), Block("各月状态", course, "全部事项,单位:项")]
    return page(
        material,
        titled(material, "目标进度"),
        told_row(_brief(snapshot), 13),
        Row([[Block("", counts.counts_bar(snapshot.tally, snapshot.place.targets, height=34))]]),
        Row([[Block("", _cards(snapshot))]]),
        Row([left, right], _HALVES),
    )


def _brief(snapshot: Snapshot) -> Words:
    """The month in the sentence of the screen: the rate with its change, what is behind, what the year will bring."""
    first, *others = snapshot.in_brief()
    return [[full_width(first)], "".join(f";{clause}" for clause in others)]


def _cards(snapshot: Snapshot) -> Chart:
    rows = snapshot.measures[snapshot.measures["series"] == "indicator"]
    return cards.cards(rows, snapshot.course, height=132)


def _wall(snapshot: Snapshot) -> Block:
    items = snapshot.items_of("livelihood")
    chart = wall.wall(items, row_height=29, width=560)
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
    names = with_outlook(_WORST, is_shown=snapshot.shows_outlook)
    body = Table(worst, names) if len(worst) else Paragraphs([[snapshot.nothing_behind]])
    return Block("本月需关注", body, f"滞后事项共{len(worst)}项")
