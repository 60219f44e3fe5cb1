"""When something is due: a date before a figure, a clause that is nothing but a date; words without their date."""

import re

from loaders.prose.figures import Figure
from loaders.report.words.clauses import Clause
from loaders.table.months import parts_in

_SEASONS = {"年底": 12, "年末": 12, "春节": 1, "春季学期": 2, "汛期": 5, "秋季学期": 8, "国庆": 9}
_PARTS = r"前?[一二两三四1-4]个?季度|[上下]半年"
DUE = re.compile(
    rf"(?<![明来次]年)(?<!\d)(?:20\d\d年)?(?:(\d{{1,2}})月(?:\d{{1,2}}日|[上中下]旬|[底末份])?|主?第?({_PARTS}|{'|'.join(_SEASONS)}))(?:节|开学|末)?(?:[之以]?前|内)?"
)
# What can be looked at and found done or not.
REACHED = (
    "[建落]成|[竣完开动]工|通[车航水气电行]|洞通|[封结]顶|合龙|贯通|交付|投[用运产]|达产|送电|并网|投入(?:使用|运营|运行|生产|试运行)|试?运营|试运行|"
    "启用|开[放馆园业诊学]|招生|验收|[揭挂]牌|上线"
)
_STATE = re.compile(
    rf"(?:{REACHED}|于|在|内|全部|全面|正式|顺利|如期|按期|按时|基本|实现|主体|工程|完成|全线|全容量|对外|使用|运行|建设|并|和)+"
)
_DESCRIBED = re.compile(r"\([^()]{2,}\d[^()]*\)")  # 大道(甲路至乙路,全长4.2公里)
_AHEAD = re.compile(rf"(?<![^,;。:\n]){DUE.pattern},$")
_THIS_YEAR = re.compile(f"{DUE.pattern}|年内")


def due_before(words: str, clause: Clause, figure: Figure) -> str:
    """The date by which a clause's figure is due, as written before it; "" where none stands."""
    *_, found = [
        _AHEAD.search(words[max(0, clause.start - 20) : clause.start]),  # 2024年6月底前,新建公园6个
        *DUE.finditer(words[max(clause.start, figure.offset - 40) : figure.offset]),
    ]
    said = found[0].rstrip(",") if found else ""
    return said if said.endswith(("前", "底", "末", "内")) else ""


def month_by(words: str, clause: Clause, figure: Figure) -> int | None:
    """By the end of which month so much is done since January (6月底前完成, 前三季度); None where that is not said.

    二季度完成30个 may be of that quarter alone.
    """
    head = words[max(clause.start, figure.offset - 20) : figure.offset]
    *_, found = [None, *DUE.finditer(head)]
    done = re.fullmatch("(?:力争|确保)?(?P<all>累计)?(?:完成|建成|到位|达到?)*", head[found.end() :]) if found else None
    if not found or not done:
        return None
    part = next(parts_in(found[2] or ""), None)
    is_so_far = done["all"] or (part and part.is_so_far) or found[0].endswith(("前", "底", "末"))
    return month_of(found) if is_so_far else None


def month_of(due: re.Match[str]) -> int:
    """The month at whose end, or in which, a date of DUE is."""
    if due[1]:
        return int(due[1])
    part = next(parts_in(due[2]), None)
    return part.last if part else _SEASONS[due[2]]


def only_dates(words: str, clause: Clause) -> str:
    """确保9月底前投运, 年内并网: the date of a clause that only says when what stands before it is done; else ""."""
    said = re.sub("^(?:并|力争|确保)+", "", words[clause.start : clause.end].strip())
    found = _THIS_YEAR.search(said)
    return found[0] if found and _STATE.fullmatch(said.replace(found[0], "", 1)) else ""


def bare_words(said: str) -> str:
    """A clause without its number, the date that it begins with and the words that lead up to it."""
    bare = said.strip(" \n,，。;；:：")
    bare = re.sub(r"^(?:\(\d{1,2}\)|\d{1,2}[.、](?!\d)|[一二三四五六七八九十]{1,2}是)", "", bare)
    bare = re.sub(r"^(?:计划|拟|预计)?投资约?[\d.]+[万亿]+元", "", bare)
    bare = re.sub(rf"^(?:{DUE.pattern}[,，]?)", "", bare) if DUE.match(bare) else bare
    bare = _DESCRIBED.sub("", bare)
    return re.sub(r"^(?:并|同时|以及|和|及|全年|今年|年内|力争|确保)+", "", bare)
