"""Which figures of a clause may be targets, and which are passed over, and why."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.prose.figures import Figure
from loaders.report.sentences import names, skips, steps
from loaders.report.sentences.proposals import Passed
from loaders.report.words.asides import SCHEDULE
from loaders.report.words.clauses import Clause
from loaders.report.words.passage import Passage

_PEOPLE = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:人口|群众|居民|学生|学子|职工|老年?人|农民|村民|市民|劳动力|残疾人|师生|儿童|妇女|游客)"
)
_BROKEN = re.compile(r"\d\s+\d")  # 120 150 200户: three numbers or one, nobody can tell
_OWN_RATE = re.compile(r"[\u4e00-\u9fff]率(?:要|力争)?(?:达到?|不低于|提高到|超过|为)*$")  # 年底前完工率达到70%
_PURE_NUMBER = re.compile(
    r"(?:率|倍差|系数|指数|强度|得分|评分)(?:控制|保持|稳定|缩小|提[高升]|下?降低?|压降)?(?:[在到至为]|达到?|不[高低]于|不超过|[高低]于|[≥≤<>])*$"
)


def sorted_figures(passage: Passage, clause: Clause) -> tuple[list[Figure], list[Passed]]:
    """The figures of a clause that may be targets, with a unit where it stands elsewhere; and the others, with why."""
    taken: list[Figure] = []
    passed: list[Passed] = []
    far = (
        skips.far_year(passage.words, clause, passage.segments[clause.segment][0], passage.year)
        if clause.figures
        else None
    )
    for number, figure in enumerate(clause.figures):
        later = list(clause.figures[number + 1 : number + 3])
        reason = skips.reason(passage.words, figure, later, clause, passage.year)
        aside = passage.asides.get(clause.start)
        if reason is None and not (aside == SCHEDULE and _OWN_RATE.search(passage.words[clause.start : figure.offset])):
            reason = aside
        if reason is None and far:
            reason = f"{far}{skips.FAR}"
        if reason is None and steps.is_step(passage, clause, figure):
            reason = SCHEDULE
        if reason is not None or _BROKEN.search(figure.text):
            passed.append(Passed(figure, passage.sentence(clause)[0], reason))
        elif figure.unit == "" and re.match("大[\u4e00-\u9fff]", passage.words[figure.end : figure.end + 2]):
            taken.append(replace(figure, unit="个"))  # 9大片区
        elif figure.unit == "" and (unit := _unit_before(passage, figure)):
            taken.append(replace(figure, unit=unit))
        elif figure.unit == "" and _PURE_NUMBER.search(
            passage.words[max(clause.start, figure.offset - 16) : figure.offset]
        ):
            taken.append(figure)
        elif figure.unit == "" and not figure.is_chinese and not _unit_later(passage, later, figure):
            passed.append(Passed(figure, passage.sentence(clause)[0], None))
        else:
            taken.append(figure)
    return taken, passed


def _unit_before(passage: Passage, figure: Figure) -> str:
    """服务人次达200万: the unit stands in the words before."""
    if _PEOPLE.match(passage.words[figure.end : figure.end + 10]):  # 1.2万农村人口
        return "人"
    head = names.stripped(passage.words[max(0, figure.offset - 12) : figure.offset])[0]
    found = (
        re.search(r"(人次|户次|场次)数?$|(人|户|家|件)数$", head) if re.search("[万亿]|\\d{3}", figure.text) else None
    )
    return (found[1] or found[2]) if found else ""


def _unit_later(passage: Passage, later: list[Figure], figure: Figure) -> bool:
    """3、4个: the first number's unit stands behind the second."""
    return bool(later) and bool(later[0].unit) and passage.words[figure.end : later[0].offset] == "、"
