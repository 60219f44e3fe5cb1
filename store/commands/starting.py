"""The commands that make a place, and tell what there is: start, add-unit, end-unit, remove-alias, regions, years."""

import argparse
import json
from pathlib import Path

from metrics.errors import UserError
from store.acts.rights import at_the_machine
from store.acts.standing import unit_name
from store.acts.units import NewUnit, add_unit, end_unit, remove_alias
from store.commands.command_line import CommandLine, acts, say
from store.engine.engines.places import default_place
from store.engine.lending import lent_store, user_name
from store.engine.opening import opened
from store.engine.records import records
from store.reads.naming import unit_of
from store.reads.places import place, places
from store.years.beginning import NewRegion, check_new, start
from store.years.unit_list import units_in


def add_to(line: CommandLine) -> None:
    """Add the commands."""
    begun = line.command("start", _start, "开始一个地区、一个年度;数据文件不存在的,从空白开始")
    begun.add_argument("--name", default="", help="地区名称,如 示例县;新的地区须写")
    begun.add_argument("--level", default="", help="级别:街道、镇、乡、县、旗、区、市或省;新的地区须写")
    begun.add_argument("--parent", default="", help="上级地区的行政区划代码,默认按代码推定")
    begun.add_argument("--year", type=int, required=True, help="年度,如 2026")
    begun.add_argument("--units", type=Path, metavar="FILE", help="单位名单:.txt、.csv(每行一个,别名在逗号后)或 .xlsx")
    begun.add_argument("--by", default=user_name(), help="经办人")
    unit = line.command("add-unit", _add_unit, "新增单位")
    unit.add_argument("name", help="单位名称")
    unit.add_argument("--alias", action="append", default=[], help="别名,可多个")
    unit.add_argument("--by", default=user_name(), help="经办人")
    ended = acts(line.command("end-unit", _end_unit, "注销误设的单位"))
    ended.add_argument("name", help="单位名称")
    alias = acts(line.command("remove-alias", _remove_alias, "取消误设的单位别名"))
    alias.add_argument("name", help="单位名称")
    alias.add_argument("alias", help="别名")
    line.command("regions", _regions, "列出各地区")
    line.command("years", _years, "列出各地区的年度")


def _start(options: argparse.Namespace) -> int:
    units = units_in(options.units) if options.units else []
    new = NewRegion(options.region or "", options.name, options.level, options.parent)
    check_new(new, options.year, units)
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


def _add_unit(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        new = NewUnit(options.name, tuple(options.alias))
        unit_id = add_unit(store, new, at_the_machine(options.by), store.now())
        whose = place(store)
    facts = {"region": whose.code, "unit_id": unit_id, "name": new.name.strip(), "aliases": list(new.aliases)}
    say(options, facts, f"{whose.short_name}已新增单位 {new.name.strip()}。")
    return 0


def _end_unit(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        unit_id = unit_of(store, options.name)
        name = unit_name(store, unit_id)
        end_unit(store, unit_id, options.reason, at_the_machine(options.by), store.now())
        whose = place(store)
    say(options, {"region": whose.code, "unit_id": unit_id, "name": name}, f"{whose.short_name}已注销单位 {name}。")
    return 0


def _remove_alias(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        unit_id = unit_of(store, options.name)
        name = unit_name(store, unit_id)
        remove_alias(store, unit_id, options.alias, options.reason, at_the_machine(options.by), store.now())
        whose = place(store)
    facts = {"region": whose.code, "unit_id": unit_id, "name": name, "removed": options.alias.strip()}
    say(options, facts, f"{whose.short_name}:{name}的别名{options.alias.strip()}已取消。")
    return 0


def _regions(options: argparse.Namespace) -> int:
    with opened(options.db) as store:
        codes = [row["region_code"] for row in records(store.query("started_regions"))]
        parents = {row["region_code"]: row["parent_code"] for row in records(store.query("places", as_of=store.now()))}
        known, listed = places(store), records(store.query("year_list"))
        units = {code: len(store.query("units", region=code)) for code in codes}
    years = {
        code: [row["year"] for row in listed if row["region_code"] == code and not row["is_dropped"]] for code in codes
    }
    told = [
        {"region": code, "name": known[code].name, "short_name": known[code].short_name,
         "level": known[code].level.word, "parent": parents[code], "years": years[code], "units": units[code]}
        for code in codes if code in known and options.region in (None, code)
    ]  # fmt: skip
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    for row in told:
        own = "、".join(map(str, row["years"]))
        print(row["region"], row["name"], row["level"], own, f"{row['units']}个单位", sep="\t")
    return 0


def _years(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        listed, known = records(store.query("year_list")), places(store)
    told = [
        {"region": row["region_code"], "year": row["year"], "items": row["items"], "is_dropped": row["is_dropped"],
         "state": row["step"] or "in_force", "in_force_from": row["valid_from"] and row["valid_from"].isoformat()}
        for row in listed if options.region in (None, row["region_code"])
    ]  # fmt: skip
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    for row in told:
        name = known[row["region"]].short_name if row["region"] in known else row["region"]
        state = "已移除" if row["is_dropped"] else {"draft": "草案"}.get(row["state"], "")
        state = f"{row['in_force_from']}起执行" if row["in_force_from"] and not row["is_dropped"] else state
        print(name, row["year"], f"{row['items']}项" if row["items"] else "还没有目标", state, sep="\t")
    return 0
