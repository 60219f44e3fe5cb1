"""What a workbook is compared with: the units, and the measures with their targets and earlier figures. Pure data."""

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Self

from metrics.kinds import GROWTHS, KINDS, is_fall
from metrics.sentences.place import Place
from metrics.terms import CALENDARS, item_code


@dataclass(frozen=True)
class Unit:
    """A government unit with its other spellings."""

    unit_id: str
    name: str
    aliases: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Self:
        """From a row of `unit_rows`."""
        return cls(row["unit_id"], row["name"], tuple(row["aliases"].split("、")) if row["aliases"] else ())


@dataclass(frozen=True)
class Measure:
    """One thing counted, in one month: its target, what was accepted last for an earlier month, and for this one."""

    measure_id: str
    item_id: str
    series: str
    item_no: int
    item: str
    category: str
    measure_no: int
    name: str
    kind: str
    unit: str
    calendar: str
    unit_id: str  # who supplies the figure
    target_text: str
    is_in_calendar: bool  # whether its calendar has this month
    is_due: bool  # whether a figure is owed for this month
    lower: float | None = None
    upper: float | None = None
    basis: str | None = None  # 口径 of the target
    condition: str | None = None
    part_of_id: str | None = None
    note: str | None = None
    previous: float | None = None  # the latest accepted figure of an earlier month of the year
    previous_words: str | None = None
    previous_month: dt.date | None = None
    stored: float | None = None  # what is accepted for this very month
    stored_words: str | None = None
    plan_pct: float | None = None  # 序时进度 of this month, where a figure for it is owed or in
    last_year: float | None = None  # an indicator's figure for the whole of last year
    last_year_basis: str | None = None

    @property
    def by_pace(self) -> bool:
        return KINDS[self.kind].by_pace

    @property
    def is_share(self) -> bool:
        """Whether a figure is a part of a hundred."""
        return self.unit == "%" and KINDS[self.kind].is_share and not self.is_fall

    @property
    def is_fall(self) -> bool:
        """Whether its figures are changes that should be falls, so that they are below zero."""
        return is_fall(self.kind, self.unit, self.upper)

    @property
    def is_growth(self) -> bool:
        """Whether its figures are changes in percent."""
        return self.unit == "%" and (self.kind in GROWTHS or self.is_fall)

    @property
    def full_name(self) -> str:
        return self.name if self.name == self.item else f"{self.item}·{self.name}"

    @property
    def calendar_name(self) -> str:
        return CALENDARS[self.calendar]

    def after(self, value: float, month: dt.date) -> "Measure":
        """The same, with a figure of an earlier month taken as accepted."""
        is_reached = self.by_pace and self.lower is not None and value >= self.lower
        return replace(self, previous=value, previous_month=month, is_due=self.is_due and not is_reached)


@dataclass(frozen=True)
class Returned:
    """A figure that was given back to its unit, with the question that waits for an answer."""

    return_id: int
    month: dt.date
    named: str
    value_text: str
    question: str


@dataclass(frozen=True)
class KnownForms:
    """What was said of a unit's forms: form → column's key → field, and form → row's key → measure.

    The form "" is any: what was said before forms were told apart.
    """

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NOTHING_KNOWN = KnownForms()


