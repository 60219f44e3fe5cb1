"""Everything that an edition's files are made from, taken from the store once, and the lines that each file carries."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from metrics import terms
from metrics.periods import month_name, span_name, time_elapsed_pct
from store.engine import clock
from store.engine.store import Store
from store.reads import editions, links, view
from store.reads.editions import Edition
from store.reads.figures import boards, dossiers, edition_comparison, indicators, snapshot
from store.reads.figures.edition_comparison import Comparison
from store.reads.figures.indicators import Indicators
from store.reads.figures.snapshot import Snapshot
from store.reads.figures.status import figure_history
from store.reads.figures.whole_table import whole_table
from store.reads.reporting.deadlines import month_deadlines


@dataclass(frozen=True)
class Material:
    """An edition's figures. Frames are shared and must not be changed in place.

    `behind`: boards.behind_rows, worst first, with what the units say; `recovered` and `owing` its siblings;
    `board`: boards.unit_board; `comparison`: with the edition before, None where there is none of the year;
    `table`: whole_table, every measure with where its figure came from; `thresholds`: store.reads.view.thresholds.
    """

    edition: Edition
    snapshot: Snapshot
    indicators: Indicators
    behind: pd.DataFrame
    recovered: pd.DataFrame
    owing: pd.DataFrame
    board: pd.DataFrame
    comparison: Comparison | None
    table: pd.DataFrame
    thresholds: pd.DataFrame
    zone: str  # that the store's moments are in
    deadlines: dict[dt.date, dt.date]  # by month of the year, the last day on which its figures are in time
    twins: pd.DataFrame  # store.reads.links: commitments that stand twice

    @cached_property
    def series_items(self) -> dict[str, pd.DataFrame]:
        """By series, its items in the order of their numbers, each beside its worst measure (figures.dossiers)."""
        return {series: dossiers.series_items(self.snapshot, series) for series in terms.SERIES}

    @property
    def is_last(self) -> bool:
        """December: what is behind is 未完成, and nothing is left of the year."""
        return self.edition.view.month.month == 12

    @property
    def until(self) -> str:
        """`数据截至2023年1–9月`."""
        month = self.edition.view.month
        return f"数据截至{month.year}年{span_name(month)}"

    @property
    def time_elapsed(self) -> str:
        """`时间进度75.0%`."""
        return f"时间进度{time_elapsed_pct(self.edition.view.month):.1f}%"

    @property
    def basis_line(self) -> str:
        """What the figures are and how they are judged: 口径."""
        return f"口径:累计数,按{terms.PRESETS[self.edition.view.preset]}判定"

    @property
    def source_line(self) -> str:
        """Where the figures come from."""
        return "来源:各单位月报及已公开数据"

    @property
    def edition_line(self) -> str:
        """`第7期(2023-10-12 09:00定)`; what has no number yet says so."""
        if self.edition.number is None:
            return f"{self.edition.name}(数据可能变动)"
        return f"{self.edition.name}({self.edition.view.as_of:%Y-%m-%d %H:%M}定)"

    @property
    def demo_line(self) -> str | None:
        """The ribbon while sample data are among the figures."""
        return terms.DEMO_LINE if self.snapshot.has_demo else None

    @property
    def foot(self) -> str:
        """All that a page, slide or sheet says of itself, in one line."""
        lines = (self.until, self.basis_line, self.edition_line, self.source_line, self.demo_line)
        return " · ".join(line for line in lines if line)

    @property
    def made_utc(self) -> dt.datetime:
        """When the edition was made, as a file's properties count: in UTC, without saying so."""
        return clock.utc(self.zone, self.edition.made_at)

    @property
    def file_stem(self) -> str:
        """How the edition's files begin: `第7期_2023年9月_示例区`."""
        return f"{self.edition.name}_{month_name(self.edition.view.month)}_{self.snapshot.place.short_name}"


def take(store: Store, edition: Edition) -> Material:
    """The material of an edition, or of a draft as the figures stand now. Raises UserError like `snapshot.take`."""
    now = snapshot.take(store, edition.view)
    previous = editions.before(store, edition)
    then = snapshot.take(store, previous.view) if previous else None
    as_of = edition.view.as_of
    history = figure_history(store, list(now.all_measures["measure_id"]), as_of)
    return Material(
        edition=edition,
        snapshot=now,
        indicators=indicators.take(store, now),
        behind=boards.behind_rows(now, snapshot.latest_texts(history, edition.view.month)),
        recovered=boards.recovered_rows(now),
        owing=boards.owing_rows(now),
        board=boards.unit_board(now),
        comparison=edition_comparison.compare(store, edition, now, previous, then) if previous and then else None,
        table=whole_table(now, history),
        thresholds=view.thresholds(store, as_of),
        zone=store.time_zone,
        deadlines=month_deadlines(store, edition.view.month.year, edition.view.region, as_of),
        twins=links.link_rows(store, edition.view.month.year, edition.view.region, as_of),
    )
