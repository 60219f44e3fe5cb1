"""A figure in a cell merged over several measures, and the answer that says whose it is."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from loaders.files.workbook import Cell, exact
from loaders.register import Measure
from loaders.table.item_rows import ItemRow
from metrics.errors import UserError

_BARE = re.compile(r"-?\d+(?:\.\d+)?")
_PARTED = re.compile("[,，、]")
_SHARE = re.compile(r"\s*([^:：,，]+?)\s*(?:[:：]\s*(-?\d+(?:\.\d+)?))?\s*")


def shares(answer: str, rows: list[tuple[ItemRow, Measure]], key: str) -> list[tuple[ItemRow, Measure, Cell]]:
    """Each row that gets something, with the cell as it were its own.

    `answer`: one measure's code, which gets all, or `CODE:5,CODE:3`. Raises UserError where a code is none of the
    rows', or the shares do not add up to the figure.
    """
    of = {measure.measure_id: (item, measure) for item, measure in rows}
    found = []
    for code, share in named_parts(answer, of, key):
        item, measure = of[code]
        cell = item.cells["value"]
        found.append((item, measure, _share(cell, share) if share else cell))
    whole = rows[0][0].cells["value"]
    parts = [cell for _, _, cell in found]
    if parts != [whole]:
        total = sum((number for cell in parts if (number := _number(cell)) is not None), Decimal(0))
        if total != _number(whole):
            raise UserError(
                f"{key}分摊的各数合计为{total},与表中的{whole.text}不一致,请改为合计相等。", title="分摊有误"
            )
    return found


def named_parts(answer: str, codes: Collection[str], key: str, *, needs_number: bool = False) -> list[tuple[str, str]]:
    """The codes that an answer names, each with its number, "" for none. Raises UserError for any but `codes`."""
    found = []
    for part in _PARTED.split(answer):
        named = _SHARE.fullmatch(part)
        if named is None or named[1] not in codes or (needs_number and not named[2]):
            listed = "、".join(sorted(codes))
            raise UserError(f"{key}的数不能归到“{part}”,请写成 编码:数,编码可为:{listed}。", title="对应的指标有误")
        found.append((named[1], named[2] or ""))
    return found


def parts_of(answer: str) -> dict[str, str]:
    """Measure → its share, of an answer that shares a figure out; empty for any other."""
    parts = [_SHARE.fullmatch(part) for part in _PARTED.split(answer)]
    return {part[1]: part[2] for part in parts if part and part[2]}


def number_in(text: str) -> Decimal | None:
    """The bare number of a text, 8 of 8个; None where there is none."""
    found = _BARE.search(_plain(text))
    return None if found is None else Decimal(found[0])


def _number(cell: Cell) -> Decimal | None:
    return exact(cell.value) if isinstance(cell.value, int | float) else number_in(cell.text)


def _share(cell: Cell, number: str) -> Cell:
    """The cell with another number in the same unit: 2万户 of 3.1万户."""
    if isinstance(cell.value, int | float):
        return replace(cell, value=float(number))
    return replace(cell, value=_BARE.sub(number, _plain(cell.text), count=1))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(",", "").strip()