@dataclass(frozen=True)
class Register:
    """Everything that a month's workbooks of a region are checked against."""

    month: dt.date
    place: Place
    units: tuple[Unit, ...]
    measures: tuple[Measure, ...]
    is_closed: bool = False
    # unit → the last day on which it may send although the month is closed; whether that is past is asked later
    exceptions: Mapping[str, dt.date] = field(default_factory=dict)
    forms: Mapping[str, KnownForms] = field(default_factory=dict)  # unit → what was said of its own forms before
    sent: Mapping[tuple[str, str], dt.date] = field(default_factory=dict)  # unit and SHA-256 of a file → its month
    returned: Mapping[str, tuple[Returned, ...]] = field(default_factory=dict)  # unit → what waits for its answer
    links: tuple[
        tuple[str, str], ...
    ] = ()  # measures that are one commitment: which is asked for, which has its figure
    _names: dict[str, Unit] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for unit in self.units:
            for name in (unit.name, *unit.aliases):
                self._names[plain(name)] = unit
                self._names.setdefault(plain(name).removeprefix(self.place.level.word), unit)

    @cached_property
    def by_id(self) -> dict[str, Measure]:
        return {measure.measure_id: measure for measure in self.measures}

    @cached_property
    def names(self) -> dict[str, str]:
        """Measure → `民生8 公共充电桩`, with what is counted where it is called otherwise."""
        return {m.measure_id: f"{item_code(m.series, m.item_no)} {m.full_name}" for m in self.measures}

    @cached_property
    def unit_by_id(self) -> dict[str, Unit]:
        return {unit.unit_id: unit for unit in self.units}

    def of_unit(self, unit_id: str) -> list[Measure]:
        """The measures that a unit supplies, in the order of the plan."""
        return self._by_unit.get(unit_id, [])

    @cached_property
    def _by_unit(self) -> dict[str, list[Measure]]:
        by_unit: dict[str, list[Measure]] = {}
        for measure in self.measures:
            by_unit.setdefault(measure.unit_id, []).append(measure)
        return by_unit

    def asked_of(self, unit_id: str) -> list[Measure]:
        """Those of them that its template of this month asks for: in their calendar, and no mere background figures."""
        return [
            measure
            for measure in self.of_unit(unit_id)
            if measure.is_in_calendar and (measure.kind != "reference" or measure.series == "indicator")
        ]

    @cached_property
    def twins(self) -> dict[str, str]:
        """Measure → the one that is the same commitment, of the same unit; both ways."""
        pairs = [pair for pair in self.links if all(one in self.by_id for one in pair)]
        own = [(a, b) for a, b in pairs if self.by_id[a].unit_id == self.by_id[b].unit_id]
        return {**dict(own), **{b: a for a, b in own}}

    @cached_property
    def spared(self) -> dict[str, str]:
        """The measures that nobody has to fill in → the one whose figure they have."""
        return {b: a for a, b in self.links if self.twins.get(b) == a}

    def asked_id(self, measure_id: str) -> str:
        """The measure that is filled in for a measure: another one where its commitment stands twice."""
        return self.spared.get(measure_id, measure_id)

    def spared_of(self, unit_id: str) -> list[Measure]:
        """Those of them that its template of this month shows beside the one that it asks for."""
        asked = self.asked_of(unit_id)
        sheets = {one.measure_id: one.series == "indicator" for one in asked}
        return [one for one in asked if sheets.get(self.spared.get(one.measure_id, "")) == sheets[one.measure_id]]

    def suppliers(self) -> list[Unit]:
        """The units with anything to report this month, by name as listed."""
        return [unit for unit in self.units if any(m.kind != "reference" for m in self.asked_of(unit.unit_id))]

    def after(self, figures: Mapping[str, tuple[float, dt.date]]) -> "Register":
        """The same, with some figures of earlier months taken as accepted: measure → value and month."""
        return replace(self, measures=tuple(m.after(*figures[m.measure_id]) if m.measure_id in figures else m
                                            for m in self.measures))  # fmt: skip

    def unit_named(self, text: str) -> Unit | None:
        """The unit that a name, another spelling or an id means."""
        name = plain(text)
        shorter = [name.removeprefix(plain(stem)) for stem in self.place.stems]
        found = (self._names.get(one) for one in (*shorter, name))
        return self.unit_by_id.get(text.strip()) or next((unit for unit in found if unit is not None), None)


_MARKS = " \n*★☆※△▲▶►●○■□◆◇√✓"  # 注:★为市级下达指标


@lru_cache(1024)  # of each row beside each name
def plain(text: str) -> str:
    """A name without what people vary: width of characters, spaces, quotation marks, brackets' form, dashes, a ★."""
    folded = unicodedata.normalize("NFKC", text).strip(_MARKS)
    return "".join(c for c in folded if not c.isspace() and c not in "“”\"'‘’《》·、,。.;:-—–_").lower()
