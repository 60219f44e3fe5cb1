"""各单位所涉: a row for each unit that is asked for something, with the numbers under which it finds its own lines."""

from collections import Counter
from itertools import zip_longest

from briefing.material import Material
from briefing.notice.annexes.behind import groups
from briefing.notice.paper.table import Cell, Row, Table, Words, cell, heading
from metrics import terms

_WIDE_MM, _MOST = 225.0, 18  # of the table; rows that the annex's first page has room for: more stand side by side
_NAME_MM, _COUNT_MM = (40.0, 26.5), (26.0, 15.4)  # of a column, alone and side by side
_SIDES_MM, _SIGN_MM, _DIGIT = 0.5, 3.7, 0.64  # a Chinese character, and a digit's share of it where Times is missing


def unit_table(material: Material) -> Table:
    """Units in the order of how much is behind or owed, each with counts and the numbers of its lines in the list."""
    found = groups(material)
    counts = [Counter(group.rows["lead_unit"]) for group in found]
    owing = Counter(material.owing["supplier_unit"])
    numbers: dict[str, list[str]] = {}
    listed = [unit for group in found for unit in group.rows["lead_unit"]]
    for number, unit in enumerate(listed, 1):
        numbers.setdefault(unit, []).append(str(number))
    names = dict.fromkeys([*listed, *owing])
    order = sorted(names, key=lambda unit: (-len(numbers.get(unit, ())), -owing[unit]))
    words = ("涉及单位", *(group.word for group in found), "应报未报", "在下表中的序号")
    beside = 1 + (len(order) > _MOST)
    fixed = [_NAME_MM[beside - 1], *[_COUNT_MM[beside - 1]] * (len(words) - 2)]
    wide = _WIDE_MM / beside - sum(fixed)
    rows = [
        (
            cell(unit, "center"),
            *(cell(str(count[unit]), "center") for count in (*counts, owing)),
            _numbers(numbers.get(unit, [terms.NO_VALUE]), (wide - _SIDES_MM) / _SIGN_MM),
        )
        for unit in order
    ]
    lines = zip_longest(*(rows[place::beside] for place in range(beside)), fillvalue=(cell(""),) * len(words))
    body = (Row(tuple(one for part in line for one in part)) for line in lines)
    return Table((*fixed, wide) * beside, (heading(words * beside), *body))


def _numbers(found: list[str], room: float) -> Cell:
    """The numbers in lines of so many characters, which end behind a number: LibreOffice breaks such text anywhere."""
    lines = [found[:1]]
    for number in found[1:]:
        if sum(1 + _DIGIT * len(one) for one in (*lines[-1], number)) > room:
            lines.append([])
        lines[-1].append(number)
    texts = ["、".join(line) for line in lines]
    return Cell((*(Words(f"{text}、") for text in texts[:-1]), Words(texts[-1])), "center")
