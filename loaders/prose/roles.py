"""What a number is said to be, by the words around it: done, aimed at, left to do, a part, a bound.

What was said holds for the numbers behind it too, until something else is said (计划新建100个、改造50个,已新建60个).
"""

import re
from dataclasses import dataclass

from loaders.prose.counted import counted
from loaders.prose.figures import Figure

DONE, BARE, AIM, NOT_DONE, PART, CHANGE, BOUND = "done", "bare", "aim", "not_done", "part", "change", "bound"

_AIM = re.compile(
    r"(?<![按照超依])计划(?!推进|内|有序|开展|要求)|拟|预计|将(?!.{0,8}已)|力争|争取|确保|目标|任务(?!书)|应(?=完成|建|达)|需(?!求)|涉及|要求|打算|下一?步|"
    r"年底前|月[底末份]?之?前|到年底|全年要|有望|预期|指标数?为"
)
_AIM_AFTER = re.compile(r"^(?:的)?(?:年度|全年|总|既定|目标)*(?:目标|任务|计划)(?!中|的)")
_LEFT = re.compile(
    r"(?<![期接招])待|剩余|余下|其余|尚有|尚余|还有|还剩|尚未|仍有|未(?:完成|建成|开工|改造|更换|安装|启动)|还差|相差|缺口|差(?=\d)|在建|正在|推进中|施工中|建设中"
)
_STRONG = re.compile(r"已|实际|完成了|目前(?!计划)|截[至止]|现(?:有|已|共)")
_DONE = re.compile(r"已|完成|实际|累计|建成|实现|达|竣工|完工|投用|投运|交付|共(?!需|有|涉)")
_DONE_AFTER_AIM = re.compile(r"[,(、](?:[^,]{0,6})(?:完成|实现|建成)(?P<count>数|量)?(?P<rest>[^,]*)$")
_AIM_NOUN = re.compile(r"(?:目标|任务|计划数|计划量|计划)(?:数|量|值|任务)?(?:[:为是]|$)")
APPROXIMATE = {"约", "大约", "近", "接近", "将近", "左右", "上下", "突破", "超过", "超", "超出", "高于", "多于", "大于"}
APPROXIMATE |= {">", "逾", "不足", "不到", "少于", "低于", "以上", "及以上", "或以上"}
_DONE_BEHIND = re.compile(r".{0,8}(?:已|全部|均)(?:经)?(?:全部)?(?:建成|完成|完工|竣工|投用|交付)")


@dataclass(frozen=True)
class Standing:
    """What holds now. `is_sure` False: the words say two things. `is_noun`: an aim said as 目标 or 任务."""

    role: str = BARE
    is_sure: bool = True
    is_noun: bool = False


NOTHING_SAID = Standing()


def standing(lead: str, before: Standing) -> Standing:
    """What the words since the number before make of what held; 已 says more than a plan before it."""
    aims = [found.end() for found in _AIM.finditer(lead)]
    strong = [found.end() for found in _STRONG.finditer(lead)]
    if aims and (not strong or max(strong) < max(aims)):
        aim, behind = lead[: max(aims)], lead[max(aims) :]
        is_told_done = bool(strong) or re.search(r"完成.{0,6}$", aim) is not None
        is_mixed = aim.endswith(("目标", "任务")) and re.match(r"[书数]?的?(?:完成|实现)", behind) is not None
        return Standing(AIM, not (is_told_done or is_mixed), _AIM_NOUN.search(lead) is not None)
    if strong:
        return Standing(DONE)
    if before.role == AIM:
        found = _DONE_AFTER_AIM.search(lead)
        if found and (found["count"] or before.is_noun or not counted(found["rest"])):
            return Standing(DONE)  # 目标100个,完成60个
        return Standing(AIM, before.is_sure and found is None, before.is_noun)
    return Standing(DONE) if _DONE.search(lead) else before


def told_at(one: Figure, lead: str, after: str) -> Standing | None:
    """What is said at a number itself, whatever held before; None where nothing is."""
    if one.comparator in ("<=", "<") and one.word not in APPROXIMATE:
        return Standing(BOUND)
    if one.comparator == "range":
        return Standing(BARE, is_sure=False)
    if lead == "/" or _AIM_AFTER.match(after):  # 60/100个, 100个的目标
        return Standing(AIM)
    if _DONE_BEHIND.match(after):
        return Standing(DONE)
    return Standing(NOT_DONE) if _LEFT.search(after) else None


def is_left(lead: str, near: str, held: Standing) -> bool:
    """Whether the words before a number say that it is still to be done."""
    if _LEFT.search(near):
        return True
    return _LEFT.search(lead) is not None and not _STRONG.search(near) and held.role != DONE
