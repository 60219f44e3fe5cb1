"""How an item and a measure are named in words, and what a person means who names one: 民生8, 民生8-2, or an id."""

from collections.abc import Iterable, Mapping
from typing import Any

from metrics import terms
from metrics.errors import UserError
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.reads.units import names_of, unit_rows


def item_name(row: Mapping[str, Any]) -> str:
    """`民生8 公共充电桩`, of a row with series, item_no and item; `2026年民生8 …` where the row has `of_year`."""
    return f"{row.get('of_year', '')}{terms.item_code(row['series'], row['item_no'])} {row['item']}"


def measure_name(row: Mapping[str, Any]) -> str:
    """`民生8 公共充电桩·充电桩`: the item, and the measure where it is called otherwise."""
    return item_name(row) + ("" if row["measure"] == row["item"] else f"·{row['measure']}")


def item_of(reader: Reader, text: str, year: int) -> str:
    """The id of the item that an id or a code (`民生8`) names. Raises UserError where there is none."""
    for row in records(reader.query("year_item", year=year)):
        if text in (row["item_id"], terms.item_code(row["series"], row["item_no"])):
            return str(row["item_id"])
    raise UserError(f"{year}年没有编号为“{text}”的事项,编号如 民生8、任务12、经济2。", title="事项有误")


def measure_of(reader: Reader, text: str, year: int) -> str:
    """The id of the measure that an id or a code (`民生8-2`; `民生8` for the only one) names.

    Raises UserError where there is none, or where an item has several.
    """
    return measures_of(reader, [text], year)[text]


def measures_of(reader: Reader, texts: Iterable[str], year: int) -> dict[str, str]:
    """`measure_of` for several, from one reading of the store: what was said → id."""
    measures = records(reader.query("year_measure", year=year))
    ids = {str(row["measure_id"]) for row in measures}
    return {text: text if text in ids else _coded(reader, text, measures, year) for text in texts}


def _coded(reader: Reader, text: str, measures: list[Record], year: int) -> str:
    code, _, number = text.partition("-")
    item_id = item_of(reader, code, year)
    own = [row for row in measures if row["item_id"] == item_id]
    if number:
        own = [row for row in own if str(row["measure_no"]) == number]
    if len(own) == 1:
        return str(own[0]["measure_id"])
    if not own:
        raise UserError(f"{code}没有第{number}个子项。", title="子项有误")
    listed = "、".join(f"{code}-{row['measure_no']} {row['name']}" for row in own)
    raise UserError(f"{code}有{len(own)}个子项,请写明是哪一个:{listed}。", title="子项有误")


def year_in(text: str) -> int | None:
    """The year in an id, `510100-2023-L08-1`; None for a code, which has none."""
    parts = text.split("-")
    return int(parts[1]) if len(parts) in (3, 4) and parts[1].isdecimal() else None


def unit_of(reader: Reader, text: str) -> str:
    """The id of the unit that an id, a name or another spelling names. Raises UserError where there is none."""
    for row in records(unit_rows(reader)):
        if text in (row["unit_id"], *names_of(row)):
            return str(row["unit_id"])
    raise UserError(f"没有名为“{text}”的单位,请写单位全称。", title="单位有误")
