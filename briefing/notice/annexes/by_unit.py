"""各单位所涉: a row for each unit that is asked for something, with the numbers under which it finds its own lines."""

from collections import Counter
from itertools import zip_longest

from briefing.material import Material
from briefing.notice.annexes.behind import groups
from briefing.notice.paper.table import Row, Table, cell, heading
from metrics import terms

_WIDE_MM, _MOST = 225.0, 18  # of the table; rows that the annex's first page has room for: more stand side by side
_NAME_MM, _COUNT_MM = (40.0, 28.0), (26.0, 16.0)  # of a column, alone and side by side


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
    rows = [
        (unit, *(str(count[unit]) for count in (*counts, owing)), "、".join(numbers.get(unit, ())) or terms.NO_VALUE)
        for unit in order
    ]
    words = ("涉及单位", *(group.word for group in found), "应报未报", "在下表中的序号")
    beside = 1 + (len(rows) > _MOST)
    high = max(1, -(-len(rows) // beside))
    parts = (rows[start : start + high] for start in range(0, len(rows), high))
    lines = zip_longest(*parts, fillvalue=("",) * len(words))
    fixed = [_NAME_MM[beside - 1], *[_COUNT_MM[beside - 1]] * (len(words) - 2)]
    widths = [*fixed, _WIDE_MM / beside - sum(fixed)] * beside
    body = (Row(tuple(cell(text, "center") for part in line for text in part)) for line in lines)
    return Table(tuple(widths), (heading(words * beside), *body))
