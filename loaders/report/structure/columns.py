"""What a table's columns hold, by their headings, or as somebody said where the headings do not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.prose.signs import plain
from loaders.report.structure import cues
from loaders.report.structure.roles import DUE, DUTY, LEAD, LEADER, OTHERS, SUPPLIER, role_of_column

NUMBER, CATEGORY, TITLE, CONTENT, TARGET, UNIT, NODE, ASIDE = (
    "number", "category", "title", "content", "target", "unit", "node", "aside",
)  # fmt: skip
# What a column may be, as it is asked; a column that is ASIDE holds no target.
MEANINGS = {
    TITLE: "事项或指标名称", CONTENT: "工作内容", TARGET: "目标值", UNIT: "计量单位", LEAD: "牵头单位",
    DUTY: "责任单位", OTHERS: "配合单位", LEADER: "分管领导", SUPPLIER: "数据提供单位", DUE: "完成时限",
    NUMBER: "序号", CATEGORY: "类别", NODE: "分月、分季度节点", ASIDE: "不是目标",
}  # fmt: skip
_ROLES = (LEAD, DUTY, OTHERS, LEADER, SUPPLIER, DUE)
_HEADINGS = (
    (NUMBER, r"序号|编号|序列|项次|号"),
    (CATEGORY, r"(?:项目|工作|任务|指标|目标)?类别|分类|类型|领域|板块|方面|大类|一级指标"),
    (ASIDE, r"备注|说明|投资额?|(?:总|计划|年度|年度计划)投资.*|投资(?:金额|规模|估算).*|资金.*|"
            r"(?:建设|实施)?地点|建设地址|[上去]年.*|\d{4}年完成.*|(?:完成|进展)情况|目前进展|(?:当前)?进度|联系人|联系电话|权重|"
            r"(?:考核)?分值|评分标准|建设(?:性质|时间)|(?:建设|起止|实施)年限"),
    (UNIT, r"计量单位|单位名称\(计量\)|指标单位"),
    (TITLE, r"(?!目标$)(?:项目|事项|实事|工程|任务|工作|指标|目标|子项|考核指标|民生实事)(?:项目|名称|事项|任务)*|名称|"
            r"二级指标|重点项目|重点工作"),
    (TARGET, r"(?:本?年度?|全年|目标|计划|预期|\d{4}年度?)*(?:目标[值数]?|(?<=[年度])计划|计划[数值]|目标任务值|"
             r"(?<=[年度])形象进度|任务[数量]|指标值|数量|绝对值|增[速幅长]%?|预期(?:目标)?)(?:\(.*\))?"),
    (CONTENT, r".*(?:内容|任务|目标|举措|措施|要求|工作|标准|规模|计划|安排|事项|实事|具体|描述|重点)"
              r"(?:[及与和].*|\(.*\))?"),
)  # fmt: skip
_NODE = re.compile(
    r"(?:第?[一二三四1-4]季度|[上下]半年|(?:1-)?\d{1,2}月|[一二三四五六七八九十]+月)[底末前份]?(?:目标|计划|节点|任务|进度|工作.*)?"
)


@dataclass
class Columns:
    """Which column holds what; a column may be none of these."""

    kinds: dict[int, str] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    nodes: dict[int, str] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)  # what heads the columns that nobody can tell

    @property
    def is_usable(self) -> bool:
        """Whether rows can be read with them: there is something that says what is to be done."""
        return bool({TITLE, CONTENT, TARGET} & set(self.kinds.values())) and len(self.headings) >= 2

    def of(self, kind: str) -> list[int]:
        """The columns of a kind, from left to right."""
        return [number for number, found in self.kinds.items() if found == kind]

    def take(self, number: int, heading: str, meaning: str) -> None:
        """One more column."""
        self.headings[number] = heading
        if meaning in _ROLES:
            self.roles[number] = meaning
        elif meaning == NODE:
            self.nodes[number] = heading
        else:
            self.kinds[number] = meaning


def columns_of(cells: tuple[str, ...], year: int = 0) -> Columns | None:
    """The columns that a row of headings announces, those of other years than `year` aside; None for any other row."""
    columns = Columns()
    for number, cell in enumerate(cells):
        heading = bare_heading(cell)
        if (number and cell == cells[number - 1]) or (meaning := meaning_of(heading)) is None:
            continue
        years = cues.years_in(heading) if year else []
        columns.take(number, heading, ASIDE if years and year not in years else meaning)
    known = len(columns.headings)
    filled = len([cell for cell in cells if cell])
    has_digits = any(re.search(r"\d{2,}(?!\d*年)", plain(cell)) for cell in cells)
    columns.unknown = {number: cell for number, cell in enumerate(cells) if cell and number not in columns.headings}
    return columns if known >= 2 and known * 2 >= filled and not has_digits and columns.is_usable else None


def columns_said(cells: Sequence[str], meanings: Sequence[str | None]) -> Columns:
    """The columns of a table as somebody said what they are, below the headings that they have."""
    columns = Columns()
    for number, meaning in enumerate(meanings):
        if meaning is not None:
            columns.take(number, bare_heading(cells[number]) if number < len(cells) else "", meaning)
    return columns


def bare_heading(cell: str) -> str:
    """A heading's words without blanks and stars."""
    return re.sub(r"[\s*]", "", plain(cell))


def is_column_heading(text: str) -> bool:
    """Whether a line is a column's heading, in a table whose cells stand one below the other."""
    return len(text) <= 8 and meaning_of(bare_heading(text)) is not None


def meaning_of(heading: str) -> str | None:
    """What a column of a heading holds, of MEANINGS; None where that is not known."""
    if not heading or len(heading) > 24:
        return None
    if role := role_of_column(heading):
        return role
    if _NODE.fullmatch(heading):
        return NODE
    if heading == "单位":
        return UNIT
    return next((meaning for meaning, words in _HEADINGS if re.fullmatch(words, heading)), None)
