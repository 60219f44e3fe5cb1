"""Paragraphs → blocks and entries: what is review, plan, list and glossary, and which lines make one item."""

import itertools
import re
from collections.abc import Mapping, Sequence

from loaders.prose.signs import plain
from loaders.report.structure import cues
from loaders.report.structure.asides import part
from loaders.report.structure.columns import NUMBER, bare_heading, is_column_heading, meaning_of
from loaders.report.structure.entries import LIVELIHOOD, TASK, Outline
from loaders.report.structure.here import AWAY, Here
from loaders.report.structure.lists import in_list
from loaders.report.structure.markers import marker
from loaders.report.structure.paragraphs import Paragraph
from loaders.report.structure.plan import in_plan
from loaders.report.structure.roles import begins_with_role
from loaders.report.structure.rows import table_row

_LIST_TITLE = re.compile(r"实事|目标|任务|清单|分解|要点|安排|计划|重点|项目|台账|指标")
Answers = Mapping[str, Sequence[str | None]]


def outline(paragraphs: Sequence[Paragraph], year: int, answers: Answers | None = None) -> Outline:
    """The whole text, sorted. Without any heading that says plan or list, a text with numbered items is one list.

    `answers`: what the columns below a table's row of headings are (see asking.py).
    """
    made = _Sorter(paragraphs, year, "preface", answers or {}).sorted()
    if not made.entries:
        whole = _Sorter(paragraphs, year, "list", answers or {}).sorted()
        if _is_list(paragraphs, whole):
            return whole
    return made


def _is_list(paragraphs: Sequence[Paragraph], whole: Outline) -> bool:
    """Whether a text without headings that say so is a list: its title speaks of targets, or its items of units."""
    items = [entry for entry in whole.entries if entry.is_item]
    said = any(_LIST_TITLE.search(plain(p.text)) and cues.is_heading(p.text) for p in paragraphs[:6] if not p.cells)
    led = sum(entry.read()[1].says_who for entry in items[:40])
    counted = sum(cues.has_targets(entry.words[:200]) for entry in items[:40])
    return bool(items) and ((said and counted > 0) or led >= 2)


