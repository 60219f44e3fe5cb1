"""A list of items: which line begins one, which goes on with it, what heads several, and what says who and by when."""

from __future__ import annotations

import re

from loaders.prose.signs import plain
from loaders.report.structure import cues
from loaders.report.structure.entries import IN_NAME, IN_ROLES, Entry
from loaders.report.structure.here import Here
from loaders.report.structure.paragraphs import Paragraph
from loaders.report.structure.roles import begins_with_role, masked
from loaders.report.structure.who import Roles, heads, is_units, shares

_LABEL = re.compile(
    r"(?:(?P<title>(?:项目|实事|任务|事项|工程)名称|项目)|(?P<aside>(?:投资|资金|经费)(?:总?额|规模|估算|概算|预算|来源|安排|筹措|需求)|"
    r"(?:总|计划|估算|概算|年度|所需|预计|预算)(?:投资|资金|经费)(?:额)?|(?:建设|实施|项目)地[点址]|"
    r"建设性质|建设工期|联系人|联系电话|备注|上年完成情况)|(?:建设|工作|主要|实施|任务|具体|年度|项目)(?:主要)?(?:内容|任务|目标|标准|规模|计划|举措)|目标任务|任务目标)\s*:\s*"
)
_DUE_LINE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末|中旬|上旬|下旬)?(?:前|之前|完成|前完成|投入使用|建成|开工|动工|"
    r"前动工)*|全年|年底前?|长期坚持|持续推进"
)


def in_list(
    here: Here, paragraph: Paragraph, following: Paragraph | None, later: Paragraph | None
) -> None:  # fmt: skip
    """A line of a list, with the two after it: an item, a part of one, a heading, a label, who does it, or a note."""
    mark, opened = paragraph.mark, here.open
    if mark.form == "" or (mark.form == "bullet" and opened is not None and opened.number is not None):
        _unnumbered(here, paragraph, following)
        return
    bare, roles = masked(paragraph.words)
    bare = bare.strip()
    is_heading = (
        cues.is_heading(bare) and not cues.has_targets(bare) and (not roles or not re.search("[。;,]", plain(bare)))
    )
    if opened is not None and mark.depth > opened.depth and not _is_own_item(paragraph):
        opened.add(paragraph.words, paragraph.place)
        return
    goes_deeper = following is not None and (
        bool(following.cells)
        or (following.mark.number is not None and following.mark.depth > mark.depth)
        or (_is_plain_heading(following) and _is_deeper(later, mark.depth))
    )
    if is_heading and mark.form in ("section", "part") and goes_deeper:
        _list_heading(here, paragraph, bare, roles)
        return
    _new_item(here, paragraph)


def _is_deeper(paragraph: Paragraph | None, depth: int) -> bool:
    """Whether a paragraph is numbered, and below a depth."""
    return paragraph is not None and paragraph.mark.number is not None and paragraph.mark.depth > depth


def _is_own_item(paragraph: Paragraph) -> bool:
    """A line with a deeper number is part of the open item, unless it names its own lead."""
    return masked(paragraph.text)[1].says_who


def _list_heading(here: Here, paragraph: Paragraph, words: str, roles: Roles) -> None:
    here.open = None
    here.section_roles = roles
    here.group = []
    here.heading_forms.add(paragraph.mark.form)
    if paragraph.mark.form == "part":
        here.subsection = words
    else:
        here.section, here.subsection = words, ""
    here.in_targets = cues.is_targets_heading(words)
    here.made.leave(paragraph, "标题")


def _new_item(here: Here, paragraph: Paragraph) -> None:
    mark = paragraph.mark
    entry = here.entry(mark.number)
    entry.depth, entry.is_starred = mark.depth, mark.is_starred
    if mark.number is not None and here.block is not None and mark.form not in here.heading_forms:
        here.block.take(mark.number, restarts=True)
    entry.add(paragraph.words, paragraph.place)
    if here.section_roles and not entry.seen:
        entry.take_roles(here.section_roles)
    here.group.append(entry)
    here.open = entry
    here.made.entries.append(entry)


