"""Which table an answer is meant for: the one that it names, else the one that asks. Never all that have its words.

A file is named before a stroke (`甲.xlsx/完成情况`, `甲.xlsx/Sheet1!B5`), a sheet's cell as `Sheet1!H4`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from loaders.check.result import Checked
from loaders.table.questions import NO_ANSWERS, UNIT_KEY, Answers, Question
from metrics.errors import UserError

Check = Callable[[int, Answers], Checked]  # the workbook in a place, with what was answered of it
_CELL = re.compile(r"(?:.+!)?[A-Z]{1,3}\d+")


def to_columns(answers: Answers, asked: Sequence[Question]) -> Answers:
    """The answers for one workbook, what was asked answered by its cell: other columns called so stay as they are read.

    `asked`: its questions without these answers. What forms of several kinds ask stays open: its cell has to be named.
    """
    columns: dict[str, str] = {}
    for key, answer in answers.columns.items():
        asking = [one for one in asked if one.may_be_answered(key, answer)]
        asking = [one for one in asking if one.is_required] or asking
        if key.startswith(UNIT_KEY) or not asking:
            columns[key] = answer
            continue
        if len({one.form for one in asking}) == 1:
            columns |= {one.address: answer for one in asking}
    return Answers(columns, answers.rows)


@dataclass(frozen=True)
class _Said:
    """One answer of many: about a column or a unit of measure, or about a row."""

    key: str
    answer: str
    is_row: bool

    def beside(self, answers: Answers) -> Answers:
        """Other answers with this one."""
        taken = answers.with_row if self.is_row else answers.with_column
        return taken(self.key, self.answer)

    def questions(self, found: Checked) -> list[Question]:
        """The questions about columns that it may answer."""
        is_of_a_column = not self.is_row and not self.key.startswith(UNIT_KEY)
        return [one for one in found.questions if is_of_a_column and one.may_be_answered(self.key, self.answer)]

    def is_in(self, found: Checked, *, answered: bool) -> bool:
        """Whether a workbook asks about the row or the unit that it names, or has its answer."""
        asked = found.row_questions if self.is_row else found.unit_questions
        return any(one.key == self.key and (one.answer is not None) == answered for one in asked)


def checked_each(names: Sequence[str], answers: Answers, check: Check) -> list[Checked]:
    """Every workbook of a batch, each with the answers that are meant for it; `names` are those of their files.

    An answer that names no file goes to those that ask, and where none does to the only one that has what it names.
    Raises UserError where that may be several.
    """
    given, left = [NO_ANSWERS] * len(names), list[_Said]()
    columns = [_Said(key, answer, is_row=False) for key, answer in answers.columns.items()]
    for one in (*columns, *(_Said(key, answer, is_row=True) for key, answer in answers.rows.items())):
        places = [place for place, name in enumerate(names) if one.key.startswith(f"{name}/")]
        left += [] if places else [one]
        for place in places:
            given[place] = replace(one, key=one.key.removeprefix(f"{names[place]}/")).beside(given[place])
    if len(names) == 1:
        for one in left:
            given[0] = one.beside(given[0])
        return [check(0, given[0])]
    results = [check(place, one) for place, one in enumerate(given)]
    while taken := [(one, places) for one in left if (places := _asking(one, results, names))]:
        for one, places in taken:
            left.remove(one)
            for place in places:
                given[place] = one.beside(given[place])
        for place in {place for _, places in taken for place in places}:
            results[place] = check(place, given[place])
    for one in left:
        tried = [check(place, one.beside(own)) for place, own in enumerate(given)]
        having = [place for place, found in enumerate(tried) if _took(one, found)]
        changed = [place for place in having if (tried[place].rows, tried[place].issues)
                   != (results[place].rows, results[place].issues)]  # fmt: skip
        if changed and len(having) > 1:
            _refuse(one.key, having, names)
        for place in changed:
            given[place], results[place] = one.beside(given[place]), tried[place]
    return results


def _asking(one: _Said, results: Sequence[Checked], names: Sequence[str]) -> list[int]:
    """The places of the workbooks that ask what an answer answers. Raises UserError where they ask different things."""
    columns = {place: own for place, found in enumerate(results) if (own := one.questions(found))}
    some = {place for place, own in columns.items() if any(found.is_required for found in own)} or set(columns)
    some |= {place for place, found in enumerate(results) if one.is_in(found, answered=False)}
    forms = {own.form for place in some for own in columns.get(place, [])}
    if len(some) > 1 and (len(forms) > 1 or one.is_row or _CELL.fullmatch(one.key)):
        _refuse(one.key, sorted(some), names)
    return sorted(some)


def _took(one: _Said, found: Checked) -> bool:
    """Whether a workbook has the column, the row or the unit of an answer."""
    columns = [] if one.is_row else found.questions
    return one.is_in(found, answered=True) or any(own.answer is not None and own.is_called(one.key) for own in columns)


def _refuse(key: str, places: Sequence[int], names: Sequence[str]) -> None:
    listed = "、".join(f"{names[place]}/{key}" for place in places)
    raise UserError(f"“{key}”在多处都有,不知道答的是哪一处,请分别写明:{listed}。", title="答复有歧义")
