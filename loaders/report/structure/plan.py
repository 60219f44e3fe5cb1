"""The plan of a report: its sections, and each of its paragraphs as a task or a main target."""

import re

from loaders.prose.figures import figures
from loaders.prose.signs import number_of, plain
from loaders.report.structure import cues
from loaders.report.structure.entries import INDICATOR, LIVELIHOOD, TASK, Block, Entry
from loaders.report.structure.here import Here
from loaders.report.structure.paragraphs import Paragraph
from loaders.report.structure.roles import begins_with_role, masked
from loaders.report.structure.who import heads, units_alone

_SPOKEN = re.compile(r"(?:(?<=[:：;；。,，])|^)\s*([一二三四五六七八九十]{1,3})是(?=[\u4e00-\u9fff])")


def in_plan(here: Here, paragraph: Paragraph) -> None:
    """A heading, a note, a paragraph that is an entry of its own, or one that tells the livelihood items in a row."""
    if begins_with_role(paragraph.text) and here.open is not None:
        here.open.add(paragraph.text, paragraph.place)
        here.open.is_item = here.open.number is not None and here.open.seen.says_who
        return
    if here.open is not None and not here.open.seen.lead and (units := units_alone(paragraph.text)):
        here.open.take_roles(units, paragraph.text)  # on the line below what they do
        here.open.is_item = here.open.number is not None and here.open.series != INDICATOR
        return
    is_section = _is_section(paragraph)
    if is_section:
        _take_heading(here, paragraph)
        if not cues.has_targets(paragraph.words, is_heading=True):
            here.made.leave(paragraph, "标题")
            return
    elif cues.is_signature(paragraph.text) or (cues.is_note(paragraph.text) and not figures(paragraph.text)):
        here.made.leave(paragraph, "说明")
        return
    if here.later_years and not cues.opens_plan_in_words(paragraph.text, here.year):
        here.made.leave(paragraph, "以后年度的目标")
        return
    here.later_years = ""
    yearless = re.sub(r"20\d\d年", "", plain(paragraph.text))
    if cues.is_heading(paragraph.text) and not figures(yearless) and cues.opens_tasks(paragraph.text):
        here.in_targets = False
    if paragraph.text.startswith("各位代表") and here.section:  # the closing words belong to no section
        here.section = here.subsection = ""
    count = len(figures(paragraph.text))
    tells_targets = cues.is_targets_heading(cues.before_figures(paragraph.text))
    is_of_growth = "地区生产总值" in paragraph.text and "增长" in paragraph.text and not is_section
    is_target = here.in_targets or is_of_growth or (tells_targets and count > 1)
    words = paragraph.words if paragraph.mark.form not in ("", "bullet") else paragraph.text
    words, spoken = _spoken_items(words)
    series = INDICATOR if is_target else TASK
    entry = Entry(series, paragraph.mark.number, "", here.section, here.subsection)
    entry.add(words, paragraph.place)
    entry.is_item = masked(words)[1].says_who and paragraph.mark.number is not None and not is_target
    entry.take_roles(here.section_roles.beyond(entry.seen))
    here.open = entry
    here.made.entries.append(entry)
    if spoken:
        _take_spoken(here, spoken, paragraph.place)
    if tells_targets and count > 2:
        here.in_targets = False  # the targets stood in this paragraph; what follows are tasks


def _spoken_items(words: str) -> tuple[str, list[str]]:
    """What stands before 一是, and the items, where a sentence tells the livelihood items so; else all, and none."""
    marks = list(_SPOKEN.finditer(words))
    counts = [number_of(found[1]) for found in marks]
    if len(marks) < 3 or counts != list(range(1, len(marks) + 1)):
        return words, []
    before = words[: marks[0].start()]
    if not cues.speaks_of_livelihood(re.split("[。;；]", before)[-1]):
        return words, []
    ends = [found.start() for found in marks[1:]] + [len(words)]
    return before, [words[found.end() : end] for found, end in zip(marks, ends, strict=True)]


def _take_spoken(here: Here, items: list[str], place: str) -> None:
    block = Block("民生实事", here.mark, LIVELIHOOD)
    here.made.blocks.append(block)
    for number, words in enumerate(items, 1):
        block.take(number, restarts=True)
        item = Entry(LIVELIHOOD, number, block.title, here.section, here.subsection, is_item=True)
        item.add(words, place)
        here.made.entries.append(item)


def _is_section(paragraph: Paragraph) -> bool:
    return (
        paragraph.mark.form in ("section", "part")
        and cues.is_heading(paragraph.text)
        and (not masked(paragraph.text)[1].lead or cues.is_targets_heading(masked(paragraph.words)[0].strip()))
    )


def _take_heading(here: Here, paragraph: Paragraph) -> None:
    words, roles = masked(paragraph.words)
    here.section_roles = roles.or_else(heads(words))
    if paragraph.mark.form == "section":
        here.section, here.subsection = paragraph.text, ""
    else:
        here.subsection = paragraph.text
    is_below = here.later_years == "section" != paragraph.mark.form and not cues.is_of_this_year(words, here.year)
    if not is_below:
        here.later_years = paragraph.mark.form if cues.is_of_later_years(paragraph.words, here.year) else ""
    has_targets = cues.has_targets(paragraph.words, is_heading=True)
    here.in_targets = cues.is_targets_heading(paragraph.words) and not has_targets
