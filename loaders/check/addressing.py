"""Which table an answer is meant for: the one that it names, else the one that asks. Never all that have its words.

A file is named before a stroke (`甲.xlsx/完成情况`, `甲.xlsx/Sheet1!B5`), a sheet's cell as `Sheet1!H4`.
"""

import re
from collections.abc import Callable, Sequence

from loaders.check.result import Checked
from loaders.table.questions import UNIT_KEY, Answers, Question
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


def checked_each(names: Sequence[str], answers: Answers, check: Check) -> list[Checked]:
    """Every workbook of a batch, each with the answers that are meant for it; `names` are those of their files.

    An answer that names no file goes to those that ask, and where none does to the only one that has what it names.
    Raises UserError where that may be several.
    """
    if len(names) == 1:
        return [check(0, _with(_of_file(answers, names[0]), _of_no_file(answers, names)))]
    given = [_of_file(answers, name) for name in names]
    results = [check(place, one) for place, one in enumerate(given)]
    left = _parts(_of_no_file(answers, names))
    while taken := [(one, places) for one in left if (places := _asking(one, results, names))]:
        for one, places in taken:
            left.remove(one)
            for place in places:
                given[place] = _with(given[place], one)
        for place in {place for _, places in taken for place in places}:
            results[place] = check(place, given[place])
    for one in left:
        tried = {place: check(place, _with(given[place], one)) for place in range(len(names))}
        having = [place for place, found in tried.items() if _took(one, found)]
        changed = [place for place in having if (tried[place].rows, tried[place].issues)
                   != (results[place].rows, results[place].issues)]  # fmt: skip
        if changed and len(having) > 1:
            _refuse(_key(one), [f"{names[place]}/{_key(one)}" for place in having])
        for place in changed:
            given[place], results[place] = _with(given[place], one), tried[place]
    return results


def _asking(one: Answers, results: Sequence[Checked], names: Sequence[str]) -> list[int]:
    """The places of the workbooks that ask what an answer answers. Raises UserError where they ask different things."""
    key = _key(one)
    columns = {
        place: [own for own in found.questions if own.may_be_answered(key, one.columns[key])]
        for place, found in enumerate(results) if one.columns and not key.startswith(UNIT_KEY)
    }  # fmt: skip
    some = {place for place, own in columns.items() if any(found.is_required for found in own)}
    some = some or {place for place, own in columns.items() if own}
    for place, found in enumerate(results):
        asks_unit = bool(one.columns) and any(own.key == key and own.answer is None for own in found.unit_questions)
        asks_row = bool(one.rows) and any(own.key == key and own.answer is None for own in found.row_questions)
        some |= {place} if asks_unit or asks_row else set()
    forms = {own.form for place in some for own in columns.get(place, [])}
    if len(some) > 1 and (len(forms) > 1 or one.rows or _CELL.fullmatch(key)):
        _refuse(key, [f"{names[place]}/{key}" for place in sorted(some)])
    return sorted(some)


def _took(one: Answers, found: Checked) -> bool:
    """Whether a workbook has the column, the row or the unit of an answer."""
    key = _key(one)
    if one.rows:
        return any(own.key == key and own.answer is not None for own in found.row_questions)
    units = any(own.key == key and own.answer is not None for own in found.unit_questions)
    return units or any(own.answer is not None and own.is_called(key) for own in found.questions)


def _refuse(key: str, places: Sequence[str]) -> None:
    raise UserError(f"“{key}”在多处都有,不知道答的是哪一处,请分别写明:{'、'.join(places)}。", title="答复有歧义")


def _key(one: Answers) -> str:
    return next(iter([*one.columns, *one.rows]))


def _parts(answers: Answers) -> list[Answers]:
    """One for each answer."""
    columns = [Answers(columns={key: answer}) for key, answer in answers.columns.items()]
    return [*columns, *(Answers(rows={key: answer}) for key, answer in answers.rows.items())]


def _with(one: Answers, other: Answers) -> Answers:
    return Answers({**one.columns, **other.columns}, {**one.rows, **other.rows})


def _of_file(answers: Answers, name: str) -> Answers:
    """What names a file, without its name."""
    columns, rows = (
        {key.removeprefix(f"{name}/"): answer for key, answer in said.items() if key.startswith(f"{name}/")}
        for said in (answers.columns, answers.rows)
    )
    return Answers(columns, rows)


def _of_no_file(answers: Answers, names: Sequence[str]) -> Answers:
    """What names none of the files."""
    columns, rows = (
        {key: answer for key, answer in said.items() if not any(key.startswith(f"{name}/") for name in names)}
        for said in (answers.columns, answers.rows)
    )
    return Answers(columns, rows)
