"""Every chart of every screen of an edition, under the name of its file."""

from collections.abc import Iterable
from functools import partial

from briefing.charts.amounts import amounts
from briefing.charts.bullets import bullets
from briefing.charts.cards import cards
from briefing.charts.counts import counts_bar, counts_course
from briefing.charts.indicator_course import course
from briefing.charts.measure_course import measure_chart
from briefing.charts.screens.behind import TOP_UNITS
from briefing.charts.units import unit_bars
from briefing.charts.wall import wall
from briefing.details import Details
from briefing.material import Material
from briefing.pictures.charts import WIDTH, ChartPicture
from briefing.screens.behind import chosen_backlog
from briefing.screens.frame import category_rates
from briefing.screens.item import course_shows
from briefing.screens.series import GROUPED
from metrics.terms import BAD, SERIES

_WIDE, _NARROW = 1220.0, 720.0  # points
_NUMBERS = {"livelihood": "03", "task": "04"}  # of the screens, as in the catalogue of pages
_ITEMS = "单位:项"


def charts(material: Material, details: Details) -> list[ChartPicture]:
    """The overview's charts, then the main targets', the series', what is behind, the units', and opened measures."""
    return [
        *_district(material),
        *_indicators(material),
        *(one for series in GROUPED for one in _series(material, series)),
        *_behind(material),
        *_units(material),
        *_measures(details),
    ]


def _district(material: Material) -> Iterable[ChartPicture]:
    snapshot = material.snapshot
    whole, targets = snapshot.place.whole, snapshot.place.targets
    yield ChartPicture(f"01_{whole}_状态", f"{targets}状态", _ITEMS, partial(counts_bar, snapshot.tally, targets))
    course_of = partial(counts_course, snapshot.item_course, whole, height=220)
    yield ChartPicture(f"01_{whole}_各月状态", "各月状态", f"全部事项,{_ITEMS}", course_of)


def _indicators(material: Material) -> Iterable[ChartPicture]:
    facts = material.indicators
    if facts.measures.empty:
        return
    name, snapshot = f"02_{SERIES['indicator']}", material.snapshot
    drawn = partial(cards, snapshot.measures[snapshot.measures["series"] == "indicator"], snapshot.course)
    yield ChartPicture(f"{name}_卡片", "主要经济指标", "浅蓝为目标区间", drawn, width=_WIDE)
    title, drawn = f"{len(facts.codes)}项指标与目标对照", partial(bullets, facts.measures, None)
    yield ChartPicture(f"{name}_与目标对照", title, "各用各的标尺", drawn, width=_NARROW)
    for code in facts.codes:
        title, drawn = str(facts.of_item(code)["item"].iloc[0]), partial(course, facts, code)
        note = f"本年走势,单位:{facts.units_of(code)}"
        yield ChartPicture(f"{name}_{code}_{title}", title, note, drawn, width=_NARROW)
    if len(facts.amounts):
        note = "灰柱为上年全年;增速为同期公布数,不由总量推算"
        yield ChartPicture(f"{name}_总量与增速", "总量与增速", note, partial(amounts, facts))


def _series(material: Material, series: str) -> Iterable[ChartPicture]:
    snapshot, items = material.snapshot, material.series_items[series]
    if items.empty:
        return
    title, grouped, number = SERIES[series], GROUPED[series], _NUMBERS[series]
    yield ChartPicture(
        f"{number}_{title}_状态", f"{title}状态", _ITEMS, partial(counts_bar, snapshot.tally_of(series), title)
    )
    tiles = partial(wall, items, width=_NARROW)
    yield ChartPicture(
        f"{number}_{title}_总表", f"{len(items)}项{title}", f"按{grouped},每格一项", tiles, width=_NARROW
    )
    rates = partial(category_rates, items, width=WIDTH, row_height=26, what=f"各{grouped}")
    note = f"{_ITEMS};右侧为按期/可判定项数"
    yield ChartPicture(f"{number}_{title}_各{grouped}按期率", f"{title}各{grouped}按期率", note, rates)


def _behind(material: Material) -> Iterable[ChartPicture]:
    found = chosen_backlog(material)
    if found.rows.empty:
        return
    note = f"前{TOP_UNITS}家,单位:个子项" if found.counts.units > TOP_UNITS else "单位:个子项"
    by_unit, by_category = (lambda: found.by_unit), (lambda: found.by_category)
    yield ChartPicture("05_滞后子项_按牵头单位", "滞后子项:按牵头单位", note, by_unit, width=_NARROW)
    yield ChartPicture("05_滞后子项_按类别", "滞后子项:按类别", "单位:个子项", by_category, width=_NARROW)


def _units(material: Material) -> Iterable[ChartPicture]:
    if len(material.board):
        bars = partial(unit_bars, material.board, row_height=19)
        yield ChartPicture("06_牵头单位_事项状态", "各单位事项状态", f"名次在前,{_ITEMS}", bars, width=_NARROW)


def _measures(details: Details) -> Iterable[ChartPicture]:
    """The course of every measure that is behind."""
    for code, dossier in details.dossiers.items():
        for row in dossier.by_id.values():
            if row["status"] in BAD:
                title, name = f"{code} {row['measure']}", f"子项_{code}_{row['measure']}"
                drawn = partial(measure_chart, dossier, row, height=300)
                yield ChartPicture(name, title, course_shows(row), drawn, width=_NARROW)
