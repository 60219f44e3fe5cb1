"""What a row of a sheet may be: a title, headings, their numbers, their units of measure."""

import datetime as dt
import re
import unicodedata

from loaders.files.workbook import Cell, Sheet
from loaders.table.periods import period_of_day
from loaders.table.units_of_measure import is_known

_ABOUT = re.compile(r"(?:单位|部门|日期|填报人|审核人|负责人|电话)[:：]|^附件|^注")
_GROUP_CHARACTERS = 20
_LEAST_NUMBERS = 2
_COLUMN_NUMBER = re.compile(r"(\d{1,2})(?:\s*=.*)?")
_NOTE = re.compile(
    r"(?:注\d?|备注|说明|填报说明|填表说明|填表人|填报人|审核人|复核人|(?:单位|统计|部门)?负责人|联系人|联系电话|填报日期|制表)[:：、.].*"
    r"|[(（]?续表\d*[)）]?",
    re.S,
)
_STEMS = ("甲", "乙", "丙", "丁", "戊", "己", "栏次", "序号", "栏号")


def heading_text(cell: Cell) -> str:
    """A heading; Excel makes a date of 2023年9月. Empty for what is none."""
    if isinstance(cell.value, dt.date):
        period = period_of_day(cell.value, shows_day=False)
        return "" if period is None else f"{'' if cell.value.day == 1 else '截至'}{period.text}"
    return cell.text if cell.kind == "text" and len(cell.text) <= 40 else ""


def has_figures(sheet: Sheet, row: int) -> bool:
    """Whether a number stands in a row."""
    return any(cell.kind == "number" for cell in sheet.row(row))


def is_about(own: list[Cell]) -> bool:
    """Whether a row says nothing but who fills in the form, and when."""
    return all(_ABOUT.search(unicodedata.normalize("NFKC", cell.text)) for cell in own)


def is_note(own: list[Cell]) -> bool:
    """Whether a row is a remark below the table, or says that it goes on.

    | 填表人:张三 |  | 审核人:李四 |
    """
    return bool(_NOTE.fullmatch(own[0].text.strip()))


def is_spread(sheet: Sheet, row: int) -> bool:
    """Whether a row holds one text only, spread over most of the sheet: a title or a section, and no headings.

    | 民生实事(7项)                       |  merged over all columns
    """
    own = sheet.row(row)
    if len(own) != 1:
        return False
    _, left, _, right = sheet.merged_at(row, own[0].column)
    return right - left + 1 >= max(3, sheet.last_column // 2)


def heads_groups(sheet: Sheet, row: int) -> bool:
    """Whether a row names groups of the columns below it.

    |      |      | 9月 (over two) | 10月 (over two) |
    | 序号 | 事项 | 当月 | 累计    | 当月 | 累计     |
    """
    own, texts = sheet.row(row), _texts(sheet, row)
    if not own or any(not text or len(text) > _GROUP_CHARACTERS or _ABOUT.search(text) for text in texts):
        return False
    widths = [right - left for _, left, _, right in (sheet.merged_at(row, cell.column) for cell in own)]
    return any(widths) and not is_spread(sheet, row) and (len(own) > 1 or own[0].column > 1)


def names_units(own: list[Cell]) -> bool:
    """Whether a row holds nothing but units of measure: it belongs to the headings above it, merged with them or not.

    | 序号 | 事项 | 累计完成 (over two) |
    |      |      | 亿元     | 万元     |
    """
    return bool(own) and all(cell.kind == "text" and is_known(cell.text) for cell in own)


def numbers_columns(own: list[Cell]) -> bool:
    """Whether a row does nothing but number the columns.

    | 甲 | 乙 | 1 | 2 | 3=1+2 |
    """
    texts = [unicodedata.normalize("NFKC", cell.text).strip() for cell in own]
    numbers = [int(found[1]) for text in texts if (found := _COLUMN_NUMBER.fullmatch(text))]
    others = [text for text in texts if not _COLUMN_NUMBER.fullmatch(text)]
    return (
        bool(numbers)
        and max(len(numbers), sum(text in "甲乙丙丁戊己" for text in others)) >= _LEAST_NUMBERS
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and all(text in _STEMS for text in others)
    )


def may_head(sheet: Sheet, row: int) -> bool:
    """Whether a row may be a table's headings: several texts, and not 填报单位 and 填报日期."""
    texts = [text for text in _texts(sheet, row) if text]
    return len(set(texts)) >= 2 and not any(_ABOUT.search(text) for text in texts)


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [unicodedata.normalize("NFKC", heading_text(cell)) for cell in sheet.row(row)]
