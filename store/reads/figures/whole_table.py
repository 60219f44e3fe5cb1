"""The whole table of a month: every measure of every item beside what was said of it and where its figure came from."""

import pandas as pd

from metrics import origin, terms, wording
from metrics.periods import month_name
from metrics.rows import WholeRow
from store.engine.records import computed_word, records
from store.reads.figures.boards import previous_words
from store.reads.figures.snapshot import Snapshot, latest_texts

# What is taken of a figure's history; other columns of it are in the status rows already, under the same names.
_OF_FIGURE = {
    "measure_id": "measure_id", "month": "actual_month", "submission_id": "submission_id", "source": "publication",
    "file_name": "file_name", "sheet": "sheet", "cell": "cell", "submitted_by": "submitted_by",
    "submitted_at": "submitted_at", "odd_reason": "odd_reason",
}  # fmt: skip
_TOLD = [
    "actual_month", "is_demo", "publication", "file_name", "sheet", "cell", "submitted_at", "margin_points", "unit",
    "by_pace", "month_no", "computed_status", "undecided_because", "not_due_because", "ruling_status", "ruling_reason",
    "ruled_by", "ruled_at", "ruled_until",
]  # fmt: skip


def whole_table(snapshot: Snapshot, history: pd.DataFrame) -> pd.DataFrame:
    """One row per measure, references too, in the order of `store.reads.figures.status.status_rows`.

    `history` is `status.figure_history` of all of them. Added: series_name, kind_name, previous_word,
    margin_other (a margin that is not in percentage points, with its unit), ruling_text and computed_word where
    something was ruled, the words that were reported (metrics.terms.TEXTS), and of the figure that is shown file_text,
    place_text, submitted_by, submitted_text, odd_reason and demo_text. What there is none of is None or empty;
    a reference is not behind for any number of months.
    """
    said = latest_texts(history, snapshot.view.month).drop(columns="month")
    figures = history[list(_OF_FIGURE)].rename(columns=_OF_FIGURE)
    rows = snapshot.all_measures.merge(said, on="measure_id", how="left", validate="one_to_one")
    rows = rows.merge(figures, on=["measure_id", "actual_month", "submission_id"], how="left", validate="one_to_one")
    plain = records(rows[_TOLD], WholeRow)
    has_figure = [row["actual_month"] is not None for row in plain]
    is_ruled = [row["ruling_status"] is not None for row in plain]
    is_judged = rows["computed_status"].notna()
    return rows.assign(
        months_behind=rows["months_behind"].astype("Int64").where(is_judged),
        series_name=rows["series"].map(terms.SERIES),
        kind_name=rows["kind"].map(terms.KINDS),
        previous_word=previous_words(rows),
        margin_other=[_other_margin(row) for row in plain],
        ruling_text=[_ruling_text(row) if ruled else "" for row, ruled in zip(plain, is_ruled, strict=True)],
        computed_word=[
            terms.marked(row["computed_status"], computed_word(row)) if ruled else ""
            for row, ruled in zip(plain, is_ruled, strict=True)
        ],
        file_text=[row["publication"] or row["file_name"] for row in plain],
        place_text=[origin.place(row["sheet"], row["cell"]) for row in plain],
        submitted_text=[origin.sent_at(row["submitted_at"]) if row["submitted_at"] else "" for row in plain],
        demo_text=[origin.nature(row["is_demo"]) if has else "" for row, has in zip(plain, has_figure, strict=True)],
    )


def _other_margin(row: WholeRow) -> str:
    """A margin in another unit than percentage points; empty where it is in those, or there is none."""
    margin, unit = row["margin_points"], row["unit"]
    return "" if margin is None or row["by_pace"] or unit == "%" else wording.signed_margin(margin, unit)


def _ruling_text(row: WholeRow) -> str:
    """`李四:会议明确(2023-10-09认定,有效至2023年12月)`."""
    until = "" if row["ruled_until"] is None else f",有效至{month_name(row['ruled_until'])}"
    return f"{row['ruled_by']}:{row['ruling_reason']}({row['ruled_at']:%Y-%m-%d}认定{until})"
