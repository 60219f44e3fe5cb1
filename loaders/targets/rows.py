"""The year's targets in three shapes: the store's four tables, one flat row per target, and the targets workbook."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from loaders.files.packing import saved
from loaders.table.layout import layout
from loaders.template import style
from metrics import terms
from metrics.errors import UserError
from metrics.periods import month_code, parse_month

LAYOUT = "targets"
HEADER_ROW = 2
CANCELLED = "是"
# What a target's row has as the workbook calls it, beside the month that it counts from.
OF_TARGET = ("comparator", "lower", "upper", "base", "basis", "words", "source", "reason", "approval")
ADOPTED, REJECTED, PENDING = "采用", "不采用", "待审核"

UNIT_FIELDS = ("lead_unit", "supplier")
# Fields of a row that waits for review; the year's own workbook has none of them.
REVIEW_FIELDS = ("review", "original", "position", "supporting", "due", "doubt")
# Fields whose cells hold a word of the glossary for a code.
WORDS: dict[str, Mapping[str, str]] = {
    "series": terms.SERIES,
    "unit_basis": terms.UNIT_BASES,
    "kind": terms.KINDS,
    "calendar": terms.CALENDARS,
    "plan_kind": terms.PLAN_KINDS,
    "comparator": terms.COMPARATORS,
}

Record = dict[str, Any]


@dataclass(frozen=True)
class Targets:
    """The rows of item, measure, target and plan of one year, as the store's tables have them, without who and when."""

    items: list[Record] = field(default_factory=list)
    measures: list[Record] = field(default_factory=list)
    targets: list[Record] = field(default_factory=list)
    plans: list[Record] = field(default_factory=list)
    codes: list[Record] = field(default_factory=list)

    def tables(self) -> dict[str, list[Record]]:
        """By the name of the table, in the order in which they depend on each other."""
        return {"item": self.items, "measure": self.measures, "target": self.targets, "plan": self.plans,
                "measure_code": self.codes}  # fmt: skip


def flat(targets: Targets, unit_names: Mapping[str, str]) -> list[Record]:
    """One row per target, with its measure's and its item's fields, as the workbook shows them."""
    measures, by_measure = _by("item_id", targets.measures), _by("measure_id", targets.targets)
    plans, codes = _by("measure_id", targets.plans), _by("measure_id", targets.codes)
    return [
        _flat_row(item, measure, target, plans.get(code, []), unit_names)
        | {"common_code": codes[code][0]["common_code"] if code in codes else None}
        for item in targets.items
        for measure in measures.get(item["item_id"], [])
        for code in [measure["measure_id"]]
        for target in by_measure.get(code, [{}])
    ]


def _by(name: str, rows: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return found


def _flat_row(item: Record, measure: Record, target: Record, plans: list[Record], names: Mapping[str, str]) -> Record:
    supplier = measure["supplier_unit_id"]
    row: Record = {
        **{name: item[name] for name in ("series", "item_no", "category", "unit_basis", "leader", "condition")},
        **{name: measure[name] for name in ("measure_no", "kind", "unit", "calendar", "plan_kind", "note")},
        "code": measure["measure_id"],
        "item": item["title"],
        "lead_unit": names.get(item["lead_unit_id"], item["lead_unit_id"]),
        "cancelled": CANCELLED if item["is_cancelled"] else None,
        "item_source": item["source"],
        "measure": measure["name"],
        "supplier": names.get(supplier, supplier) if supplier else None,
        "reference": measure["reference_measure_id"],
        "part_of": measure["part_of_id"],
    }
    if target:
        row |= {name: target[name] for name in OF_TARGET} | {"valid_from": month_code(target["valid_from"])}
    row |= {name: words[row[name]] for name, words in WORDS.items() if row.get(name)}
    shown = [plan for plan in plans if plan["is_node"] or measure["plan_kind"] != "nodes"]
    return row | {f"month_{plan['month_no']}": plan["share"] for plan in shown}


def workbook(rows: Sequence[Mapping[str, Any]], title: str) -> bytes:
    """The targets workbook with these flat rows, as the bytes of an .xlsx. Shares are 0–1 shown as percents."""
    return saved(targets_book(rows, title, [name for name in layout(LAYOUT) if name not in REVIEW_FIELDS]))


def targets_book(rows: Sequence[Mapping[str, Any]], title: str, names: Sequence[str], standing: int = 5) -> Workbook:
    """A workbook with one sheet of targets, its fields as in `names`; the first `standing` columns never scroll."""
    fields = [layout(LAYOUT)[name] for name in names]
    book = Workbook()
    sheet = book.active
    sheet.title = "年度目标"
    style.add_to(book)
    style.put_across(sheet, 1, len(fields), title, style.TITLE)
    for column, shown in enumerate(fields, 1):
        looks = style.HEADER_INPUT if shown.is_filled_by_unit else style.HEADER
        style.put(sheet, HEADER_ROW, column, shown.heading, looks)
        sheet.column_dimensions[get_column_letter(column)].width = shown.width
    # Of very many rows, the columns that hold nothing are left bare: a frame costs as much as a figure.
    framed = [
        (n, f) for n, f in enumerate(fields, 1) if len(rows) < 1000 or any(row.get(f.name) is not None for row in rows)
    ]
    for number, row in enumerate(rows, HEADER_ROW + 1):
        for column, shown in framed:
            is_wide = shown.width >= 14
            style.put(sheet, number, column, row.get(shown.name), style.INPUT if is_wide else style.INPUT_NUMBER)
            if shown.name.startswith("month_"):
                sheet.cell(number, column).number_format = "0.0%"
    _choices(sheet, names, len(rows))
    sheet.freeze_panes = f"{get_column_letter(standing + 1)}{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(fields))}{HEADER_ROW + max(1, len(rows))}"
    sheet.row_dimensions[1].height = 30
    style.on_paper(sheet, style.A3)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    return book


def row_at(cell: str | None) -> int:
    """The place of a cell's row among the rows of `targets_book`, from 0; -1 for a cell that is in none."""
    said = re.search(r"\d+", cell or "")
    return int(said[0]) - HEADER_ROW - 1 if said else -1


def _choices(sheet: Any, names: Sequence[str], row_count: int) -> None:
    """Drop-downs for the fields with a closed list of words; 200 spare rows get them too."""
    lists = {name: tuple(words.values()) for name, words in WORDS.items()}
    if "review" in names:
        lists["review"] = (PENDING, ADOPTED, REJECTED)
    for name, words in lists.items():
        letter = get_column_letter(names.index(name) + 1)
        style.offer(sheet, f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + row_count + 200}", f'"{",".join(words)}"')


def measure_code(region: str, year: int, series: str, item_no: int, measure_no: int) -> str:
    """`510115-2024-L08-1`: the id of a measure of a year."""
    letter = {"indicator": "I", "task": "T", "livelihood": "L"}[series]
    return f"{region}-{year}-{letter}{item_no:02d}-{measure_no}"


def first_of(text: str) -> dt.date | None:
    """The first day of a month written as 2024-01 or 2024年1月; None for anything else."""
    year, _, month = text.replace("年", "-").replace("月", "").strip().partition("-")
    try:
        return parse_month(f"{year}-{month.partition('-')[0]}")
    except UserError:
        return None
