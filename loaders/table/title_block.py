"""What stands above a table, and in names: the period, the unit that reports, what the numbers are measured in."""

import re
import unicodedata
from dataclasses import dataclass

from loaders.files.workbook import Sheet

_PERIOD = re.compile(r"(?:(20\d\d)年?)?(?:度)?[(（]?(?:0?1月?[-—–~至到]+)?(?<!\d)(\d{1,2})月")
_DAY = re.compile(r"\d{1,2}[日号]")
_UP_TO = re.compile(r"(?:截[至止]|至|到)[^\d]{0,3}$")
_SIGNED_ON = re.compile(r"(?:填报|填表|报送|上报|制表|打印|统计)?(?:日期|时间)[:：].*")
_CODED = re.compile(r"(20\d\d)[-.](0[1-9]|1[0-2])(?![-.]?\d)")
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
    for found in _PERIOD.finditer(folded):
        # 2023年10月9日 is a day on which something was signed; 截至9月30日 is the end of a period.
        is_day = _DAY.match(folded, found.end()) and not _UP_TO.search(folded[: found.start()])
        if 1 <= int(found[2]) <= 12 and not is_day:
            return (int(found[1]) if found[1] else None), int(found[2])
    quarter = _QUARTER.search(folded)
    return None if quarter is None else (int(quarter[1]) if quarter[1] else None, _QUARTERS[quarter[2]])


def title_block(sheet: Sheet, before: int, start: int = 1) -> TitleBlock:
    """What the rows from `start` on above the row `before` say."""
    periods: list[tuple[int | None, int, str]] = []
    unit_name = unit_cell = measured_in = ""
    for (row, column), cell in sorted(sheet.cells.items()):
        if not start <= row < before or cell.kind != "text":
            continue
        folded = unicodedata.normalize("NFKC", cell.text)
        close = re.sub(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])", "", folded)
        spoken = period_in(_SIGNED_ON.sub("", close.replace(" ", "")))
        if spoken is not None:
            periods.append((*spoken, cell.address))
        if named := _UNIT.search(close):
            unit_name, unit_cell = named[1], cell.address
            if not unit_name and (beside := sheet.at(row, column + 1)) is not None:
                unit_name, unit_cell = beside.text.strip(), beside.address
        if measured := _MEASURED_IN.search(close):
            measured_in = measured[1]
    return TitleBlock(tuple(periods), unit_name, unit_cell, measured_in)
