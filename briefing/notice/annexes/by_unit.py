"""各单位所涉: a row for each unit that is asked for something, with the numbers under which it finds its own lines."""

from collections import Counter

from briefing.material import Material
from briefing.notice.annexes.behind import groups
from briefing.notice.paper.table import Row, Table, cell, heading
from metrics import terms

_WIDTHS_MM = (40.0, 26.0, 26.0, 26.0, 107.0)


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
    rows = (
        (unit, *(str(count[unit]) for count in (*counts, owing)), "、".join(numbers.get(unit, ())) or terms.NO_VALUE)
        for unit in order
    )
    widths = (_WIDTHS_MM[0], *(_WIDTHS_MM[1] for _ in counts), _WIDTHS_MM[3], _WIDTHS_MM[4])
    words = ("涉及单位", *(group.word for group in found), "应报未报", "在下表中的序号")
    return Table(widths, (heading(words), *(Row(tuple(cell(text, "center") for text in row)) for row in rows)))
