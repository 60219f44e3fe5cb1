"""The main targets of a year with what stands beside them: last year's results, the city's figures, revisions.

Frames are shared between sessions and must not be changed in place.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from metrics import origin, terms
from metrics.arithmetic import counting
from metrics.periods import quarter_name, span_name
from metrics.rows import HistoryRow, IndicatorRow, StatusRow, ToldRow
from metrics.sentences.place import Place
from metrics.sentences.rest_of_year import rest_of_year
from metrics.sentences.revisions import revisions
from metrics.sentences.status import actual_text, figure_text
from metrics.wording import in_brief
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.figures.snapshot import Snapshot
from store.reads.figures.status import figure_history
from store.reads.last_year import last_year_figures, quoted
from store.reads.view import View


@dataclass(frozen=True)
class Indicators:
    """All of a view's main targets.

    `measures`: one row per judged measure: a snapshot's row with `against` and `against_name` (the value that a
    relative target is compared with, and of what), `period`, `figure_source`, `rest_of_year` and `last_year_*`.
    `references`: one row per amount or city's figure, with the same words and `growth_text` beside an amount.
    `monthly`: one row per measure or reference and month that has a figure of its own, with `period`, `figure_source`
    and `growth_text`.
    `revisions`: every version of every figure that came more than once.
    """

    place: Place
    measures: pd.DataFrame
    references: pd.DataFrame
    monthly: pd.DataFrame
    revisions: pd.DataFrame

    @cached_property
    def codes(self) -> list[str]:
        """The items, in their order."""
        return list(dict.fromkeys(self.measures["code"]))

    @cached_property
    def worst_code(self) -> str:
        """The item that stands worst; the first where nothing is behind. Raises IndexError where there are none."""
        return str([*counting.worst_first(self.measures)["code"], *self.codes][0])

    def of_item(self, code: str) -> pd.DataFrame:
        return self.measures[self.measures["code"] == code]

    def city_of(self, code: str) -> pd.DataFrame:
        """The figures of the city, or whatever the place is part of, on the same scale as an item's measures."""
        rows = self.references[(self.references["code"] == code) & self.references["is_city"]]
        return rows[rows["unit"].isin(self.of_item(code)["unit"])]

    def units_of(self, code: str) -> str:
        """What an item's measures are counted in: `%`, `微克/立方米`."""
        return "、".join(self.of_item(code)["unit"].unique())

    @property
    def amounts(self) -> pd.DataFrame:
        """The references that are amounts: 亿元, not rates."""
        return self.references[self.references["unit"] != "%"]


def take(reader: Reader, snapshot: Snapshot) -> Indicators:
    """The main targets of a snapshot's view."""
    rows = snapshot.all_measures
    rows = rows[rows["series"] == "indicator"].reset_index(drop=True)
    view = snapshot.view
    history = figure_history(reader.of(view.region), list(rows["measure_id"]), view.as_of)
    history = history[history["month"] <= pd.Timestamp(view.month)]
    history = history.assign(figure_source=_figure_sources(history))
    rows = rows.assign(is_city=rows["measure"].str.startswith(snapshot.place.parent_whole))
    monthly = _with_growth(_monthly(snapshot.course, history, rows))
    before = _with_linked(reader, history, view)
    worded = _with_neighbours(rows, monthly, _last_year(before, rows, view.month.year - 1))
    is_reference = worded["kind"] == "reference"
    return Indicators(
        place=snapshot.place,
        measures=worded[~is_reference].reset_index(drop=True),
        references=worded[is_reference].reset_index(drop=True),
        monthly=monthly,
        revisions=_revisions(history, rows),
    )


def _figure_sources(history: pd.DataFrame) -> list[str]:
    """Where a figure came from: the publication, or file, sheet and cell."""
    return [
        str(row["source"] or row["submitted_by"])
        if row["channel"] == "published"
        else " ".join(str(part) for part in (row["file_name"], row["sheet"], row["cell"]) if part)
        for row in records(history)
    ]


