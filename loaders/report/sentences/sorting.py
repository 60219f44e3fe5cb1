"""Which figures of a clause may be targets, and which are passed over, and why."""

import re
from dataclasses import replace

from loaders.prose.figures import Figure
from loaders.report.sentences import names, skips, steps
from loaders.report.sentences.proposals import Passed
from loaders.report.words.asides import LATER, PAST, SCHEDULE
from loaders.report.words.clauses import Clause
from loaders.report.words.passage import Passage

_PEOPLE = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:人口|群众|居民|学生|学子|职工|老年?人|农民|村民|市民|劳动力|残疾人|师生|儿童|妇女|游客)"
)
_BROKEN = re.compile(r"\d\s+\d")  # 120 150 200户: three numbers or one, nobody can tell
_OWN_RATE = re.compile(r"[\u4e00-\u9fff]率(?:要|力争)?(?:达到?|不低于|提高到|超过|为)*$")  # 年底前完工率达到70%
_PURE_NUMBER = re.compile(
    r"(?:率|倍差|(?<=收入)比|系数|指数|强度|得分|评分)(?:控制|保持|稳定|缩小|提[高升]|下?降低?|压降)?(?:[在到至为]|达到?|不[高低]于|不超过|[高低]于|[≥≤<>])*$"
)


def sorted_figures(passage: Passage, clause: Clause) -> tuple[list[Figure], list[Passed]]:
    """The figures of a clause that may be targets, with a unit where it stands elsewhere; and the others, with why."""
    taken: list[Figure] = []
    passed: list[Passed] = []
    for number, figure in enumerate(clause.figures):
        later = list(clause.figures[number + 1 : number + 3])
        reason = skips.reason(passage.words, figure, later, clause, passage.year)
        aside = passage.asides.at(clause, figure.offset)
        if aside == SCHEDULE and _OWN_RATE.search(passage.words[clause.start : figure.offset]):
            aside = passage.asides.later(figure.offset)
        reason = reason or aside or None
        if reason is None and steps.is_step(passage, clause, figure):
            reason = SCHEDULE
        unit = figure.unit or _unit_beside(passage, figure)
        is_clear = unit or figure.is_chinese or _is_listed(passage, later, figure) or _is_pure(passage, clause, figure)
        if reason is not None or not is_clear or _BROKEN.search(figure.text):
            passed.append(Passed(figure, passage.sentence(clause)[0], reason))
        else:
            taken.append(replace(figure, unit=unit))
    return taken, passed


def is_of_another_time(reason: str | None) -> bool:
    """Whether a number is passed over for its time alone: what it counts may be counted for this year too."""
    return reason is not None and (reason in (PAST, skips.STANDING, SCHEDULE) or reason.endswith(LATER))


def _is_pure(passage: Passage, clause: Clause, figure: Figure) -> bool:
    """Whether a number needs no unit: an index, a coefficient."""
    return _PURE_NUMBER.search(passage.words[max(clause.start, figure.offset - 16) : figure.offset]) is not None


def _unit_beside(passage: Passage, figure: Figure) -> str:
    """服务人次达200万, 1.2万农村人口, 9大片区: the unit stands in the words before or behind; "" where none does."""
    if re.match("大[\u4e00-\u9fff]", passage.words[figure.end : figure.end + 2]):
        return "个"
    if _PEOPLE.match(passage.words[figure.end : figure.end + 10]):
        return "人"
    head = names.stripped(passage.words[max(0, figure.offset - 12) : figure.offset])[0]
    is_large = re.search(r"[万亿]|\d{3}", figure.text)
    found = re.search(r"([人户场]次)数?$|([人户家件])数$", head) if is_large else None
    return (found[1] or found[2]) if found else ""


def _is_listed(passage: Passage, later: list[Figure], figure: Figure) -> bool:
    """3、4个: the first number's unit stands behind the second."""
    return bool(later) and bool(later[0].unit) and passage.words[figure.end : later[0].offset] == "、"
