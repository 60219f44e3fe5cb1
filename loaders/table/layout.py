"""A form's layout as reviewed data: which heading means which of our fields (layouts/*.csv)."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from loaders.issues import LAYOUTS

SPAN, ONE_MONTH = "{期}", "{月}"
IGNORE = "ignore"  # the answer that a column, or a row, is none of ours
_SPAN = re.compile(r"(?:20\d\d年?)?0?1月?(?:份)?[-—–~至到]+(\d{1,2})月(?:份|底|末)?")
_MONTH = re.compile(r"(?:20\d\d年)?(\d{1,2})月(?:份|底|末)?")


@dataclass(frozen=True)
class Field:
    """One column of a form: our name for it, our heading, what others call it, and how we draw it."""

    name: str
    heading: str
    synonyms: frozenset[str]
    width: int
    is_required: bool
    series: str  # empty: on every sheet
    is_filled_by_unit: bool
    note: str
    all_synonyms: tuple[str, ...] = ()  # in the order of the file

    @property
    def words(self) -> str:
        """What the column is called where somebody is asked about it."""
        return self.heading or next(iter(self.all_synonyms), self.name)


@cache
def layout(name: str) -> dict[str, Field]:
    """The fields of `layouts/<name>.csv` by their name, in the order of the columns."""
    with (LAYOUTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["field"]: Field(
            row["field"],
            row["heading"],
            frozenset(plain_heading(text) for text in [row["heading"], *row["synonyms"].split("|")] if text),
            int(row["width"] or 0),
            bool(row["required"]),
            row["series"],
            row["filled_by"] == "unit",
            row["note"],
            tuple(text for text in row["synonyms"].split("|") if text),
        )
        for row in rows
    }


def plain_heading(text: str) -> str:
    """A heading without blanks, width of characters and line breaks: 牵头 单位 → 牵头单位."""
    return (
        re.sub(r"[\s:：*]+", "", unicodedata.normalize("NFKC", text).replace("{", "\0").replace("}", "\1"))
        .replace("\0", "{")
        .replace("\1", "}")
    )


@dataclass(frozen=True)
class Meaning:
    """What a heading was understood to be, and the month that it names (1–12), if any."""

    field: str
    month_no: int | None = None


@cache
def meaning(layout_name: str, path: tuple[str, ...]) -> Meaning | None:
    """The field that a column's heading means. `path` is the heading from its top row to its lowest.

    Tried from the whole path down to its last part, with and without a remark in brackets; never by likeness.
    """
    fields = layout(layout_name)
    parts = [plain_heading(part) for part in path]
    tried = ["".join(parts[start:]) for start in range(len(parts))] + ([parts[0]] if len(parts) > 1 else [])
    for text in tried:
        for variant in (text, re.sub(r"\([^()]*\)$", "", text)):
            spoken, month_no = _without_month(variant)
            for field in fields.values():
                if variant in field.synonyms:
                    return Meaning(field.name, month_no)
                if spoken in field.synonyms:
                    return Meaning(field.name, month_no)
    return None


def heading_key(path: tuple[str, ...]) -> str:
    """A heading as an answer about it is kept under: the same next month, whatever month it names."""
    return "/".join(_without_month(plain_heading(part))[0] for part in path)


def _without_month(text: str) -> tuple[str, int | None]:
    found = _SPAN.search(text)
    if found:
        return text.replace(found[0], SPAN, 1), int(found[1])
    found = _MONTH.search(text)
    return (text.replace(found[0], ONE_MONTH, 1), int(found[1])) if found else (text, None)
