"""What stands in and around a list and is no target: introductions, notes, procedure, sub-sections of an item."""

from __future__ import annotations

import re

from loaders.prose.figures import figures
from loaders.prose.signs import plain
from loaders.report.structure import cues
from loaders.report.structure.entries import CONTENT, IN_NAME, Entry
from loaders.report.structure.here import Here
from loaders.report.structure.paragraphs import Paragraph
from loaders.report.structure.roles import begins_with_role
from loaders.report.structure.tables import counts

NAME, SCALE, SCHEDULE, ASIDE = "name", "scale", "schedule", "aside"
STEPS, WHO = "分阶段的进度安排", "说明由谁负责的语句"
# The sub-sections of an item by their headings, in the order in which they are tried.
_PARTS = (
    (NAME, r"(?:项目|实事|任务|事项|工程)(?:名称)?"),
    (SCHEDULE, r"(?:工作|项目|建设|实施|工程|年度|时间|推进|具体|任务|计划|形象)*(?:进度|步骤)"
               r"(?:安排|计划|要求|目标|表)*|"
               r"(?:时间|阶段|节点)安排|序时计划|阶段性?(?:目标|任务|计划)"),
    (ASIDE, r"(?:[及和与]?(?:总|计划|估算|概算|年度|所需|预计|预算|项目|建设)?(?:投资|资金|经费)"
            r"(?:总?额|规模|估算|概算|预算|来源|安排|筹措|需求|保障|渠道|构成|及来源)*)+|(?:建设|实施|项目)地[点址]|建设性质|建设工期|联系人|联系电话|备注|上年完成情况|"
            r"(?:项目|建设|实施|工作|政策)?(?:背景|依据|现状|意义|必要性)|基本情况|(?:实施|项目|服务|覆盖|建设)?(?:范围|对象)|"
            r"(?:补助|救助|保障|服务|受益)对象|(?:质量|技术|安全|管理|工作|有关|相关)(?:要求|标准)|补[助贴]标准|"
            r"(?:保障|推进|配套|政策)措施|(?:组织|要素|政策|制度)保障|组织(?:领导|实施)|(?:责任|任务|职责|工作)分工|责任落实|督[查导]考核|监督(?:检查|管理|考核)|"
            r"(?:预期|社会|经济|项目)(?:效果|效益|成效)|(?:运行|运营|后续)(?:管理|管护|维护)|(?:监督|咨询|投诉)(?:电话|方式)"),
    (CONTENT, r"(?:建设|工作|主要|实施|任务|具体|年度|项目|改造|服务)*(?:内容|任务|目标|计划|举措)"
              r"(?:任务|目标|要求|[及和与](?:要求|规模|标准))*"),
    (SCALE, r"(?:建设|工作|主要|实施|项目|工程)?(?:主要)?(?:标准|规模)"),
)  # fmt: skip
_PART = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _PARTS))
_STEPS = re.compile(
    r"(?:各|该|本)?(?:项目|工程|任务)?的?(?:具体|计划|年度|总体)?(?:实施|工作|推进|建设|形象|工程)进度(?:安排|计划)?(?:为|是|如下)?\s*:|"
    r"(?:时间|进度)安排(?:为|是|如下)?\s*:|实施步骤(?:为|是)?\s*:"
)
_INTRODUCES = re.compile(
    r"共(?:有|计|分|安排|涉及|明确)?\S{0,8}?(?:\d+|[一二三四五六七八九十]+)(?:大?[项件条]|个?(?:方面|大类|类))|审议(?:通过|批准)|票决|"
    r"现(?:将|就)|印发给|通知如下|制定本(?:方案|清单)"
)
_ASKS = re.compile(
    r"(?:每[^,。]{1,5}?,?(?:由|(?=各|请)))?(?:请|望)?(?:各|由)*(?:责任|牵头|主办|承办|配合|有关|相关|各级|成员|[县区市州旗]直|镇街)*(?:单位|部门|地区?|乡镇|街道|镇街)"
    r"[^。]{0,50}(?:报送|上报|报(?:至|到|送|[县区市州旗省][^。]{0,10}(?:政府|办|室))|报告|反馈)|"
    r"[^。]{0,16}(?:督查室|督查局|督查办|政府办公?室|目标办|考核办|督考办)[^。]{0,40}(?:调度|督[查办导]|通报|考核|公布|汇总|跟踪)|"
    r"(?:有关|填表)?(?:说明|附注|注)\s*:|(?:列|排)(?:在)?(?:第一位|首位|第一|前面)的"
)
_NOTES = re.compile(r"(?:有关|填表|相关|备注)?(?:说明|附注|注)\s*:?")


