"""Everything that is known of a region's year as of a month and a moment: what screens and briefings are made from.

Frames are shared between sessions and must not be changed in place.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from metrics import terms
from metrics.arithmetic import counting
from metrics.arithmetic.counting import Tally
from metrics.arithmetic.verdicts import VERDICTS
from metrics.sentences import outlook_words
from metrics.sentences.month import month_in_brief
from metrics.sentences.place import Place
from store.engine.reader import Reader
from store.engine.records import with_words
from store.reads import submissions
from store.reads.figures import outlook
from store.reads.figures.status import figure_history, item_rows, status_course, unit_reporting
from store.reads.last_year import last_year_shares
from store.reads.places import place
from store.reads.view import View, shows_outlook

_OPEN = ("not_reported", "undecided")  # in December: what the year came to is not known


@dataclass(frozen=True)
class Course:
    """The months of a region's year up to the one that it was taken for: a row per measure, or per item, and month.

    In the order of the months, so that what a month knows is the beginning of what the year knows, and no copy of it.
    """

    view: View
    place: Place
    course: pd.DataFrame
    item_course: pd.DataFrame
    has_demo: bool
    nodes: pd.DataFrame  # store.reads.figures.outlook.plan_nodes
    last_year: pd.DataFrame  # store.reads.last_year.last_year_shares
    shows_outlook: bool


@dataclass(frozen=True)
class Snapshot(Course):
    """The figures of one `View`. `reporting`: what each unit owes for its month (status.unit_reporting)."""

    reporting: pd.DataFrame

    @cached_property
    def all_measures(self) -> pd.DataFrame:
        """The month's measures with their words and year's end, references too.

        See `store.engine.records.with_words` and `store.reads.figures.outlook.told`, with outlook_word, outlook_text.
        """
        rows = with_words(self._this_month(self.course))
        rows = rows.assign(unit_label=_unit_labels(rows))
        found = outlook.told(self.course, self.nodes, self.last_year, is_shown=self.shows_outlook)
        return outlook.with_outlook(rows, found)

    @cached_property
    def outlook_counts(self) -> dict[str, int]:
        """How many of the judged measures have each verdict of 年底预计; empty while it is switched off."""
        if not self.shows_outlook:
            return {}
        return _verdict_counts(self.measures)

    @property
    def outlook_sentence(self) -> str:
        """`年底预计(按子项):可望完成…个、…`; empty while it is switched off, and where nothing is judged.

        And once December is in: what the year came to is no estimate any more.
        """
        is_open = self.view.month.month < 12 or bool(self.measures["status"].isin(_OPEN).any())
        is_told = is_open and bool(sum(self.outlook_counts.values()))
        return outlook_words.counts_sentence(self.outlook_counts) if is_told else ""

    def outlook_of(self, unit: str) -> str:
        """The same of the measures in the items that a unit leads."""
        own = self.measures[self.measures["lead_unit"] == unit]
        return outlook_words.counts_sentence(_verdict_counts(own)) if self.shows_outlook and len(own) else ""

    @cached_property
    def measures(self) -> pd.DataFrame:
        """The month's measures that are judged: all but references."""
        rows = self.all_measures
        return rows[rows["kind"] != "reference"].reset_index(drop=True)

    @cached_property
    def doubtful(self) -> pd.DataFrame:
        """The month's measures, references too, whose figure is 存疑 (store.acts.review.doubts)."""
        rows = self.all_measures
        return rows[rows["figure_state"] == "doubtful"].reset_index(drop=True)

    @cached_property
    def items(self) -> pd.DataFrame:
        """The month's items with code, coded_item, status_word, doubt_word, unit_label and previous_status."""
        items = self._this_month(self.item_course)
        before = self.item_course[self.item_course["month"] < pd.Timestamp(self.view.month)]
        previous = before.sort_values("month").groupby("item_id")["status"].last()
        codes = list(map(terms.item_code, items["series"], items["item_no"]))
        is_doubtful = items["item_id"].isin(self.doubtful["item_id"])
        return items.assign(
            code=codes,
            coded_item=[f"{code} {item}" for code, item in zip(codes, items["item"], strict=True)],
            unit_label=_unit_labels(items),
            status_word=self._item_words(items),
            doubt_word=is_doubtful.map({True: f" · 有{terms.DOUBTFUL}数据", False: ""}),
            previous_status=items["item_id"].map(previous),
        )

    @cached_property
    def tally(self) -> Tally:
        """All items of the district."""
        return counting.tally_items(self.items)

    @cached_property
    def tally_before(self) -> Tally | None:
        """All items of the district in the month before; None in January, and where nothing was judged or sent."""
        before = self.item_course[self.item_course["month"].dt.month == self.view.month.month - 1]
        found = counting.tally_items(before)
        return found if found.judged and not found.is_unreported else None

    def in_brief(self, *, with_outlook: bool = True) -> list[str]:
        """The month in a sentence's clauses (metrics.sentences.month), the year's end among them if `with_outlook`."""
        return month_in_brief(
            self.tally, self.compared_with, self.view.month.month, behind_measures=len(self.behind),
            fell_behind=len(self.changes["fell_behind"]), recovered=len(self.changes["recovered"]),
            outlook=self.outlook_sentence or None if with_outlook else None,
        )  # fmt: skip

    @property
    def compared_with(self) -> Tally | None:
        """The month before where both have a rate: half of what is due, or more, is in, and something can be judged.

        The one rule for what is said of two months as wholes, on screens and in files: the rate's step, 新增, 恢复.
        """
        before = self.tally_before
        return None if before is None or None in (before.rate_pct, self.tally.rate_pct) else before

    @property
    def not_compared(self) -> str:
        """Why the month is compared with none; empty where it is."""
        if self.compared_with is not None:
            return ""
        if self.view.month.month == 1:
            return "1月没有可比的上月。"
        which, tally = ("本月", self.tally) if self.tally.rate_pct is None else ("上月", self.tally_before)
        is_thin = tally is not None and tally.is_thin
        return f"{which}{'应报数据不足一半' if is_thin else '没有可以比较的数据'},不与上月比较。"

    @cached_property
    def _by_series(self) -> dict[str, pd.DataFrame]:
        return {series: self.items[self.items["series"] == series] for series in terms.SERIES}

    def items_of(self, series: str) -> pd.DataFrame:
        return self._by_series[series]

    def tally_of(self, series: str) -> Tally:
        return counting.tally_items(self.items_of(series))

    @cached_property
    def behind(self) -> pd.DataFrame:
        """Measures that are behind, worst first."""
        return counting.worst_first(self.measures)

    @cached_property
    def worst_items(self) -> pd.DataFrame:
        """For each item that is behind its worst measure with all its own figures, worst first."""
        return self.behind.drop_duplicates("item_id")

    @cached_property
    def top_and_rest(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The five worst items, and the others that are behind."""
        return self.worst_items.head(5), self.worst_items.iloc[5:]

    @cached_property
    def changes(self) -> dict[str, pd.DataFrame]:
        """What changed among the items since the month before (see `metrics.arithmetic.counting.changes`)."""
        return counting.changes(self.items, ["series", "item_no"])

    @cached_property
    def by_category(self) -> pd.DataFrame:
        """The items and tasks counted by category, with series_name (see `metrics.arithmetic.counting.tally_by`)."""
        items = self.items[self.items["series"] != "indicator"].sort_values("series", kind="stable")
        series = items.drop_duplicates("category").set_index("category")["series"].map(terms.SERIES)
        counted = counting.tally_by(items, "category")
        return counted.assign(series_name=counted["category"].map(series))

    @cached_property
    def units_reported(self) -> tuple[int, int]:
        """已报 n/N 家: of the units that owe figures for the month, how many have sent any."""
        return int((self.reporting["cells_in"] > 0).sum()), len(self.reporting)

    @cached_property
    def cells_reported(self) -> tuple[int, int]:
        """Of the figures due for the month, how many are in."""
        return int(self.reporting["cells_in"].sum()), int(self.reporting["cells_due"].sum())

    @property
    def nothing_behind(self) -> str:
        """What stands where the list of what is behind would stand; a month without any figure is not a good one."""
        if not self.cells_reported[0]:
            return "本月尚未报送数据,暂不能判定是否滞后。"
        if self.tally.is_thin:
            return "本月应报数据不足一半,暂不能判定是否滞后。"
        missing = self.tally.counts["not_reported"]
        return "本月没有滞后事项" + (f",另有{missing}项未报送。" if missing else "。")

    def _this_month(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows[rows["month"] == pd.Timestamp(self.view.month)].reset_index(drop=True)

    def _item_words(self, items: pd.DataFrame) -> list[str]:
        """An item's word is that of its first measure with the item's status, so that causes and levels are kept."""
        first: dict[tuple[str, str], str] = {}
        for item_id, status, word in _rows(self.measures, "item_id", "status", "status_word"):
            first.setdefault((item_id, status), word)
        return [first.get(pair, terms.STATUSES[pair[1]].word) for pair in _rows(items, "item_id", "status")]


def take_course(reader: Reader, view: View) -> Course:
    """The year up to the view's month. Raises UserError for an unknown region, preset or year."""
    measures = status_course(reader, view)
    own, year, as_of = reader.of(view.region), view.month.year, view.as_of
    items = item_rows(reader, measures)
    return Course(
        view, place(own, as_of=as_of), _by_month(measures), _by_month(items), submissions.has_demo(own, as_of, year),
        outlook.plan_nodes(own, measures, as_of), last_year_shares(own, year, as_of),
        shows_outlook(own, as_of=as_of),
    )  # fmt: skip


def until(course: Course, view: View) -> Snapshot:
    """The snapshot of a view out of the course of its year: no later month has a say in an earlier one."""
    month = pd.Timestamp(view.month)
    measures, items = (
        rows.iloc[: rows["month"].searchsorted(month, side="right")] for rows in (course.course, course.item_course)
    )
    reporting = unit_reporting(measures[measures["month"] == month])
    return Snapshot(**{**vars(course), "view": view, "course": measures, "item_course": items}, reporting=reporting)


def take(reader: Reader, view: View) -> Snapshot:
    """The snapshot of a view. Raises UserError for an unknown region, preset or year."""
    return until(take_course(reader, view), view)


def up_to(rows: pd.DataFrame, month: dt.date) -> pd.DataFrame:
    """The rows of a month and of those before it."""
    return rows[rows["month"] <= pd.Timestamp(month)].reset_index(drop=True)


def texts(reader: Reader, snapshot: Snapshot) -> pd.DataFrame:
    """What was reported in words with the figures of the month: measure_id, progress, problem, next_step, expected."""
    history = figure_history(reader, list(snapshot.measures["measure_id"]), snapshot.view.as_of)
    return latest_texts(history, snapshot.view.month)


def latest_texts(history: pd.DataFrame, month: dt.date) -> pd.DataFrame:
    """`texts` out of rows of `store.reads.figures.status.figure_history`."""
    standing = history[history["withdrawn_at"].isna() & (history["month"] <= pd.Timestamp(month))]
    latest = standing.drop_duplicates("measure_id")
    return latest[["measure_id", "month", *terms.TEXTS]]


def _by_month(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values("month", kind="stable", ignore_index=True)


def _verdict_counts(measures: pd.DataFrame) -> dict[str, int]:
    found = measures["outlook"].value_counts()
    return {code: int(found.get(code, 0)) for code in VERDICTS}


def _unit_labels(rows: pd.DataFrame) -> list[str]:
    return [terms.unit_label(*pair) for pair in _rows(rows, "lead_unit", "unit_basis")]


def _rows(rows: pd.DataFrame, *columns: str) -> Iterable[tuple[Any, ...]]:
    """The values of columns in which nothing is missing, row by row."""
    return zip(*(rows[column].tolist() for column in columns), strict=True)
