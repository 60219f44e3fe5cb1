"""Lists and details of one series' screen: its items as a list, and everything that is known of one item."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from metrics import origin, terms, wording
from metrics.arithmetic import counting, plan_shares
from metrics.periods import month_name
from metrics.rows import MeasureRow, ReportedRow, SeriesItemRow, StepRow, ToldRow
from metrics.sentences.status import dated_text
from metrics.sentences.target_steps import Step, steps
from store.engine.reader import Reader
from store.engine.records import Record, computed_word, records
from store.reads.figures.snapshot import Snapshot, latest_texts, up_to
from store.reads.figures.status import figure_history

_WORST = [
    "measure", "unit", "by_pace", "target_text", "actual_text", "done_pct", "plan_pct", "margin_points",
    "months_behind", "what_it_takes",
]  # fmt: skip


def series_items(snapshot: Snapshot, series: str) -> pd.DataFrame:
    """The items of a series in the order of their numbers, each beside its worst measure.

    Added to `Snapshot.items`: measures_text (`1/7`), mean_done_pct and item_months, which are the item's own; every
    other figure is its worst measure's, so that the gap follows from what stands beside it.
    """
    own = {"done_pct": "mean_done_pct", "months_behind": "item_months"}
    items = snapshot.items[snapshot.items["series"] == series].drop(columns="margin_points").rename(columns=own)
    worst = counting.worst_measures(snapshot.measures[snapshot.measures["series"] == series])
    done = zip(items["measures_done"], items["measures"], strict=True)
    return (
        items.join(worst[_WORST], on="item_id")
        .assign(measures_text=[f"{finished}/{total}" for finished, total in done])
        .reset_index(drop=True)
    )


@dataclass(frozen=True)
class Dossier:
    """One item in one month: `item` as in `series_items`; frames with a row per measure, month or figure.

    `measures` has each measure's words, told for a table of this item alone; `history` every figure up to the month;
    `months` the twelve months of the year with plan and target, and what was reported up to the month.
    """

    item: SeriesItemRow
    measures: pd.DataFrame
    history: pd.DataFrame
    months: pd.DataFrame
    targets: pd.DataFrame  # those in force, month by month (target_course.sql)

    @property
    def condition(self) -> str | None:
        """What must happen before the item applies, in words; None where it applies anyway."""
        found = self.measures["condition"].dropna()
        return str(found.iloc[0]) if len(found) else None

    @cached_property
    def by_id(self) -> dict[str, MeasureRow]:
        return {row["measure_id"]: row for row in records(self.measures, MeasureRow)}

    @cached_property
    def worst(self) -> MeasureRow:
        return self.by_id[str(counting.worst_measures(self.measures)["measure_id"].iloc[0])]

    @cached_property
    def texts(self) -> dict[str, ReportedRow]:
        """By measure, what was last reported in words: month, progress, problem, next_step, expected."""
        return {row["measure_id"]: row for row in records(latest_texts(self.history, self.item["month"]), ReportedRow)}

    def history_of(self, measure_id: str) -> pd.DataFrame:
        """Every figure of a measure with its words."""
        return self.history[self.history["measure_id"] == measure_id].reset_index(drop=True)

    def step_of(self, measure_id: str) -> Step | None:
        """The last change of a measure's target within the year, up to the month; None where it never changed."""
        month = pd.Timestamp(self.item["month"])
        own = self.targets[(self.targets["measure_id"] == measure_id) & (self.targets["month"] <= month)]
        found = steps(records(own, StepRow))
        return found[-1] if found else None

    def months_of(self, measure_id: str) -> pd.DataFrame:
        """The twelve months of a measure: month_no, planned, lower, upper, actual, is_missing."""
        return self.months[self.months["measure_id"] == measure_id].reset_index(drop=True)


def open_dossier(reader: Reader, snapshot: Snapshot, item: SeriesItemRow) -> Dossier:
    """Everything that is known of an item (a record of `series_items`) in the snapshot's month and moment."""
    return open_dossiers(reader, snapshot, [item])[0]


