"""A sentence of a progress report → its numbers, each with what it is said to be: done, aimed at, of another time.

Knows no measures. What may be meant in two ways is not sure, and has to be asked.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from loaders.prose.figures import Figure, figures
from loaders.prose.signs import plain
from loaders.prose.times import OTHER, OWN, SO_FAR, UNSAID, Spoken, spoken

DONE, BARE, AIM, NOT_DONE, PART, CHANGE, BOUND = "done", "bare", "aim", "not_done", "part", "change", "bound"
LONGEST = 4000  # characters of a text that are read

_SEGMENT = re.compile(r"[。;!?\n]")
_PIECE = re.compile(r"[,:、()]")
_DATES = frozenset("年月日号周岁时分") | {"月份", "周年", "季度", "个月", "工作日", "自然日", "届"}
_AIM = re.compile(
    r"(?<![按照超依])计划(?!推进|内|有序|开展|要求)|拟|预计|将(?!.{0,8}已)|力争|争取|确保|目标|任务(?!书)|应(?=完成|建|达)|需(?!求)|涉及|要求|打算|下一?步|"
    r"年底前|到年底|全年要|有望|预期|指标数?为"
)
_AIM_AFTER = re.compile(r"^(?:的)?(?:年度|全年|总|既定|目标)*(?:目标|任务|计划)(?!中|的)")
_LEFT = re.compile(
    r"(?<![期接招])待|剩余|余下|其余|尚有|尚余|还有|还剩|尚未|仍有|未(?:完成|建成|开工|改造|更换|安装|启动)|还差|相差|缺口|差(?=\d)|在建|正在|推进中|施工中|建设中"
)
STAGES = re.compile(
    r"开工|动工|启动|招标|招投标|中标|立项|进场|签约|签订|储备|谋划|选址|勘察|勘测|设计|摸排|排查|核查|意向|申报|受理|洽谈|踏勘|"
    r"征集|征求|审批|备案|评审|采购|下达|交底|走访|宣传|会议|座谈|检查|督查|约谈|巡查|整改|问题|资金|方案"
)
_STRONG = re.compile(r"已|实际|完成了|目前(?!计划)|截[至止]|现(?:有|已|共)")
_DONE = re.compile(r"已|完成|实际|累计|建成|实现|达|竣工|完工|投用|投运|交付|共(?!需|有|涉)")
_DONE_AFTER_AIM = re.compile(r"[,(、](?:[^,]{0,6})(?:完成|实现|建成)(?P<count>数|量)?(?P<rest>[^,]*)$")
_AIM_NOUN = re.compile(r"(?:目标|任务|计划数|计划量|计划)(?:数|量|值|任务)?(?:[:为是]|$)")
_CHANGE = re.compile(
    r"(?:同比|环比|较|比|增速|增幅|涨幅|降幅).{0,12}$|(?:增长|增加|提高|提升|上升|上涨|减少|下降|降低|回落|(?<!新)增|降)(?:了|到|至|约|近|率)?$"
)
_CHANGED_TO = re.compile(r"(?:提高|提升|增加|上升|增长|下降|降低|减少|增|降)(?:到|至)$")
_DOWN = re.compile(r"(?:负增长|下降|减少|降低|回落|下跌|降幅|降)(?:了|约|近)?$")
_AGAINST_MONTH = re.compile(r"环比|上月|上季")
_PART = re.compile(r"其中|包括|包含|含")
_RATE = re.compile(r"完成率|完成比例|占比?|比例|率(?:为|达|达到)?$|任务的?$|目标的?$|计划的?$|占.{0,12}$")
_ABOUT = {"约", "大约", "近", "接近", "将近", "左右", "上下", "突破", "超过", "超", "超出", "高于", "多于", "大于"}
_ABOUT |= {">", "逾", "不足", "不到", "少于", "低于", "以上", "及以上", "或以上"}
_SIGN = re.compile(r"[,。;!?\n:、()]")
_NEAR = 24  # characters behind a number that may say what it is
_DAY = re.compile(r"[-—~至]?\d{1,2}月|[年月日号]")
_BRACKET = re.compile(r"\(([^()]{2,16})\)")
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

    @property
    def rank(self) -> int:
        """How plainly it is the year's so far."""
        return (2 if self.span == SO_FAR else 0) + (self.role == DONE)