def _unnumbered(here: Here, paragraph: Paragraph, following: Paragraph | None) -> None:
    opened, text = here.open, paragraph.text
    if label := _LABEL.match(plain(text)):
        _labelled(here, paragraph, label)
    elif opened is None:
        _before_items(here, paragraph, following)
    elif cues.is_signature(text) and not is_units(text) and not begins_with_role(text):
        here.open = None
        here.made.leave(paragraph, "落款")
    elif begins_with_role(text) and len(here.group) > 1 and opened is here.group[-1]:
        opened.add(text, paragraph.place)
        if not any(entry.says_roles for entry in here.group[:-1]):  # the line stands once, for all of its section
            for entry in here.group[:-1]:
                entry.take_roles(masked(text)[1])
    elif is_units(text) and not opened.seen.lead:
        opened.take_roles(masked(f"(责任单位:{text})")[1])
    elif is_units(text) and opened.column_roles.lead:
        opened.take_roles(masked(f"(配合单位:{text})")[1])
    elif _DUE_LINE.fullmatch(plain(text)):
        opened.take_roles(Roles(due=text))
        opened.aside.append((text, IN_ROLES))
    elif _is_bare_heading(here, paragraph, following, opened):
        here.open = None
        here.section, here.subsection = text, ""
        here.in_targets = cues.is_targets_heading(text)
        here.made.leave(paragraph, "标题")
    else:
        opened.add(paragraph.words if paragraph.mark.form == "bullet" else text, paragraph.place)


def _labelled(here: Here, paragraph: Paragraph, label: re.Match[str]) -> None:
    """项目名称:…, 建设内容:…, 总投资:…: an item in lines that say what they are."""
    value = paragraph.text[label.end() :]
    if label["title"]:
        if here.open is None or here.open.title or any(here.open.pieces):
            here.open = here.entry(None)
            here.made.entries.append(here.open)
        here.open.title = value
        here.open.aside.append((value, IN_NAME))
        here.open.places.append(paragraph.place)
    elif here.open is None:
        here.made.leave(paragraph, "列表之外的文字")
    elif label["aside"]:
        here.open.aside.append((value, f"“{label['aside']}”一行"))
    else:
        here.open.add(value, paragraph.place)


def _is_bare_heading(here: Here, paragraph: Paragraph, following: Paragraph | None, opened: Entry) -> bool:
    """A section's heading without a number, between two items."""
    text = plain(paragraph.text)
    if following is None or following.mark.number is None or not cues.is_heading(text) or len(text) > 24:
        return False
    if following.mark.depth > opened.depth or re.search(r"[,:;。\d]", text) or begins_with_role(text):
        return False
    last = plain(opened.pieces[-1])
    return bool(re.search(r"[。;!)\]]$", last)) or bool(opened.seen)


def _before_items(here: Here, paragraph: Paragraph, following: Paragraph | None) -> None:
    """A line of a list that stands below no item: a note, a heading, or an item without a number."""
    text = paragraph.text
    if cues.is_note(text) or cues.is_signature(text):
        here.made.leave(paragraph, "说明")
    elif here.columns is None and (cues.has_targets(text) or paragraph.mark.form == "bullet"):
        entry = here.entry(None)
        entry.is_item = paragraph.mark.form == "bullet" or not cues.is_heading(text) or masked(text)[1].says_who
        entry.add(paragraph.words if paragraph.mark.form == "bullet" else text, paragraph.place)
        here.made.entries.append(entry)
        here.open = entry if paragraph.mark.form == "bullet" else None
        if here.open is not None:
            here.open.depth = paragraph.mark.depth
    elif cues.is_heading(text) and following is not None and (following.mark.number or following.cells):
        here.section, here.subsection = text, ""
        here.in_targets = cues.is_targets_heading(text)
        here.made.leave(paragraph, "标题")
    else:
        here.made.leave(paragraph, "列表之外的文字")


def _is_plain_heading(paragraph: Paragraph) -> bool:
    """A heading without a number: 加强基础设施建设."""
    text = plain(paragraph.text)
    return paragraph.mark.form == "" and len(text) <= 24 and not re.search(r"[,:;。\d]", text) and not is_units(text)
