"""A form's layout as reviewed data: its columns, and what each may be called (layouts/*.csv)."""

import csv
from dataclasses import dataclass
from functools import cache

from loaders.issues import LAYOUTS

IGNORE = "ignore"  # the answer that a column, or a row, is none of ours
NAMES = frozenset(["code", "item", "measure"])  # the fields that name a row


@dataclass(frozen=True)
class Field:
    """One column of a form: our name for it, our heading, what others call it, and how we draw it."""

    name: str
    heading: str
    synonyms: tuple[str, ...]
    width: int
    is_required: bool
    series: str  # empty: on every sheet
    is_filled_by_unit: bool
    note: str

    @property
    def words(self) -> str:
        """What the column is called where somebody is asked about it."""
        return self.heading or next(iter(self.synonyms), self.name)


@cache
def layout(name: str) -> dict[str, Field]:
    """The fields of `layouts/<name>.csv` by their name, in the order of the columns."""
    with (LAYOUTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["field"]: Field(
                row["field"], row["heading"], tuple(text for text in row["synonyms"].split("|") if text),
                int(row["width"] or 0), bool(row["required"]), row["series"], row["filled_by"] == "unit", row["note"],
            )
            for row in csv.DictReader(file)
        }  # fmt: skip
