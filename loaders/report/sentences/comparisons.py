"""Growth that is compared: in step with, above or below another measure, flat against last year."""

import re
from dataclasses import replace

from loaders.prose.figures import Figure
from loaders.report.sentences import names
from loaders.report.sentences.kinds import is_ceiling
from loaders.report.sentences.proposals import LIKELY, Proposal
from loaders.report.words.clauses import Clause
from loaders.report.words.passage import Passage

_IN_STEP = re.compile(
    r"(?P<name>[^,，。;；\n]{2,30}?)(?:增[长速幅加])?[与和同](?P<reference>[^,，。;；、\n]{2,12}?)(?:增长|增速|发展)?(?:保持)?(?:基本)?"
    r"同步(?:增长)?"
)
_THAN = re.compile(
    r"(?P<name>[^,，。;；\n]{2,40}?)(?P<grow>增[长速幅]|增长速度|水平|幅度)?(?:要|继续|保持|持续|力争|略|稍|明显|适当)?"
    r"(?P<word>不?[高快低]于|优于|高出|跑赢|不?超过|达到(?=[^,;。]*平均))(?P<reference>(?:(?:全[国省市区县]、)*全[国省市区县]|省|市|国家|经济(?:增长)?|居民|GDP|地区生产总值|[上去]年|同期|城镇|"
    r"各项|同类)[^,，。;；\n\d]{0,12}?)(?:平均水平|平均|水平|增[速幅长])?(?:$|(?=[,，。;；\n\d]))"
)
_BESIDE = re.compile(  # 增速比全市平均水平高2个百分点
    r"(?P<name>[^,，。;；\n]{2,40}?)(?P<grow>增[长速幅])?(?:要|力争|继续|保持)*[比较](?P<reference>(?:全[国省市区县州]|省|市|经济|GDP|地区生产总值|"
    r"城镇)[^,，。;；\n\d]{0,10}?)(?:平均水平|平均|水平|增[速幅长])?要?(?P<word>高出?|快|低)"
)
_SIGNS = {"不低于": ">=", "达到": ">=", "低于": "<", "不高于": "<=", "不超过": "<=", "不快于": "<="}
_BELOW = ("低于", "低", "不高于", "不超过", "不快于")
_METRIC = re.compile(
    "率|[增涨][速幅]|人数|起数|收入|投资|增加值|总额|消费|产值|经济|比例|比重|占比|指数|浓度|标准|水平|能耗|强度|排放|减排|节能|总量|质量|得分|排名"
)
_ORDERED = re.compile(  # 单位GDP能耗完成市定目标: as much as another level of government has ordered
    r"(?P<name>[^,，。;；\n]{2,30}?)(?:要|全面|力争|均|稳定|确保)*(?P<word>达到?|完成|实现|控制在|不突破|优于|不低于|符合)(?P<reference>(?:国家|省|自治区|市|州|盟|上级|区|县)+(?:政府)?"
    r"(?:[定级]|下达的?|要求的?|考核的?|规定的?|控制的?|核定的?|约束性?)+(?:年度|控制|减排|节能|考核){0,2}(?:目标|要求|任务|指标|标准|数|水平|计划)(?:任务|要求|值|数)?)(?:以内|之内|内|以上)?$"
)
_FLAT = re.compile(
    r"(?P<name>[^,，。;；\n]{2,30}?)(?:实现|保持|力争)*(?P<word>正增长|与(?:上年|去年)持平|持平(?!稳)|零增长|稳中有[升进增])"
)

_TWO_DIGITS = re.compile(  # no less than 10%
    r"(?P<name>[^,，。;；\n]{2,30}?)(?:增[长速幅])?(?:要|力争|确保|实现|保持|达到?|继续|均|都)*(?P<word>(?:两|二)位数)(?:以上)?的?(?P<grow>增[长速幅])?"
)
_LONGEST = 200  # characters of a clause that is understood; what goes on without a comma takes the square of its length
_COUNTED = {"人数": "人", "起数": "起"}
_MEASURED = re.compile(r"(?:率|人数|起数|比|比例|比重|占比|差距|指数|浓度|强度|年限|寿命|数|量|额|能耗)$")
_SINCE = re.compile(  # 城乡收入比持续缩小: against the year before
    r"(?P<name>[^,，。;；、\n]{2,30}?)(?:要|力争|确保)?(?:持续|逐步|进一步|稳步|逐年|不断|继续)?(?P<word>缩小|下降|降低|收窄|减少|提升|提高|上升|扩大|增长|改善)$"
)
_RANKED = re.compile(  # 水平继续位居全省前列
    r"(?P<name>[^,，。;；、\n]{2,30}?)(?:要|力争|确保|继续|保持|稳定|持续)*(?P<word>位居|稳居|居于|处于|进入|居)(?P<reference>全[国省市区县州])(?:前列|首位|第一|前茅|上游|第一方阵)$"
)


