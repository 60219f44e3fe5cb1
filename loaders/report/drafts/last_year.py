"""Last year's measure beside a proposed row, and what it proposes: what the report leaves out, and how it was kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.targets.rows import UNIT_FIELDS, Record, Targets, flat
from metrics import terms, wording
from metrics.arithmetic import plan_shares
from metrics.kinds import KINDS
from store.engine.reader import Reader
from store.engine.records import records
from store.loads.year import year_tables
from store.reads.last_year import year_results, year_shares
from store.reads.units import unit_rows
from store.years.matching import SURE, matches

_LEAST = 75.0  # a report's items bear no name of their own: what is shown beside a row has to be nearer
MONTHS = tuple(f"month_{number}" for number in plan_shares.MONTHS)
_CODES = {word: code for code, word in terms.KINDS.items()}


@dataclass(frozen=True)
class Match:
    """One measure of last year. `result`: its latest figure; `shares`: how its months shared the whole, where known."""

    values: Record
    score: float
    result: float | None = None
    shares: dict[int, float] = field(default_factory=dict)

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
        """What is filled in where the report says nothing and the names are alike: leads, supplies, how often."""
        if self.score < SURE:
            return {}
        found = {name: self.values[name] for name in UNIT_FIELDS if not values.get(name)}
        if found.get("lead_unit"):
            found["unit_basis"] = terms.UNIT_BASES["proposed"]
        return found | {"calendar": self.values["calendar"]}

    def offered(self, values: Record) -> Record:
        """All that last year's has otherwise, to be taken with one click; empty where nothing is.

        Who leads and supplies where the report does not say it, the kind where it is judged by the same bound, the base
        for a stock whose result is known, a plan where the report dates no steps.
        """
        wanted = {name: self.values[name] for name in ("measure", "calendar")}
        wanted |= {name: self.values[name] for name in UNIT_FIELDS if not values.get(name)}
        kind, last_kind = (_CODES[each["kind"]] for each in (values, self.values))
        if KINDS[kind].bound == KINDS[last_kind].bound:
            wanted["kind"], kind = self.values["kind"], last_kind
        if KINDS[kind].has_base and values.get("base") is None:
            wanted["base"] = self.result
        if KINDS[kind].by_pace and values.get("plan_kind") in (None, terms.PLAN_KINDS["linear"]):
            wanted |= self._plan()
        found = {name: value for name, value in wanted.items() if value is not None and value != values.get(name)}
        if "lead_unit" in found:
            found["unit_basis"] = terms.UNIT_BASES["proposed"]
        return found

    def _plan(self) -> Record:
        """Last year's own months where they are known, else the plan that it had; nothing for an even one."""
        if self.shares:
            shares = plan_shares.through_nodes(self.shares.items())
            return {"plan_kind": terms.PLAN_KINDS["last_year"], **dict(zip(MONTHS, shares, strict=True))}
        if self.values["plan_kind"] in (None, terms.PLAN_KINDS["linear"]):
            return {}
        return {"plan_kind": self.values["plan_kind"]} | {name: self.values.get(name) for name in MONTHS}


class LastYear:
    """The measures of the year before, with the targets that it ended with and what came of them."""

    def __init__(self, reader: Reader, year: int) -> None:
        tables = year_tables(reader, year - 1)
        names = {row["unit_id"]: row["name"] for row in records(unit_rows(reader))}
        targets = Targets(tables["item"], tables["measure"], tables["target"], tables["plan"])
        by_code = {
            row["code"]: row for row in sorted(flat(targets, names), key=lambda row: row.get("valid_from") or "")
        }
        self._rows = list(by_code.values())
        self._results = year_results(reader, year - 1)
        self._shares: dict[str, dict[int, float]] = {}
        for row in records(year_shares(reader, year - 1)):
            self._shares.setdefault(row["measure_id"], {})[int(row["month_no"])] = float(row["share"])

    def matched(self, rows: Sequence[Record]) -> dict[int, Match]:
        """Row's place → last year's, each taken once, the likest first; a report's kinds are guesses."""
        named = [{**row, "category": row.get("category"), "item": None, "kind": None} for row in rows]
        return {
            number: Match(
                self._rows[place], score, self._results.get(self._rows[place]["code"]),
                self._shares.get(self._rows[place]["code"], {}),
            )
            for score, number, place in matches(named, self._rows, _LEAST)
        }  # fmt: skip