class _Sorter:
    """Goes through the paragraphs once, with the place in the text as its state."""

    def __init__(self, paragraphs: Sequence[Paragraph], year: int, zone: str, answers: Answers) -> None:
        self.paragraphs, self.year = paragraphs, year
        self.here = Here(zone, answers=answers, year=year)
        if zone == "list":
            head = [each for each in paragraphs[:6] if not each.cells]
            title = next((each.text for each in head if cues.is_heading(each.text) and not each.mark.form), "")
            is_livelihood = any("实事" in each.text for each in head)
            self.here.open_block(title, LIVELIHOOD if is_livelihood else TASK, "")
        bare = [self._bare(each) for each in paragraphs if not each.cells]
        self.has_plan_heading = any(cues.is_plan(one, year) and cues.list_series(one) is None for one in bare)

    def sorted(self) -> Outline:
        ahead = [*self.paragraphs, None]
        for place, (paragraph, following) in enumerate(zip(self.paragraphs, ahead[1:], strict=True)):
            below = (each for each in self.paragraphs[place + 2 : place + 8] if not begins_with_role(each.text))
            later = next(below, None)
            if paragraph.cells:
                table_row(self.here, paragraph)
            else:
                self.here.table = None
                self._line(paragraph, following, later)
        return self.here.made

    def _title_above(self, paragraph: Paragraph) -> str:
        """The title of what is announced: of the lines above the last that names the items."""
        above = itertools.takewhile(lambda each: each is not paragraph, self.paragraphs)
        titles = [each.text for each in above if cues.is_heading(each.text) and cues.speaks_of_livelihood(each.text)]
        return titles[-1] if titles else "民生实事"

    @staticmethod
    def _bare(paragraph: Paragraph) -> str:
        return paragraph.words if paragraph.mark.number is not None else paragraph.text

    def _line(self, paragraph: Paragraph, following: Paragraph | None, later: Paragraph | None) -> None:
        is_number = meaning_of(bare_heading(paragraph.text)) == NUMBER
        self.here.in_head = is_number or (self.here.in_head and is_column_heading(paragraph.text))
        if turned := self._turned(paragraph, following):
            self.here.made.leave(paragraph, turned)
        elif self.here.zone == "list":
            in_list(self.here, paragraph, following, later)
        elif self.here.zone == "plan":
            in_plan(self.here, paragraph)
        else:
            self._elsewhere(paragraph, following)

    def _elsewhere(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        """A line before the plan and the lists, or behind them; its words may open the plan or announce the items."""
        is_before = self.here.zone in ("preface", "review") and not self.has_plan_heading
        if is_before and not cues.is_heading(paragraph.text) and cues.opens_plan_in_words(paragraph.text, self.year):
            self.here.open_plan()
            in_plan(self.here, paragraph)
            return
        leads_to_items = following is not None and following.mark.number and cues.announces_items(paragraph.text)
        if self.here.zone == "preface" and leads_to_items:
            self.here.open_block(self._title_above(paragraph), LIVELIHOOD, "")
        self.here.made.leave(paragraph, AWAY.get(self.here.zone, "说明"))

    def _turned(self, paragraph: Paragraph, following: Paragraph | None) -> str:
        """Why a line is none of its part: it is a heading that begins another one; "" for one that is not."""
        here, text, form, bare = self.here, paragraph.text, paragraph.mark.form, self._bare(paragraph)
        if here.in_head or not cues.is_heading(text):
            return ""
        series, is_plan = cues.list_series(bare), cues.is_plan(bare, self.year)
        here.made.plan_years.update(cues.years_in(text) if series or is_plan else ())
        if cues.is_glossary(bare):
            here.close("glossary")
            return AWAY["glossary"]
        if (annex := cues.annex_mark(text)) is not None and paragraph.mark.number is None:
            here.close("preface" if here.zone != "plan" else "plan")
            here.mark = annex
            rest = cues.behind_annex_mark(text)
            if rest and (named := cues.list_series(rest)):
                here.open_block(rest, named, "")
        elif series and cues.is_of_results(bare) and following is not None and not following.cells:
            here.close("review")
        elif series and self._is_list_title(paragraph, series, following):
            here.open_block(bare, series, form)
            here.in_targets = bool(form) and cues.is_targets_heading(bare)
        elif here.zone == "list" and (form != here.title_form or not form):
            return ""
        elif here.zone != "plan" and cues.is_review(bare, self.year):
            here.close("review")
        elif here.zone != "plan" and is_plan:
            here.open_plan()
            here.in_targets = cues.is_targets_heading(bare)
        else:
            if here.zone == "list":  # the next section of the report
                here.close("plan")
            return ""
        return "标题"

    def _is_list_title(self, paragraph: Paragraph, series: str, following: Paragraph | None) -> bool:
        """Whether a line with a list's words heads one, and is no section of the plan."""
        here, form = self.here, paragraph.mark.form
        is_before = here.zone in ("preface", "review")
        if paragraph.text.endswith((":", "：")) or following is None:
            return False
        if self.has_plan_heading and is_before and series == TASK and not here.mark:
            return False
        is_numbered = following.mark.number is not None
        if form:
            is_above = bool(following.cells) or (is_numbered and following.mark.depth > paragraph.mark.depth)
            is_outside = is_before or here.zone == "plan"
            return series == LIVELIHOOD and is_above and is_outside and not cues.has_targets(paragraph.words)
        is_within = here.zone == "list" and here.block is not None and here.block.runs and here.open
        if is_within and not here.mark and not is_numbered:
            return False
        if series == LIVELIHOOD:
            return not paragraph.is_closed or bool(here.mark)
        if here.zone == "plan":
            return bool(here.mark)
        is_first = is_numbered or part(following.text, False) is not None
        is_table = bool(following.cells) or is_column_heading(following.text)
        is_form = is_table or (cues.is_form(paragraph.text) and is_first)
        return is_form or bool(here.mark) or not cues.is_plan(paragraph.text, self.year)


def without_marker(text: str) -> str:
    """A heading without its number."""
    return text[marker(text).end :]
