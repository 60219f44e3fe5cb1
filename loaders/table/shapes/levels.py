"""Which of several levels of names is the measure, and which its item: 一级指标, 二级指标."""

from dataclasses import replace

from loaders.table.headings.header import Header
from loaders.table.headings.names import LEVEL

_DIGITS = "一二三四五"


def by_level(header: Header) -> Header:
    """The header where levels of names stand side by side: the lowest is the measure, the one above it the item.

    | 一级指标 | 二级指标 | 三级指标 |   the third is the measure, the second its item
    """
    levels = {
        column: _DIGITS.find(found[1]) + 1 or int(found[1])
        for column in header.meanings
        if (found := LEVEL.search(header.heading(column))) and column not in header.answered
    }
    others = {meant.field for column, meant in header.meanings.items() if column not in levels}
    free = [name for name in ("measure", "item") if name not in others]
    if not levels or not free:
        return header
    meanings = dict(header.meanings)
    for place, column in enumerate(sorted(levels, key=lambda one: -levels[one])):
        if place < len(free):
            meanings[column] = replace(meanings[column], field=free[place])
        else:
            del meanings[column]
    return replace(header, meanings=meanings)
