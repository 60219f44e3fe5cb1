"""Columns that are plainly no result of ours, though their headings are not known word for word: nobody is asked."""

import re

from loaders.table.asking import Chosen, unknown_columns
from loaders.table.shapes.groups import is_of_others

_SUM = re.compile("[合小总共]计")
_AIM_OR_MONTH = re.compile(r"(?:目标|计划|任务)[数值量额]?$|^[本当上](?:月(?![底末止])|[周旬期日]|季度?)")


def no_results(chosen: Chosen) -> frozenset[int]:
    """The unknown columns that are aims, of a shorter time, of another place, or parts of the cumulative.

    | 三年总目标 | 当月发生 | 全市/绝对值 |      | 累计完成 (over three)  |
    | 900        | 26       | 4000        |      | 合计 | 甲园区 | 乙园区 |
    """
    return frozenset(column for column in unknown_columns(chosen) if _is_no_result(chosen, column))


def _is_no_result(chosen: Chosen, column: int) -> bool:
    header, value = chosen.header, chosen.by_field.get("value")
    parts = header.parts[column]
    if value is not None and _SUM.fullmatch(header.lowest(value)) and header.parts[value][:-1] == parts[:-1] != ():
        return True
    return is_of_others(parts, header.sought.own) or _AIM_OR_MONTH.search(header.lowest(column)) is not None
