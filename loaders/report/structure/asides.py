"""What stands in and around a list and is no target: introductions, notes, procedure, sub-sections of an item."""

import re

from loaders.prose.signs import plain
from loaders.report.labels import ASIDE, CONTENT, NAME, SCALE, SCHEDULE, headed
from loaders.report.structure import cues
from loaders.report.structure.entries import IN_NAME, Entry
from loaders.report.structure.here import Here
from loaders.report.structure.paragraphs import Paragraph
from loaders.report.structure.roles import begins_with_role
from loaders.report.structure.tables import counts

STEPS, WHO = "分阶段的进度安排", "说明由谁负责的语句"
_INTRODUCES = re.compile(
    r"共(?:有|计|分|安排|涉及|明确)?\S{0,8}?(?:\d+|[一二三四五六七八九十]+)(?:大?[项件条]|个?(?:方面|大类|类))|审议(?:通过|批准)|票决|"
    r"现(?:将|就)|印发给|通知如下|制定本(?:方案|清单)"
)
# How the items are reported on and checked, or how the list is to be read.
asks = cues.says(
    r"(?:每[^,。]{1,5}?,?(?:由|(?=各|请)))?(?:请|望)?(?:各|由)*(?:责任|牵头|主办|承办|配合|有关|相关|各级|成员|[县区市州旗]直|镇街)*(?:单位|部门|地区?|乡镇|街道|镇街)"
    r"[^。]{0,50}(?:报送|上报|报(?:至|到|送|[县区市州旗省][^。]{0,10}(?:政府|办|室))|报告|反馈)|"
    r"[^。]{0,16}(?:督查室|督查局|督查办|政府办公?室|目标办|考核办|督考办)[^。]{0,40}(?:调度|督[查办导]|通报|考核|公布|汇总|跟踪)|"
    r"各?(?:责任|牵头|承办|有关|相关)?(?:单位|部门)(?:要|应|须)(?:切实|进一步)?(?:加强|强化|高度|提高|密切|认真|严格|压实|明确|细化|按照)|"
    r"[^,。;]{0,16}满分(?:为)?\d+分|(?:有关|填表)?(?:说明|附注|注)\s*:|(?:列|排)(?:在)?(?:第一位|首位|第一|前面)的",
    begins=True,
)
# The heading of the notes below a list: 说明:
opens_notes = cues.says(r"(?:有关|填表|相关|备注)?(?:说明|附注|注):?", is_all=True)


def part(text: str, is_numbered: bool) -> tuple[str, str, int] | None:
    """The sub-section of an item that a line heads: its kind, its heading, and where its own words begin.

    The heading ends with a colon or with the line; with a full stop only below a number (二、目标任务。年内…).
    """
    found = headed(re.sub(r"^\[([^\[\]]{2,10})\]", r" \1:", plain(text)))  # 【建设内容】新建…
    if found is None or (found[2] != ":" and not is_numbered):
        return None
    kind, heading, _, end = found
    return kind, heading, end


def introduces(text: str, year: int) -> bool:
    """Whether a paragraph before the items only leads to them: how many, who passed them, what was done last year."""
    words = plain(text)
    years = cues.years_in(words)
    return _INTRODUCES.search(words) is not None or (bool(years) and max(years) < year)


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
    if begins_with_role(text) or here.part in (CONTENT, SCALE):
        opened.add(text, place)
    else:
        opened.aside.append((text, STEPS if here.part == SCHEDULE else f"“{here.part}”一项"))
