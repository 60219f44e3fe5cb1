"""What is still open in a draft, each with the row that it is about: as long as there is any, nothing is loaded."""

from collections.abc import Iterator
from typing import NamedTuple

from loaders.report.drafts.draft import Draft
from loaders.report.drafts.plan import EXAMPLE
from loaders.report.naming import UnitNames
from loaders.table.layout import layout
from loaders.targets.rows import ADOPTED, LAYOUT, PENDING, REJECTED, UNIT_FIELDS
from metrics import kinds

WAITS, DOUBTED, NO_LEAD, NEW_UNIT, LACKING = "待审核", "存疑", "缺牵头单位", "单位未登记", "内容不全"
_NEEDED = ("measure", "kind", "unit", "calendar", "comparator")


class Open(NamedTuple):
    """One thing to be done. `number`: the row's place; None for the report as a whole."""

    number: int | None
    what: str  # one of the words above
    words: str


def open_things(draft: Draft, units: UnitNames) -> list[Open]:
    """Everything that blocks the load, the report as a whole first."""
    found = list(_of_account(draft))
    for number in draft.by_doubt:
        if draft.decision(number) == REJECTED:
            continue
        if draft.decision(number) == PENDING:
            said = ";".join(draft.rows[number].doubts)
            found.append(Open(number, WAITS, f"还没有审核{f'({said})' if said else ''}"))
        found += lacking(draft, number, units)
    return found


def lacking(draft: Draft, number: int, units: UnitNames) -> list[Open]:
    """What a row lacks to be a target."""
    values = draft.values(number)
    found = [] if values.get("lead_unit") else [Open(number, NO_LEAD, "没有牵头单位,请选择")]
    for name in UNIT_FIELDS:
        if values.get(name) and units.known(values[name]) is None:
            found.append(Open(number, NEW_UNIT, f"单位名录中没有“{values[name]}”,请对应或登记为新单位"))
    for name in _NEEDED:
        if not values.get(name):
            found.append(Open(number, LACKING, f"没有{layout(LAYOUT)[name].heading},请填写"))
    if values.get("plan"):
        found.append(Open(number, LACKING, f"计划节点“{values['plan']}”看不懂,请写成{EXAMPLE},逐月不减,最后到100%"))
    bound = next((kind.bound for kind in kinds.KINDS.values() if kind.word == values.get("kind")), "none")
    if bound in ("lower", "upper") and values.get(bound) is None and not values.get("words"):
        found.append(Open(number, LACKING, f"{values['kind']}没有{layout(LAYOUT)[bound].heading},请填写"))
    return found


def certain(draft: Draft, units: UnitNames) -> list[int]:
    """The rows that wait and of which nothing is doubted or lacking: all of them may be adopted at once."""
    return [
        number for number in draft.numbers(PENDING) if draft.rows[number].is_sure and not lacking(draft, number, units)
    ]


def counts(draft: Draft, units: UnitNames) -> dict[str, list[int]]:
    """The rows by what is open of them, and by decision, each in the order of doubt; a row may stand in several."""
    found: dict[str, list[int]] = {what: [] for what in (WAITS, DOUBTED, NO_LEAD, NEW_UNIT, LACKING, ADOPTED, REJECTED)}
    for number in draft.by_doubt:
        decision = draft.decision(number)
        waits = {WAITS} if draft.rows[number].is_sure else {WAITS, DOUBTED}
        about = waits if decision == PENDING else {decision}
        if decision != REJECTED:
            about |= {one.what for one in lacking(draft, number, units)}
        for what in about:
            found[what].append(number)
    return found


def _of_account(draft: Draft) -> Iterator[Open]:
    if draft.is_account_checked:
        return
    for gap in draft.gaps:
        yield Open(None, LACKING, gap)
    for number in draft.not_understood:
        yield Open(None, LACKING, f"未识别的数字 {number}")
