"""A list of items: which line begins one, which goes on with it, what heads several, and what says who and by when."""

import re

from loaders.prose.signs import plain
from loaders.report.labels import ASIDE, CONTENT
from loaders.report.structure import asides, cues
from loaders.report.structure.asides import add, sub_section, take_sub_section
from loaders.report.structure.columns import is_column_heading
from loaders.report.structure.entries import Entry
from loaders.report.structure.here import Here
from loaders.report.structure.markers import DEPTH
from loaders.report.structure.paragraphs import Paragraph
from loaders.report.structure.roles import LEADER, bare_role, begins_with_role, masked, role_of_column
from loaders.report.structure.tables import counts
from loaders.report.structure.who import Roles, heads, how_many, is_name, is_person, is_units, shares, units_alone

_DUE_LINE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?(?:之?前|完成|投入使用|建成|[开动]工)*|全年|年底前?|长期坚持|持续推进"
)


def in_list(here: Here, paragraph: Paragraph, following: Paragraph | None, later: Paragraph | None) -> None:
    """A line of a list, with the two after it: an item, a part of one, a heading, a label, who does it, or a note."""
    mark, opened = paragraph.mark, here.open
    here.is_after_notes &= not (mark.form and mark.form == here.notes_form)
    if here.is_after_notes or _begins_notes(here, paragraph, following):
        here.is_after_notes, here.open = True, None
        here.made.leave(paragraph, "说明")
        return
    if found := sub_section(here, paragraph):
        take_sub_section(here, paragraph, *found)
        return
    if mark.form == "" or (mark.form == "bullet" and opened is not None and opened.number is not None):
        _unnumbered(here, paragraph, following)
        return
    bare, roles = masked(paragraph.words)
    bare = bare.strip()
    is_heading = (
        cues.is_heading(bare) and not cues.has_targets(bare) and (not roles or not re.search("[。;,]", plain(bare)))
    )
    heads_matters = (
        is_heading and not counts(bare) and following is not None and following.mark.form == "matter" != mark.form
    )
    if opened is not None and mark.depth > opened.depth and not heads_matters and not _is_own_item(paragraph, opened):
        add(here, opened, paragraph.words, paragraph.place)
        return
    goes_deeper = following is not None and (
        heads_matters
        or bool(following.cells)
        or cues.is_targets_heading(bare)
        or (_is_deeper(following, mark.depth) and not _is_of_one_item(bare, following))
        or ((_is_plain_heading(following) or begins_with_role(following.text)) and _is_deeper(later, mark.depth))
    )
    if is_heading and mark.form in ("section", "part") and goes_deeper:
        _list_heading(here, paragraph, bare, roles.or_else(heads(bare)))
        return
    _new_item(here, paragraph)


def _begins_notes(here: Here, paragraph: Paragraph, following: Paragraph | None) -> bool:
    """说明: below the items, where no further item follows; or a section that sets no targets (工作要求, 保障措施)."""
    mark, opened = paragraph.mark, here.open
    is_above = mark.form in ("section", "part") and (opened is None or mark.depth < opened.depth)
    if is_above and (found := asides.part(paragraph.words, True)) and found[0] == ASIDE:
        here.notes_form = mark.form
        return True
    last = here.made.entries[-1].number if here.made.entries else None
    goes_on = following is not None and last is not None and following.mark.number == last + 1 > 2
    return bool(here.made.entries) and asides.opens_notes(paragraph.text) and not goes_on


def _is_deeper(paragraph: Paragraph | None, depth: int) -> bool:
    """Whether a paragraph is numbered, and below a depth."""
    return paragraph is not None and paragraph.mark.number is not None and paragraph.mark.depth > depth


def _is_of_one_item(heading: str, following: Paragraph) -> bool:
    """Whether a numbered line is a sub-section (建设内容, 资金筹措) of the item that the heading above it names."""
    return asides.part(following.words, True) is not None and not re.search("总体|要求|思想|原则|目标", heading)


def _is_own_item(paragraph: Paragraph, opened: Entry) -> bool:
    """A line with a deeper number is part of the open item, unless it names its own lead; of 第一件, it always is."""
    return opened.depth > DEPTH["matter"] and masked(paragraph.text)[1].says_who


def _list_heading(here: Here, paragraph: Paragraph, words: str, roles: Roles) -> None:
    here.open, here.part = None, CONTENT
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
    entry.depth = mark.depth
    if mark.number is not None and here.block is not None and mark.form not in here.heading_forms:
        here.block.take(mark.number, restarts=True)
    here.part = CONTENT
    add(here, entry, paragraph.words, paragraph.place)
    entry.take_roles(here.section_roles.beyond(entry.seen))
    here.group.append(entry)
    here.open = entry
    here.made.entries.append(entry)


