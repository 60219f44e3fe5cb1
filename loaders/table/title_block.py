"""What stands above a table: the period, the unit that reports, what the numbers are measured in."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace

from loaders.files.workbook import Cell, Sheet
from loaders.table.number_format import shown_text, shows_day
from loaders.table.periods import SIGNING, Period, folded, period_in, period_of_day
from loaders.table.units_of_measure import is_known, plain_unit

_UNIT = re.compile(
    r"(?:填报|报送|责任|报表)(?:单位|部门)(?:名称)?(?:\([^()]{1,6}\)(?=:))?[:：]?\s*([^:：\s,，、;；(（]*?)"
    r"(?=填报|填表|报送|累计|审核|负责|联系|日期|单位[:：]|[:：\s,，、;；(（]|$)"
)
_OFFICE = re.compile(  # 单位(公章):区经信局; no 单位:处, 单位:个、处
    r"^单位(?:\([^()]{1,6}\))?:(?:\([^()]{1,6}\))?((?=\S{3})[^\s、,;]+(?:局|委|办|部|院|处|会|中心|队|公司|集团|政府))(?=$|\s)"
)
_MEASURED_IN = re.compile(r"(?<![报送任头])单位[:：]([^\s:]+?)(?=[)）\]】]?(?:填报|填表|报送|日期|$|\s))")
_PERIOD_LABEL = re.compile(r"(?:统计|报告|数据|累计)?(?:月份|期间|期别|报告期|周期|年月)[:：]?")
_UP_TO = re.compile(r"(?<![上填]报)(?<![报交]送)截\s*[至止到](?=[:为]?\s*[\d本目一二三四五六七八九十])")  # no 报送截止
_EXPLAINS = re.compile(r"(?:(?:填[表报写]|有关|使用)?说明|注意事项|填[表报写]要求|注\d?)(?=$|[:：])")
_NUMBERED = re.compile(r"[(（]?\d{1,2}(?:[)）]|[.、](?!\d))")  # a title may be: (1)2023年9月推进情况表
_SENTENCE = re.compile(r"[。;；,，]")
# 本表为9月数据
_OF_THE_DATA = re.compile(r"(?:本表|数据|报表)[^,。;同期基例如自]{0,12}\d{1,2}月(?!\d|起|[底末]?[之以]?前)")
_BEGUN = r"(?:(?:注|备注|说明)\d?[:.、])?(?:\(?\d{1,2}[).、](?!\d))?"  # 注:1.
_NOTED = re.compile(  # 注:数据截至9月30日, of the whole table; 注:用电数据截至9月 is of a row
    rf"{_BEGUN}(?:本表|以上|上述|表中|所有|统计|数据|均)*(?:时间|日期)?[为是]?截[至止到](?:时间|日期)?[:为]?(?=\d)"
)
_NOTED_UNIT = re.compile(
    rf"{_BEGUN}(?:本表|以上|上述|表中|所有|计量|数据|的)*单位[均都]?[为是:](?P<unit>[^,。;()]+)[。;]?"
)
_SHORT = 4  # characters: 2023 | 年 | 10 | 月 in cells of their own


@dataclass(frozen=True)
class TitleBlock:
    """`periods`: each with its cell, as often as one is spoken of. `measured_in`: 万元、%."""

    periods: tuple[tuple[Period, str], ...] = ()
    unit_name: str = ""
    unit_cell: str = ""
    measured_in: str = ""
    measured_cell: str = ""
    is_up_to: bool = False  # 截至10月底

    def says_so_far(self, month_no: int) -> bool:
        """Whether it says that the figures are the year's up to a month: 1-10月, 截至10月底."""
        spoken = [period for period, _ in self.periods if period.month == month_no]
        return any(period.first == 1 < month_no or self.is_up_to for period in spoken)