def compared(passage: Passage, clause: Clause, figure: Figure, before: str) -> Proposal | None:
    """高于经济增长0.5个百分点: compared with another measure."""
    found = _THAN.fullmatch(before) or _BESIDE.fullmatch(before)
    if found is None or figure.unit not in ("个百分点", "%", "位"):
        return None
    is_below = found["word"] in _BELOW or (found["word"] == "优于" and is_ceiling(found["name"]))
    sign = "<=" if is_below else ">="
    _, start = passage.sentence(clause)
    return replace(
        _worded(passage, clause, found, sign, found["reference"], unit=figure.unit)[0],
        lower=figure.value if sign == ">=" else None, upper=figure.value if sign == "<=" else None,
        span=(figure.offset - start, figure.end - start), offset=figure.offset, holds=(figure.offset,),
        words=f"{found['word']}{found['reference']}{figure.text}",
    )  # fmt: skip


def worded(passage: Passage, clause: Clause) -> list[Proposal]:
    """What a clause without a figure says of growth: in step with, above or below another, flat or not falling."""
    words = passage.words[clause.start : clause.end]
    if len(words) > _LONGEST:
        return []
    if found := _IN_STEP.search(words):
        return _worded(passage, clause, found, "~", found["reference"])
    if (found := _THAN.search(words)) and len(words) <= 60:
        sign = _SIGNS.get(found["word"], ">")
        if found["word"] == "优于" and is_ceiling(found["name"]):
            sign = "<"
        is_measured = found["grow"] or _METRIC.search(found["name"]) or not names.stripped(found["name"])[0]
        return _worded(passage, clause, found, sign, found["reference"]) if is_measured else []
    if (found := _ORDERED.search(words.strip())) and _METRIC.search(found["name"]):
        is_bound = re.search("控制|不突破", found["word"]) or is_ceiling(found["name"])
        return _worded(passage, clause, found, "<=" if is_bound else ">=", found["reference"])
    if (found := _RANKED.fullmatch(words.strip())) and _METRIC.search(found["name"]):
        return _worded(passage, clause, found, "~", found["reference"])
    if found := _TWO_DIGITS.fullmatch(words.strip()):
        return [replace(one, lower=10.0) for one in _worded(passage, clause, found, ">=")]
    if (found := _SINCE.fullmatch(words.strip())) and _MEASURED.search(found["name"]):
        return _worded(passage, clause, found, "<" if re.match("[缩下降收减]", found["word"]) else ">", "上年")
    if (found := _FLAT.search(words)) and found["word"] == "零增长":
        return [replace(one, kind="ceiling", lower=None, upper=0.0) for one in _worded(passage, clause, found, "<=")]
    if found:
        return _worded(passage, clause, found, ">" if found["word"] == "正增长" else ">=")
    return []


def _worded(
    passage: Passage, clause: Clause, found: re.Match[str], sign: str, reference: str = "", *, unit: str = "%"
) -> list[Proposal]:
    """What is said of a measure against a reference; against none, its growth."""
    sentence, start = passage.sentence(clause)
    place = clause.start + found.start("name")
    listed: list[str] | None = [_growing(found["name"], found.groupdict().get("grow"))]
    common = names.stripped(found["name"])[0]
    if re.search("(?:均|都|双双)$", found["name"]) and (parts := names.parts(common, common.count("、") + 1)):
        listed = [_growing(part, "增速" if "增" in found["name"][len(common) :] else None) for part in parts]
    if sign == "~":
        listed = names.parts(common, 2) if "城乡居民" in found["name"] else [names.clipped(common)]
    return [
        Proposal(
            name=name, kind="relative" if reference else "growth", unit=_COUNTED.get(name[-2:], unit), comparator=sign,
            lower=None if reference else 0.0, upper=None, sentence=sentence, offset=place, words=found[0].strip(" ,"),
            span=(place - start, clause.start + found.end() - start), confidence=LIKELY, reference=reference or None,
            note=f"须填写参照指标:{reference}" if reference else None,
            doubts=("须填写参照指标",) if reference else ("文字目标",),
        )
        for name in listed or []
    ]  # fmt: skip


def _growing(name: str, grow: str | None) -> str:
    bare = names.clipped(names.stripped(f"{name}{grow or ''}")[0])
    bare += "涨幅" if bare and name.endswith("涨幅") else ""
    bare = bare or (name if _METRIC.search(name) else "")  # 增速高于全省平均水平; 确保高于全省平均水平 says nothing
    return bare if not grow or bare.endswith(("增速", "水平")) else f"{bare}增速"
