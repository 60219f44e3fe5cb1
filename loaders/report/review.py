"""The rows that a report proposes, reviewed on a screen: a table to look through, the workbook of what was adopted."""

from collections.abc import Sequence

import pandas as pd

from loaders.report.reports import Report
from loaders.report.targets import target_rows
from loaders.table.layout import layout
from loaders.targets.rows import LAYOUT, REVIEW_FIELDS, Record, saved, targets_book
from metrics import terms

SHOWN = ("is_adopted", "code", "item", "measure", "kind", "lower", "upper", "unit", "lead_unit", "original", "doubt")
EDITED = ("item", "measure", "kind", "lower", "upper", "unit", "lead_unit")


def review_frame(report: Report, year: int) -> tuple[list[Record], pd.DataFrame]:
    """The flat rows of a report, and the same to look through, with SHOWN as columns.

    What was read without a doubt is proposed to be adopted; nothing is before somebody has looked through it.
    """
    rows = target_rows(report, year)
    short = {name: terms.SERIES_SHORT[code] for code, name in terms.SERIES.items()}
    frame = pd.DataFrame([
        {
            **{name: row.get(name) for name in SHOWN}, "is_adopted": not row.get("doubt"),
            "code": f"{short[row['series']]}{row['item_no']}-{row['measure_no']}",
        }
        for row in rows
    ], columns=list(SHOWN))  # fmt: skip
    return rows, frame


def adopted(rows: Sequence[Record], reviewed: pd.DataFrame, lead_unit: str | None = None) -> list[Record]:
    """The rows that were adopted, as they were edited, `lead_unit` provisionally leading what has no lead unit.

    They bear no month: they count from the one that the load is given.

    An item has one name and one lead unit: what is edited in one of its rows holds for all of them.
    """
    own: dict[tuple[str, int], Record] = {}
    taken: list[Record] = []
    for row, said in zip(rows, reviewed.to_dict("records"), strict=True):
        if not said["is_adopted"]:
            continue
        edited = {name: None if pd.isna(said[name]) or said[name] == "" else said[name] for name in EDITED}
        taken.append({**row, **edited, "review": None, "valid_from": None})
        shared = own.setdefault((row["series"], row["item_no"]), {})
        for name in ("item", "lead_unit"):
            if edited[name] != row.get(name):
                shared[name] = edited[name]
    for row in taken:
        row.update(own[row["series"], row["item_no"]])
        if row["lead_unit"] is None and lead_unit is not None:
            row.update(lead_unit=lead_unit, unit_basis=terms.UNIT_BASES["proposed"])
    return taken


def adopted_workbook(rows: Sequence[Record], title: str) -> bytes:
    """The targets workbook of adopted rows, to be checked, shown and loaded like any other."""
    names = [name for name in layout(LAYOUT) if name not in REVIEW_FIELDS]
    return saved(targets_book(rows, title, names))
