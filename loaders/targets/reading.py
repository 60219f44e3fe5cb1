"""The rows of a targets workbook on their way into the year's four tables, and what is wrong with each."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loaders.files.workbook import Cell
from loaders.issues import Issue, issue
from loaders.register import Unit, plain
from loaders.table.figures import parse
from loaders.table.item_rows import ItemRow
from loaders.table.layout import layout
from loaders.targets.rows import (
    ADOPTED,
    CANCELLED,
    LAYOUT,
    OF_TARGET,
    REJECTED,
    UNIT_FIELDS,
    WORDS,
    Record,
    Targets,
    first_of,
    measure_code,
)  # fmt: skip
from metrics import bounds, kinds, terms
from metrics.arithmetic import plan_shares
from metrics.terms import KINDS
from metrics.typography import CODE_FORM, plain_code

_REQUIRED = ("series", "item_no", "item", "lead_unit", "measure_no", "measure", "kind", "unit", "calendar")
_ITEM_FIELDS = ("category", "item", "lead_unit", "unit_basis", "leader", "condition", "cancelled", "item_source")
# What a doubt may be about; where each stands is kept: measure and month → field → sheet, cell and what is written.
_DOUBTED = ("measure", "kind", "unit", "calendar", "comparator", "lower", "upper")
Cells = dict[tuple[str, dt.date], dict[str, tuple[str, str, str]]]
_DIGITS = 4  # of an item's or a measure's number


@dataclass(frozen=True)
class Against:
    """What a workbook is read against. `start`: what a target without a month of its own counts from."""

    region: str
    units: tuple[Unit, ...]
    measures: frozenset[str]  # that stand already: a reference may name them, and those of the workbook
    start: dt.date


class TargetReading:
    """The rows of a workbook on their way into four tables."""

    def __init__(self, year: int, against: Against, issues: list[Issue]) -> None:
        self.year, self.against, self.issues = year, against, issues
        self.cells: Cells = {}
        self.targets = Targets()
        self._dated: set[str] = set()
        self._unit_ids = {plain(name): unit.unit_id for unit in against.units for name in (unit.name, *unit.aliases)}
        self._items: dict[str, ItemRow] = {}
        self._measures: set[str] = set()
        self._coded: dict[str, ItemRow] = {}
        self._lines: dict[tuple[str, dt.date], ItemRow] = {}
        self._references: list[tuple[ItemRow, str, str]] = []

    def take_all(self, rows: list[ItemRow]) -> None:
        """Add the rows, one after the other; every measure that another one names must be there."""
        self._dated = {key for row in rows if row.text("valid_from") and (key := _key(row))}
        for row in rows:
            self._take(row)
        for row, name, code in self._references:
            if code not in self.against.measures | self._measures:
                self._wrong("target_reference", row, name)

    def _take(self, row: ItemRow) -> None:
        """Add one row; what is wrong with it becomes issues, and the row then adds nothing."""
        review = row.text("review")
        if review == REJECTED:
            return
        before = self._error_count
        if review not in ("", ADOPTED):
            self._wrong("target_not_reviewed", row, "review")
        values = self._values(row)
        if self._error_count > before:
            return
        code = measure_code(self.against.region, self.year, values["series"], values["item_no"], values["measure_no"])
        if row.text("code") and row.text("code") != code:
            self._wrong("target_code_differs", row, "code", expected=code)
            return
        self._add_item(row, code.rsplit("-", 1)[0], values)
        self._add_measure(row, code, values)
        self._add_target(row, code, values)

    @property
    def _error_count(self) -> int:
        return sum(found.is_error for found in self.issues)

    def _wrong(self, issue_id: str, row: ItemRow, name: str, **slots: Any) -> None:
        self.issues.append(issue(issue_id, row.sheet, row.address(name), row.text(name), **slots))

    def _values(self, row: ItemRow) -> Record:
        values: Record = {name: row.text(name) or None for name in layout(LAYOUT)}
        for name in _REQUIRED:
            if not values[name]:
                self._wrong("target_missing", row, name, heading=_heading(name))
        for name, words in WORDS.items():
            values[name] = self._code(row, name, words)
        for name in ("item_no", "measure_no"):
            text = row.text(name)
            is_number = text.isdecimal() and len(text) <= _DIGITS
            if text and not is_number:
                self._wrong("target_number", row, name, heading=_heading(name))
            values[name] = int(text) if is_number else 0
        for name in UNIT_FIELDS:
            values[name] = self._unit_id(row, name)
        for name in ("lower", "upper", "base"):
            values[name] = self._number(row, name, values["unit"] or "")
        if values["base"] is not None and values["kind"] and not kinds.KINDS[values["kind"]].has_base:
            self._wrong("target_base", row, "base", kind=KINDS[values["kind"]])
        return values

    def _code(self, row: ItemRow, name: str, words: Mapping[str, str]) -> str | None:
        text = row.text(name)
        found = next((code for code, word in words.items() if text in (code, word)), None)
        if text and found is None:
            self._wrong("target_word", row, name, heading=_heading(name), choices="、".join(words.values()))
        return found

    def _unit_id(self, row: ItemRow, name: str) -> str | None:
        text = row.text(name)
        found = self._unit_ids.get(plain(text)) if text else None
        if text and found is None:
            example = self.against.units[0].name if self.against.units else "先登记单位"
            self._wrong("target_unit_unknown", row, name, example=example)
        return found

    def _number(self, row: ItemRow, name: str, unit: str) -> float | None:
        figure = parse(row.cells.get(name), unit, "quantity")
        if figure.problem in (bounds.TOO_LARGE, bounds.TOO_FINE):
            self._wrong(figure.problem, row, name, measure=_heading(name), unit=unit)
        elif figure.problem is not None:
            self._wrong("target_number", row, name, heading=_heading(name))
        return None if figure.value is None else float(figure.value)

    def _add_item(self, row: ItemRow, item_id: str, values: Record) -> None:
        first = self._items.setdefault(item_id, row)
        if first is not row:
            for name in _ITEM_FIELDS:
                if first.text(name) != row.text(name):
                    self._wrong("target_item_differs", row, name, heading=_heading(name), first=_place(first, row))
            return
        self.targets.items.append(
            {
                "item_id": item_id, "year": self.year, "series": values["series"],
                "item_no": values["item_no"], "category": values["category"] or terms.SERIES[values["series"]],
                "title": values["item"], "lead_unit_id": values["lead_unit"],
                "unit_basis": values["unit_basis"] or "report", "leader": values["leader"],
                "condition": values["condition"], "is_cancelled": values["cancelled"] == CANCELLED,
                "source": values["item_source"] or values["source"] or "",
            }
        )  # fmt: skip

    def _add_measure(self, row: ItemRow, code: str, values: Record) -> None:
        if code in self._measures:
            return
        self._measures.add(code)
        plan_kind = values["plan_kind"] or ("linear" if values["kind"] in kinds.PACE else None)
        self.targets.measures.append(
            {
                "measure_id": code, "item_id": code.rsplit("-", 1)[0], "measure_no": values["measure_no"],
                "name": values["measure"], "kind": values["kind"], "unit": values["unit"],
                "calendar": values["calendar"], "supplier_unit_id": values["supplier"], "plan_kind": plan_kind,
                "reference_measure_id": values["reference"], "part_of_id": values["part_of"], "note": values["note"],
            }
        )  # fmt: skip
        if values["common_code"]:
            self._add_code(row, code, values)
        self._references += [(row, name, values[name]) for name in ("reference", "part_of") if values[name]]
        if plan_kind in ("by_month", "nodes", "last_year"):
            self._add_plan(row, code, plan_kind)

    def _add_code(self, row: ItemRow, code: str, values: Record) -> None:
        common = plain_code(values["common_code"])
        if common is None or values["kind"] == "reference":
            self._wrong("target_word", row, "common_code", heading=_heading("common_code"), choices=CODE_FORM)
        elif (first := self._coded.setdefault(common, row)) is not row:
            self._wrong("target_code_twice", row, "common_code", first=_place(first, row))
        else:
            self.targets.codes.append({"measure_id": code, "common_code": common})

    def _add_plan(self, row: ItemRow, code: str, plan_kind: str) -> None:
        given = {number: _share(row.cells.get(f"month_{number}")) for number in plan_shares.MONTHS}
        declared = {number: share for number, share in given.items() if share is not None}
        if not declared or (plan_kind != "nodes" and len(declared) < 12):
            needed = "各节点月份的累计计划" if plan_kind == "nodes" else "12个月的累计计划"
            self._wrong("target_plan_missing", row, "plan_kind", plan_kind=terms.PLAN_KINDS[plan_kind], needed=needed)
            return
        try:
            shares = plan_shares.through_nodes(declared.items())
        except ValueError:
            self._wrong("target_plan", row, f"month_{max(declared)}")
            return
        self.targets.plans.extend(
            {"measure_id": code, "month_no": number, "share": share, "is_node": number in declared}
            for number, share in zip(plan_shares.MONTHS, shares, strict=True)
        )

    def _add_target(self, row: ItemRow, code: str, values: Record) -> None:
        kind = values["kind"]
        if kind == "reference" and values["comparator"] is None:
            return
        # What a row without a month counts from: beside rows of the same measure with one, it begins the year.
        begins = dt.date(self.year, 1, 1) if _key(row) in self._dated else self.against.start
        valid_from = first_of(row.text("valid_from")) if values["valid_from"] else begins
        if valid_from is None or valid_from.year != self.year:
            self._wrong("target_month", row, "valid_from", year=self.year)
            return
        if (first := self._lines.setdefault((code, valid_from), row)) is not row:
            self._wrong("target_twice", row, "measure", first=_place(first, row))
            return
        if values["comparator"] is None:
            self._wrong("target_missing", row, "comparator", heading=_heading("comparator"))
            return
        bound = kinds.KINDS[kind].bound
        if bound in ("lower", "upper") and values[bound] is None and not values["words"]:
            self._wrong("target_bound", row, bound, kind=KINDS[kind], heading=_heading(bound))
        if None not in (values["lower"], values["upper"]) and values["upper"] < values["lower"]:
            self._wrong("target_upside_down", row, "upper")
        self.cells[code, valid_from] = {
            name: (row.sheet, cell.address, row.text(name)) for name, cell in row.cells.items() if name in _DOUBTED
        }
        own = {name: values[name] for name in OF_TARGET} | {"source": values["source"] or values["item_source"] or ""}
        self.targets.targets.append({"measure_id": code, "valid_from": valid_from, **own})


def _place(first: ItemRow, row: ItemRow) -> str:
    """Where a row stands for a reader of another one: 第3行, “新增”第3行."""
    return f"{'' if first.sheet == row.sheet else f'“{first.sheet}”'}第{first.number}行"


def _key(row: ItemRow) -> str:
    """Tells measures apart before their rows are read."""
    return "/".join(row.text(name) for name in ("series", "item_no", "measure_no"))


def _heading(name: str) -> str:
    return layout(LAYOUT)[name].heading


def _share(cell: Cell | None) -> float | None:
    """A cumulative share of the year as 0–1: 0.5 shown as 50%, or 50, or "50%"."""
    if cell is not None and isinstance(cell.value, int | float) and "%" in cell.number_format:
        return float(cell.value)  # as it stands: no rounding on the way through percents
    figure = parse(cell, "%", "quantity")
    return None if figure.value is None else float(figure.value / 100)