def _unnumbered(here: Here, paragraph: Paragraph, following: Paragraph | None) -> None:
    opened, text = here.open, paragraph.text
    if here.in_head and is_column_heading(text):
        here.names_leaders |= role_of_column(text) == LEADER
        here.made.leave(paragraph, "表头")
    elif shared := shares(text):
        _take_shares(here, paragraph, shared)
    elif opened is None:
        _before_items(here, paragraph, following)
    elif cues.is_signature(text) and not is_units(text) and not begins_with_role(text):
        here.open = None
        here.made.leave(paragraph, "落款")
    elif asides.asks(text) and not begins_with_role(text):
        here.made.leave(paragraph, "说明")
    elif begins_with_role(text) and len(here.group) > 1 and opened is here.group[-1]:
        opened.add(text, paragraph.place)
        count = how_many(text)
        if count or not any(entry.says_roles for entry in here.group[:-1]):  # the line stands once, for several
            for entry in here.group[-count if count else 0 : -1]:
                entry.take_roles(masked(text)[1])
    elif said := bare_role(text):
        opened.take_roles(said, text)
    elif _heads_next(here, text, following, opened):
        _bare_heading(here, paragraph)
    elif (units := units_alone(text)) and (not opened.seen.lead or opened.column_roles.lead):
        opened.take_roles(units)
    elif _DUE_LINE.fullmatch(plain(text)):
        opened.take_roles(Roles(due=text), text)
    elif not opened.seen.leader and (is_person(text) or (here.names_leaders and is_name(text))):
        opened.take_roles(Roles(leader=text), text)
    elif _is_bare_heading(here, paragraph, following, opened):
        _bare_heading(here, paragraph)
    else:
        add(here, opened, paragraph.words if paragraph.mark.form == "bullet" else text, paragraph.place)


def _take_shares(here: Here, paragraph: Paragraph, shared: list[tuple[str, Roles]]) -> None:
    """上述项目由X牵头负责: all items of the section that name nobody; 上述A项目由X牵头,B项目由Y牵头: what is named."""
    count = how_many(paragraph.text)
    unled = [entry for entry in here.group[-count if count else 0 :] if not entry.seen.lead]
    if not unled:
        here.made.leave(paragraph, asides.WHO)
        return
    for entry in unled:
        if len(shared) == 1 and not shared[0][0] and not entry.shares:
            entry.take_roles(shared[0][1])
        else:
            entry.shares += shared
    unled[-1].aside.append((paragraph.text, asides.WHO))


def _bare_heading(here: Here, paragraph: Paragraph) -> None:
    """Begin a section below a heading without a number; who leads the section above leads it too, but for 其他工作."""
    text = paragraph.text
    here.open, here.group = None, []
    here.section, here.subsection = text, ""
    here.section_roles = heads(text) or (Roles() if re.match("其[他它余]", text) else here.section_roles)
    here.in_targets = cues.is_targets_heading(text)
    here.made.leave(paragraph, "标题")


def _heads_next(here: Here, text: str, following: Paragraph | None, opened: Entry) -> bool:
    """Whether a unit's name heads the items below it, as one without a number did above, and is not behind an item.

    It is behind one where it stands below the section's only item and the numbers go on.
    """
    if following is None or following.mark.number is None or here.heading_forms or not heads(here.section):
        return False
    is_new = len(here.group) > 1 or following.mark.number <= (opened.number or 0)
    return is_new and not any(entry.says_roles for entry in here.group) and bool(heads(text))


def _is_bare_heading(here: Here, paragraph: Paragraph, following: Paragraph | None, opened: Entry) -> bool:
    """A section's heading without a number, between two items."""
    text = plain(paragraph.text)
    if following is None or following.mark.number is None or not cues.is_heading(text) or len(text) > 24:
        return False
    if following.mark.depth > opened.depth or re.search(r"[,:;。\d]", text) or begins_with_role(text):
        return False
    return re.search(r"[。;!)\]]$", plain(opened.words)) is not None or bool(opened.seen)


def _before_items(here: Here, paragraph: Paragraph, following: Paragraph | None) -> None:
    """A line of a list that stands below no item: a note, a heading, or an item without a number."""
    text, is_bullet = paragraph.text, paragraph.mark.form == "bullet"
    is_aim = cues.is_targets_heading(cues.before_figures(text))
    if cues.is_note(text) or cues.is_signature(text) or asides.asks(text):
        here.made.leave(paragraph, "说明")
    elif begins_with_role(text):
        here.section_roles = here.section_roles.or_else(masked(text)[1])
        here.made.leave(paragraph, asides.WHO)
    elif not is_aim and not is_bullet and asides.introduces(text, here.year):
        here.made.leave(paragraph, "列表之前的说明")
    elif here.columns is None and (cues.has_targets(text) or is_bullet):
        entry = here.entry(None)
        is_whole = is_bullet or not cues.is_heading(text) or masked(text)[1].says_who
        entry.is_item = is_whole and not here.in_targets
        entry.depth = paragraph.mark.depth if is_bullet else entry.depth
        entry.add(paragraph.words if is_bullet else text, paragraph.place)
        here.made.entries.append(entry)
        here.open = entry if is_bullet or here.in_targets else None
    elif cues.is_heading(text) and following is not None and (following.mark.number or following.cells):
        _bare_heading(here, paragraph)
    else:
        here.made.leave(paragraph, "列表之外的文字")


def _is_plain_heading(paragraph: Paragraph) -> bool:
    """A heading without a number: 加强基础设施建设."""
    text = plain(paragraph.text)
    return paragraph.mark.form == "" and len(text) <= 24 and not re.search(r"[,:;。\d]", text) and not is_units(text)
