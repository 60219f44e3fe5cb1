"""A report's rows under review: each waits, is adopted or not, may be mended; what is written here is no target yet."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from loaders.report.drafts.last_year import LastYear, Match
from loaders.report.drafts.plan import plan_of
from loaders.report.naming import UnitNames
from loaders.report.reports import Report
from loaders.report.sentences.proposals import SURE
from loaders.report.targets import target_rows
from loaders.targets.rows import PENDING, REJECTED, UNIT_FIELDS, Record, measure_code
from metrics import terms
from metrics.kinds import KINDS

# What may be mended in place, `plan` in words (drafts/plan.py); an item has one lead, whichever of its rows says so.
MENDED = ("measure", "comparator", "lower", "upper", "unit", "kind", "lead_unit", "calendar", "plan", "reference")
_OF_NUMBER = ("comparator", "lower", "upper", "unit")
_BASED = tuple(kind.word for kind in KINDS.values() if kind.has_base)
_SERIES = {word: code for code, word in terms.SERIES.items()}
_FORMS = ("original", "position", "supporting", "due", "doubt", "review", "plan")


@dataclass(frozen=True)
class Row:
    """One proposed row as it was read: its fields in the targets workbook, and where and how surely it was read."""

    values: Record
    sentence: str
    span: tuple[int, int]  # of the figure in the sentence
    block: str
    place: str
    confidence: float
    doubts: tuple[str, ...] = ()
    last_year: str = ""  # last year's matching measure with its target, in words
    proposed: tuple[str, ...] = ()  # the fields that it fills
    offers: Record = field(default_factory=dict)  # what else it says otherwise, to be taken with one click
    parent: int | None = None  # 其中: the place of the row that this is a part of

    @property
    def item(self) -> tuple[str, int]:
        return self.values["series"], self.values["item_no"]

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE and not self.doubts

    @property
    def code(self) -> str:
        """民生12·2: the item and the row's number in it."""
        series, number = self.item
        return f"{terms.item_code(_SERIES[series], number)}·{self.values['measure_no']}"


@dataclass
class Draft:
    """A report under review. `decided` and `mended` are by a row's place in `rows`."""

    year: int
    file_name: str
    sha256: str
    summary: str
    gaps: list[str]
    not_understood: list[str]
    rows: list[Row]
    decided: dict[int, str] = field(default_factory=dict)
    mended: dict[int, Record] = field(default_factory=dict)
    is_account_checked: bool = False  # somebody has looked at the gaps and what was not understood
    saved: str = ""
    left_out: list[list[str]] = field(default_factory=list)  # what is no row, as account.left_out_rows tells it

    def values(self, number: int) -> Record:
        """A row's fields as they stand now."""
        return self.rows[number].values | self.mended.get(number, {})

    def decision(self, number: int) -> str:
        return self.decided.get(number, PENDING)

    def numbers(self, decision: str) -> list[int]:
        """The rows that a decision was taken of, or that wait for one."""
        return [number for number in range(len(self.rows)) if self.decision(number) == decision]

    @property
    def by_doubt(self) -> list[int]:
        """The rows, the least sure first, else as they are written."""
        return sorted(range(len(self.rows)), key=lambda place: (self.rows[place].is_sure, self.rows[place].confidence))

    def decide(self, numbers: Iterable[int], decision: str) -> None:
        """Adopt rows, or not, or take that back."""
        for number in numbers:
            if decision == PENDING:
                self.decided.pop(number, None)
            else:
                self.decided[number] = decision

    def mend(self, number: int, changed: Record) -> None:
        """Other values of a row; what is of its item goes to all rows of the item."""
        for name, value in changed.items():
            if name not in MENDED:
                continue
            said = value.strip() if isinstance(value, str) else value
            if name == "reference" and said:
                said = said.split()[0]  # the code, which stays when the measure is called otherwise
            fields = {name: said}
            if name == "plan" and (plan := plan_of(said or "")):
                fields = {"plan": None, **plan}
            if name in _OF_NUMBER and said != self.values(number).get(name):
                fields["words"] = None  # 500个左右 are the report's words for its own number
            if name == "kind" and said not in _BASED:
                fields["base"] = None
            if name == "lead_unit":
                read = self.rows[number].values
                is_said = said == read.get("lead_unit")
                fields["unit_basis"] = read["unit_basis"] if is_said else terms.UNIT_BASES["proposed"]
            for mate in self._mates(number) if name == "lead_unit" else [number]:
                self.mended.setdefault(mate, {}).update(fields)

    def take_last_year(self, numbers: Iterable[int], *, back: bool = False) -> None:
        """Rows say what last year's measure does, or again (`back`) what the report does."""
        for number in numbers:
            row = self.rows[number]
            fields = {name: row.values.get(name) for name in row.offers} if back else row.offers
            of_item = {name: value for name, value in fields.items() if name in ("lead_unit", "unit_basis")}
            self.mended.setdefault(number, {}).update(fields, plan=None)
            for mate in self._mates(number) if of_item else ():
                self.mended.setdefault(mate, {}).update(of_item)

    def is_as_last_year(self, number: int) -> bool:
        """Whether a row says all that last year's measure offers."""
        offers, values = self.rows[number].offers, self.values(number)
        return bool(offers) and all(values.get(name) == value for name, value in offers.items())

    def call_unit(self, written: str, name: str) -> None:
        """A unit that is written otherwise is one of the store's, in every row."""
        for number, what in itertools.product(range(len(self.rows)), UNIT_FIELDS):
            if self.values(number).get(what) == written:
                self.mended.setdefault(number, {})[what] = name

    def lead(self, numbers: Iterable[int], name: str) -> None:
        """A unit provisionally leads the items of rows that have no lead unit."""
        items = {self.rows[number].item for number in numbers if not self.values(number).get("lead_unit")}
        for number, row in enumerate(self.rows):
            if row.item in items:
                self.mended.setdefault(number, {}).update(lead_unit=name, unit_basis=terms.UNIT_BASES["proposed"])

    def _mates(self, number: int) -> list[int]:
        item = self.rows[number].item
        return [mate for mate, row in enumerate(self.rows) if row.item == item]

    def referable(self) -> dict[str, str]:
        """What a relative target may be compared with: the growth rates of this report, by code, in words."""
        growth = terms.KINDS["growth"]
        wanted = [number for number in self.wanted_numbers() if self.values(number)["kind"] == growth]
        return {(code := self.rows[number].code): f"{code} {self.values(number)['measure']}" for number in wanted}

    def wanted_rows(self, region: str) -> list[Record]:
        """The rows of the targets workbook that is loaded: all but those not adopted, each with its decision.

        One that still waits stays 待审核, which no check lets through. A row bears no month: it counts from the one
        that the load is given.
        """
        return [
            {name: value for name, value in row.items() if name not in _FORMS or name == "review"}
            for row in self.told_rows(self.wanted_numbers(), region)
        ]

    def told_rows(self, numbers: Iterable[int], region: str) -> list[Record]:
        """Rows as they stand, with sentence and doubts, and the codes of what they are compared with and part of."""
        places = {row.code: number for number, row in enumerate(self.rows)}
        return [
            values | {
                "review": self.decision(number), "valid_from": None,
                "reference": self._code(places.get(values.get("reference") or ""), region),
                "part_of": self._code(self.rows[number].parent, region),
            }
            for number in numbers if (values := self.values(number))
        ]  # fmt: skip

    def wanted_numbers(self) -> list[int]:
        """The places of `wanted_rows`."""
        return [number for number in range(len(self.rows)) if self.decision(number) != REJECTED]

    def _code(self, number: int | None, region: str) -> str | None:
        """The code that a row will have; None for none, and for one that is not adopted."""
        if number is None or self.decision(number) == REJECTED:
            return None
        series, item_no = self.rows[number].item
        return measure_code(region, self.year, _SERIES[series], item_no, self.rows[number].values["measure_no"])

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Draft":
        """What `as_json` told. Raises KeyError, TypeError or ValueError for what it did not."""
        tuples = ("span", "doubts", "proposed")
        rows = [Row(**{**row, **{name: tuple(row[name]) for name in tuples}}) for row in told.pop("rows")]
        keyed = {name: {int(key): value for key, value in told.pop(name).items()} for name in ("decided", "mended")}
        return cls(rows=rows, decided=keyed["decided"], mended=keyed["mended"], **told)


