"""A table's row → an entry, by what its columns hold."""

import re

from loaders.prose.figures import figures
from loaders.prose.signs import number_of, plain
from loaders.report.structure.columns import ASIDE, CATEGORY, CONTENT, NUMBER, TARGET, TITLE, UNIT, Columns
from loaders.report.structure.entries import IN_NAME, IN_ROLES, Entry
from loaders.report.structure.markers import marker
from loaders.report.structure.paragraphs import Paragraph
from loaders.report.structure.roles import DUTY, LEAD, with_role
from loaders.report.structure.who import is_units
from loaders.table.figures import is_missing_mark

_PURE = re.compile(
    r"(?:增长|增加|提高|提升|下降|降低|减少|压减)?(?:[≥≤><]|不低于|不少于|不高于|不超过|达到?|(?:稳定|保持|控制)在|突破|超过|力争|约)*\s*[\d,.]+\s*(?:[-—–~至]\s*[\d,.]+)?\s*(?:以上|以内|左右|以下|及以上)?"
)
_GOES_WITH = re.compile(
    r"[\d≥≤><]|增长|下降|降低|提高|达|不[低高]于|不少于|不超过|超过|突破|保持|稳定|控制|力争|约|完成\d"
)
_TOTAL = re.compile(r"合计|小计|总计|共计")


def entry_of(row: Paragraph, columns: Columns, made: Entry) -> bool:
    """Fill an entry from a row. False where the row is no item: a section, a total, an empty one."""
    cells = dict(enumerate(_aligned([cell.strip() for cell in row.cells], columns)))
    different = {cell for cell in cells.values() if cell}
    if len(different) < 2 or any(_TOTAL.fullmatch(plain(cell).replace(" ", "")) for cell in list(cells.values())[:2]):
        return False
    numbers, contents, titles, units, categories = (
        [cells.get(number, "") for number in columns.of(kind)] for kind in (NUMBER, CONTENT, TITLE, UNIT, CATEGORY)
    )
    if numbers:
        written = re.fullmatch(r"0*(\d{1,3})(?:\.0)?[.、]?", plain(numbers[0]))
        made.number = number_of(plain(numbers[0]).strip(" .、()")) or (int(written[1]) if written else None)
    elif titles and (mark := marker(titles[0])).number is not None:
        made.number, titles[0] = mark.number, titles[0][mark.end :]
    made.section = next(filter(None, categories), made.section)
    made.title = named = next(filter(None, titles), "")
    texts = list(filter(None, contents)) or list(filter(None, titles))
    if any(contents) and not any(map(counts, contents)):  # a title's figures count where the contents give none
        texts = [*filter(counts, titles), *texts]
    unit = next(filter(None, units), "")
    if unit and is_units(unit):
        made.column_roles = with_role(made.column_roles, DUTY, unit)
        unit = ""
    for number in columns.of(TARGET):
        target = cells.get(number, "")
        if is_missing_mark(target):
            continue
        heading = columns.headings.get(number, "")
        worded = _with_unit(target, unit or _unit_in(named), heading)
        name = re.sub(r"\([^()]*\)$", "", named) if _unit_in(named) else named
        # 区医院迁建|主体封顶 is one work, 旧区改造|开工18个、完工12个 are several below one title
        between = ":" if named and worded == target and not _GOES_WITH.match(plain(target)) and counts(target) else ""
        texts = [text for text in texts if text != named] + [
            worded if contents and "形象" not in heading else f"{name}{between}{worded}"
        ]
    if named and not any(named in text for text in texts):
        made.aside.append((named, IN_NAME))
    for number, role in columns.roles.items():
        if cells.get(number):
            made.aside.append((cells[number], IN_ROLES))
            made.column_roles = with_role(made.column_roles, role, cells[number].replace("\n", "、"))
    for number, when in columns.nodes.items():
        if cells.get(number):
            made.aside.append((f"{when}:{cells[number]}", "分季度(月)的进度安排"))
    made.aside += [
        (cells[number], f"表中“{columns.headings[number]}”栏") for number in columns.of(ASIDE) if cells.get(number)
    ]
    made.aside += [
        (cells[number], f"表中“{heading}”栏") for number, heading in columns.unknown.items()
        if cells.get(number) and number not in columns.headings and cells[number] != cells.get(number - 1)
    ]  # fmt: skip
    for text in texts:
        made.add(text, row.place)
    made.is_item = True
    return bool(texts)


def counts(text: str) -> bool:
    """Whether words hold a figure that is no date and no part of a name."""
    return any(not figure.is_name_part and figure.unit not in ("", "年", "月", "日", "期") for figure in figures(text))


def _aligned(cells: list[str], columns: Columns) -> list[str]:
    """A row that lost its first cells to a merged one, moved back under its headings."""
    leads = [number for number, role in columns.roles.items() if role in (LEAD, DUTY)]
    if not leads or (leads[0] < len(cells) and is_units(cells[leads[0]])):
        return cells
    for step in (1, 2, 3):
        moved = [*[""] * step, *cells]
        if leads[0] < len(moved) and is_units(moved[leads[0]]) and not any(moved[max(columns.headings) + 1 :]):
            return moved
    return cells


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
    bare = _unit_in(heading) or ("%" if grows else unit)
    return f"{grows}{words[: number.end()]}{bare}{words[number.end() :]}"
