"""A sentence of a progress report → its numbers, each with what it is said to be: done, aimed at, of another time.

Knows no measures. What may be meant in two ways is not sure, and has to be asked.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from loaders.prose import roles
from loaders.prose.counted import counted
from loaders.prose.figures import Figure, figures
from loaders.prose.roles import BARE, BOUND, DONE, Standing
from loaders.prose.signs import plain
from loaders.prose.times import OTHER, OWN, SO_FAR, UNSAID, Spoken, spoken

LONGEST = 4000  # characters of a text that are read

_SEGMENT = re.compile(r"[。;!?\n]")
_PIECE = re.compile(r"[,:、()]")
_DATES = frozenset("年月日号周岁时分") | {"月份", "周年", "季度", "个月", "工作日", "自然日", "届"}
_CHANGE = re.compile(
    r"(?:同比|环比|较|比|增速|增幅|涨幅|降幅).{0,12}$|(?:增长|增加|提高|提升|上升|上涨|减少|下降|降低|回落|(?<!新)增|降)(?:了|到|至|约|近|率)?$"
)
_CHANGED_TO = re.compile(r"(?:提高|提升|增加|上升|增长|下降|降低|减少|增|降)(?:到|至)$")
_RAISED = re.compile(r"(?:的)?(?:增加|增长|提高|提升|上升|扩大|下降|降低|减少)(?:到|至)|[增降升]至")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}")
_DOWN = re.compile(r"(?:负增长|下降|减少|降低|回落|下跌|降幅|降)(?:了|约|近)?$")
_AGAINST_MONTH = re.compile(r"环比|上月|上季")
_PART = re.compile(r"其中|包括|包含|含")
_RATE = re.compile(r"完成率|完成比例|占比?|比例|率(?:为|达|达到)?$|任务的?$|目标的?$|计划的?$|占.{0,12}$")
_SIGN = re.compile(r"[,。;!?\n:、()]")
_NEAR = 24  # characters behind a number that may say what it is
_DAY = re.compile(r"[-—~至]?\d{1,2}月|[年月日号]")
_BRACKET = re.compile(r"\((截[至止][^()]{2,14}|\d{1,2}月[底末]?|[本当上]月(?:累计)?)\)")
_RATE_BEHIND = re.compile(r"的?(?:年度|全年)?(?:目标|任务|计划)")
_LEAST_NAME = 2
_OVER = re.compile(r"[余多]")


@dataclass(frozen=True)
class Said:
    """One number: what it is said to be (`role`), of which span of time, and what it counts (`about`).

    `near` are the words straight before and behind it, `about` those and what the sentence spoke of before.
    """

    figure: Figure
    role: str
    span: str
    is_sure: bool
    near: str
    about: tuple[str, ...]
    is_falling: bool = False
    is_about: bool = False  # 约, 近, 余
    is_rate: bool = False  # 完成率, 占年度计划的
    is_years: bool = False  # 今年, 1-10月: said to count from January on

    @property
    def rank(self) -> int:
        """How plainly it is the year's so far."""
        return (2 if self.span == SO_FAR else 0) + (self.role == DONE)


def said(text: str, month: dt.date) -> list[Said]:
    """Every number of a text that is no date, list mark or part of a name."""
    text = text[:LONGEST]
    words = plain(text)
    return _Walk(words, figures(text), month).walk()


@dataclass(frozen=True)
class _Held:
    """What was said so far in a sentence and still holds. `is_used`: a number stood under its time."""

    standing: Standing = roles.NOTHING_SAID
    time: Spoken | None = None
    is_used: bool = False
    is_part: bool = False