def said(text: str, month: dt.date) -> list[Said]:
    """Every number of a text that is no date, list mark or part of a name."""
    text = text[:LONGEST]
    words = plain(text)
    return _Walk(words, figures(text), month).walk()


class _Walk:
    """One text on its way: what was said before holds until something else is said, within a sentence."""

    def __init__(self, words: str, found: list[Figure], month: dt.date) -> None:
        self._words, self._month = words, month
        self._figures = [one for one in found if not self._is_no_amount(one)]
        self._made: list[Said] = []
        self._begin(0)

    def _close(self, lead: str) -> None:
        """What is said in brackets holds in them: 移交97个(其中10月新增9个),改造4200户."""
        for sign in re.findall(r"[()]", lead):
            if sign == "(":
                self._outside = (self._role, self._is_sure, self._time, self._in_part)
            elif self._outside:
                self._role, self._is_sure, self._time, self._in_part = self._outside
                self._outside = None

    def _begin(self, start: int) -> None:
        self._end = start
        self._role, self._is_sure = BARE, True
        self._time: Spoken | None = None
        self._time_used = False
        self._subjects: list[str] = []
        self._aim_is_noun = False
        self._in_part = False
        self._outside: tuple[str, bool, Spoken | None, bool] | None = None

    def walk(self) -> list[Said]:
        for place, one in enumerate(self._figures):
            lead = self._words[self._end : one.offset]
            if ends := list(_SEGMENT.finditer(lead)):
                self._begin(self._end + ends[-1].end())
                lead = self._words[self._end : one.offset]
            following = self._figures[place + 1].offset if place + 1 < len(self._figures) else len(self._words)
            after = _SIGN.split(self._words[one.end : min(following, one.end + _NEAR)])[0]
            if one.end + len(after) == following < len(self._words):
                after = ""  # 更换气表30000户改造管道8.4公里: what follows leads to the next number
            self._take(one, lead, after)
            self._end = one.end
        return self._made

    def _is_no_amount(self, one: Figure) -> bool:
        """A date, a part of a name, or a mark of a list: 10月, 5G, 1.更换气表."""
        if one.is_name_part or one.unit in _DATES:
            return True
        before, after = self._words[max(0, one.offset - 1) : one.offset], self._words[one.end : one.end + 1]
        is_mark = not one.unit and after in ("、", ".", ")") and (before in "。;,:(\n ")
        is_date = not one.unit and _DAY.match(self._words, one.end) is not None
        return is_mark or is_date

    def _take(self, one: Figure, lead: str, after: str) -> None:
        pieces = _PIECE.split(lead)
        near = pieces[-1]
        self._close(lead)
        before = self._time
        self._tell_time(lead)
        if _PART.search(lead):
            self._in_part = True
        role, is_sure = self._role_of(one, lead, near, after)
        named = _cleared(near) + _cleared(after)
        if len(named) >= 2:
            self._subjects = [named, *self._subjects][:3]
        else:
            told = [bare for piece in reversed(pieces[:-1]) if len(bare := _cleared(piece)) >= 2]
            self._subjects = [*told, *self._subjects][:3]
        time = self._time or Spoken(UNSAID)
        bracket = _BRACKET.match(self._words, one.end)
        time = (spoken(bracket[1], self._month) if bracket else None) or time  # 1650个(截至9月底)
        falls = bool(_DOWN.search(near))
        is_change = bool(_CHANGE.search(near)) and not _CHANGED_TO.search(near)
        if is_change and role in (DONE, BARE):
            role = CHANGE
        if time.span == OTHER and is_change and not _AGAINST_MONTH.search(near):
            time = Spoken(SO_FAR if self._time_of_change(lead) else UNSAID)  # 比上年增长5.2%
        is_rate = one.unit == "%" and (
            bool(_RATE.search(near)) or bool(re.match(r"的?(?:年度|全年)?(?:目标|任务|计划)", after))
        )
        self._made.append(
            Said(
                one, role, time.span, is_sure and time.is_sure, near, (named, *self._subjects), falls,
                one.word in _ABOUT or bool(_OVER.search(one.text)),
                is_rate,
            )
        )  # fmt: skip
        self._time_used = True
        if is_rate:  # 完成全年任务的83.3%,即30000户
            self._role, self._is_sure = DONE if "完成" in lead else BARE, True
        if is_change:  # 较上月增加20个,达到60个
            self._time = before

    def _time_of_change(self, lead: str) -> bool:
        before = spoken(re.split(r"同比|较|比", lead)[0], self._month)
        return before is None or before.span == SO_FAR

    def _tell_time(self, lead: str) -> None:
        told = spoken(lead, self._month)
        if told is not None:
            self._time, self._time_used = told, False
        elif self._time is not None and self._time.span != SO_FAR and self._time_used and re.search(r"[,、].*已", lead):
            self._time = None  # 本月新增20个,已建成60个
        elif self._time is not None and self._time.span == OWN and not self._time_used:
            self._time = replace(self._time, is_sure=False)

    def _role_of(self, one: Figure, lead: str, near: str, after: str) -> tuple[str, bool]:
        """What a number is said to be; the words nearest to it count most, 已 more than a plan before it."""
        if one.comparator in ("<=", "<") and one.word not in _ABOUT:
            return BOUND, True
        if one.comparator == "range":
            return BARE, False
        if self._in_part:
            return PART, True
        if lead == "/":  # 60/100个
            return AIM, True
        if _AIM_AFTER.match(after):
            return AIM, True
        if re.match(r".{0,8}(?:已|全部|均)(?:经)?(?:全部)?(?:建成|完成|完工|竣工|投用|交付)", after):
            self._role, self._is_sure = DONE, True
            return DONE, True
        if _LEFT.search(after):
            return NOT_DONE, True
        self._tell_role(lead)
        if _LEFT.search(near) or (_LEFT.search(lead) and not _STRONG.search(near) and self._role != DONE):
            return NOT_DONE, True
        return self._role, self._is_sure

    def _tell_role(self, lead: str) -> None:
        """What the words since the number before make of the role that holds."""
        aims = [found.end() for found in _AIM.finditer(lead)]
        strong = [found.end() for found in _STRONG.finditer(lead)]
        if aims and (not strong or max(strong) < max(aims)):
            behind = lead[max(aims) :]
            is_told_done = bool(strong) or re.search(r"完成.{0,6}$", lead[: max(aims)]) is not None
            is_mixed = re.match(r"[书数]?的?(?:完成|实现)", behind) and lead[: max(aims)].endswith(("目标", "任务"))
            self._role, self._is_sure = AIM, not (is_told_done or bool(is_mixed))
            self._aim_is_noun = _AIM_NOUN.search(lead) is not None
        elif strong:
            self._role, self._is_sure = DONE, True
        elif self._role == AIM:
            found = _DONE_AFTER_AIM.search(lead)
            if found and (found["count"] or self._aim_is_noun or not _cleared(found["rest"])):
                self._role, self._is_sure = DONE, True  # 目标100个,完成60个
            else:
                self._is_sure = self._is_sure and found is None
        elif _DONE.search(lead):
            self._role, self._is_sure = DONE, True


