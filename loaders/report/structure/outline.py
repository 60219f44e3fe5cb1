"""Paragraphs → blocks and entries: what is review, plan, list and glossary, and which lines make one item."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from loaders.prose.signs import plain
from loaders.report.structure import cues
from loaders.report.structure.asides import part
from loaders.report.structure.columns import NUMBER, bare_heading, is_column_heading, meaning_of
from loaders.report.structure.entries import LIVELIHOOD, TASK, Outline
from loaders.report.structure.here import Here
from loaders.report.structure.lists import in_list
from loaders.report.structure.markers import marker
from loaders.report.structure.paragraphs import Paragraph
from loaders.report.structure.plan import in_plan
from loaders.report.structure.roles import begins_with_role
from loaders.report.structure.rows import table_row

_LIST_TITLE = re.compile(r"实事|目标|任务|实事|清单|分解|要点|安排|计划|重点|项目|台账|指标")


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
            title = next(
                (p.text for p in paragraphs[:6] if not p.cells and cues.is_heading(p.text) and not p.mark.form), ""
            )
            is_livelihood = any("实事" in p.text for p in paragraphs[:6])
            self.here.open_block(title, LIVELIHOOD if is_livelihood else TASK, "")
        self.has_plan_heading = any(
            cues.is_plan(self._bare(p), year) and cues.list_series(self._bare(p)) is None
            for p in paragraphs
            if not p.cells
        )

    def sorted(self) -> Outline:
        """The outline."""
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
        if self._is_turn(paragraph, following):
            return
        if self.here.zone == "list":
            in_list(self.here, paragraph, following, later)
        elif self.here.zone == "plan":
            in_plan(self.here, paragraph)
        else:
            is_before = self.here.zone in ("preface", "review") and not self.has_plan_heading
            if (
                is_before
                and not cues.is_heading(paragraph.text)
                and cues.opens_plan_in_words(paragraph.text, self.year)
            ):
                self.here.open_plan()
                in_plan(self.here, paragraph)
                return
            leads_to_items = following is not None and following.mark.number and cues.announces_items(paragraph.text)
            if self.here.zone == "preface" and leads_to_items:
                self.here.open_block(self._title_above(paragraph), LIVELIHOOD, "")
            reasons = {"preface": "正文之前的文字", "review": "上年工作回顾", "glossary": "名词解释"}
            self.here.made.leave(paragraph, reasons.get(self.here.zone, "说明"))

    def _is_turn(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """A heading that begins another part of the text."""
        text, bare = paragraph.text, self._bare(paragraph)
        if self.here.in_head or not cues.is_heading(text):
            return False
        self.here.made.plan_years.update(
            cues.years_in(text) if cues.list_series(bare) or cues.is_plan(bare, self.year) else ()
        )
        if cues.is_glossary(bare):
            self.here.close("glossary")
            self.here.made.leave(paragraph, "名词解释")
            return True
        if (annex := cues.annex_mark(text)) is not None and paragraph.mark.number is None:
            self.here.close("preface" if self.here.zone != "plan" else "plan")
            self.here.mark = annex
            rest = cues.behind_annex_mark(text)
            if rest and (series := cues.list_series(rest)):
                self.here.open_block(rest, series, "")
            self.here.made.leave(paragraph, "标题")
            return True
        series = cues.list_series(bare)
        if series and self._is_list_title(paragraph, series, following):
            self.here.open_block(bare, series, paragraph.mark.form)
            self.here.in_targets = bool(paragraph.mark.form) and cues.is_targets_heading(bare)
            self.here.made.leave(paragraph, "标题")
            return True
        if self.here.zone == "list" and (paragraph.mark.form != self.here.title_form or not self.here.title_form):
            return False
        if cues.is_review(bare, self.year) and self.here.zone != "plan":
            self.here.close("review")
            self.here.made.leave(paragraph, "标题")
            return True
        if cues.is_plan(bare, self.year) and self.here.zone != "plan":
            self.here.open_plan()
            self.here.in_targets = cues.is_targets_heading(bare)
            self.here.made.leave(paragraph, "标题")
            return True
        if self.here.zone == "list" and paragraph.mark.form == self.here.title_form:  # the next section of the report
            self.here.close("plan")
        return False

    def _is_list_title(self, paragraph: Paragraph, series: str, following: Paragraph | None) -> bool:
        """Whether a line with a list's words heads one, and is no section of the plan."""
        if paragraph.text.endswith((":", "：")) or (
            self.has_plan_heading and self.here.zone in ("preface", "review") and series == TASK and not self.here.mark
        ):
            return False
        if following is None or (cues.has_targets(paragraph.words) and paragraph.mark.form):
            return False
        if paragraph.mark.form:
            deeper = following.mark.number is not None and following.mark.depth > paragraph.mark.depth
            is_table = bool(following.cells)
            return series == LIVELIHOOD and (deeper or is_table) and self.here.zone in ("plan", "preface", "review")
        is_within = (
            self.here.zone == "list"
            and self.here.block is not None
            and self.here.block.runs
            and not self.here.mark
            and self.here.open
        )
        if is_within and not following.mark.number:
            return False
        if series == LIVELIHOOD:
            return paragraph.is_closed is False or bool(self.here.mark)
        if self.here.zone == "plan":
            return bool(self.here.mark)
        is_first = following.mark.number is not None or part(following.text, False) is not None
        is_table = (
            bool(following.cells) or (cues.is_form(paragraph.text) and is_first) or is_column_heading(following.text)
        )
        return not cues.is_plan(paragraph.text, self.year) or is_table or bool(self.here.mark)


def without_marker(text: str) -> str:
    """A heading without its number."""
    return text[marker(text).end :]
