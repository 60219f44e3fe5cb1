"""What happened between two editions: what was completed, fell behind, recovered or was restated."""

from dataclasses import dataclass

import pandas as pd

from metrics import origin, terms
from metrics.arithmetic import counting
from metrics.arithmetic.counting import Tally
from metrics.periods import month_name
from metrics.sentences.status import actual_text
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.reads.editions import Edition
from store.reads.figures.snapshot import Snapshot

_ORDER = ["series", "item_no"]
_NAMED = (
    "measure_id", "coded_item", "series", "item_no", "measure", "unit", "kind", "lead_unit", "unit_label",
)  # fmt: skip
_CORRECTS = ("更正", "修订", "核实", "核减", "补报", "漏报", "误报", "调整")


@dataclass(frozen=True)
class Comparison:
    """An edition beside the one before it.

    `completed`, `fell_behind`, `recovered`: rows of `Snapshot.items` whose `previous_status` and `previous_word` are
    those of the edition before, months that lie between included. `restated`: one row per figure that both editions
    had and that differs: coded_item, measure, unit_label, reported_month, first_text, then_text, now_text,
    submitted_text, submitted_by, reason. `tally`: the items as the edition before counted them.
    """

    previous: Edition
    completed: pd.DataFrame
    fell_behind: pd.DataFrame
    recovered: pd.DataFrame
    restated: pd.DataFrame
    tally: Tally


def compare(reader: Reader, edition: Edition, now: Snapshot, previous: Edition, then: Snapshot) -> Comparison | None:
    """The comparison of two editions by their snapshots; None where they are of two years: nothing is the same then."""
    if edition.view.month.year != previous.view.month.year:
        return None
    words = then.items.set_index("item_id")[["status", "status_word"]]
    items = now.items.assign(
        previous_status=now.items["item_id"].map(words["status"]),
        previous_word=now.items["item_id"].map(words["status_word"]),
    )
    restated = _restated(reader, edition, now, previous)
    return Comparison(previous, **counting.changes(items, _ORDER), restated=restated, tally=then.tally)


def _restated(reader: Reader, edition: Edition, now: Snapshot, previous: Edition) -> pd.DataFrame:
    found = reader.query(
        "restated_figures", region=edition.view.region, year=edition.view.month.year, until=previous.view.month,
        before=previous.view.as_of, as_of=edition.view.as_of,
    )  # fmt: skip
    named = now.all_measures[list(_NAMED)]
    rows = found.merge(named, on="measure_id").sort_values([*_ORDER, "measure_id", "month"], ignore_index=True)
    plain = records(rows)
    return rows.assign(
        reported_month=[month_name(row["month"]) for row in plain],
        first_text=[_figure(row, "first_value") for row in plain],
        then_text=[_figure(row, "old_value") for row in plain],
        now_text=[_figure(row, "value") for row in plain],
        submitted_text=[origin.sent_at(row["submitted_at"]) if row["submitted_at"] else "" for row in plain],
        reason=[_reason(row) for row in plain],
    )


def _reason(row: Record) -> str:
    """Why a figure is another one now, as was written with it: 进展情况 where that speaks of it; empty for nothing."""
    told = row["progress"] or ""
    if any(word in told for word in _CORRECTS):
        return told
    return row["odd_reason"] or row["withdrawal_reason"] or told


def _figure(row: Record, name: str) -> str:
    """The figure as it is printed; one that was taken back without another in its place prints 已撤回."""
    text = actual_text(
        {"kind": row["kind"], "unit": row["unit"], "actual": row[name], "value_words": row[f"{name}_words"]}
    )
    return "已撤回" if text == terms.NO_VALUE else text