def part(text: str, is_numbered: bool) -> tuple[str, str, int] | None:
    """The sub-section of an item that a line heads: its kind, its heading, and where its own words begin.

    The heading ends with a colon or with the line; with a full stop only below a number (二、目标任务。年内…).
    """
    words = re.sub(r"^\[([^\[\]]{2,10})\]", r" \1:", plain(text))  # 【建设内容】新建…
    found = re.match(rf"\s?(?P<head>{_PART.pattern})\s*(?:(?P<sign>[:。])|$)", words)
    if found is None or (found["sign"] != ":" and not is_numbered):
        return None
    kind = next(kind for kind, _ in _PARTS if found[kind])
    return kind, found["head"], found.end()


def steps_from(text: str) -> int | None:
    """Where a line turns to the steps of its work (…项目具体实施进度为:第一季度…); None for no such line."""
    found = _STEPS.search(plain(text))
    return found.start() if found else None


def introduces(text: str, year: int) -> bool:
    """Whether a paragraph before the items only leads to them: how many, who passed them, what was done last year."""
    words = plain(text)
    years = cues.years_in(words)
    return _INTRODUCES.search(words) is not None or (bool(years) and max(years) < year)


def asks(text: str) -> bool:
    """Whether a paragraph says how the items are reported on and checked, or how the list is to be read."""
    return _ASKS.match(plain(text)) is not None


def opens_notes(text: str) -> bool:
    """Whether a line heads the notes below a list: 说明:"""
    return _NOTES.fullmatch(plain(text)) is not None


def sub_section(here: Here, paragraph: Paragraph) -> tuple[str, str, int] | None:
    """What a line heads of the item above, however it is numbered: its kind, its heading, and where its words begin.

    A number that stands above the item's own heads a section of the whole text instead.
    """
    opened, mark = here.open, paragraph.mark
    if mark.number is not None and (opened is None or mark.depth < opened.depth):
        return None
    found = part(paragraph.words, mark.number is not None)
    return found and (found[0], found[1], found[2] + (mark.end if mark.number is not None else 0))


def take_sub_section(here: Here, paragraph: Paragraph, kind: str, heading: str, start: int) -> None:
    """项目名称:…, 建设内容:…, 总投资:…, 二、目标任务。…: an item in lines that say what they are."""
    value = paragraph.text[start:]
    if kind == NAME:
        if here.open is None or here.open.title or any(here.open.pieces):
            here.open = here.entry(None)
            here.made.entries.append(here.open)
        if counts(value):
            here.open.add(value, paragraph.place)
        else:
            here.open.title = value
            here.open.aside.append((value, IN_NAME))
            here.open.places.append(paragraph.place)
        return
    if here.open is None:
        here.made.leave(paragraph, "列表之外的文字")
        return
    here.part = heading if kind == ASIDE or (kind == SCALE and here.open.pieces) else kind
    if kind == CONTENT and not here.open.title:
        _name_by_heading(here.open)
    if value.strip():
        add(here, here.open, value, paragraph.place)
        if kind == ASIDE and paragraph.mark.number is None:  # 总投资:3亿元 holds for its line only
            here.part = CONTENT


def _name_by_heading(opened: Entry) -> None:
    """第1件 新建幼儿园: where the item's own sub-sections say what is to be done, its heading is but its name."""
    if (
        opened.pieces
        and cues.is_heading(opened.pieces[0])
        and not (counts(opened.pieces[0]) or begins_with_role(opened.pieces[0]))
    ):
        opened.title = opened.pieces.pop(0)
        opened.aside.append((opened.title, IN_NAME))


def add(here: Here, opened: Entry, text: str, place: str) -> None:
    """More words of an item, by the sub-section that they are of; the steps of its work are no targets again."""
    if begins_with_role(text):
        opened.add(text, place)
        return
    if here.part not in (CONTENT, SCALE, SCHEDULE):
        opened.aside.append((text, f"“{here.part}”一项"))
        return
    start = 0 if here.part == SCHEDULE else steps_from(text)
    if start is not None and _is_said(opened, text[:start]):
        start = 0
    if start is not None:
        opened.aside.append((text[start:], STEPS))
    if told := text[:start]:
        opened.add(told, place)


def _is_said(opened: Entry, told: str) -> bool:
    """Whether words in front of a schedule only take up again what the item has said."""
    said = {(figure.value, figure.unit) for figure in figures(opened.words)}
    return bool(opened.pieces) and {(figure.value, figure.unit) for figure in figures(told)} <= said