def title_block(sheet: Sheet, before: int, start: int = 1) -> TitleBlock:
    """What the rows from `start` on above the row `before` say, and above them a page header or a text box."""
    periods: list[tuple[Period, str]] = []
    unit_name = unit_cell = measured_in = measured_cell = ""
    is_up_to = is_explained = False
    apart = [[cell for cell in sheet.apart if not _SENTENCE.search(cell.text)]] if start == 1 else []
    for own in (*apart, *(sheet.row(row) for row in range(start, before))):
        told = [cell for cell in own if _is_explanation(cell, is_explained)]
        is_explained = is_explained or bool(told)
        periods += _periods([cell for cell in own if cell not in told])
        for cell in own:
            close = re.sub(
                r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])", "", unicodedata.normalize("NFKC", shown_text(cell))
            )
            is_up_to = is_up_to or bool(_UP_TO.search(close))
            if named := _UNIT.search(close) or _OFFICE.search(close):
                unit_name, unit_cell = named[1], cell.address
                if not unit_name and (beside := sheet.at(cell.row, cell.column + 1)) is not None:
                    unit_name, unit_cell = beside.text.strip(), beside.address
            if not _OFFICE.search(close) and (measured := _MEASURED_IN.search(close)):
                measured_in, measured_cell = measured[1].rstrip(")）]】"), cell.address
            elif not measured_in and _is_a_unit(close):
                measured_in, measured_cell = plain_unit(close), cell.address
    return TitleBlock(tuple(periods), unit_name, unit_cell, measured_in, measured_cell, is_up_to)


def with_notes(title: TitleBlock, sheet: Sheet, last: int) -> TitleBlock:
    """What the title says, and the notes below the row `last` of all the table; of the unit the title's word counts."""
    title = replace(title, periods=(*title.periods, *_noted_periods(sheet, last)))
    if title.measured_in:
        return title
    measured_in, measured_cell = _noted_unit(sheet, last)
    return replace(title, measured_in=measured_in, measured_cell=measured_cell)


def _noted_periods(sheet: Sheet, last: int) -> tuple[tuple[Period, str], ...]:
    """The months up to which a note says that all the data are."""
    found = [(period_in(cell.text), cell.address) for cell in _notes(sheet, last) if _NOTED.match(folded(cell.text))]
    return tuple((period, address) for period, address in found if period is not None and period.month)


def _noted_unit(sheet: Sheet, last: int) -> tuple[str, str]:
    """What a note says that all numbers are measured in, and its cell; empty where none does."""
    found = ((_NOTED_UNIT.fullmatch(folded(cell.text)), cell.address) for cell in _notes(sheet, last))
    said = ((one["unit"], address) for one, address in found if one is not None)
    return next(((unit, address) for unit, address in said if _is_a_unit(unit)), ("", ""))


def _notes(sheet: Sheet, last: int) -> list[Cell]:
    """The cells that stand alone in their row below a row."""
    return [own[0] for row in range(last + 1, sheet.last_row + 1) if len(own := sheet.row(row)) == 1]


def _is_a_unit(text: str) -> bool:
    """Whether a cell says nothing but what the table is measured in: (万元、%), 单位(万户); 2023 | 年 is a date."""
    bare = plain_unit(text.strip())
    return (len(text.strip()) > 1 or bare == "%") and all(is_known(one) for one in re.split("[、,/]", bare))


def _is_explanation(cell: Cell, is_explained: bool) -> bool:
    """Whether a cell tells how the form is filled in, and not which month it is for; `is_explained`: one above did.

    | 填表说明:                                 |
    | 1.累计完成数填1月1日至报告期末的数,例如…… |
    """
    text = cell.text.strip()
    signs = bool(_NUMBERED.match(text)), bool(_SENTENCE.search(text)), is_explained
    is_told = bool(_EXPLAINS.match(text)) or sum(signs) > 1
    says_when = any(one.search(folded(text)) for one in (_UP_TO, _OF_THE_DATA))
    return cell.kind == "text" and is_told and not says_when


def _periods(own: list[Cell]) -> list[tuple[Period, str]]:
    """The periods that a row of the title block states, in words, as dates, or in pieces over several cells."""
    found, label = [], ""
    for cell in own:
        is_signing, is_label = bool(SIGNING.fullmatch(label)), bool(_PERIOD_LABEL.fullmatch(label))
        label = folded(cell.text)
        if is_signing:
            continue
        if isinstance(cell.value, dt.date):
            period = period_of_day(cell.value, shows_day=shows_day(cell))
        else:
            words = shown_text(cell)
            period = period_in(f"{words}月" if is_label and folded(words).isdecimal() and len(words) < 3 else words)
        if period is not None:
            found.append((period, cell.address))
    pieces = [cell for cell in own if len(cell.text) <= _SHORT]
    if not found and any(folded(cell.text) in ("月", "年") for cell in pieces):
        period = period_in("".join(cell.text for cell in pieces))
        found = [] if period is None else [(period, pieces[0].address)]
    return found
