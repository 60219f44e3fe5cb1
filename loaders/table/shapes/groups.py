"""Whose figures a group of headings speaks of: 全市 over one block, 本区 over another; a target over a third."""

import re
import unicodedata

from loaders.table.headings.names import PACE
from loaders.table.headings.plain import plain_heading
from loaders.table.months import all_of

_OTHERS = re.compile(
    r"全国|全省|全自治区|省内|全市|市均|(?:同类|兄弟|周边|邻近|相邻|其他|其它|各|外)(?:区市县|市县区|区县|县区|市县|区市|区|县|市|地)"
    r"|平均|均值|标杆|对标"
)
_BESIDE_THE_NAME = re.compile(r"[一二三四五六七八九十()、.:\s]+|主要|经济|指标|总体|完成|累计|情况|数据")
_OURS = re.compile(r"[本我](?:区|县|市|级|单位|局|委|办|部门|地|镇|街道)|全区|全县")
_PLACE = re.compile(r"(?!.*(?:[园城小社辖景片库]区|超市|城镇|全|本))[一-鿿]{2,4}(?:区|县|市|镇|乡|街道)")
PLACES = re.compile(r".*(?:[区县市镇乡村]|街道|街办|街道办(?:事处)?|社区|园区|功能区|片区|管委会|本级)")
_AIM = re.compile(r"目标|计划|任务|序时|时序|节点|安排|时间表")
_DONE = re.compile(r"完成|实际|情况|进展|推进|进度|执行")


def is_ours(parts: tuple[str, ...], own: tuple[str, ...] = ()) -> bool:
    """Whether a heading, from its top part to its lowest, says that its figures are the place's own.

    `own`: what the place is called, and all of it (全区, 全市).
    """
    return any(_OURS.search(part) or is_named(part, own) for part in parts)


def is_named(text: str, own: tuple[str, ...]) -> bool:
    """Whether a heading is one of the place's names."""
    return re.sub(r"\s", "", text) in own


def is_of_others(parts: tuple[str, ...], own: tuple[str, ...] = ()) -> bool:
    """Whether a heading says that its figures are another place's: 全市/累计完成."""
    plain = [re.sub(r"\s", "", part) for part in parts]
    return not is_ours(parts, own) and any(_OTHERS.search(part) or _PLACE.fullmatch(part) for part in plain)


def is_section_of_others(section: str, own: tuple[str, ...]) -> bool:
    """Whether a section says nothing but another place's name: 一、全市主要指标, not 全市重点项目."""
    name = _BESIDE_THE_NAME.sub("", unicodedata.normalize("NFKC", section))
    return _OTHERS.fullmatch(name) is not None and not is_ours((name,), own)


def is_aimed_at(parts: tuple[str, ...]) -> bool:
    """Whether a group of headings says that the figures below are aims: 年度目标/本月累计."""
    groups = [plain_heading(part) for part in parts[:-1]]
    return any(_AIM.search(part) and not _DONE.search(PACE.sub("", part)) for part in groups)


def is_plan(parts: tuple[str, ...]) -> bool:
    """Whether that group has nothing but periods below it, which leaves no doubt: 攻坚行动序时计划/一季度."""
    return is_aimed_at(parts) and all_of(plain_heading(parts[-1]).rstrip("底末")) is not None
