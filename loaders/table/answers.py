"""A header with what was said of its columns, now or for an earlier month; what an answer may call a column."""

from collections.abc import Mapping
from dataclasses import replace

from loaders.table.headings.header import Header
from loaders.table.headings.meaning import Meaning
from loaders.table.headings.plain import heading_as_printed, heading_unit, plain_heading
from loaders.table.layout import IGNORE
from loaders.table.months import spans_in
from loaders.table.periods import period_in

_BY_CELL = 2  # of the names of a column those that say where it stands


def answered(header: Header, answers: Mapping[str, str], *, is_new: bool = True) -> Header:
    """The header with what was said of its columns, now or (`is_new` False) for an earlier month.

    A column is named by its key, its heading in full or its lowest part, or by its cell (`H4`, `表一!H4`). Words were
    said of the sheet that asked: in another sheet of the file, whose own headings say which column that is, the same
    words may head something else.

    | 本月累计 | 完成情况 |   "完成情况 is the cumulative", said of another sheet, takes nothing from 本月累计
    """
    meanings, said = dict(header.meanings), set()
    plain = {plain_heading(key): answer for key, answer in answers.items()}
    found = {
        column: place
        for column in header.keys
        if (place := next((n for n, one in enumerate(names_of(header, column)) if one in plain), None)) is not None
    }
    told = {meant.field for column, meant in meanings.items() if column not in found.keys() | header.remembered}
    for column, place in found.items():
        answer, meant = plain[names_of(header, column)[place]], meanings.get(column)
        if is_new and place >= _BY_CELL and answer in told and (meant is None or meant.field != answer):
            continue
        said.add(column)
        meanings.pop(column, None)
        if answer != IGNORE:
            meanings[column] = replace(meant, field=answer) if meant else _unread(header.parts[column], answer)
    remembered = header.remembered - said if is_new else frozenset(said)
    return replace(header, meanings=meanings, answered=header.answered | said, remembered=remembered)


def _unread(parts: tuple[str, ...], answer: str) -> Meaning:
    """The meaning that was said of a heading with unknown words: its month and unit are still read."""
    period = period_in("".join(parts))
    return Meaning(answer, period.month if period else None, period.year if period else None, heading_unit(parts))


def names_of(header: Header, column: int) -> list[str]:
    """What an answer may call a column, the surest first."""
    key, address, parts = header.keys[column], header.address(column), header.parts[column]
    names = [f"{header.sheet.name}!{address}", address, key]
    is_continued = header.sheet.merged_at(header.last, column)[1] < column
    if is_continued or "#" not in key:  # of two headings alike only the first is called by its words
        names += ["/".join(parts), "".join(parts), *parts[-1:], key.partition("#")[0]]
        names += [printed] if _is_of_the_whole_year(printed := heading_as_printed(parts)) else []
    return [plain_heading(name) for name in names]


def _is_of_the_whole_year(printed: str) -> bool:
    """Whether a heading says 1-12月, which a form may always print, in December too."""
    return any(one.is_so_far and one.last == 12 for one in spans_in(printed))
