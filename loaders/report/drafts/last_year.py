"""Last year's measure beside a proposed row: by name, unit of measure and category; their ids need not match."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from loaders.register import plain
from loaders.targets.rows import Record, Targets, flat
from metrics import terms, wording
from store.engine.reader import Reader
from store.engine.records import records
from store.loads.year import year_tables
from store.reads.units import unit_rows

_LEAST, _SURE = 75.0, 90.0  # of 100: shown beside a row; sure enough to propose what the report does not say
_SAME_CATEGORY = 4.0
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Match:
    """One measure of last year."""

    values: Record
    score: float

    @property
    def words(self) -> str:
        """公共充电桩 不低于2,200个。"""
        unit = self.values["unit"] or ""
        ends = [self.values.get(name) for name in ("lower", "upper")]
        figure = "–".join(wording.figure(end, unit) for end in ends if end is not None)
        comparator = self.values.get("comparator") or ""
        word = "" if comparator in (terms.COMPARATORS["range"], terms.COMPARATORS["="]) else comparator
        return f"{self.values['measure']} {self.values.get('words') or word + figure}".strip()

    def proposed(self, values: Record) -> Record:
        """What last year's says where the report says nothing: lead and supplying unit, calendar."""
        if self.score < _SURE:
            return {}
        found = {name: self.values[name] for name in ("lead_unit", "supplier") if not values.get(name)}
        if found.get("lead_unit"):
            found["unit_basis"] = terms.UNIT_BASES["proposed"]
        return found | {"calendar": self.values["calendar"]}


class LastYear:
    """The measures of the year before, with the targets that it ended with."""

    def __init__(self, reader: Reader, year: int) -> None:
        tables = year_tables(reader, year - 1)
        names = {row["unit_id"]: row["name"] for row in records(unit_rows(reader))}
        targets = Targets(tables["item"], tables["measure"], tables["target"], [])
        by_code = {
            row["code"]: row for row in sorted(flat(targets, names), key=lambda row: row.get("valid_from") or "")
        }
        self._rows = list(by_code.values())

    def matched(self, rows: Sequence[Record]) -> dict[int, Match]:
        """Row's place → last year's, each taken once, the likest first; series and unit of measure are the same."""
        scored = [
            (score, number, place)
            for number, row in enumerate(rows)
            for place, last in enumerate(self._rows)
            if row["series"] == last["series"] and row["unit"] == last["unit"]
            and (score := _score(row, last)) >= _LEAST
        ]  # fmt: skip
        found: dict[int, Match] = {}
        taken: set[int] = set()
        for score, number, place in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
            if number not in found and place not in taken:
                taken.add(place)
                found[number] = Match(self._rows[place], score)
        return found


def _score(row: Record, last: Record) -> float:
    own, other = (_DIGITS.sub("", plain(one["measure"])) for one in (row, last))
    same = _SAME_CATEGORY if row.get("category") == last.get("category") else 0.0
    return float(min(100.0, fuzz.ratio(own, other) + same))
