"""What has to be asked of a table in its own shape: which of its columns is the target, who does it, the work."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.prose.figures import figures
from loaders.report.source import Line, Source
from loaders.report.structure.columns import ASIDE, CONTENT, NUMBER, TARGET, TITLE, bare_heading, columns_of, meaning_of
from loaders.report.structure.markers import marker
from loaders.report.structure.roles import DUE, DUTY, LEAD
from loaders.report.structure.who import is_units

_SAMPLES = 3
_ROWS = 40  # of a table that are looked at
_HEADING = 24
_DATE = re.compile(r"^(?:\d{4}年)?\d{1,2}月.{0,6}$|^(?:年底|年内|全年|[一二三四]季度|上半年).{0,4}$")


@dataclass(frozen=True)
class ColumnQuestion:
    """A column with its heading, its first cells, and what it seems to be (of MEANINGS); None: nobody knows."""

    heading: str
    samples: tuple[str, ...]
    meaning: str | None


@dataclass(frozen=True)
class TableQuestion:
    """A table whose columns cannot be told by their headings. `place`: of the row of headings, the answer's key."""

    place: str
    columns: tuple[ColumnQuestion, ...]

    def answer(self, meanings: Sequence[str | None]) -> dict[str, Sequence[str | None]]:
        """What `read_report` is told: the columns that are nothing of a target's are left out."""
        return {self.place: [None if meaning == ASIDE else meaning for meaning in meanings]}


def table_questions(source: Source) -> list[TableQuestion]:
    """The sheets of a workbook that give nothing, or no target or no unit, unless somebody says what their columns are.

    Not asked of a text's tables: those that nobody can tell are often of last year, or of something else.
    """
    if not source.is_workbook:
        return []
    tables = itertools.groupby((line for line in source.lines if line.cells), key=lambda line: line.table)
    return [found for _, lines in tables if (found := _question([line for line in lines if len(line.cells) > 1]))]


def _question(lines: list[Line]) -> TableQuestion | None:
    head = next((number for number, line in enumerate(lines) if columns_of(line.cells)), None)
    is_known = head is not None
    if head is None:
        head = next((number for number, line in enumerate(lines) if _is_head(line)), None)
    if head is None or len(lines) <= head + 1:
        return None
    headings, below = lines[head].cells, lines[head + 1 : head + 1 + _ROWS]
    cells = [[line.cells[column] for line in below if len(line.cells) > column and line.cells[column]]
             for column in range(len(headings))]  # fmt: skip
    meanings = [meaning_of(bare_heading(heading)) for heading in headings]
    if is_known and not _is_lacking(meanings, cells):
        return None
    meanings = [meaning or _guess(own) for meaning, own in zip(meanings, cells, strict=True)]
    if not {TITLE, CONTENT} & set(meanings) and None in meanings:  # the first words of a row say what is to be done
        meanings[meanings.index(None)] = TITLE
    columns = tuple(
        ColumnQuestion(heading, tuple(own[:_SAMPLES]), meaning)
        for heading, own, meaning in zip(headings, cells, meanings, strict=True)
    )
    return TableQuestion(lines[head].place, columns)


def _is_head(line: Line) -> bool:
    """A row that could be headings: short words in most cells, and no figure."""
    filled = [cell for cell in line.cells if cell]
    return (
        len(set(filled)) >= 2
        and len(filled) * 2 > len(line.cells)
        and all(len(cell) <= _HEADING and not _holds_figure(cell) for cell in filled)
    )


def _is_lacking(meanings: Sequence[str | None], cells: Sequence[Sequence[str]]) -> bool:
    """Whether what is to be reached, or who does it, stands in none of the known columns, and in an unknown one."""
    known = [own for meaning, own in zip(meanings, cells, strict=True) if meaning in (TITLE, CONTENT, TARGET)]
    has_figures = any(_holds_figure(cell) for own in known for cell in own)
    has_units = bool({LEAD, DUTY} & set(meanings))
    guesses = {_guess(own) for meaning, own in zip(meanings, cells, strict=True) if meaning is None}
    return (not has_figures and TARGET in guesses) or (not has_units and DUTY in guesses)


def _guess(cells: Sequence[str]) -> str | None:
    if not cells:
        return ASIDE
    if all(marker(f"{cell.rstrip('.、')}、").number == number for number, cell in enumerate(cells[:_SAMPLES], 1)):
        return NUMBER
    if sum(map(is_units, cells)) * 2 > len(cells):
        return DUTY
    if sum(_DATE.search(cell) is not None for cell in cells) * 2 > len(cells):
        return DUE
    return TARGET if sum(map(_holds_figure, cells)) * 2 > len(cells) else None


def _holds_figure(cell: str) -> bool:
    return any(figure.unit not in ("年", "月", "日") for figure in figures(cell))
