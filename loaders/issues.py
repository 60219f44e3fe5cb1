"""What can be wrong with a workbook: a closed vocabulary. Each has a stable id, a weight and one sentence with slots.

Errors block; doubts ask for a reason, which is stored: one for all of weight `reason`, one typed for each figure of
weight `own_reason`, which stays 存疑 until a reviewer has looked. The words live in layouts/issues.csv.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

LAYOUTS = Path(__file__).parent / "layouts"
ERROR, DOUBT = "error", "doubt"  # levels
OWN_REASON, REASON = "own_reason", "reason"  # weights of doubts; an error's is its level


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
    weight: str = ERROR
    measures: tuple[str, ...] = ()  # ids of the measures that it speaks of
    carried: str = ""  # the reason that stands already with the same figure; `expected` tells it
    _grouped: str = ""  # what it says where it stands for several rows

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell that it speaks of."""
        return self.rows or ((self.cell,) if self.cell else ())

    @property
    def is_error(self) -> bool:
        return self.level == ERROR

    @property
    def level_word(self) -> str:
        return "错误" if self.is_error else "疑问"

    def of(self, *measures: str) -> "Issue":
        """The same, said of measures."""
        return replace(self, measures=measures)

    @property
    def where(self) -> str:
        """`民生实事!H8、H9`, or the sheet, or the file."""
        return "!".join(part for part in (self.sheet, "、".join(self.cells)) if part) or "文件"

    @property
    def sentence(self) -> str:
        """The whole issue in one sentence."""
        read = f"读到“{self.read}”," if self.read else ""
        return f"{self.where}:{read}{self.expected}。{self.remedy}。"

    def as_json(self) -> dict[str, Any]:
        """The fields that other programs read."""
        told = {name: value for name, value in asdict(self).items() if name != "carried" and not name.startswith("_")}
        return {**told, "rows": list(self.cells), "measures": list(self.measures)}


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """Every kind of issue by its id, with its weight and templates; grouped is for several rows as one."""
    with (LAYOUTS / "issues.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def issue(
    name: str, sheet: str | None = None, cell: str | Sequence[str] | None = None, read: object = None, /,
    **slots: object,
) -> Issue:  # fmt: skip
    """An issue of the vocabulary, its slots filled. Raises KeyError for an id or a slot that is not in it.

    `cell`: where it stands, or all the cells that it is one for.
    """
    kind = vocabulary()[name]
    many = () if cell is None or isinstance(cell, str) else tuple(cell)
    first = cell if isinstance(cell, str) else next(iter(many), None)
    text = None if read is None or str(read).strip() == "" else _short(str(read))
    weight = kind["weight"]
    return Issue(
        name, ERROR if weight == ERROR else DOUBT, sheet, first, text,
        kind["expected"].format(**slots), kind["remedy"].format(**slots), many, weight,
        _grouped=kind["grouped"].format(**{**slots, "count": "{count}"}),
    )  # fmt: skip


def grouped(issues: list[Issue], names: Mapping[str, str]) -> list[Issue]:
    """The same, those of one kind on several rows of a sheet as one, where the first of them stands.

    `names`: measure → what it is called, for the list of the rows.
    """
    together: dict[object, list[Issue]] = {}
    for found in issues:
        key = (found.id, found.sheet, found._grouped) if found._grouped and found.cell else id(found)
        together.setdefault(key, []).append(found)
    return [ones[0] if len(ones) == 1 else _as_one(ones, names) for ones in together.values()]


def _as_one(ones: list[Issue], names: Mapping[str, str]) -> Issue:
    measures = tuple(dict.fromkeys(name for one in ones for name in one.measures))
    listed = "、".join(names[measure] for measure in measures if measure in names)
    words = ones[0]._grouped.replace("{count}", str(len(ones)))
    cells = tuple(dict.fromkeys(cell for one in ones for cell in one.cells))
    return replace(
        ones[0], read=None, expected=f"{words}({listed})" if listed else words, rows=cells, measures=measures
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
