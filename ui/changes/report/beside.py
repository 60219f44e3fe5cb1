"""What stands beside a proposed row: where it was read, why it is doubted, its sentence, last year's measure."""

from loaders.report.drafts.draft import Draft, Row
from loaders.report.drafts.standing import lacking
from loaders.report.naming import UnitNames
from metrics import wording
from ui import errors

_BEFORE, _AFTER = 24, 22  # characters of a sentence around its figure
_OFFERED = {
    "measure": "名称", "kind": "类型", "calendar": "报送频率", "lead_unit": "牵头单位", "supplier": "数据单位",
    "base": "基数", "plan_kind": "序时进度",
}  # fmt: skip


def told(draft: Draft, number: int, units: UnitNames) -> str:
    """What is beside a row: where it stands, why it is doubted, its sentence, last year's."""
    row = draft.rows[number]
    open_ones = list(dict.fromkeys(one.what for one in lacking(draft, number, units)))
    head = f"**{errors.plain(row.code)}** :gray[{errors.plain(row.place)}]"
    if said := ";".join([*row.doubts, *open_ones]):
        head += f" :orange[{errors.plain(said)}]"
    last = f"  \n:gray[{errors.plain(_beside(row))}]" if row.last_year else ""
    return f"{head}  \n{sentence(row)}{last}"


def _beside(row: Row) -> str:
    """Last year's measure, what was filled in from it, and what else it offers."""
    taken = [heading for name, heading in _OFFERED.items() if name in row.proposed and name != "calendar"]
    offers = [f"{heading}{_offer(name, row.offers[name])}" for name, heading in _OFFERED.items() if name in row.offers]
    said = [f"{'、'.join(taken)}同上年"] if taken else []
    said += [f"可取{'、'.join(offers)}"] if offers else []
    return f"上年:{row.last_year}" + (f"({';'.join(said)})" if said else "")


def _offer(name: str, value: object) -> str:
    if name == "plan_kind":
        return ""
    return wording.number(value) if isinstance(value, float) else f"“{value}”"


def sentence(row: Row) -> str:
    """The words around a row's figure as Markdown, the figure marked."""
    start, end = row.span
    before, figure, after = row.sentence[:start], row.sentence[start:end], row.sentence[end:]
    before = before if len(before) <= _BEFORE else f"…{before[-_BEFORE:]}"
    after = after if len(after) <= _AFTER else f"{after[:_AFTER]}…"
    marked = f":orange-background[{_line(figure)}]" if figure.strip() else ""
    return f"{_line(before)}{marked}{_line(after)}"


def _line(text: str) -> str:
    return errors.plain(" ".join(text.split()))