class _Walk:
    """One text on its way: what was said before holds until something else is said, within a sentence."""

    def __init__(self, words: str, found: list[Figure], month: dt.date) -> None:
        self._words, self._month = words, month
        self._figures = [one for one in found if not self._is_no_amount(one)]
        self._made: list[Said] = []
        self._end = 0
        self._held = _Held()
        self._outside: _Held | None = None  # what held before a bracket
        self._subjects: list[str] = []

    def walk(self) -> list[Said]:
        for place, one in enumerate(self._figures):
            lead = self._words[self._end : one.offset]
            if ends := list(_SEGMENT.finditer(lead)):
                lead = lead[ends[-1].end() :]
                self._held, self._outside, self._subjects = _Held(), None, []
            following = self._figures[place + 1].offset if place + 1 < len(self._figures) else len(self._words)
            after = _SIGN.split(self._words[one.end : min(following, one.end + _NEAR)])[0]
            if one.end + len(after) == following < len(self._words):
                after = ""  # 更换气表30000户改造管道8.4公里: what follows leads to the next number
            self._take(one, lead, after)
            self._end = one.end
        return self._made

    def _is_no_amount(self, one: Figure) -> bool:
        """A date, a part of a name, a telephone, or a mark of a list: 10月, 5G, 1.更换气表."""
        if one.is_name_part or one.unit in _DATES or _PHONE.fullmatch(one.text):
            return True
        before, after = self._words[max(0, one.offset - 1) : one.offset], self._words[one.end : one.end + 1]
        is_mark = not one.unit and after in ("、", ".", ")") and (before in "。;,:(\n ")
        is_date = not one.unit and _DAY.match(self._words, one.end) is not None
        return is_mark or is_date

    def _take(self, one: Figure, lead: str, after: str) -> None:
        pieces = _PIECE.split(lead)
        near = pieces[-1]
        self._leave_brackets(lead)
        before = self._held
        self._tell_time(lead)
        is_start = bool(re.search("[从由自]", near) and _RAISED.match(self._words, one.end))  # 由9月的50%提高到62%
        held = Standing(BOUND) if is_start else self._tell_role(one, lead, near, after)
        named = self._name(pieces, after)
        bracket = _BRACKET.match(self._words, one.end)
        time = (spoken(bracket[1], self._month) if bracket else None) or self._held.time or Spoken(UNSAID)
        is_change = bool(_CHANGE.search(near)) and not _CHANGED_TO.search(near)
        if time.span == OTHER and is_change and not _AGAINST_MONTH.search(near):
            time = Spoken(SO_FAR if self._is_change_so_far(lead) else UNSAID)  # 比上年增长5.2%
        is_rate = one.unit == "%" and bool(_RATE.search(near) or _RATE_BEHIND.match(after))
        self._made.append(
            Said(
                one, roles.CHANGE if is_change and held.role in (DONE, BARE) else held.role, time.span,
                held.is_sure and time.is_sure, near, (named, *self._subjects), bool(_DOWN.search(near)),
                one.word in roles.APPROXIMATE or bool(_OVER.search(one.text)), is_rate, time.is_years,
            )
        )  # fmt: skip
        self._held = replace(self._held, is_used=True)
        if is_rate:  # 完成全年任务的83.3%,即30000户
            self._held = replace(self._held, standing=Standing(DONE if "完成" in lead else BARE))
        if is_change or is_start:  # 较上月增加20个,达到60个
            self._held = replace(self._held, time=before.time)

    def _leave_brackets(self, lead: str) -> None:
        """What is said in brackets holds in them: 移交97个(其中10月新增9个),改造4200户."""
        for sign in re.findall(r"[()]", lead):
            if sign == "(":
                self._outside = self._held
            elif self._outside is not None:
                self._held, self._outside = self._outside, None

    def _is_change_so_far(self, lead: str) -> bool:
        before = spoken(re.split(r"同比|较|比", lead)[0], self._month)
        return before is None or before.span == SO_FAR

    def _tell_time(self, lead: str) -> None:
        told, time = spoken(lead, self._month), self._held.time
        if told is not None:
            self._held = replace(self._held, time=told, is_used=False)
        elif time is not None and time.span != SO_FAR and self._held.is_used and re.search(r"[,、].*已", lead):
            self._held = replace(self._held, time=None)  # 本月新增20个,已建成60个
        elif time is not None and time.span == OWN and not self._held.is_used:
            self._held = replace(self._held, time=replace(time, is_sure=False))

    def _tell_role(self, one: Figure, lead: str, near: str, after: str) -> Standing:
        """What a number is said to be; what holds for those behind it is kept."""
        at = roles.told_at(one, lead, after)
        if _PART.search(lead):
            self._held = replace(self._held, is_part=True)
        if self._held.is_part and (at is None or at.role not in (BOUND, BARE)):
            return Standing(roles.PART)
        if at is not None:
            self._held = replace(self._held, standing=at) if at.role == DONE else self._held
            return at
        self._held = replace(self._held, standing=roles.standing(lead, self._held.standing))
        return Standing(roles.NOT_DONE) if roles.is_left(lead, near, self._held.standing) else self._held.standing

    def _name(self, pieces: list[str], after: str) -> str:
        """What is counted, in the words at the number; what the sentence spoke of before is kept beside."""
        named = counted(pieces[-1]) + counted(after)
        told = [bare for piece in reversed(pieces[:-1]) if len(bare := counted(piece)) >= _LEAST_NAME]
        found = [named] if len(named) >= _LEAST_NAME else told
        self._subjects = [*found, *self._subjects][:3]
        return named