def draft_of(report: Report, year: int, file_name: str, sha256: str, units: UnitNames, last_year: LastYear) -> Draft:
    """A report that was just read, nothing decided; where it says nothing, last year's measure proposes."""
    flat = [units.named(row) for row in target_rows(report, year, units.region)]
    triples = [(item, place, proposal) for item in report.items for place, proposal in enumerate(item.proposals)]
    matched = last_year.matched(flat)
    rows = []
    for number, (values, (item, place, proposal)) in enumerate(zip(flat, triples, strict=True)):
        last = matched.get(number)
        proposed = last.proposed(values) if last else {}
        rows.append(
            Row(
                values | proposed, proposal.sentence, proposal.span,
                item.block or item.section or values["series"], item.place, proposal.confidence, proposal.doubts,
                last.words if last else "", tuple(proposed), last.offered(values | proposed) if last else {},
                None if proposal.part_of is None else number - place + proposal.part_of,
            )
        )  # fmt: skip
    _one_lead_each(rows)
    account = report.account
    unread = [f"{number.place} “{number.figure}”:{number.sentence[:60]}" for number in account.not_understood]
    draft = Draft(
        year, file_name, sha256, account.sentence, [*account.gaps, *account.unread], unread, rows,
        left_out=account.left_out_rows,
    )  # fmt: skip
    _refer(draft, matched)
    return draft


def _refer(draft: Draft, matched: Mapping[int, Match]) -> None:
    """A relative target is compared with what last year's was."""
    by_code = {match.values["code"]: number for number, match in matched.items()}
    growths = draft.referable()
    for number, match in matched.items():
        other = by_code.get(match.values.get("reference") or "")
        if draft.rows[number].values["kind"] == terms.KINDS["relative"] and other is not None:
            code = draft.rows[other].code
            draft.rows[number].values["reference"] = code if code in growths else None


def _one_lead_each(rows: list[Row]) -> None:
    """What last year proposes for one row of an item holds for those of its rows that have no lead unit."""
    first = {row.item: row.values for row in reversed(rows) if row.values.get("lead_unit")}
    for row in rows:
        if row.item in first:
            row.values.update({name: first[row.item][name] for name in ("lead_unit", "unit_basis")})
