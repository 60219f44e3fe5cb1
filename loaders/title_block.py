"""What stands above a table, and in names: the period, the unit that reports, what the numbers are measured in."""

import re
import unicodedata
from dataclasses import dataclass

from loaders.workbook import Sheet

_PERIOD = re.compile(r"(?:(20\d\d)年?)?(?:度)?[(（]?(?:0?1月?[-—–~至到]+)?(\d{1,2})月")
_CODED = re.compile(r"(20\d\d)[-年.](0[1-9]|1[0-2])(?!\d)")
_QUARTERS = {"一季度": 3, "1季度": 3, "上半年": 6, "前三季度": 9, "前3季度": 9}
_QUARTER = re.compile(rf"(?:(20\d\d)年?)?({'|'.join(_QUARTERS)})")
_UNIT = re.compile(
    r"(?:填报|报送|责任|报表)(?:单位|部门)[:：]?\s*([^:：\s,，、;；(（]*?)"
    r"(?=填报|填表|报送|累计|审核|负责|联系|日期|单位[:：]|[:：\s,，、;；(（]|$)"
)
_MEASURED_IN = re.compile(r"(?<![报送任头])单位[:：]([^\s]+)")


@dataclass(frozen=True)
class TitleBlock:
    """`periods`: (year or None, month, cell) as often as one is spoken of."""

    periods: tuple[tuple[int | None, int, str], ...] = ()
    unit_name: str = ""
    unit_cell: str = ""
    measured_in: str = ""  # 单位:万元


def period_in(text: str) -> tuple[int | None, int] | None:
    """The year, if named, and the last month of the period that a title or a name speaks of."""
    folded = unicodedata.normalize("NFKC", text).replace(" ", "")
    if coded := _CODED.search(folded):
        return int(coded[1]), int(coded[2])
    found = _PERIOD.search(folded)
    if found is not None and 1 <= int(found[2]) <= 12:
        return (int(found[1]) if found[1] else None), int(found[2])
    quarter = _QUARTER.search(folded)
    return None if quarter is None else (int(quarter[1]) if quarter[1] else None, _QUARTERS[quarter[2]])


def title_block(sheet: Sheet, before: int) -> TitleBlock:
    """What the rows above the row `before` say."""
    periods: list[tuple[int | None, int, str]] = []
    unit_name = unit_cell = measured_in = ""
    for (row, column), cell in sorted(sheet.cells.items()):
        if row >= before or cell.kind != "text":
            continue
        folded = unicodedata.normalize("NFKC", cell.text)
        close = re.sub(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])", "", folded)
        if "填报日期" not in close.replace(" ", "") or "填报单位" in close:
            spoken = period_in(re.sub(r"填报日期.*", "", close))
            if spoken is not None:
                periods.append((*spoken, cell.address))
        if named := _UNIT.search(close):
            unit_name, unit_cell = named[1], cell.address
            if not unit_name and (beside := sheet.at(row, column + 1)) is not None:
                unit_name, unit_cell = beside.text.strip(), beside.address
        if measured := _MEASURED_IN.search(close):
            measured_in = measured[1]
    return TitleBlock(tuple(periods), unit_name, unit_cell, measured_in)
