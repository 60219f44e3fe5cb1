"""What screens show with figures, for one choice: drawn once and kept, like the reads that it is made from."""

from briefing.charts import groups, measure_course
from briefing.charts.look import Chart
from briefing.charts.screens import behind, indicator
from briefing.charts.screens import unit as unit_screen
from briefing.charts.screens.behind import Backlog
from briefing.charts.screens.indicator import Opened
from briefing.charts.screens.unit import UnitPage
from metrics.arithmetic import counting
from metrics.arithmetic.backlog import only
from store.engine.store import Store
from store.reads.view import View
from ui.cache import reads
from ui.cache.store_cache import cached


@cached(128)
def opened_indicator(store: Store, view: View, code: str) -> Opened:
    """What the main targets' screen shows with an item open."""
    return indicator.opened(reads.indicators(view), code)


@cached(128)
def group_bars(
    store: Store, view: View, series: str, column: str, chosen: dict[str, str | None], status: str | None, what: str
) -> Chart | None:
    """The counts by category or lead unit of what the other choices leave; None where that is nothing."""
    rows = only(reads.series_items(view, series), {**chosen, column: None}, status)
    if rows.empty:
        return None
    table = counting.tally_by(rows, column)
    return groups.group_bars(table, column, what, chosen[column], names_above=column == "category")


@cached(256)
def course(store: Store, view: View, series: str, code: str, measure_id: str) -> Chart:
    """A measure of an open item over the year."""
    dossier = reads.dossier(view, series, code)
    assert dossier is not None  # it is open
    return measure_course.measure_chart(dossier, dossier.by_id[measure_id])


@cached(128)
def backlog(store: Store, view: View, chosen: dict[str, str | None], status: str | None) -> Backlog:
    """What is behind under some filters; `chosen` are values of columns, `status` a status' word, None chooses all."""
    return behind.filtered(
        reads.behind_rows(view), reads.recovered_rows(view), reads.owing_rows(view),
        reads.month_snapshot(view).reporting, chosen, status,
    )  # fmt: skip


@cached(128)
def unit_page(store: Store, view: View, unit: str) -> UnitPage:
    """All of a lead unit's own page."""
    return unit_screen.unit_page(
        reads.month_snapshot(view), reads.unit_board(view), reads.behind_rows(view), reads.owing_rows(view),
        reads.submissions(view.as_of), unit,
    )  # fmt: skip
