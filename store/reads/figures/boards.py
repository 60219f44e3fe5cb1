"""Lists that are made from a snapshot for one question each: what is behind, who owes figures, how each unit stands."""

import datetime as dt

import pandas as pd

from metrics import origin, terms, wording
from metrics.arithmetic import backlog, counting
from metrics.periods import month_name
from store.engine.records import records
from store.reads.figures.snapshot import Snapshot


def behind_rows(snapshot: Snapshot, texts: pd.DataFrame) -> pd.DataFrame:
    """Measures that are behind, worst first, with series_name, previous_word, change_word and what was reported.

    `texts` is `snapshot.texts` of the same snapshot. In January there is no month before: both words are empty.
    """
    rows = snapshot.behind
    rows = rows.merge(texts[["measure_id", *terms.TEXTS]], on="measure_id", how="left", validate="one_to_one")
    plain = records(rows[["status", "previous_status"]])
    return rows.assign(
        series_name=rows["series"].map(terms.SERIES),
        previous_word=previous_words(rows),
        change_word=[backlog.change_word(row["status"], row["previous_status"]) for row in plain],
    )


def recovered_rows(snapshot: Snapshot) -> pd.DataFrame:
    """Measures that were behind the month before and are well or done now, with series_name and previous_word."""
    measures = snapshot.measures
    is_recovered = measures["status"].isin(terms.GOOD) & measures["previous_status"].isin(terms.BAD)
    rows = measures[is_recovered].sort_values(["series", "item_no", "measure_id"])
    return rows.assign(series_name=rows["series"].map(terms.SERIES), previous_word=previous_words(rows))


def owing_rows(snapshot: Snapshot) -> pd.DataFrame:
    """Measures whose figure is due and not in: with due_text, last_text, and the series' name."""
    rows = snapshot.measures[snapshot.measures["computed_status"] == "not_reported"]
    plain = records(rows[["due", "actual_month", "actual_text"]])
    return rows.assign(
        series_name=rows["series"].map(terms.SERIES),
        due_text=[month_name(row["due"]) for row in plain],
        last_text=[
            f"{row['actual_month'].month}月 {row['actual_text']}" if row["actual_month"] else "" for row in plain
        ],
    ).reset_index(drop=True)


def owing_units(owing: pd.DataFrame, reporting: pd.DataFrame) -> pd.DataFrame:
    """One row per unit that owes figures, the most first: unit_name, missing, codes, cells_text, sent_text.

    `codes` names the items; `cells_text` is reported/due of this month; `sent_text` whether anything is in, or all of
    this month and what is owed is of an earlier one.
    """
    due = reporting.set_index("unit")
    rows = [
        (unit, len(members), "、".join(dict.fromkeys(members["code"])), _cells_text(due, str(unit)),
         _sent_text(due, str(unit)))
        for unit, members in owing.groupby("supplier_unit", sort=False)
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["unit_name", "missing", "codes", "cells_text", "sent_text"])
    return frame.sort_values("missing", ascending=False, kind="stable", ignore_index=True)


def unit_board(snapshot: Snapshot) -> pd.DataFrame:
    """One row per lead unit, best rank first, those without a rate last: a count per status, total, good, judged,
    rate_pct, rate_text, rank, rank_text, behind_total, proposed, unit_name, unit_label, cells_in, cells_due and
    cells_text.

    Counts are over the items that the unit leads; cells over the figures it owes this month.
    """
    board = counting.tally_by(snapshot.items, "lead_unit")
    proposed = snapshot.items["unit_basis"].eq("proposed").groupby(snapshot.items["lead_unit"]).sum()
    cells = snapshot.reporting.set_index("unit")[["cells_in", "cells_due"]]
    board = board.join(cells, on="lead_unit").assign(
        unit_name=board["lead_unit"],
        proposed=board["lead_unit"].map(proposed).astype("int64"),
        rank=counting.shared_ranks(board["rate_pct"]),
        behind_total=board[list(terms.BAD)].sum(axis=1),
        cells_text=[_cells_text(cells, unit) for unit in board["lead_unit"]],
    )
    plain = records(board[["lead_unit", "good", "judged", "rate_pct", "proposed", "total"]])
    board = board.assign(
        unit_label=[
            terms.unit_label(row["lead_unit"], "proposed" if row["proposed"] == row["total"] else "report")
            for row in plain
        ],
        rate_text=[f"{row['good']}/{row['judged']}项" if row["judged"] else terms.NO_VALUE for row in plain],
        rank_text=_rank_texts(board["rank"]),
    )
    return board.sort_values(
        ["rank", "judged"], ascending=[True, False], na_position="last", kind="stable"
    ).reset_index(drop=True)


