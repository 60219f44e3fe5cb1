"""The year's targets out of the store and on their way into it: a workbook is checked, previewed, made a load."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from loaders.files.packing import saved
from loaders.files.reader import Reader
from loaders.register import Unit
from loaders.targets.blank import blank_book
from loaders.targets.doubts import Left, target_doubts
from loaders.targets.reading import Against
from loaders.targets.rows import Targets, flat, workbook
from loaders.targets.targets import CheckedTargets, check_targets
from metrics.errors import UserError
from store.engine.records import records
from store.engine.store import Store
from store.loads import loads
from store.loads.loads import Load, Preview
from store.loads.year import first_month, year_tables
from store.reads.places import place
from store.reads.units import unit_rows
from store.reads.view import LATEST

NOT_LOADED = "目标未导入"
DEFAULT_REASON = "导入年度目标工作簿"  # of a program that gives none


def targets_of(store: Store, year: int) -> Targets:
    """What stands for a year."""
    tables = year_tables(store, year)
    return Targets(tables["item"], tables["measure"], tables["target"], tables["plan"], tables["measure_code"])


def targets_workbook(store: Store, year: int) -> bytes:
    """The year's targets as a workbook. Raises UserError for a year without any."""
    targets = targets_of(store, year)
    if not targets.items:
        raise UserError(f"{year}年还没有目标。", title="没有目标")
    names = {unit.unit_id: unit.name for unit in _units(store)}
    return workbook(flat(targets, names), _title(store, year))


def blank_workbook(store: Store, year: int) -> bytes:
    """A targets workbook of a year to be filled in."""
    return saved(blank_book(_title(store, year), [unit.name for unit in _units(store)]))


def _title(store: Store, year: int) -> str:
    return f"{place(store).short_name}{year}年度目标"


def read_targets(
    store: Store, content: bytes, file_name: str, year: int, *, start: dt.date | None = None
) -> CheckedTargets:
    """A targets workbook, checked against the store's units, measures and targets, and against last year's.

    `start`: what rows without a month count from (`first_month` where nobody says). Raises UserError for one of
    another year.
    """
    start = start or first_month(store, year, store.now())
    if start.year != year:
        raise UserError(f"执行月份须在{year}年内。", title="月份有误")
    standing = year_tables(store, year)
    known = frozenset(str(measure["measure_id"]) for measure in standing["measure"])
    against = Against(store.region, tuple(_units(store)), known, start)
    checked = check_targets(content, file_name, year, against, Reader())
    new = [row["measure_id"] for row in checked.targets.measures if row["measure_id"] not in known]
    found = target_doubts(checked, standing, year_tables(store, year - 1), _left(store, year, new))
    return replace(checked, issues=(*checked.issues, *found))


def _left(store: Store, year: int, measure_ids: list[str]) -> dict[str, Left]:
    """Those of some measures that do not stand, of which figures do: they were taken back after a report."""
    months = store.query("year_figures", measure_ids=measure_ids, year=year, as_of=LATEST).groupby("measure_id").size()
    names = {row["measure_id"]: row["name"] for row in records(store.query("measure_names", measure_ids=measure_ids))}
    return {str(one): Left(names[str(one)], int(count)) for one, count in months.items()}


def load_of(checked: CheckedTargets, reasons: Mapping[int, str] | None = None, common: str = "") -> Load:
    """What is loaded of a checked workbook; each doubt by its place in `checked.doubts` with its reason, or `common`.

    Raises UserError for errors, for a workbook without a row, and for a doubt without a reason.
    """
    name = checked.file_name
    if checked.errors:
        raise UserError(f"{name} 有{len(checked.errors)}处错误,没有导入,请改正后再导入。", title=NOT_LOADED)
    if not checked.targets.items:
        raise UserError(f"{name} 没有任何目标,没有导入。", title=NOT_LOADED)
    given = reasons or {}
    explained = [(doubt.sentence, (given.get(place) or common).strip()) for place, doubt in enumerate(checked.doubts)]
    if unexplained := [doubt for doubt, reason in explained if not reason]:
        raise UserError(
            f"{name} 有{len(unexplained)}处疑问没有说明原因,没有导入;核对无误的请写明原因(命令加 --accept-doubts)。",
            title=NOT_LOADED,
        )
    start = checked.start or dt.date(checked.year, 1, 1)
    return Load(checked.year, name, checked.sha256, start, checked.targets.tables(), explained)


def preview_targets(store: Store, checked: CheckedTargets, at: dt.datetime) -> Preview | None:
    """What loading would change, its doubts explained or not; None for a workbook that cannot be loaded."""
    if checked.errors or not checked.targets.items:
        return None
    return loads.preview_load(store, load_of(checked, common="待说明"), at)


def _units(store: Store) -> list[Unit]:
    return [Unit.of(row) for row in records(unit_rows(store))]
