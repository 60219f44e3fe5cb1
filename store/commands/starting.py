"""The commands that make a place, and tell what there is: start, add-unit, end-unit, remove-alias, regions, years."""

import argparse
import datetime as dt
from pathlib import Path

from metrics.errors import UserError
from metrics.sentences.place import Place
from store.acts.rights import Actor, at_the_machine
from store.acts.standing import unit_name
from store.acts.units import NewUnit, add_unit, end_unit, remove_alias
from store.commands.command_line import Answer, CommandLine, arg, lines, say, signed
from store.engine.engines.places import default_place
from store.engine.lending import lent_store
from store.engine.opening import opened
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.naming import unit_of
from store.reads.places import place, places
from store.years.beginning import NewRegion, check_new, start
from store.years.unit_list import units_in


def add_to(line: CommandLine) -> None:
    line.command(
        "start", _start, "开始一个地区、一个年度;数据文件不存在的,从空白开始",
        arg("--name", "地区名称,如 示例县;新的地区须写", default=""),
        arg("--level", "级别:街道、镇、乡、县、旗、区、市或省;不写的按名称的末字", default=""),
        arg("--parent", "上级地区的行政区划代码,默认按代码推定", default=""),
        arg("--year", "年度,如 2026", type=int, required=True),
        arg("--units", "单位名单:.txt、.csv(每行一个,别名在逗号后)或 .xlsx", type=Path, metavar="FILE"), signed(),
    )  # fmt: skip
    name, aliases = arg("name", "单位名称"), arg("--alias", "别名,可多个", action="append", default=[])
    line.act("add-unit", _add_unit, "新增单位", name, aliases, asks_reason=False)
    line.act("end-unit", _end_unit, "注销误设的单位", name)
    line.act("remove-alias", _remove_alias, "取消误设的单位别名", name, arg("alias", "别名"))
    line.command("regions", _regions, "列出各地区")
    line.read("years", _years, "列出各地区的年度")


def _start(options: argparse.Namespace) -> int:
    units = units_in(options.units) if options.units else []
    new = NewRegion(options.region or "", options.name, options.level, options.parent)
    check_new(new, options.year)
    path = options.db or default_place()
    begun = path if lent_store(options.db) is None and isinstance(path, Path) and not path.exists() else None
    try:
        with opened(options.db, is_planted=begun is None) as store:
            start(store, new, options.year, units, at_the_machine(options.by), store.now())
            name = place(store, new.code).short_name
    except UserError:
        if begun:  # nothing has begun, so that the next command finds nothing either
            begun.unlink(missing_ok=True)
        raise
    facts = {"region": new.code, "name": name, "year": options.year, "units": len(units)}
    say(options, facts, f"{name}{options.year}年度已开始,登记单位{len(units)}个;下一步请载入年度目标。")
    return 0


def _add_unit(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    new, whose = NewUnit(options.name, tuple(options.alias)), place(store)
    unit_id = add_unit(store, new, by, at)
    facts = {"region": whose.code, "unit_id": unit_id, "name": new.name.strip(), "aliases": list(new.aliases)}
    return facts, f"{whose.short_name}已新增单位 {new.name.strip()}。"


def _end_unit(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    unit_id, whose = unit_of(store, options.name), place(store)
    name = unit_name(store, unit_id)
    end_unit(store, unit_id, options.reason, by, at)
    return {"region": whose.code, "unit_id": unit_id, "name": name}, f"{whose.short_name}已注销单位 {name}。"


def _remove_alias(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    unit_id, whose, alias = unit_of(store, options.name), place(store), options.alias.strip()
    name = unit_name(store, unit_id)
    remove_alias(store, unit_id, options.alias, options.reason, by, at)
    facts = {"region": whose.code, "unit_id": unit_id, "name": name, "removed": alias}
    return facts, f"{whose.short_name}:{name}的别名{alias}已取消。"


def _regions(options: argparse.Namespace) -> int:
    with opened(options.db) as store:
        codes = [row["region_code"] for row in records(store.query("started_regions"))]
        known, listed = places(store), records(store.query("year_list"))
        units = {code: len(store.query("units", region=code)) for code in codes}
    years = {
        code: [row["year"] for row in listed if row["region_code"] == code and not row["is_dropped"]] for code in codes
    }
    told = [
        {"region": code, "name": known[code].name, "short_name": known[code].short_name,
         "level": known[code].level.word, "parent": known[code].parent_code, "years": years[code], "units": units[code]}
        for code in codes if code in known and options.region in (None, code)
    ]  # fmt: skip
    shown = lines(
        (row["region"], row["name"], row["level"], "、".join(map(str, row["years"])), f"{row['units']}个单位")
        for row in told
    )
    say(options, told, shown)
    return 0


def _years(store: Store, options: argparse.Namespace) -> Answer:
    known = places(store)
    told = [
        {"region": row["region_code"], "year": row["year"], "items": row["items"], "is_dropped": row["is_dropped"],
         "state": row["step"] or "in_force", "in_force_from": row["valid_from"] and row["valid_from"].isoformat()}
        for row in records(store.query("year_list")) if options.region in (None, row["region_code"])
    ]  # fmt: skip
    return told, lines(_year_told(row, known) for row in told)


def _year_told(row: Record, known: dict[str, Place]) -> tuple[object, ...]:
    name = known[row["region"]].short_name if row["region"] in known else row["region"]
    state = "已移除" if row["is_dropped"] else {"draft": "草案"}.get(row["state"], "")
    state = f"{row['in_force_from']}起执行" if row["in_force_from"] and not row["is_dropped"] else state
    return name, row["year"], f"{row['items']}项" if row["items"] else "还没有目标", state
