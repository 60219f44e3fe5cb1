"""The commands for what people change: targets, bases, plans, units, leaders, items, thresholds, the preset."""

import argparse
import datetime as dt
from collections.abc import Callable
from functools import partial

from metrics.errors import UserError
from metrics.periods import parse_month
from metrics.sentences.plan_words import parse_points
from store.acts import items, plans, settings, targets, units
from store.acts.items import NewItem
from store.acts.rights import Actor
from store.acts.settings import Threshold
from store.commands.command_line import YEAR, Answer, Argument, CommandLine, arg, year_of
from store.engine.records import Record
from store.engine.store import Store
from store.reads import audit
from store.reads.last_year import last_year_points
from store.reads.naming import item_of, measure_of, unit_of
from store.years.links import plan_proposals

_EVERY = "all"

Change = Callable[[Store, argparse.Namespace, Actor, dt.datetime], Record]


def add_to(line: CommandLine) -> None:
    measure, item = arg("measure", "子项编码"), arg("item", "事项编码,如 民生8")
    _add(
        line, "change-target", _target, "年中调整目标,自某月起执行", arg("measure", "子项编码,如 民生8 或 民生8-2"),
        arg("--from", "自哪个月起,如 2023-08", dest="valid_from", required=True),
        arg("--lower", "新目标(下限)", type=float), arg("--upper", "新目标(上限)", type=float),
        arg("--approval", "批准依据", default=""),
        arg("--checked", "与现行目标相差很大,已核对无误", action="store_true"),
    )  # fmt: skip
    _add(line, "change-base", _base, "更正上年末基数", measure, arg("base", "上年末基数", type=float))
    _add(
        line, "change-plan", _plan, "调整序时进度",
        arg("measure", f"子项编码;{_EVERY} 为所有按月均分的关联子项,与 last_year 同用"),
        arg("kind", "linear、by_month、nodes 或 last_year"),
        arg("--points", "如 4=20,9=70,12=100;或写12个数;last_year 不写的取关联的上年各月", default=""),
    )  # fmt: skip
    unit = _add(line, "change-unit", _unit, "调整牵头、数据提供单位,单位更名,增加别名",
                arg("thing", "事项或子项编码(与 --lead、--supplier 同用),或单位(与 --name、--alias 同用)"))  # fmt: skip
    which = unit.add_mutually_exclusive_group(required=True)
    which.add_argument("--lead", metavar="单位", help="新牵头单位")
    which.add_argument("--supplier", metavar="单位", help="新数据提供单位")
    which.add_argument("--name", help="单位新名称")
    which.add_argument("--alias", help="单位别名")
    unit.add_argument("--proposed", action="store_true", help="牵头单位仍为拟定")
    _add(line, "change-leader", _leader, "调整分管领导", arg("items", "事项编码,可多个", nargs="+"),
         arg("--leader", "分管领导;空为不填", required=True))  # fmt: skip
    _add(line, "cancel", partial(_of_item, act=items.cancel_item), "取消事项", item)
    _add(line, "uncancel", partial(_of_item, act=items.restore_item), "恢复已取消的事项", item)
    _add(
        line, "add-item", _item, "新增事项", arg("title", "名称"),
        *(arg(name, told, required=True) for name, told in (
            ("--series", "indicator、task 或 livelihood"), ("--category", "类别"), ("--lead", "牵头单位"),
            ("--source", "出处"), ("--measure", "子项名称"), ("--kind", "种类,如 quantity"), ("--unit", "计量单位"),
        )),
        arg("--target", "目标", type=float, required=True), arg("--base", "上年末基数", type=float),
        arg("--calendar", "日历,默认 monthly", default="monthly"),
    )  # fmt: skip
    _add(
        line, "change-threshold", _threshold, "调整判定界线", arg("preset", "判定标准"), arg("kind", "种类"),
        arg("unit_group", "any、%% 或 other"), arg("--ahead-at", "达到此数为“超”;不写则不设", type=float),
        arg("--on-track-at", "达到此数为“达”", type=float, required=True),
        arg("--far-behind-below", "低于此数为“滞”", type=float, required=True),
    )  # fmt: skip
    _add(line, "show-outlook", _outlook, "显示或不显示年底预计",
         arg("shown", "on 显示,off 不显示", choices=["on", "off"]))  # fmt: skip
    _add(line, "home-year", _home, "首页打开哪个年度",
         arg("rule", "reported 有报送后才换,calendar 按日历", choices=list(settings.HOME_RULES)))  # fmt: skip
    _add(line, "use-preset", _preset, "更换判定标准", arg("preset", "standard 或 lights"))