def _monthly(course: pd.DataFrame, history: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    own = course[course["measure_id"].isin(rows["measure_id"]) & (course["actual_month"] == course["month"])]
    sources = history[["measure_id", "month", "submission_id", "figure_source"]]
    return own.merge(sources, on=["measure_id", "month", "submission_id"], how="left").assign(
        period=[str(period(row["calendar"], row["month"])) for row in records(own, StatusRow)],
        is_city=lambda months: months["measure_id"].map(rows.set_index("measure_id")["is_city"]),
    )


def _with_linked(reader: Reader, history: pd.DataFrame, view: View) -> pd.DataFrame:
    """What is known of last December: this year's own record of it, else the December of the linked measure."""
    linked = last_year_figures(reader.of(view.region), view.month.year, view.as_of)
    linked = linked[~linked["measure_id"].isin(_standing_december(history, view.month.year - 1)["measure_id"])]
    if linked.empty:
        return history
    sources, never = _figure_sources(linked), pd.Series(pd.NaT, index=linked.index)
    return pd.concat([history, linked.assign(figure_source=sources, withdrawn_at=never)], ignore_index=True)


def _standing_december(history: pd.DataFrame, year: int) -> pd.DataFrame:
    return history[(history["month"] == pd.Timestamp(year, 12, 1)) & history["withdrawn_at"].isna()]


def _last_year(history: pd.DataFrame, rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """Last year's result of each measure that has one, by measure_id: last_year, _words, _text, _basis, _source."""
    latest = _standing_december(history, year).drop_duplicates("measure_id")
    latest = latest.merge(rows[["measure_id", "kind", "unit"]], on="measure_id")
    return pd.DataFrame({
        "measure_id": latest["measure_id"],
        "last_year": latest["value"],
        "last_year_words": latest["value_words"],
        "last_year_text": [quoted(row, row) for row in records(latest, HistoryRow)],
        "last_year_basis": latest["basis"],
        "last_year_source": latest["figure_source"],
    })  # fmt: skip


def _with_neighbours(rows: pd.DataFrame, monthly: pd.DataFrame, last_year: pd.DataFrame) -> pd.DataFrame:
    latest = monthly.sort_values("month").drop_duplicates("measure_id", keep="last")
    latest = latest.set_index("measure_id")
    plain = records(rows, ToldRow)
    against = [_against(row, monthly) for row in plain]
    names = [
        None
        if value is None
        else _short_name_of(rows, row["reference_measure_id"]) + in_brief(figure_text(row, value), value, row["unit"])
        for row, value in zip(plain, against, strict=True)
    ]
    return rows.assign(
        against=_column(against, rows),
        against_name=_column(names, rows),
        period=_column([period(row["calendar"], row["actual_month"]) for row in plain], rows),
        figure_source=rows["measure_id"].map(latest["figure_source"]),
        growth_text=rows["measure_id"].map(latest["growth_text"]),
        rest_of_year=[rest_of_year(row) for row in plain],
    ).merge(last_year, on="measure_id", how="left")  # fmt: skip


def _against(row: ToldRow, monthly: pd.DataFrame) -> float | None:
    """The reference's value in the month that both are compared in, else its latest; None without one."""
    known = monthly[(monthly["measure_id"] == row["reference_measure_id"]) & monthly["actual"].notna()]
    compared = known[known["month"] == pd.Timestamp(row["margin_month"])] if row["margin_month"] else known.tail(1)
    return None if row["kind"] != "relative" or compared.empty else float(compared["actual"].iloc[0])


def _short_name_of(rows: pd.DataFrame, measure_id: str) -> str:
    return terms.short_name(str(rows.loc[rows["measure_id"] == measure_id, "measure"].iloc[0]))


def _column(values: list[Any], rows: pd.DataFrame) -> pd.Series:
    """A column in which a missing value stays None, whatever else is in it."""
    return pd.Series(values, index=rows.index, dtype=object)


def period(calendar: str, month: dt.date | None) -> str | None:
    """The cumulative period of a figure in the words of its calendar: `前三季度`, `1–9月`; None without a figure."""
    if month is None:
        return None
    return quarter_name(month) if calendar in ("quarterly", "half_yearly", "yearly") else span_name(month)


def _with_growth(monthly: pd.DataFrame) -> pd.DataFrame:
    """Beside each amount the growth of the same thing in the same month, as published; never computed from amounts."""
    plain = records(monthly, IndicatorRow)
    growth = {(row["item_id"], row["is_city"], row["month"]): actual_text(row) for row in plain if row["unit"] == "%"}
    beside = [
        growth.get((row["item_id"], row["is_city"], row["month"])) if row["unit"] != "%" else None for row in plain
    ]
    return monthly.assign(growth_text=_column(beside, monthly))


def _revisions(history: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    about = rows[["measure_id", "code", "measure", "kind", "unit", "calendar"]]
    versions = revisions(history, dict(zip(about["measure_id"], about["unit"], strict=True)))
    versions = versions.drop(columns="source").merge(about, on="measure_id", how="left")
    plain = records(versions, HistoryRow)
    return versions.assign(
        period=[f"{row['month'].year}年{period(row['calendar'], row['month'])}" for row in plain],
        value_text=[quoted(row, row) for row in plain],
        submitted_text=[origin.sent_at(row["submitted_at"]) for row in plain],
        revision_note=[_revision_note(row) for row in plain],
        demo_text=[origin.nature(row["is_demo"]) for row in plain],
    )


def _revision_note(row: HistoryRow) -> str:
    """Why a version came, and whether it was taken back."""
    withdrawn = f"已撤回({row['withdrawn_by']}:{row['withdrawal_reason']})" if row["is_withdrawn"] else ""
    return ";".join(part for part in (row["odd_reason"], withdrawn) if part)
