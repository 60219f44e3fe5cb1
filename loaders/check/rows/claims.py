"""The rows of a table beside each other: no measure is proposed to a row that another row has, or is nearer to.

| 进出口总额 | 41.2 |   it is 外贸进出口总额; the rows below are then none of the unit's measures
| 出口       | 24.1 |
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders.check.rows.halves import takes
from loaders.check.rows.match import Matched
from loaders.check.rows.row import is_idle
from loaders.check.rows.subjects import subject
from loaders.issues import issue
from loaders.register import Measure, Register
from loaders.table.figures import is_missing_mark
from loaders.table.headings.plain import timeless
from loaders.table.item_rows import ItemRow
from loaders.table.layout import IGNORE
from loaders.table.questions import Proposal

# 本系统设定, of 100
NEAR = 72  # so close that a confirmation will do
LEAD = 5  # the second closest must be this much further off
SAME_ROW = 10  # what another figure of the row adds
ASKED = 60  # below it the row is none of the unit's measures, until somebody says so

_ADDED = re.compile("[新净]增")
# what makes another figure of the same words: its time, its place, how far it is, what it is counted by
_OF_ANOTHER = re.compile(
    r"[本当上下]月|(?<![至止])\{月\}|\{上[月期]\}|\d月|20\d\d年|上年|去年|同期|以来|全[市省国]|^[一-鿿]{2,3}[区县市]"
    r"|目标|计划|任务|预计|未|(?<![接优招])待|拟|在建|剩余|存量|保有|开工|竣工|签约|申报|拆除|率|占比|比重|同比|环比"
)

Pair = tuple[ItemRow, Matched]


def settled(matches: Sequence[Pair], register: Register) -> list[Pair]:
    """The same, those that were left open with what is asked of them: their `question`, and their `issue`."""
    claimed = Counter(_asked_for(found, register) for _, found in matches)
    found = [
        replace(one, measure=None) if one.is_open and claimed[_asked_for(one, register)] > 1 else one
        for _, one in matches
    ]
    taken = {_asked_for(one, register) for one in found if one.measure is not None}
    of_row = {(row.number, one.measure.item_id) for (row, _), one in zip(matches, found, strict=True) if one.measure}
    left = {
        place: [near for near in _with_row(one.near, row, of_row, register)
                if register.asked_id(near.measure_id) not in taken]
        for place, ((row, _), one) in enumerate(zip(matches, found, strict=True))
        if one.is_open and one.measure is None and not is_idle(row)
    }  # fmt: skip
    found = [replace(one, question=None) if one.is_open and one.measure is not None else one for one in found]
    rivals = _contested(left, register)
    for place, near in left.items():
        found[place] = _asked(matches[place][0], found[place], near, register, is_alone=place not in rivals)
    return [(row, one) for (row, _), one in zip(matches, found, strict=True)]


def _with_row(
    near: Sequence[Proposal], row: ItemRow, of_row: set[tuple[int, str]], register: Register
) -> list[Proposal]:
    """The proposals, those first whose item has another figure of the row: the growth beside its amount."""
    beside = {one.measure_id for one in near if (row.number, register.by_id[one.measure_id].item_id) in of_row}
    scored = [replace(one, score=min(one.score + SAME_ROW, 99.0)) if one.measure_id in beside else one for one in near]
    return sorted(scored, key=lambda one: -one.score)


def _asked_for(found: Matched, register: Register) -> str:
    return "" if found.measure is None else register.asked_id(found.measure.measure_id)


def _contested(left: dict[int, list[Proposal]], register: Register) -> set[int]:
    """Takes from each row the first proposals that another row is nearer to; the rows that are as near as another."""
    while True:
        firsts: dict[str, list[int]] = {}
        for place, near in left.items():
            if near:
                firsts.setdefault(register.asked_id(near[0].measure_id), []).append(place)
        best = {code: max(left[place][0].score for place in places) for code, places in firsts.items()}
        lost = [(place, code) for code, places in firsts.items() for place in places
                if left[place][0].score < best[code] - LEAD]  # fmt: skip
        if not lost:
            return {place for places in firsts.values() if len(places) > 1 for place in places}
        for place, code in lost:
            left[place] = [one for one in left[place] if register.asked_id(one.measure_id) != code]


def _asked(row: ItemRow, found: Matched, near: list[Proposal], register: Register, *, is_alone: bool) -> Matched:
    """What is asked of an open row: to confirm, to choose, or only whether it is to be passed over."""
    assert found.question is not None
    own, score = subject(row.name), near[0].score if near else 0.0
    is_near = score >= (NEAR if own.is_part else ASKED) and not own.is_of_another_period(register.month)
    lead = score - near[1].score if len(near) > 1 else score
    is_sure = is_alone and score >= NEAR and lead >= LEAD and not own.is_part
    place = (row.sheet, found.question.cell, found.question.read)
    question = replace(found.question, proposals=tuple(near), is_near=is_near)
    if not is_near:
        return replace(found, issue=issue("row_unmatched", *place), question=question)
    is_clear = is_sure and not _is_another(row, register.by_id[near[0].measure_id], register)
    told = issue("row_near", *place, measure=near[0].name)
    return replace(found, issue=told, question=replace(question, is_clear=is_clear))


def _is_another(row: ItemRow, measure: Measure, register: Register) -> bool:
    """Whether a row's name says that its figure is another one of the measure's subject: no confirmation will do.

    | 本月新建充电桩 | 上年新建充电桩 | 新建充电桩目标数 | 未改造老旧小区 | 新建充电桩完成率 | 全市城镇新增就业 |
    """
    if measure.kind == "stock" and _ADDED.search(row.name):  # what was added is not all there are
        return True
    if measure.is_growth and not (row.is_growth or subject(row.name).is_growth):
        return True
    known = (measure.item, measure.name, register.place.name, register.place.short_name)
    said = timeless(unicodedata.normalize("NFKC", row.name), register.month)
    return any(not any(word in one for one in known) for word in _OF_ANOTHER.findall(said))


def of_each_row(pairs: Sequence[Pair]) -> list[Pair]:
    """Of the parts of a row those that are some measure's; where none is, what is asked about one of them."""
    whole: dict[int, list[Pair]] = {}
    for pair in pairs:
        whole.setdefault(pair[0].number, []).append(pair)
    return [pair for parts in whole.values() for pair in (_meant(parts) if parts[0][0].part else parts)]


def _meant(parts: list[Pair]) -> list[Pair]:
    """A row that somebody set aside is set aside with all its parts."""
    answers = [one.question.answer if one.question else None for _, one in parts]
    if answers[0] == IGNORE:
        return parts[:1]
    found: dict[str, Pair] = {}
    for part, one in parts:
        if one.measure is not None:  # an answer about the row may name a measure of another part
            own = next((row for row, _ in parts if takes(row, one.measure)), part)
            found.setdefault(one.measure.measure_id, (own, one))
        elif one.among or (one.question and one.question.is_near and not is_missing_mark(part.text("value"))):
            found[part.part] = part, one
    offering = [pair for pair in parts if pair[1].question and pair[1].question.proposals]
    ignored = [pair for pair, answer in zip(parts, answers, strict=True) if answer == IGNORE]
    return list(found.values()) or (ignored or offering or parts)[:1]