def units_behind(board: pd.DataFrame) -> int:
    """How many units of a `unit_board` lead something that is behind."""
    return int((board["behind_total"] > 0).sum())


def unit_items(snapshot: Snapshot, unit: str) -> pd.DataFrame:
    """The items that a unit leads, in all series, with previous_word, basis_word, measures_text (done/all), item_months
    and mean_done_pct: what is the item's, not its worst measure's.
    """
    rows = snapshot.items[snapshot.items["lead_unit"] == unit]
    plain = records(rows[["previous_status", "unit_basis", "measures", "measures_done"]])
    return rows.assign(
        previous_word=[terms.STATUSES[row["previous_status"]].word if row["previous_status"] else "" for row in plain],
        basis_word=[terms.UNIT_BASES[row["unit_basis"]] for row in plain],
        measures_text=[f"{row['measures_done']}/{row['measures']}" for row in plain],
        item_months=rows["months_behind"],
        mean_done_pct=rows["done_pct"],
    ).reset_index(drop=True)


def unit_course(snapshot: Snapshot, unit: str) -> pd.DataFrame:
    """The items that a unit leads in every month so far: rows of `Snapshot.item_course`."""
    own: pd.DataFrame = snapshot.item_course[snapshot.item_course["lead_unit"] == unit]
    return own


def submission_rows(submissions: pd.DataFrame, unit: str, year: int) -> pd.DataFrame:
    """A unit's submissions for the months of a year, newest first, with reported_month, submitted_text, standing."""
    rows: pd.DataFrame = submissions[(submissions["unit"] == unit) & (submissions["month"].dt.year == year)]
    return _submission_words(rows)


def month_submissions(submissions: pd.DataFrame, month: dt.date, unit: str | None) -> pd.DataFrame:
    """The workbooks for a month, of one unit or of all, newest first, with the columns of `submission_rows`."""
    is_sent = (submissions["channel"] == "workbook") & (submissions["month"] == pd.Timestamp(month))
    rows: pd.DataFrame = submissions[is_sent]
    return _submission_words(rows if unit is None else rows[rows["unit"] == unit])


def previous_words(rows: pd.DataFrame) -> list[str]:
    """The word of each measure's status in the month before; empty in January, and for a reference."""
    plain = records(rows[["previous_status", "by_pace", "month_no"]])
    return [
        terms.status_word(row["previous_status"], by_pace=row["by_pace"], month_no=row["month_no"] - 1)
        if row["previous_status"]
        else ""
        for row in plain
    ]


def _submission_words(rows: pd.DataFrame) -> pd.DataFrame:
    plain = records(rows)
    return rows.assign(
        unit_name=rows["unit"],
        reported_month=[month_name(row["month"]) for row in plain],
        submitted_text=[origin.sent_at(row["submitted_at"]) for row in plain],
        standing=[
            "有效" if row["withdrawn_at"] is None
            else origin.taken_back(row["withdrawn_at"], row["withdrawn_by"], row["withdrawal_reason"])
            for row in plain
        ],
        demo_text=[origin.nature(row["is_demo"]) for row in plain],
    ).reset_index(drop=True)  # fmt: skip


def _cells_of(cells: pd.DataFrame, unit: str) -> tuple[int, int] | None:
    """How many of a unit's figures of the month are in, and due; None where none is due."""
    return (int(cells["cells_in"][unit]), int(cells["cells_due"][unit])) if unit in cells.index else None


def _cells_text(cells: pd.DataFrame, unit: str) -> str:
    found = _cells_of(cells, unit)
    return f"{found[0]}/{found[1]}" if found else "无应报"


def _sent_text(cells: pd.DataFrame, unit: str) -> str:
    found = _cells_of(cells, unit)
    return "欠以前月份" if not found or found[0] == found[1] else "部分未报" if found[0] else "全部未报"


def _rank_texts(ranks: pd.Series) -> list[str]:
    shared = ranks.duplicated(keep=False)
    return [
        terms.NO_VALUE if wording.is_missing(rank) else f"第{rank}名{'(并列)' if is_shared else ''}"
        for rank, is_shared in zip(ranks.astype(object).where(ranks.notna(), None), shared, strict=True)
    ]
