"""A heading merged over several columns: which of them holds what it says, and what stands beside that.

| 完成情况 (merged over two) |
| 3         | 万户          |
"""

from loaders.table.headings.header import Header
from loaders.table.units_of_measure import is_like_a_unit

AMOUNTS = ("value", "month_only", "previous", "target")


def under_one_heading(header: Header, name: str, columns: list[int]) -> tuple[list[int], dict[str, int]]:
    """Of columns under one merged heading the one that holds what it says; and what its cells say of those beside it.

    | 项目内容 (merged over two)   | 本月累计 (merged over two) |
    | 燃气设施更新 | 更换到期气表 | 30000        | 户          |   item, measure, value, unit
    """
    kept, beside = list[int](), dict[str, int]()
    for group in headed_together(header, columns):
        filled = [column for column in group if header.filled(column)]
        numeric = [column for column in filled if header.is_mostly_numbers(column)]
        units = [column for column in filled if _holds_units(header, column)]
        texts = [column for column in filled if column not in numeric and column not in units]
        if len(group) == 1:
            kept += group
        elif name in ("item", "measure"):
            texts = texts or filled or group
            kept.append(texts[0])
            if len(texts) > 1:
                beside.setdefault("measure", texts[-1])
            beside |= {"unit": units[0]} if units and units[0] not in texts else {}
        elif name in AMOUNTS:
            kept += numeric or filled[:1] or group[:1]
            beside |= {"unit": units[0]} if units else {}
        else:
            kept.append((filled or group)[0])
    return kept, beside


def units_beside(header: Header, column: int) -> list[int]:
    """The columns of nothing but units under the same merged heading as a column of figures that somebody named."""
    around = next(group for group in headed_together(header, list(header.keys)) if column in group)
    return [one for one in around if one != column and header.filled(one) and _holds_units(header, one)]


def headed_together(header: Header, columns: list[int]) -> list[list[int]]:
    """The columns by the lowest cell of their heading."""
    found: dict[tuple[int, int], list[int]] = {}
    for column in columns:
        cells = (header.sheet.at(row, column) for row in range(header.last, header.first - 1, -1))
        lowest = next(cell for cell in cells if cell is not None)
        found.setdefault((lowest.row, lowest.column), []).append(column)
    return list(found.values())


def _holds_units(header: Header, column: int) -> bool:
    """Whether all of what stands in a column are units of measure."""
    return all(cell.kind == "text" and is_like_a_unit(cell.text) for cell in header.filled(column))
