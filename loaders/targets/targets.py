"""A targets workbook → the year's items, measures, targets and plan shares, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.files.children import FileProblem
from loaders.files.reader import Reader, as_issue
from loaders.files.reading import read_book
from loaders.issues import Issue, issue
from loaders.register import Unit
from loaders.table.recognise import ItemRow, recognise
from loaders.targets.reading import TargetReading
from loaders.targets.rows import LAYOUT, Targets


@dataclass(frozen=True)
class CheckedTargets:
    """What a targets workbook says, and what is wrong with it."""

    file_name: str
    year: int
    targets: Targets = field(default_factory=Targets)
    issues: tuple[Issue, ...] = ()

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
) -> CheckedTargets:
    """A targets workbook for a year, read in a child. A reference may name its own measures, and `known_measures`."""
    try:
        return reader.run(_checked, content, file_name, year, region, tuple(units), known_measures)
    except FileProblem as problem:
        return CheckedTargets(file_name, year, issues=(as_issue(problem, file_name),))


def _checked(
    content: bytes, file_name: str, year: int, region: str, units: tuple[Unit, ...], known_measures: set[str]
) -> CheckedTargets:
    """In the child."""
    book = read_book(content, file_name)
    issues = list(book.issues)
    rows: list[ItemRow] = []
    is_found = False
    for sheet in book.sheets:
        table = None if sheet.is_hidden else recognise(sheet, LAYOUT)
        if table is not None:
            is_found = True
            issues += table.issues
            rows += table.rows
    if book.sheets and not is_found:
        issues.append(issue("sheet_no_table", book.sheets[0].name))
    reading = TargetReading(year, region, units, issues)
    for row in rows:
        reading.take(row)
    reading.check_references(known_measures)
    return CheckedTargets(file_name, year, reading.targets, tuple(reading.issues))