_NOISE = re.compile(
    r"20\d\d年?(?:度)?|\d{1,2}月(?:份|底|末)?(?:\d{1,2}日)?|截[至止]到?|目前|当前|今年|本年|年内|年初|全年|年度|本月|当月|上月|以来|至今|累计|累积|"
    r"已经?|全部|均|共计?|合计|总计|完成|实现|达到?|为|是|约|近|超过?|突破|其中|包括|包含|含|的|了|个|新增|建成|投用|投入使用|投运|"
    r"全[区县市]|我[区县市局]|辖区(?:内)?|[区县市]内|各(?:镇街?|街道|单位|地)|计划|目标|任务|预计|力争|实际|现有?|共有|并|且|和|与|及|以及|同时|"
    r"验收|按期|按时|顺利|有序|稳步|积极|持续|加快|推进|实施|开展|进行|组织|工作|数量|数|情况|进度|左右|以上|余|多|等|于|在|对|由|将|全面|新(?![建改])|共|"
    r"同比|环比|同口径|可比价|增长|增速|增幅|下降|增加|提高|较|形象|总体|整体|总工程量|工程总量|"
    r"[一二三四五六七八九十]是|[\s\d.,%\-—~/·\"“”]+"
)

_ANY_WORK = frozenset(["工程", "项目", "建设", "工程建设", "项目建设", "总"])


def _cleared(words: str) -> str:
    """The words that say what is counted, without what leads up to it: 截至10月底已更换气表 → 更换气表."""
    bare = _NOISE.sub("", words[-30:])[-16:]
    return "" if bare in _ANY_WORK else bare
