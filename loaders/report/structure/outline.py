"""Paragraphs → blocks and entries: what is review, plan, list and glossary, and which lines make one item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.prose.figures import figures
from loaders.prose.signs import plain
from loaders.report.structure import cues
from loaders.report.structure.entries import INDICATOR, LIVELIHOOD, TASK, Block, Entry, Outline
from loaders.report.structure.markers import marker
from loaders.report.structure.paragraphs import Paragraph
from loaders.report.structure.roles import Roles, begins_with_role, is_units, masked
from loaders.report.structure.tables import Columns, columns_of, entry_of, section_of

_TARGET_LIKE = re.compile(r"增长|下降|新增|新建|建成|达到?|以上|不低于|不少于|完成|左右|以内|%")
_LIST_TITLE = re.compile(r"实事|目标|任务|实事|清单|分解|要点|安排|计划|重点|项目|台账|指标")
_LABEL = re.compile(
    r"(?:(?P<title>(?:项目|实事|任务|事项|工程)名称|项目)|(?P<aside>投资规模|总投资|计划投资|投资估算|投资额|资金来源|资金安排|建设地点|实施地点|"
    r"建设性质|建设工期|联系人|备注|上年完成情况)|(?:建设|工作|主要|实施|任务|具体|年度|项目)(?:主要)?(?:内容|任务|目标|标准|规模|计划|举措)|目标任务|任务目标)\s*:\s*"
)
_DUE_LINE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末|中旬|上旬|下旬)?(?:前|之前|完成|前完成|投入使用|建成|开工|动工|"
    r"前动工)*|全年|年底前?|长期坚持|持续推进"
)


def outline(paragraphs: Sequence[Paragraph], year: int) -> Outline:
    """The whole text, sorted. Without any heading that says plan or list, a text with numbered items is one list."""
    made = _Sorter(paragraphs, year, "preface").sorted()
    if not made.entries:
        whole = _Sorter(paragraphs, year, "list").sorted()
        if _is_list(paragraphs, whole):
            return whole
    return made


def _is_list(paragraphs: Sequence[Paragraph], whole: Outline) -> bool:
    """Whether a text without headings that say so is a list: its title speaks of targets, or its items of units."""
    items = [entry for entry in whole.entries if entry.is_item]
    said = any(_LIST_TITLE.search(plain(p.text)) and cues.is_heading(p.text) for p in paragraphs[:6] if not p.cells)
    led = sum(entry.read()[1].says_who for entry in items[:40])
    counted = sum(_has_targets(entry.words[:200]) for entry in items[:40])
    return bool(items) and ((said and counted > 0) or led >= 2)


class _Sorter:
    """Goes through the paragraphs once, with the place in the text as its state."""

    def __init__(self, paragraphs: Sequence[Paragraph], year: int, zone: str) -> None:
        self.paragraphs, self.year = paragraphs, year
        self.zone = zone  # preface review plan list glossary
        self.section = self.subsection = ""
        self.in_targets = False
        self.block: Block | None = None
        self.open: Entry | None = None
        self.mark = ""  # 附件1
        self.title_form = ""  # how the list's title was numbered: the same form ends the list
        self.series = TASK
        self.at = 0
        self.section_roles = Roles()  # what a section's heading says of roles
        self.group: list[Entry] = []  # the items below the section's heading
        self.columns: Columns | None = None
        self.table: int | None = None
        self.made = Outline()
        if zone == "list":
            title = next(
                (p.text for p in paragraphs[:6] if not p.cells and cues.is_heading(p.text) and not p.mark.form), ""
            )
            is_livelihood = any("实事" in p.text for p in paragraphs[:6])
            self._open_block(title, LIVELIHOOD if is_livelihood else TASK, "")
        self.has_plan_heading = any(
            cues.is_plan(self._bare(p), year) and cues.list_series(self._bare(p)) is None
            for p in paragraphs
            if not p.cells
        )

    def sorted(self) -> Outline:
        for number, paragraph in enumerate(self.paragraphs):
            self.at = number
            if paragraph.cells:
                self._row(paragraph)
            else:
                self.table = None
                self._line(paragraph, self.paragraphs[number + 1] if number + 1 < len(self.paragraphs) else None)
        return self.made

    @staticmethod
    def _bare(paragraph: Paragraph) -> str:
        return paragraph.words if paragraph.mark.number is not None else paragraph.text

    def _line(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        if self._is_turn(paragraph, following):
            return
        if self.zone == "list":
            self._in_list(paragraph, following)
        elif self.zone == "plan":
            self._in_plan(paragraph, following)
        else:
            is_before = self.zone in ("preface", "review") and not self.has_plan_heading
            if (
                is_before
                and not cues.is_heading(paragraph.text)
                and cues.opens_plan_in_words(paragraph.text, self.year)
            ):
                self._open_plan()
                self._in_plan(paragraph, following)
                return
            reasons = {"preface": "正文之前的文字", "review": "上年工作回顾", "glossary": "名词解释"}
            self.made.leave(paragraph, reasons[self.zone])

    def _is_turn(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """A heading that begins another part of the text."""
        text, bare = paragraph.text, self._bare(paragraph)
        if not cues.is_heading(text):
            return False
        self.made.plan_years.update(
            cues.years_in(text) if cues.list_series(bare) or cues.is_plan(bare, self.year) else ()
        )
        if cues.is_glossary(bare):
            self._close("glossary")
            self.made.leave(paragraph, "名词解释")
            return True
        if (annex := cues.annex_mark(text)) is not None and paragraph.mark.number is None:
            self._close("preface" if self.zone != "plan" else "plan")
            self.mark = annex
            rest = cues.behind_annex_mark(text)
            if rest and (series := cues.list_series(rest)):
                self._open_block(rest, series, "")
            self.made.leave(paragraph, "标题")
            return True
        series = cues.list_series(bare)
        if series and self._is_list_title(paragraph, series, following):
            self._open_block(bare, series, paragraph.mark.form)
            self.made.leave(paragraph, "标题")
            return True
        if self.zone == "list" and (paragraph.mark.form != self.title_form or not self.title_form):
            return False
        if cues.is_review(bare, self.year) and self.zone != "plan":
            self._close("review")
            self.made.leave(paragraph, "标题")
            return True
        if cues.is_plan(bare, self.year) and self.zone != "plan":
            self._open_plan()
            self.in_targets = cues.is_targets_heading(bare)
            self.made.leave(paragraph, "标题")
            return True
        if self.zone == "list" and paragraph.mark.form == self.title_form:  # the next section of the report
            self._close("plan")
        return False

    def _is_list_title(self, paragraph: Paragraph, series: str, following: Paragraph | None) -> bool:
        """Whether a line with a list's words heads one, and is no section of the plan."""
        if paragraph.text.endswith((":", "：")) or (
            self.has_plan_heading and self.zone in ("preface", "review") and series == TASK and not self.mark
        ):
            return False
        if following is None or (_has_targets(paragraph.words) and paragraph.mark.form):
            return False
        if paragraph.mark.form:
            deeper = following.mark.number is not None and following.mark.depth > paragraph.mark.depth
            is_table = bool(following.cells)
            return series == LIVELIHOOD and (deeper or is_table) and self.zone in ("plan", "preface", "review")
        is_within = self.zone == "list" and self.block is not None and self.block.runs and not self.mark and self.open
        if is_within and not following.mark.number:
            return False
        if series == LIVELIHOOD:
            return paragraph.is_closed is False or bool(self.mark)
        if self.zone == "plan":
            return bool(self.mark)
        is_table = bool(following.cells) or (following.mark.number is not None and cues.is_form(paragraph.text))
        return not cues.is_plan(paragraph.text, self.year) or is_table or bool(self.mark)

    def _open_plan(self) -> None:
        self._close("plan")
        self.made.has_plan = True
        self.section = self.subsection = ""
        self.in_targets = False

    def _open_block(self, title: str, series: str, form: str) -> None:
        self._close("list")
        self.block = Block(title, self.mark, series)
        self.series, self.title_form = series, form
        self.section = self.subsection = ""
        self.section_roles, self.group = Roles(), []
        self.in_targets = False
        self.made.blocks.append(self.block)

    def _close(self, zone: str) -> None:
        self.open, self.columns = None, None
        self.zone = zone
        if zone != "list":
            self.block, self.mark = None, ""
            self.title_form = ""

    # ------------------------------------------------------------------------------------------------- the plan

    def _in_plan(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        if begins_with_role(paragraph.text) and self.open is not None:
            self.open.add(paragraph.text, paragraph.place)
            return
        if self._is_section(paragraph):
            self._take_heading(paragraph)
            if not _has_targets(paragraph.words):
                self.made.leave(paragraph, "标题")
                return
        elif cues.is_signature(paragraph.text) or (cues.is_note(paragraph.text) and not figures(paragraph.text)):
            self.made.leave(paragraph, "说明")
            return
        if (
            cues.is_heading(paragraph.text)
            and not figures(_yearless(paragraph.text))
            and cues.opens_tasks(paragraph.text)
        ):
            self.in_targets = False
        if paragraph.text.startswith("各位代表") and self.section:  # the closing words belong to no section
            self.section = self.subsection = ""
        is_target = self.in_targets or (
            cues.is_targets_heading(_head(paragraph.text)) and len(figures(paragraph.text)) > 1
        )
        is_target = is_target or (
            "地区生产总值" in paragraph.text and "增长" in paragraph.text and not self._is_section(paragraph)
        )
        words = paragraph.words if paragraph.mark.form not in ("", "bullet") else paragraph.text
        entry = Entry(
            INDICATOR if is_target else TASK, paragraph.mark.number, "", self.section, self.subsection,
            is_starred=paragraph.mark.is_starred, mark=self.mark,
        )  # fmt: skip
        entry.add(words, paragraph.place)
        entry.is_item = masked(words)[1].says_who and paragraph.mark.number is not None
        self.open = entry
        self.made.entries.append(entry)
        if cues.is_targets_heading(_head(paragraph.text)) and len(figures(paragraph.text)) > 2:
            self.in_targets = False  # the targets stood in this paragraph; what follows are tasks

    def _is_section(self, paragraph: Paragraph) -> bool:
        return (
            paragraph.mark.form in ("section", "part")
            and cues.is_heading(paragraph.text)
            and not masked(paragraph.text)[1]
        )

    def _take_heading(self, paragraph: Paragraph) -> None:
        if paragraph.mark.form == "section":
            self.section, self.subsection = paragraph.text, ""
        else:
            self.subsection = paragraph.text
        self.in_targets = cues.is_targets_heading(paragraph.words) and not _has_targets(paragraph.words)

    # ------------------------------------------------------------------------------------------------- a list

    def _in_list(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        mark, opened = paragraph.mark, self.open
        if mark.form == "" or (mark.form == "bullet" and opened is not None and opened.number is not None):
            self._unnumbered(paragraph, following)
            return
        bare, roles = masked(paragraph.words)
        bare = bare.strip()
        is_heading = (
            cues.is_heading(bare) and not _has_targets(bare) and (not roles or not re.search("[。;,]", plain(bare)))
        )
        if opened is not None and mark.depth > opened.depth and not self._is_own_item(paragraph):
            opened.add(paragraph.words, paragraph.place)
            return
        goes_deeper = following is not None and (
            bool(following.cells)
            or (following.mark.number is not None and following.mark.depth > mark.depth)
            or (_is_plain_heading(following) and self._is_deeper(self.at + 2, mark.depth))
        )
        if is_heading and mark.form in ("section", "part") and goes_deeper:
            self._list_heading(paragraph, bare, roles)
            return
        self._new_item(paragraph)

    def _is_deeper(self, at: int, depth: int) -> bool:
        """Whether the paragraph at a place is numbered, and below a depth."""
        return (
            at < len(self.paragraphs)
            and self.paragraphs[at].mark.number is not None
            and (self.paragraphs[at].mark.depth > depth)
        )

    def _is_own_item(self, paragraph: Paragraph) -> bool:
        """A line with a deeper number is part of the open item, unless it names its own lead."""
        return masked(paragraph.text)[1].says_who

    def _list_heading(self, paragraph: Paragraph, words: str, roles: Roles) -> None:
        self.open = None
        self.section_roles = roles
        self.group = []
        if paragraph.mark.form == "part":
            self.subsection = words
        else:
            self.section, self.subsection = words, ""
        self.in_targets = cues.is_targets_heading(words)
        self.made.leave(paragraph, "标题")

    def _new_item(self, paragraph: Paragraph) -> None:
        mark = paragraph.mark
        entry = self._entry(mark.number)
        entry.depth, entry.is_starred = mark.depth, mark.is_starred
        if mark.number is not None and self.block is not None:
            self.block.take(mark.number, restarts=True)
        entry.add(paragraph.words, paragraph.place)
        if self.section_roles and not entry.seen:
            entry.take_roles(self.section_roles)
        self.group.append(entry)
        self.open = entry
        self.made.entries.append(entry)

    def _entry(self, number: int | None) -> Entry:
        series = INDICATOR if self.in_targets and self.series == TASK else self.series
        entry = Entry(
            series, number, self.block.title if self.block else "", self.section, self.subsection, mark=self.mark
        )
        entry.is_item = True
        return entry

    def _unnumbered(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        opened, text = self.open, paragraph.text
        if label := _LABEL.match(plain(text)):
            self._labelled(paragraph, label)
        elif opened is None:
            self._before_items(paragraph, following)
        elif cues.is_signature(text) and not is_units(text):
            self.open = None
            self.made.leave(paragraph, "落款")
        elif begins_with_role(text) and len(self.group) > 1 and opened is self.group[-1]:
            opened.add(text, paragraph.place)
            if not any(entry.says_roles for entry in self.group[:-1]):  # the line stands once, for all of its section
                for entry in self.group[:-1]:
                    entry.take_roles(masked(text)[1])
        elif is_units(text) and not opened.seen.lead:
            opened.take_roles(masked(f"(责任单位:{text})")[1])
        elif is_units(text) and opened.column_roles.lead:
            opened.take_roles(masked(f"(配合单位:{text})")[1])
        elif _DUE_LINE.fullmatch(plain(text)):
            opened.take_roles(Roles(due=text))
        elif self._is_bare_heading(paragraph, following, opened):
            self.open = None
            self.section, self.subsection = text, ""
            self.in_targets = cues.is_targets_heading(text)
            self.made.leave(paragraph, "标题")
        else:
            opened.add(paragraph.words if paragraph.mark.form == "bullet" else text, paragraph.place)

    def _labelled(self, paragraph: Paragraph, label: re.Match[str]) -> None:
        """项目名称:…, 建设内容:…, 总投资:…: an item in lines that say what they are."""
        value = paragraph.text[label.end() :]
        if label["title"]:
            if self.open is None or self.open.title or any(self.open.pieces):
                self.open = self._entry(None)
                self.made.entries.append(self.open)
            self.open.title = value
            self.open.places.append(paragraph.place)
        elif self.open is None:
            self.made.leave(paragraph, "列表之外的文字")
        elif label["aside"]:
            self.open.aside.append((value, f"“{label['aside']}”一行"))
        else:
            self.open.add(value, paragraph.place)

    def _is_bare_heading(self, paragraph: Paragraph, following: Paragraph | None, opened: Entry) -> bool:
        """A section's heading without a number, between two items."""
        text = plain(paragraph.text)
        if following is None or following.mark.number is None or not cues.is_heading(text) or len(text) > 24:
            return False
        if following.mark.depth > opened.depth or re.search(r"[,:;。\d]", text) or begins_with_role(text):
            return False
        last = plain(opened.pieces[-1])
        return bool(re.search(r"[。;!)\]]$", last)) or bool(opened.seen)

    def _before_items(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        """A line of a list that stands below no item: a note, a heading, or an item without a number."""
        text = paragraph.text
        if cues.is_note(text) or cues.is_signature(text):
            self.made.leave(paragraph, "说明")
        elif self.columns is None and (_has_targets(text) or paragraph.mark.form == "bullet"):
            entry = self._entry(None)
            entry.is_item = paragraph.mark.form == "bullet" or not cues.is_heading(text) or masked(text)[1].says_who
            entry.add(paragraph.words if paragraph.mark.form == "bullet" else text, paragraph.place)
            self.made.entries.append(entry)
            self.open = entry if paragraph.mark.form == "bullet" else None
            if self.open is not None:
                self.open.depth = paragraph.mark.depth
        elif cues.is_heading(text) and following is not None and (following.mark.number or following.cells):
            self.section, self.subsection = text, ""
            self.in_targets = cues.is_targets_heading(text)
            self.made.leave(paragraph, "标题")
        else:
            self.made.leave(paragraph, "列表之外的文字")

    # ------------------------------------------------------------------------------------------------- a table

    def _row(self, paragraph: Paragraph) -> None:
        if paragraph.table != self.table:
            self.table, self.columns = paragraph.table, self.columns if self.zone == "list" else None
        if columns := columns_of(paragraph.cells):
            if self.zone != "list":
                if self.zone in ("review", "glossary"):
                    self.made.leave(paragraph, "上年工作回顾" if self.zone == "review" else "名词解释")
                    return
                self._open_block(self._table_title(), self._table_series(), "")
            self.columns = columns
            self.made.leave(paragraph, "表头")
            return
        if (section := section_of(paragraph)) is not None:
            if series := cues.list_series(section):
                self._open_block(section, series, "")
            elif self.columns is not None and not _has_targets(section):
                self.section = without_marker(section)
                self.in_targets = cues.is_targets_heading(section)
            self.made.leave(paragraph, "标题")
            return
        if self.columns is None or self.zone != "list":
            self.made.leave(
                paragraph, "没有认出表头的表格" if self.zone in ("plan", "preface", "list") else "上年工作回顾"
            )
            return
        entry = self._entry(None)
        if not entry_of(paragraph, self.columns, entry):
            if self.open is not None and not any(re.search(r"合计|小计", cell) for cell in paragraph.cells):
                for cell in dict.fromkeys(cell for cell in paragraph.cells if cell):
                    self.open.add(cell, paragraph.place)
            else:
                self.made.leave(paragraph, "合计或空行")
            return
        if self._continues(entry):
            return
        if entry.number is not None and self.block is not None:
            self.block.take(entry.number, restarts=True)
        self.open = entry
        self.made.entries.append(entry)

    def _continues(self, entry: Entry) -> bool:
        """A row of a merged cell: the same number and title, more content."""
        opened = self.open
        if opened is None or entry.number is None or entry.number != opened.number or entry.title != opened.title:
            return False
        if entry.column_roles.lead and entry.column_roles.lead != opened.column_roles.lead:
            return False
        for piece, place in zip(entry.pieces, entry.places, strict=True):
            if piece not in opened.pieces:
                opened.add(piece, place)
        opened.column_roles = opened.column_roles.or_else(entry.column_roles)
        return True

    def _table_title(self) -> str:
        titles = [left.text for left in self.made.left_out[-6:] if cues.list_series(left.text)]
        return titles[-1] if titles else ""

    def _table_series(self) -> str:
        return cues.list_series(self._table_title()) or TASK


def without_marker(text: str) -> str:
    """A heading without its number."""
    return text[marker(text).end :]


def _is_plain_heading(paragraph: Paragraph) -> bool:
    """A heading without a number: 加强基础设施建设."""
    text = plain(paragraph.text)
    return paragraph.mark.form == "" and len(text) <= 24 and not re.search(r"[,:;。\d]", text) and not is_units(text)


def _yearless(text: str) -> str:
    return re.sub(r"20\d\d年", "", plain(text))


def _head(text: str) -> str:
    """The words before a paragraph's first figure, at most so many."""
    words = plain(text)
    first = re.search(r"\d+(?:\.\d+)?\s*(?:%|个|亿|万)", words)
    return words[max(0, (first.start() if first else 60) - 120) : first.start() if first else 60]


def _has_targets(text: str) -> bool:
    """Whether a heading's words carry a target themselves."""
    words = plain(text)
    found = [
        figure for figure in figures(words) if not figure.is_name_part and figure.unit not in ("年", "月", "日", "")
    ]
    return bool(found) and _TARGET_LIKE.search(words) is not None
