"""A table's rows → entries: which column is the number, the task, the target, its unit, who leads, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.prose.figures import figures
from loaders.prose.signs import number_of, plain
from loaders.report.structure.entries import Entry
from loaders.report.structure.markers import marker
from loaders.report.structure.paragraphs import Paragraph
from loaders.report.structure.roles import is_units, role_of_column, with_role

_COLUMNS = (
    ("number", r"序号|编号|序列|项次|号"),
    ("category", r"类别|分类|类型|领域|板块|方面|项目类别|工作类别|任务类别|指标类别|大类|一级指标|目标类别"),
    ("aside", r"备注|说明|投资额?|总投资.*|年度(?:计划)?投资.*|计划投资.*|投资(?:金额|规模|估算).*|资金.*|"
              r"建设地点|地点|实施地点|建设地址|上年.*|去年.*|\d{4}年完成.*|"
              r"完成情况|进展情况|目前进展|"
              r"当前进度|进度|联系人|联系电话|权重|分值|评分标准|考核分值|建设性质|建设年限|建设时间|起止年限|"
              r"实施年限"),
    ("unit", r"计量单位|单位名称\(计量\)|指标单位"),
    ("title", r"(?:项目|事项|实事|工程|任务|工作|指标|目标|子项|考核指标|民生实事)(?:项目|名称|事项|"
              r"任务)*(?:名称)?|名称|指标|二级指标|实事项目名称|重点项目|重点工作"),
    ("target", r"(?:年度|全年|年|目标|计划|\d{4}年|本年|本年度)*(?:目标值|目标数|计划数|计划值|目标任务值|"
               r"任务数|目标|指标值|任务量|数量|绝对值|增速|增幅|增长|预期目标|"
               r"预期)(?:\(.*\))?"),
    ("content", r".*(?:内容|任务|目标|举措|措施|要求|工作|标准|规模|计划|安排|事项|实事|具体|描述|重点)(?:及.*|"
                r"与.*|和.*|\(.*\))?"),
)  # fmt: skip
_NODE = re.compile(
    r"(?:第?[一二三四1-4]季度|上半年|下半年|\d{1,2}月|[一二三四五六七八九十]+月|1-\d{1,2}月)(?:底|末|前|"
    r"份)?(?:目标|计划|节点|任务|进度|工作.*)?"
)
_PURE = re.compile(
    r"(?:[≥≤><]|不低于|不少于|不超过|达到|约)?\s*[\d,.]+\s*(?:[-—–~至]\s*[\d,.]+)?\s*(?:以上|以内|左右|以下|及以上)?"
)
_TOTAL = re.compile(r"合计|小计|总计|共计")


@dataclass
class Columns:
    """Which column holds what; a column may be none of these."""

    kinds: dict[int, str] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    nodes: dict[int, str] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)

    @property
    def is_usable(self) -> bool:
        """Whether rows can be read with them: there is something that says what is to be done."""
        return bool({"title", "content", "target"} & set(self.kinds.values())) and len(self.headings) >= 2

    def of(self, kind: str) -> list[int]:
        """The columns of a kind, from left to right."""
        return [number for number, found in self.kinds.items() if found == kind]


def columns_of(cells: tuple[str, ...]) -> Columns | None:
    """The columns that a row of headings announces; None for any other row."""
    columns = Columns()
    for number, cell in enumerate(cells):
        heading = re.sub(r"[\s*]", "", plain(cell))
        if not heading or len(heading) > 24 or (number and cell == cells[number - 1]):
            continue
        if role := role_of_column(heading):
            columns.roles[number] = role
        elif _NODE.fullmatch(heading):
            columns.nodes[number] = heading
        elif heading == "单位":
            columns.kinds[number] = "unit"
        else:
            kind = next((kind for kind, words in _COLUMNS if re.fullmatch(words, heading)), None)
            if kind is None:
                continue
            columns.kinds[number] = kind
        columns.headings[number] = heading
    known = len(columns.headings)
    filled = len([cell for cell in cells if cell])
    has_digits = any(re.search(r"\d{2,}(?!\d*年)", plain(cell)) for cell in cells)
    return columns if known >= 2 and known * 2 >= filled and not has_digits and columns.is_usable else None


def entry_of(row: Paragraph, columns: Columns, made: Entry) -> bool:
    """Fill an entry from a row. False where the row is no item: a section, a total, an empty one."""
    cells = dict(enumerate(_aligned([cell.strip() for cell in row.cells], columns)))
    different = {cell for cell in cells.values() if cell}
    if len(different) < 2 or any(_TOTAL.fullmatch(plain(cell).replace(" ", "")) for cell in list(cells.values())[:2]):
        return False
    numbers = columns.of("number")
    if numbers and (counted := number_of(plain(cells.get(numbers[0], "")).strip(" .、()"))):
        made.number = counted
    elif numbers and (written := re.fullmatch(r"0*(\d{1,3})(?:\.0)?[.、]?", plain(cells.get(numbers[0], "")))):
        made.number = int(written[1])
    titles = [cells.get(number, "") for number in columns.of("title")]
    contents = [cells.get(number, "") for number in columns.of("content")]
    made.section = next((cells[number] for number in columns.of("category") if cells.get(number)), "") or made.section
    if not numbers and titles and (mark := marker(titles[0])).number is not None:
        made.number, titles[0] = mark.number, titles[0][mark.end :]
    made.title = next((title for title in titles if title), "")
    texts = [text for text in contents if text] or [text for text in titles if text]
    if contents and any(contents):  # a title is named once; its figures count where the contents give none
        texts = [*(title for title in titles if _counts(title) and not any(_counts(text) for text in contents)), *texts]
    unit = next((cells[number] for number in columns.of("unit") if cells.get(number)), "")
    if unit and is_units(unit):
        made.column_roles = with_role(made.column_roles, "duty", unit)
        unit = ""
    targets = [cells.get(number, "") for number in columns.of("target")]
    named = next((text for text in titles if text), "")
    for number, target in zip(columns.of("target"), targets, strict=True):
        if not target:
            continue
        heading = columns.headings.get(number, "")
        worded = _with_unit(target, unit or _unit_in(heading) or _unit_in(named), heading)
        name = re.sub(r"\([^()]*\)$", "", named) if _unit_in(named) else named
        texts = [text for text in texts if text != named] + [f"{name}{worded}" if not contents else worded]
    for number, role in columns.roles.items():
        if cells.get(number):
            made.column_roles = with_role(made.column_roles, role, cells[number].replace("\n", "、"))
    for number, when in columns.nodes.items():
        if cells.get(number):
            made.aside.append((f"{when}:{cells[number]}", "分季度(月)的进度安排"))
    made.aside += [
        (cells[number], f"表中“{columns.headings[number]}”栏") for number in columns.of("aside") if cells.get(number)
    ]
    for text in texts:
        made.add(text, row.place)
    made.is_item = True
    return bool(texts)


def _counts(text: str) -> bool:
    return any(figure.unit not in ("", "年", "月", "日", "期") for figure in figures(text))


def _aligned(cells: list[str], columns: Columns) -> list[str]:
    """A row that lost its first cells to a merged one, moved back under its headings."""
    leads = [number for number, role in columns.roles.items() if role in ("lead", "duty")]
    if not leads or (leads[0] < len(cells) and is_units(cells[leads[0]])):
        return cells
    for step in (1, 2, 3):
        moved = [*[""] * step, *cells]
        if leads[0] < len(moved) and is_units(moved[leads[0]]) and not any(moved[len(columns_wide(columns)) :]):
            return moved
    return cells


def columns_wide(columns: Columns) -> range:
    """The columns that have a heading, from the first to the last."""
    return range(max(columns.headings) + 1)


def section_of(row: Paragraph) -> str | None:
    """The words of a row that is one merged cell, or holds but one."""
    different = list(dict.fromkeys(cell for cell in row.cells if cell))
    return different[0] if len(different) == 1 and not re.fullmatch(r"\d+", different[0]) else None


def _unit_in(heading: str) -> str:
    found = re.search(r"\(([^()\d]{1,6})\)$", plain(heading))
    return found[1] if found and found[1] not in ("区县", "项目") else ""


def _with_unit(target: str, unit: str, heading: str) -> str:
    """A bare number with its column's unit; the words of growth where the column's heading has them."""
    words = plain(target).replace(" ", "")
    if not _PURE.fullmatch(words):
        return target
    grows = "增长" if re.search("增[速幅长]", heading) else ""
    number = re.search(r"[\d,.]+(?:[-—–~至][\d,.]+)?", words)
    if number is None:
        return target
    bare = unit or ("%" if grows else "")
    return f"{grows}{words[: number.end()]}{bare}{words[number.end() :]}"
