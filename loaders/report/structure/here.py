"""The place that the reading of a text has come to: which part of it, which list, which item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loaders.report.labels import CONTENT
from loaders.report.structure.columns import Columns
from loaders.report.structure.entries import INDICATOR, TASK, Block, Entry, Outline
from loaders.report.structure.who import Roles

# Why a line outside the plan and the lists is none of theirs.
AWAY = {"preface": "正文之前的文字", "review": "上年工作回顾", "glossary": "名词解释"}


@dataclass
class Here:
    """What the lines so far say of the next one; `made` is what they gave."""

    zone: str  # preface review plan list glossary
    section: str = ""
    subsection: str = ""
    in_targets: bool = False
    later_years: str = ""  # the form of the heading of the years to come, below which all is told
    block: Block | None = None
    open: Entry | None = None
    mark: str = ""  # 附件1
    title_form: str = ""  # how the list's title was numbered: the same form ends the list
    series: str = TASK
    heading_forms: set[str] = field(default_factory=set)  # how the list's headings are numbered
    section_roles: Roles = field(default_factory=Roles)  # what a section's heading says of roles
    group: list[Entry] = field(default_factory=list)  # the items below the section's heading
    part: str = CONTENT  # which sub-section of the open item the lines are of, see labels.py
    in_head: bool = False  # among the headings of a table whose cells stand one below the other
    names_leaders: bool = False  # in a column of such a table
    is_after_notes: bool = False  # 说明: below the list, or 工作要求; what follows are no items
    notes_form: str = ""  # how their heading is numbered: the next heading of that form ends them
    columns: Columns | None = None
    table: int | None = None
    answers: Mapping[str, Sequence[str | None]] = field(default_factory=dict)  # of tables, see asking.py
    year: int = 0
    made: Outline = field(default_factory=Outline)

    def open_plan(self) -> None:
        """The plan begins."""
        self.close("plan")
        self.section = self.subsection = ""
        self.section_roles = Roles()
        self.in_targets, self.later_years = False, ""

    def open_block(self, title: str, series: str, form: str) -> None:
        """A list begins; `form`: how its title was numbered."""
        self.close("list")
        self.block = Block(title, self.mark, series)
        self.series, self.title_form = series, form
        self.section = self.subsection = ""
        self.section_roles, self.group, self.heading_forms = Roles(), [], set()
        self.notes_form = ""
        self.in_targets, self.is_after_notes, self.names_leaders, self.part = False, False, False, CONTENT
        self.made.blocks.append(self.block)

    def close(self, zone: str) -> None:
        """What was open ends, and another part of the text begins."""
        self.open, self.columns = None, None
        self.zone = zone
        if zone != "list":
            self.block, self.mark = None, ""
            self.title_form = ""

    def entry(self, number: int | None) -> Entry:
        """A new item of the list that is open."""
        series = INDICATOR if self.in_targets and self.series == TASK else self.series
        title = self.block.title if self.block else ""
        return Entry(series, number, title, self.section, self.subsection, is_item=True)
