"""Units of measure that are not understood: asked about once, however many rows they stand in."""

from collections.abc import Mapping
from dataclasses import replace

from loaders.check.rows.written_unit import WrittenUnit
from loaders.issues import Issue, issue
from loaders.register import Measure
from loaders.table.figures import is_missing_mark
from loaders.table.item_rows import ItemRow
from loaders.table.questions import UNIT_KEY, UnitQuestion


class UnitQuestions:
    """The units of a workbook that have to be asked for, or were; `said`: what is answered now."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said
        self._asked: dict[str, UnitQuestion] = {}
        self._issues: dict[tuple[str, str], Issue] = {}
        self._used: set[str] = set()

    def ask(self, written: WrittenUnit, measure: Measure, item: ItemRow) -> None:
        """Ask for the unit of a row's figure, or take its answer."""
        figures = (item.cells.get("value"), *(cell for cell, _ in item.others))
        cell = next(one.address for one in figures if one is not None and not is_missing_mark(one.text))
        text = written.asked or written.text
        key = UNIT_KEY + text
        self._used.add(key)
        offers = (measure.unit, *(f"{scale}{measure.unit}" for scale in "百千万亿"))
        known = self._asked.get(key)
        asked = known or UnitQuestion(key, item.sheet, text, (), offers, written.answer or None, key not in self._said)
        answer = asked.answer if written.is_understood else None
        self._asked[key] = replace(asked, cells=(*asked.cells, cell), answer=answer)
        if not written.is_understood:
            kind = "unit_answer_wrong" if written.answer else "unit_not_understood"
            slots = {"unit": text, "own": measure.unit} | ({"answer": written.answer} if written.answer else {})
            told = self._issues.setdefault((kind, text), issue(kind, item.sheet, (), text, **slots))
            self._issues[kind, text] = replace(told, cell=told.cell or cell, rows=(*told.rows, cell))

    @property
    def asked(self) -> tuple[UnitQuestion, ...]:
        """The questions, in the order of the rows."""
        return tuple(self._asked.values())

    @property
    def issues(self) -> list[Issue]:
        """One error for each unit that has no answer, or one that cannot be."""
        return list(self._issues.values())

    def taken(self) -> dict[str, str]:
        """The answers of now that the rows since the last call took."""
        used, self._used = self._used, set()
        return {key: answer for key, answer in self._said.items() if key in used}
