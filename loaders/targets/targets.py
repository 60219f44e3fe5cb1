"""A targets workbook → the year's items, measures, targets and plan shares, and what is wrong with it."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.files.children import FileProblem
from loaders.files.reader import Reader, as_issue
from loaders.files.reading import read_book
from loaders.issues import Issue, issue
from loaders.register import Unit
from loaders.table.headings.meaning import Sought
from loaders.table.item_rows import ItemRow
from loaders.table.recognise import recognise
from loaders.targets.reading import Cells, TargetReading
from loaders.targets.rows import LAYOUT, Targets


@dataclass(frozen=True)
class CheckedTargets:
    """What a targets workbook says, and what is wrong with it; `start` is what rows without a month count from."""

    file_name: str
    year: int
    targets: Targets = field(default_factory=Targets)
    issues: tuple[Issue, ...] = ()
    cells: Cells = field(default_factory=dict)
    start: dt.date | None = None
    sha256: str = ""

    @property
    def doubts(self) -> list[Issue]:
        """What asks for a reason."""
        return [found for found in self.issues if not found.is_error]

    @property
    def exit_code(self) -> int:
        """0 clean, 1 doubts, 2 errors."""
        return 2 if self.errors else 1 if self.doubts else 0

    @property
    def errors(self) -> list[Issue]:
        return [found for found in self.issues if found.is_error]


def check_targets(
    content: bytes,
    file_name: str,
    year: int,
    region: str,
    units: Iterable[Unit],
    known_measures: set[str],
    reader: Reader,
    start: dt.date | None = None,
) -> CheckedTargets:
    """A targets workbook for a year, read in a child. A reference may name its own measures, and `known_measures`."""
    try:
        return reader.run(_checked, content, file_name, year, region, tuple(units), known_measures, start)
    except FileProblem as problem:
        return CheckedTargets(file_name, year, issues=(as_issue(problem, file_name),))


def _checked(
    content: bytes,
    file_name: str,
    year: int,
    region: str,
    units: tuple[Unit, ...],
    known_measures: set[str],
    start: dt.date | None,
) -> CheckedTargets:
    """In the child."""
    book = read_book(content, file_name)
    issues = list(book.issues)
    rows: list[ItemRow] = []
    is_found = False
    for sheet in book.sheets:
        table = None if sheet.is_hidden else recognise(sheet, Sought(LAYOUT))
        if table is not None:
            is_found = True
            issues += table.issues
            rows += table.rows
    if book.sheets and not is_found:
        issues.append(issue("sheet_no_table", book.sheets[0].name))
    reading = TargetReading(year, region, units, issues, start)
    reading.take_all(rows)
    reading.check_references(known_measures)
    digest = hashlib.sha256(content).hexdigest()
    return CheckedTargets(file_name, year, reading.targets, tuple(reading.issues), reading.cells, start, digest)