def _add(line: CommandLine, name: str, change: Change, summary: str, *arguments: Argument) -> argparse.ArgumentParser:
    """A change whose words are those of the audit."""

    def changed(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
        return change(store, options, by, at), audit.last_words(store)

    return line.act(name, changed, summary, YEAR, *arguments)


def _target(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Record:
    month = parse_month(options.valid_from)
    if options.lower is None and options.upper is None:
        raise UserError("请用 --lower 或 --upper 写明新目标。", title="参数有误")
    measure_id = measure_of(store, options.measure, month.year)
    targets.change_target(
        store, measure_id, month, options.reason, by, at,
        lower=options.lower, upper=options.upper, approval=options.approval, is_checked=options.checked,
    )  # fmt: skip
    return {"measure_id": measure_id}


def _base(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Record:
    measure_id = measure_of(store, options.measure, year_of(store, options, options.measure))
    targets.change_base(store, measure_id, options.base, options.reason, by, at)
    return {"measure_id": measure_id}


def _plan(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Record:
    year = year_of(store, options, options.measure)
    if options.measure == _EVERY:
        return _last_year_plans(store, options, by, at, year)
    measure_id = measure_of(store, options.measure, year)
    points = parse_points(options.points)
    if options.kind == "last_year" and not points:
        points = last_year_points(store, year).get(measure_id, [])
    plans.change_plan(store, measure_id, options.kind, points, options.reason, by, at)
    return {"measure_id": measure_id}


def _last_year_plans(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime, year: int) -> Record:
    """Last year's months for all that are linked and planned evenly so far."""
    found = {row["measure_id"]: points for row, points in plan_proposals(store, year) if row["plan_kind"] == "linear"}
    if options.kind != "last_year" or options.points:
        raise UserError(f"{_EVERY} 只能与 last_year 同用,不写 --points。", title="参数有误")
    if not found:
        raise UserError(f"{year}年没有按月均分、可采用上年各月进度的关联子项。", title="没有调整")
    plans.change_plans(store, found, "last_year", options.reason, by, at)
    return {"measure_ids": list(found)}


def _unit(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Record:
    if options.lead is not None:
        item_id = item_of(store, options.thing, year_of(store, options, options.thing))
        lead = unit_of(store, options.lead)
        units.change_lead(store, item_id, lead, options.reason, by, at, is_proposed=options.proposed)
        return {"item_id": item_id}
    if options.supplier is not None:
        measure_id = measure_of(store, options.thing, year_of(store, options, options.thing))
        supplier = unit_of(store, options.supplier)
        units.change_supplier(store, measure_id, supplier, options.reason, by, at)
        return {"measure_id": measure_id}
    unit_id = unit_of(store, options.thing)
    if options.name is not None:
        units.rename_unit(store, unit_id, options.name, options.reason, by, at)
    else:
        units.add_alias(store, unit_id, options.alias, options.reason, by, at)
    return {"unit_id": unit_id}


def _leader(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Record:
    ids = [item_of(store, text, year_of(store, options, text)) for text in options.items]
    units.change_leader(store, ids, options.leader, options.reason, by, at)
    return {"item_ids": ids}


def _of_item(
    store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime, *, act: Callable[..., None]
) -> Record:
    item_id = item_of(store, options.item, year_of(store, options, options.item))
    act(store, item_id, options.reason, by, at)
    return {"item_id": item_id}


def _item(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Record:
    new = NewItem(
        year_of(store, options), options.series, options.category, options.title, unit_of(store, options.lead),
        options.source, options.measure, options.kind, options.unit, options.target, options.base,
        calendar=options.calendar,
    )  # fmt: skip
    return {"item_id": items.add_item(store, new, options.reason, by, at)}


def _threshold(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Record:
    new = Threshold(
        options.preset, options.kind, options.unit_group, options.ahead_at, options.on_track_at,
        options.far_behind_below,
    )  # fmt: skip
    settings.change_threshold(store, new, options.reason, by, at)
    return vars(new)


def _outlook(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Record:
    settings.show_outlook(store, options.shown == "on", options.reason, by, at)
    return {"outlook": options.shown}


def _home(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Record:
    settings.choose_home(store, options.rule, options.reason, by, at)
    return {"home": options.rule}


def _preset(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Record:
    settings.use_preset(store, options.preset, options.reason, by, at)
    return {"preset": options.preset}