def open_dossiers(reader: Reader, snapshot: Snapshot, items: list[SeriesItemRow]) -> list[Dossier]:
    """The dossiers of some items, in their order; the store is asked once for all of them."""
    reader = reader.of(snapshot.view.region)
    measures = snapshot.measures[snapshot.measures["item_id"].isin([item["item_id"] for item in items])]
    ids, as_of, year = list(measures["measure_id"]), snapshot.view.as_of, snapshot.view.month.year
    history = up_to(figure_history(reader, ids, as_of), snapshot.view.month)
    plan = reader.query("measure_plan", measure_ids=ids, year=year, as_of=as_of)
    targets = reader.query("target_course", measure_ids=ids, year=year, as_of=as_of)
    return [_dossier(snapshot, item, measures, history, plan, targets) for item in items]


def _dossier(
    snapshot: Snapshot, item: SeriesItemRow, measures: pd.DataFrame, history: pd.DataFrame, plan: pd.DataFrame,
    targets: pd.DataFrame,
) -> Dossier:  # fmt: skip
    own = measures[measures["item_id"] == item["item_id"]].reset_index(drop=True)
    ids = list(own["measure_id"])
    references = [name for name in own["reference_measure_id"].dropna().unique() if name not in ids]
    figures = history[history["measure_id"].isin(ids)].reset_index(drop=True)
    return Dossier(
        item=item,
        measures=_told(own),
        history=_with_sources(figures, own),
        targets=targets[targets["measure_id"].isin(ids)].reset_index(drop=True),
        months=_months(plan[plan["measure_id"].isin(ids)], snapshot.course, [*ids, *references]),
    )


def _told(measures: pd.DataFrame) -> pd.DataFrame:
    """With measure_label (其中 parts indented), actual_text that says an older month, and computed_word."""
    plain = records(measures, ToldRow)
    return measures.assign(
        measure_label=[f"　其中:{row['measure']}" if row["part_of_id"] else row["measure"] for row in plain],
        actual_text=list(map(dated_text, plain)),
        computed_word=[computed_word(row) for row in plain],
    )


def _months(plan: pd.DataFrame, course: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    own = course[course["measure_id"].isin(ids)]
    has_figure = (own["actual_month"] == own["month"]) & own["actual"].notna()
    reported = own[["measure_id", "month_no"]].assign(
        actual=own["actual"].where(has_figure),
        is_missing=(own["due"] == own["month"]) & (own["computed_status"] == "not_reported"),
    )
    months = plan.merge(reported, on=["measure_id", "month_no"], how="outer").sort_values(["measure_id", "month_no"])
    planned = plan_shares.amounts(months["plan_share"], months["lower"], months["start_value"])
    return months.assign(planned=planned, is_missing=months["is_missing"].eq(True))


def _with_sources(history: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """With the words of a history: reported_month, value_text, revision, standing, file_text, submitted_text …"""
    units = measures.set_index("measure_id")["unit"]
    plain = records(history)
    is_figure = [row["value"] is not None or row["value_words"] is not None for row in plain]
    stands = [
        row["withdrawn_at"] is None and row["verdict"] != "set_aside" and figure
        for row, figure in zip(plain, is_figure, strict=True)
    ]
    place = ["measure_id", "month"]
    revision = history.groupby(place).cumcount(ascending=False) + 1
    # Newest first: the first that stands is the one in force.
    in_force = history[stands].drop_duplicates(place).index
    return history.assign(
        reported_month=[month_name(row["month"]) for row in plain],
        value_text=[
            wording.figure(row["value"], units[row["measure_id"]]) if row["value"] is not None else row["value_words"]
            for row in plain
        ],
        revision=revision,
        standing=[
            _standing(row, figure, number in in_force)
            for number, (row, figure) in enumerate(zip(plain, is_figure, strict=True))
        ],
        file_text=[row["source"] or row["file_name"] for row in plain],
        place_text=[origin.place(row["sheet"], row["cell"]) for row in plain],
        submitted_text=[origin.sent_at(row["submitted_at"]) for row in plain],
        demo_text=[origin.nature(row["is_demo"]) for row in plain],
    )


def _standing(row: Record, is_figure: bool, is_in_force: bool) -> str:
    if row["withdrawn_at"] is not None:
        return origin.taken_back(row["withdrawn_at"], row["withdrawn_by"], row["withdrawal_reason"])
    if row["verdict"] == "set_aside":
        return f"{terms.VERDICTS['set_aside']}({row['reviewed_by']}:{row['review_reason']})"
    if is_in_force:
        is_waiting = row["is_doubted"] and row["verdict"] is None
        return f"采用,{terms.DOUBTFUL}待审核" if is_waiting else "采用"
    return "已被更正" if is_figure else "未填数据"
