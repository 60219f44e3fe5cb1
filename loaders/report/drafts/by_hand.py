"""An item that an office writes itself, with all its measures in a table → the targets workbook that is loaded."""

from collections.abc import Sequence

from loaders.report.drafts.plan import EXAMPLE, plan_of
from loaders.targets.rows import Record, measure_code, workbook
from metrics import kinds, terms
from metrics.errors import UserError
from store.acts.items import next_number, require_new
from store.engine.store import Store

_TITLE = "事项有误"
_GIVEN = ("kind", "comparator", "calendar")  # what an empty row begins with


def item_workbook(store: Store, year: int, item: Record, measures: Sequence[Record]) -> bytes:
    """The workbook of one item under the next number of its series.

    `item`: series by its code, category, item, lead_unit, condition, item_source. `measures`: a row each with the
    fields of the targets workbook as it writes them, but `plan` in words, and `part_of` by the other measure's name.
    Raises UserError for an item without a title, a lead unit, a source or a measure, or whose title another one has,
    for a row without a name, and for words that say nothing.
    """
    needed = {"item": "事项名称", "lead_unit": "牵头单位", "item_source": "目标出处"}
    if lacking := [heading for name, heading in needed.items() if not item.get(name)]:
        raise UserError(f"请写明{'、'.join(lacking)}。", title=_TITLE)
    require_new(store, year, item["series"], item["item"])
    for place, row in enumerate(measures, 1):
        if not _has_name(row) and any(value not in (None, "") for name, value in row.items() if name not in _GIVEN):
            raise UserError(f"子项表第{place}行没有写子项名称,请填写名称,或者删去这一行。", title=_TITLE)
    written = [row for row in measures if _has_name(row)]
    if not written:
        raise UserError("请在表中至少写一个子项。", title=_TITLE)
    number = next_number(store, year, item["series"])
    codes = {
        row["measure"]: measure_code(store.region, year, item["series"], number, place)
        for place, row in enumerate(written, 1)
    }
    if len(codes) < len(written):
        raise UserError("同一事项的子项名称不能相同。", title=_TITLE)
    shared = {**item, "series": terms.SERIES[item["series"]], "item_no": number, "source": item["item_source"],
              "unit_basis": terms.UNIT_BASES["report"]}  # fmt: skip
    return workbook([shared | _measure(row, place, codes) for place, row in enumerate(written, 1)], f"{year}年新增事项")


def _has_name(row: Record) -> bool:
    return bool((row.get("measure") or "").strip())


def _measure(row: Record, place: int, codes: dict[str, str]) -> Record:
    whole = row.get("part_of")
    if whole and (whole == row["measure"] or whole not in codes):
        raise UserError(f"“{row['measure']}”的所属子项“{whole}”不在表中,请写表中另一个子项的名称。", title=_TITLE)
    found = {**row, "measure_no": place, "part_of": codes[whole] if whole else None}
    if row["kind"] not in {terms.KINDS[kind] for kind in kinds.PACE}:
        if row["kind"] and found.pop("plan", None):
            raise UserError(
                f"“{row['measure']}”的类型是“{row['kind']}”,不按序时进度判定,请清空计划节点。", title=_TITLE
            )
        return found
    plan = plan_of(found.pop("plan", None) or "")
    if plan is None:
        raise UserError(f"“{row['measure']}”的计划节点看不懂,请写成{EXAMPLE},逐月不减,最后到100%。", title=_TITLE)
    return found | plan
