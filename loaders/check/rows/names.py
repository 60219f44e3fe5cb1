"""The measures that have a row's name, or whose item has it; of several those that the rest of the row speaks for."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from loaders.check.rows.subjects import bare
from loaders.check.rows.written_unit import without_unit
from loaders.register import Measure, plain
from loaders.table.item_rows import ItemRow
from metrics.terms import SERIES, SERIES_SHORT

TELLING = 3  # characters of a name that says enough without what is done
_NUMBER = re.compile(r"\d{1,3}")


@lru_cache(4096)
def plain_name(text: str) -> str:
    """A name as names are compared: without signs, and the number that leads it."""
    return plain(bare(text))


def bare_name(text: str) -> str:
    """The same without the unit of measure behind it: 更换到期气表(万户)."""
    return plain_name(without_unit(text)[0])


def item_number(row: ItemRow) -> int | None:
    """The number of a row's item; None where it says none."""
    found = _NUMBER.search(unicodedata.normalize("NFKC", row.text("item_no")))
    return int(found[0]) if found else None


def named(row: ItemRow, measures: Iterable[Measure]) -> list[Measure]:
    """Measures with the very name of a row, with its unit of measure behind it or without."""
    measures = [m for m in measures if m.unit == "%" or not row.is_growth]  # 地区生产总值 under 增速 is its growth
    item, name = plain_name(row.text("item")), plain_name(row.text("measure"))
    called = [(item, name)]
    called += [(f"{item}增速", name and f"{name}增速")] if row.is_growth else []
    called.append((bare_name(row.text("item")), bare_name(row.text("measure"))))
    found = ([m for m in measures if plain_name(m.name) == (own or of_item)] for of_item, own in called)
    return next((one for one in found if one), [])


def titled(row: ItemRow, measures: Iterable[Measure]) -> list[Measure]:
    """Measures of an item that a row calls by its title: its one measure, background figures and parts apart."""
    names = {bare_name(row.text("item")), bare_name(row.text("measure"))} - {""}
    return [m for m in measures
            if (m.unit == "%" or not row.is_growth) and plain_name(m.item) in names
            and m.kind != "reference" and m.part_of_id is None]  # fmt: skip


def narrowed(row: ItemRow, found: list[Measure]) -> list[Measure]:
    """Those of several measures that number, item, series and unit speak for."""
    number, item, unit = item_number(row), plain_name(row.text("item")), row.text("unit")
    spoken = f"{row.sheet} {row.section} {row.text('item_no')}"
    series = {code for code, word in SERIES.items() if word in spoken or SERIES_SHORT[code] in spoken}
    found = [m for m in found if m.item_no == number] or found
    found = [m for m in found if plain_name(m.item) == item] or found
    found = [m for m in found if m.series in series] or found
    return [m for m in found if m.unit == unit] or found
