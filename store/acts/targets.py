"""A target changed from a month on, and a base put right: new rows, the earlier ones stay and stay visible."""

import datetime as dt
from collections.abc import Mapping

from metrics import bounds, kinds, lengths, wording
from metrics.errors import UserError
from metrics.periods import month_name
from metrics.rows import StepRow
from metrics.sentences.status import target_text
from store.acts import standing as versions
from store.acts.act import Act, acting
from store.acts.rights import Actor
from store.engine.records import Record
from store.engine.store import Store
from store.reads.naming import measure_name

_ADJUSTED = ";"
_WITHOUT_NUMBER = {
    "reference": "参考数据没有目标,不能调整。",
    "relative": "相对目标以另一指标为参照,没有数值可以调整。",
    "milestone": "形象进度的目标固定为100%,请调整序时进度,或取消事项。",
}


def change_target(
    store: Store, measure_id: str, valid_from: dt.date, reason: str, by: Actor, at: dt.datetime, *,
    lower: float | None = None, upper: float | None = None, approval: str = "", is_checked: bool = False,
) -> None:  # fmt: skip
    """A measure's target from a month on; months before keep the old one. A bound that is not given stays.

    `approval`: what it was approved by, which is then its source. Raises UserError for a value that cannot be a target,
    and unless `is_checked` for one that is far from the old one: most often the unit of measure was mistaken.
    """
    with acting(store, by, "change", at, reason) as act:
        named = versions.measure(act.transaction, measure_id)
        versions.check_month(named, valid_from)
        if named["kind"] in _WITHOUT_NUMBER:
            raise UserError(_WITHOUT_NUMBER[named["kind"]], title="目标有误")
        approval = approval.strip()
        if len(approval) > lengths.SOURCE:
            raise UserError(f"批准依据不能超过{lengths.SOURCE}个字,请写得简短一些。", title="批准依据过长")
        standing = versions.targets(act.transaction, measure_id, named["year"])
        old = standing.get(valid_from.month)
        if old is None:
            raise UserError(f"该子项在{month_name(valid_from)}还没有目标。", title="目标有误")
        new: StepRow = {
            **old, "lower": old["lower"] if lower is None else lower, "upper": old["upper"] if upper is None else upper,
            "target_words": None,
        }  # fmt: skip
        _check(named, new)
        if (new["lower"], new["upper"]) == (old["lower"], old["upper"]):
            raise UserError("新目标与现行目标相同,没有调整。", title="目标未调整")
        if not is_checked:
            _check_step(named, old, new)
        source = approval or _adjusted(old["source"], valid_from)
        versions.record_anew(act, "target", [new], valid_from=valid_from, approval=approval or None, source=source)
        thing = f"{measure_name(named)},{month_name(valid_from)}起"
        after = target_text(new) + (f"({approval})" if approval else "")
        act.record("调整年度目标", thing, target_text(old), after)


def _adjusted(source: str | None, valid_from: dt.date) -> str:
    """Where a target comes from that was changed without an approval: the first one's source, and since when."""
    first = (source or "").partition(_ADJUSTED)[0]
    return f"{first}{_ADJUSTED if first else ''}{month_name(valid_from)}起调整"


def change_base(store: Store, measure_id: str, base: float, reason: str, by: Actor, at: dt.datetime) -> None:
    """The base of a stock (last year's end), for the whole year; each target of the year is recorded anew with it."""
    change_bases(store, {measure_id: base}, reason, by, at)


def change_bases(store: Store, bases: Mapping[str, float], reason: str, by: Actor, at: dt.datetime) -> None:
    """`change_base` of several measures, all or none."""
    with acting(store, by, "change", at, reason) as act:
        for measure_id, base in bases.items():
            _change_base(act, measure_id, base)


def _change_base(act: Act, measure_id: str, base: float) -> None:
    named = versions.measure(act.transaction, measure_id)
    if named["kind"] != "stock":
        raise UserError("只有年末数有上年末基数,其他子项没有基数。", title="基数有误")
    standing = versions.targets(act.transaction, measure_id, named["year"])
    first = {row["valid_from"]: row for row in standing.values()}
    if not first:
        raise UserError("该子项还没有目标。", title="基数有误")
    for row in first.values():
        _check(named, {**row, "base": base})
    old = next(iter(first.values()))["base"]
    if old == base:
        raise UserError("新基数与现行基数相同,没有调整。", title="基数未调整")
    act.append(
        "target",
        [
            {**versions.only(row, versions.TARGET), "words": row["target_words"], "base": base,
             "reason": act.reason, "approval": row["approval"]}
            for row in first.values()
        ],
    )  # fmt: skip
    unit = named["unit"]
    before = None if old is None else wording.figure(old, unit)
    act.record("调整上年末基数", measure_name(named), before, wording.figure(base, unit))


def _check_step(named: Record, old: StepRow, new: StepRow) -> None:
    """Raises UserError for a bound that is ten times another, or in percent 50 points from it."""
    unit = named["unit"]
    for name in ("lower", "upper"):
        before, after = old[name], new[name]
        if before is None or after is None:
            continue
        is_far = abs(after - before) > 50 if unit == "%" else max(after, before) >= 10 * min(after, before)
        if is_far and after != before:
            raise UserError(
                f"新目标{wording.figure(after, unit)}与现行目标{wording.figure(before, unit)}相差很大,请核对计量单位;"
                "确认无误的,请勾选“已核对数值”(命令加 --checked)。", title="请核对目标",
            )  # fmt: skip


def _check(named: Record, target: StepRow) -> None:
    """Raises UserError for bounds and a base that no figure could be judged by."""
    kind, unit, lower, upper, base = (named["kind"], named["unit"], target["lower"], target["upper"], target["base"])
    bounds.require({"目标下限": lower, "目标上限": upper, "上年末基数": base}, "目标有误")
    bound = kinds.KINDS[kind].bound_of(lower, upper)
    if bound is None:
        raise UserError(f"请写明目标{'上限' if kind == 'ceiling' else '数'}。", title="目标有误")
    if kind in kinds.AMOUNTS and bound <= 0:
        raise UserError("目标须大于0;不再考核的请取消事项。", title="目标有误")
    if base is not None and base < 0:
        raise UserError("上年末基数不能小于0。", title="基数有误")
    if kind == "stock" and base is not None and bound <= base:
        raise UserError(
            f"年末目标{wording.figure(bound, unit)}须大于上年末基数{wording.figure(base, unit)}。", title="目标有误"
        )
    least = -100 if kind == "ceiling" else 0  # below zero it is a fall
    if kind in kinds.SHARES and unit == "%" and not least <= bound <= 100:
        raise UserError(f"比率目标须在{least}至100%之间。".replace("-", "−"), title="目标有误")
    if kind == "growth" and abs(bound) > 100:
        raise UserError("增速目标须在−100%至100%之间,按百分数填写,如 6.5。", title="目标有误")
    if lower is not None and upper is not None and lower > upper:
        raise UserError("目标下限不能高于上限。", title="目标有误")
