"""What a row's bare numbers are measured in: its 单位 column, else its heading, its name, the line above the table.

What is not understood is asked for; only where the sheet says nothing is it the measure's own unit.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from loaders.register import Measure, plain
from loaders.table import units_of_measure as units
from loaders.table.item_rows import ItemRow
from loaders.table.questions import UNIT_KEY
from loaders.table.recognise import Table

_IN_NAME = re.compile(
    r"[(\[【](?:计量)?(?:单位[:为]?)?(?P<inside>[^()\[\]【】]{1,8}(?:\([^()]*\))?)[)\]】]$|[/,:](?P<after>[^/,:()]{1,6})$"
    r"|(?:计量)?单位[:为](?P<said>[^()]{1,12})$"
)
_ANSWER = re.compile(r"(\d+(?:\.\d+)?)?(.+)")
_MONEY = re.compile(r"投资(?!促进)额?|资金|金额|产值|经费")
_WORKS = re.compile(r"量|[个项户]数")  # 完成投资(工作量): either


@dataclass(frozen=True)
class WrittenUnit:
    """`text` empty: the sheet says nothing. `times`: how many of it one is (打 is 12 个), where somebody said so.

    `is_understood` False: it stands in `cell` and has to be asked for. `answer`: what was said of the text `asked`.
    """

    text: str = ""
    times: Decimal = Decimal(1)
    cell: str = ""
    is_understood: bool = True
    asked: str = ""
    answer: str = ""


SAYS_NOTHING = WrittenUnit()


def written_unit(item: ItemRow, measure: Measure, table: Table, column: str = "value") -> WrittenUnit:
    """What the numbers of one of a row's columns are in."""
    value = item.cells.get(column)
    if column == "value" and (item.is_growth or item.part == "stage"):
        return WrittenUnit("%", cell=value.address if value else "")
    is_headed = column != "value" or not item.is_beside  # by the column's own heading
    if is_headed and (other := of_something_else(table, column, measure)) is not None:
        return WrittenUnit(other, cell=value.address if value else "")
    in_row = item.text("unit")
    if not units.is_known(in_row):
        in_row = without_unit(in_row)[1] or in_row  # 总量(亿元)
    places = [
        (in_row, item.cells["unit"].address if "unit" in item.cells else "", True),
        (table.units.get(column, ""), value.address if value else "", True),
        *((unit_in_name(item.text(name), measure), item.cells[name].address, True)
          for name in ("measure", "item") if name in item.cells),
        (table.units.get("measure", "") or table.units.get("item", ""), "", False),  # 指标(单位:万户)
        (without_unit(item.section)[1], "", False),  # 三、社会保险(%)
        (table.title.measured_in, table.title.measured_cell, False),
    ]  # fmt: skip
    for text, cell, is_certain in places:
        if text and not units.says_nothing(text):
            answer = table.said_of_units.get(UNIT_KEY + text)
            found = _of(text, cell, measure, answer, is_certain=is_certain)
            if found is not None:
                return found
    return SAYS_NOTHING


def of_something_else(table: Table, column: str, measure: Measure) -> str | None:
    """What a column is in where its heading says that it is none of what a measure counts, whatever the row says.

    | 指标       | 单位 | 完成投资 | 累计完成(%) |   money and a rate, no 个
    | 新建充电桩 | 个   | 4380     | 84.2        |
    """
    said = units.plain_unit(table.units.get(column, ""))
    if said and units.is_known(said) and units.dimension(said) != units.COUNT:
        named = [said, *re.split(r"[、,;/]|和|或", said)]  # 万元/个: either
        return None if any(units.factor(one, measure.unit) is not None for one in named) else said
    heading = table.headings.get(column, "")
    money = None if said or _WORKS.search(heading) else _MONEY.search(heading)
    if money is None or units.is_money(measure.unit) or _is_rate(measure):
        return None
    return table.title.measured_in if units.is_money(table.title.measured_in) else money[0]


def unit_in_name(name: str, measure: Measure) -> str:
    """The unit behind a name, 更换到期气表(万户); empty where that is part of the measure's own name."""
    bare, unit = without_unit(name)
    if plain(name) in (plain(measure.name), plain(measure.item)) or plain(bare) == plain(name):
        return ""
    return unit


def without_unit(name: str) -> tuple[str, str]:
    """A name and the unit of measure behind it: 居民电力改造(户) → 居民电力改造, 户."""
    folded = unicodedata.normalize("NFKC", name).strip()
    found = _IN_NAME.search(folded)
    if found is None:
        return name, ""
    unit = found["inside"] or found["after"] or found["said"]
    is_unit = all(map(units.is_like_a_unit, re.split("[、,;]", unit)))  # 单位:万元、%
    return (folded[: found.start()].rstrip(), unit) if is_unit else (name, "")


def _of(text: str, cell: str, measure: Measure, answer: str | None, *, is_certain: bool) -> WrittenUnit | None:
    """What a text says for a measure; None where it speaks of other measures only (单位:万户 above a row of 个).

    `answer`: what was said of it. `is_certain`: it stands at the row itself, and speaks of nothing else. 单位:万元
    above a table is said of every row that says nothing else: no number under it is one of 个.
    """
    if answer is not None:
        found = _ANSWER.fullmatch(answer)
        assert found is not None
        if units.factor(found[2], measure.unit) is not None:
            return WrittenUnit(found[2], Decimal(found[1] or 1), cell, asked=text, answer=answer)
        return WrittenUnit(text, Decimal(1), cell, False, text, answer) if is_certain else None
    if units.plain_unit(text) == units.plain_unit(measure.unit):
        return WrittenUnit(measure.unit, cell=cell)
    named = [one for one in re.split(r"[、,，;；]|和|或", text) if one]
    if not is_certain and all(units.is_known(one) or units.is_like_a_unit(one) for one in named):
        named = [one for one in named if units.may_be_meant(one, measure.unit)]
        if not named:
            return None
    fitting = {factor: one for one in reversed(named) if (factor := units.factor(one, measure.unit)) is not None}
    if len(fitting) == 1:
        return WrittenUnit(next(iter(fitting.values())), cell=cell)
    if fitting or not all(units.is_like_a_unit(one) and units.is_known(one) for one in named):
        return WrittenUnit(text, cell=cell, is_understood=False)
    is_of_all = not any(units.dimension(one) == units.COUNT for one in named) and not _is_rate(measure)
    return WrittenUnit("、".join(named), cell=cell) if is_of_all or (is_certain and len(named) == 1) else None


def _is_rate(measure: Measure) -> bool:
    """Whether a measure is a growth or a share, which an amount's unit above the table is not said of."""
    return measure.unit == "%" and measure.kind != "milestone"
