"""What changed since the month before: from its items on schedule to this month's, step by step and by name."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_MARK
from pptx.util import Pt

from briefing.charts.look import ACTUAL
from briefing.notice.paragraphs.changes import UNSENT, changed_items
from briefing.slides.charts.chart_data import Categories
from briefing.slides.charts.native import add_chart, finish, hide_axes, number_labels, solid
from briefing.slides.grid import Field, largest
from briefing.slides.master import BOTTOM, LEFT, TOP, WIDTH
from briefing.slides.page import Deck, put_line, put_text
from briefing.slides.text import Place, Words
from metrics import terms
from metrics.terms import BAD, GOOD, STATUSES

_CHART = 400.0
_FIELDS = (
    Field("cell_change", 72, "变化"), Field("coded_item", 178), Field("unit_label", 100),
    Field("previous_word", 70, "上月"), Field("status_word", 68, "本月"),
)  # fmt: skip
_NAMES, _NAME_SIZE = 24.0, 11
_PLOT, _NUMBER = 0.88, 13.0  # of the height, above the names; points that a number takes
_WORST_FIRST = (terms.NEWS["fell_behind"], UNSENT, terms.NEWS["completed"], terms.NEWS["recovered"])


@dataclass(frozen=True)
class Step:
    """A step of the bridge: how many items it adds to what is on schedule, or takes from it."""

    name: str
    change: int


def steps(items: pd.DataFrame) -> list[Step]:
    """The steps between both months' counts on schedule, each item in one; those of no item are left out.

    `items`: status and previous_status. What becomes done from on schedule is no step: it stays on schedule.
    """
    now, before = items["status"], items["previous_status"]
    is_good, was_good = now.isin(GOOD), before.isin(GOOD)
    came, went = is_good & ~was_good, was_good & ~is_good
    counts = {
        "转为完成": (came & (now == "done")).sum(),
        "恢复正常": (came & before.isin(BAD) & (now != "done")).sum(),
        "补报或新判定": (came & ~before.isin(BAD) & (now != "done")).sum(),
        "按期转滞后": -(went & now.isin(BAD)).sum(),
        "按期转缺报": -(went & (now == "not_reported")).sum(),
        "按期转不判定": -(went & ~now.isin((*BAD, "not_reported"))).sum(),
    }
    return [Step(name, int(count)) for name, count in counts.items() if count]


def bridge_page(deck: Deck) -> None:
    """One slide; none where there is nothing to compare with, as the page that decides says."""
    snapshot = deck.material.snapshot
    before = snapshot.compared_with
    if before is None:
        return
    month_no, found = deck.month_no, steps(snapshot.items)
    columns = [Step(f"{month_no - 1}月按期", before.good), *found, Step(f"{month_no}月按期", snapshot.tally.good)]
    lowest = _lowest(columns)
    cut = f"；纵轴从{lowest}起" if lowest else ""
    slide = deck.page(
        _title(before.good, snapshot.tally.good, snapshot.changes),
        f"按期包括已完成、超序时和达序时的事项，单位：项{cut}",
    )
    _put_bridge(deck, slide, columns, lowest)
    _put_names(deck, slide)


def _title(before: int, now: int, changes: dict[str, pd.DataFrame]) -> str:
    told = "，".join(f"{word}{len(changes[name])}项" for name, word in terms.NEWS.items() if len(changes[name]))
    moved = "与上月相同" if now == before else f"比上月{'增加' if now > before else '减少'}{abs(now - before)}项"
    return f"按期事项{now}项，{moved}" + (f"；{told}" if told else "")


def _lowest(columns: list[Step]) -> int:
    """Where the axis begins, so that the steps can be seen beside the whole: a round number well below all levels."""
    level = columns[0].change
    levels = [level, *(level := level + one.change for one in columns[1:-1]), columns[-1].change]
    return int(0.8 * min(levels) / 10) * 10


def _thin(columns: list[Step], lowest: int) -> list[int]:
    """The places of steps too low for their number, which then stands at their name."""
    level = highest = columns[0].change
    for one in columns[1:-1]:
        level += one.change
        highest = max(highest, level)
    each = _PLOT * (BOTTOM - TOP) / max(max(highest, columns[-1].change) - lowest, 1)
    return [at for at, one in enumerate(columns[1:-1], start=1) if abs(one.change) * each < _NUMBER]


def _put_bridge(deck: Deck, slide: Any, columns: list[Step], lowest: int) -> None:
    """Columns on an invisible one below: the steps hang where the sum stands."""
    data = Categories(deck.material.edition.made_at)
    thin = _thin(columns, lowest)
    signed = [f"{one.name}{one.change:+}".replace("-", "−") for one in columns]
    data.categories = [signed[at] if at in thin else one.name for at, one in enumerate(columns)]
    level, under, total, more, less = 0, [], [], [], []
    for number, one in enumerate(columns):
        is_end = number in (0, len(columns) - 1)
        level = one.change if is_end else level + one.change
        under.append(0 if is_end else min(level, level - one.change))
        total.append(one.change if is_end else 0)
        more.append(0 if is_end else max(one.change, 0))
        less.append(0 if is_end else max(-one.change, 0))
    rows = {"（垫底）": under, "按期": total, "增加": more, "减少": less}
    for name, values in rows.items():
        data.add_series(name, values)
    place = Place(LEFT, TOP, _CHART, BOTTOM - TOP)
    alt = "按期事项的变化：" + "、".join(f"{one.name}{one.change}" for one in columns) + "。"
    chart = add_chart(slide, "按期事项的变化", alt, XL_CHART_TYPE.COLUMN_STACKED, data, place)
    hide_axes(chart, "value")
    axis = chart.category_axis
    axis.has_major_gridlines, axis.major_tick_mark = False, XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(_NAME_SIZE)
    axis._element.txPr.bodyPr.set("rot", "0")  # names of several characters go on below, not aslant
    chart.value_axis.minimum_scale = lowest
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    fills = (None, ACTUAL, STATUSES["ahead"].fill, STATUSES["far_behind"].fill)
    for series, fill in zip(plot.series, fills, strict=True):
        if fill is None:
            series.format.fill.background()
            continue
        solid(series.format, fill)
        sign = {"增加": "+", "减少": "−"}.get(series.name, "")
        unsaid = dict.fromkeys(thin, ";;;")
        number_labels(series, f'"{sign}"0;;;', Words("", 13, "#ffffff", bold=True), "ctr", unsaid)
    finish(chart)


def _put_names(deck: Deck, slide: Any) -> None:
    found = changed_items(deck.material)
    rows = pd.concat([found[word].assign(cell_change=word) for word in _WORST_FIRST], ignore_index=True)
    words = [terms.status_word(str(code), by_pace=True, month_no=1) for code in rows["previous_status"]]
    rows = rows.assign(previous_word=words)
    left, room = LEFT + _CHART + 12, BOTTOM - TOP - _NAMES
    if rows.empty:
        put_line(slide, "无变化", "没有事项的状态发生变化。", left=left, wide=WIDTH - _CHART - 12)
        return
    table = largest(rows, _FIELDS, room).first(room)
    if table is None:
        return
    place = table.put(slide, "变化的事项", "变化的事项。", TOP, left)
    if len(table.rows) < len(rows):
        rest = f"另有{len(rows) - len(table.rows)}项，见总表和通报附件。"
        put_text(slide, "其余", Place(left, place.bottom + 2, place.width, 20), [Words(rest, 12)])
