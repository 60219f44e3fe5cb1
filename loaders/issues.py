"""What can be wrong with a workbook: a closed vocabulary. Each has a stable id, a level and one sentence with slots.

Errors block; doubts ask for a reason, which stays with the figure. The words live in layouts/issues.csv.
"""

import csv
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

LAYOUTS = Path(__file__).parent / "layouts"
ERROR, DOUBT = "error", "doubt"


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong, with where it stands and how to mend it. No sheet and cell: the whole file, or sheet."""

    id: str
    level: str
    sheet: str | None
    cell: str | None
    read: str | None  # what stands there
    expected: str
    remedy: str
    rows: tuple[str, ...] = ()  # all cells of an issue that is one for many

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell that it speaks of."""
        return self.rows or ((self.cell,) if self.cell else ())

    @property
    def is_error(self) -> bool:
        return self.level == ERROR

    @property
    def where(self) -> str:
        """`民生实事!H8`, or the sheet, or the file."""
        return "!".join(part for part in (self.sheet, self.cell) if part) or "文件"

    @property
    def sentence(self) -> str:
        """The whole issue in one sentence."""
        read = f"读到“{self.read}”," if self.read else ""
        return f"{self.where}:{read}{self.expected}。{self.remedy}。"

    def as_json(self) -> dict[str, Any]:
        """The fields that other programs read."""
        return {**asdict(self), "rows": list(self.cells)}


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """Every kind of issue by its id, with level, expected and remedy as templates."""
    with (LAYOUTS / "issues.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def issue(
    name: str, sheet: str | None = None, cell: str | None = None, read: object = None, /, **slots: object
) -> Issue:
    """An issue of the vocabulary, its slots filled. Raises KeyError for an id or a slot that is not in it."""
    kind = vocabulary()[name]
    text = None if read is None or str(read).strip() == "" else _short(str(read))
    return Issue(
        name, kind["level"], sheet, cell, text, kind["expected"].format(**slots), kind["remedy"].format(**slots)
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
