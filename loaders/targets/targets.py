"""A targets workbook → the year's items, measures, targets and plan shares, and what is wrong with it."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field

from loaders.files.children import FileProblem
from loaders.files.reader import Reader, as_issue
from loaders.files.reading import read_book
from loaders.issues import Issue, issue
from loaders.table.headings.meaning import Sought
from loaders.table.recognise import recognise
from loaders.targets.reading import Against, Cells, TargetReading
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


def check_targets(content: bytes, file_name: str, year: int, against: Against, reader: Reader) -> CheckedTargets:
    """A targets workbook for a year, read in a child."""
    try:
        return reader.run(_checked, content, file_name, year, against)
    except FileProblem as problem:
        return CheckedTargets(file_name, year, issues=(as_issue(problem, file_name),))


def _checked(content: bytes, file_name: str, year: int, against: Against) -> CheckedTargets:
    """In the child."""
    book = read_book(content, file_name)
    found = [recognise(sheet, Sought(LAYOUT)) for sheet in book.sheets if not sheet.is_hidden]
    tables = [table for table in found if table is not None]
    issues = [*book.issues, *(told for table in tables for told in table.issues)]
    if book.sheets and not tables:
        issues.append(issue("sheet_no_table", book.sheets[0].name))
    reading = TargetReading(year, against, issues)
    reading.take_all([row for table in tables for row in table.rows])
    digest = hashlib.sha256(content).hexdigest()
    return CheckedTargets(file_name, year, reading.targets, tuple(reading.issues), reading.cells, against.start, digest)
