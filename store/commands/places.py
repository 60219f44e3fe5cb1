"""The commands for the words of a place, and for the regions below one: side by side, and under which code."""

import argparse

from metrics.errors import UserError
from metrics.periods import month_code, parse_moment, parse_month
from metrics.terms import NO_VALUE
from metrics.typography import CODE_FORM
from metrics.wording import signed_points
from store.above import codes, regions
from store.above.matrix import Matrix, matrix
from store.acts.rights import at_the_machine
from store.acts.settings import PLACE_WORDS, set_place
from store.commands.command_line import CommandLine, acts, print_json, say
from store.engine.opening import opened
from store.engine.records import Record
from store.engine.store import Store
from store.reads.naming import measure_of, year_in
from store.reads.places import place
from store.reads.view import LATEST, clear_year

_SHOWN = {"short_name": "示例县", "office": "示例县人民政府办公室", "letterhead": "督查通报", "mark": "示府办"}


def add_to(line: CommandLine) -> None:
    """Add the commands."""
    _add_above(line)
    added = acts(line.command("set-place", _set_place, "修改地区名称、印发机关、版头、发文机关代字"))
    for name, called in PLACE_WORDS.items():
        shown = f",如 {_SHOWN[name]}" if name in _SHOWN else ""
        added.add_argument(f"--{name.replace('_', '-')}", help=f"{called}{shown}")


def _set_place(options: argparse.Namespace) -> int:
    words = {name: getattr(options, name) for name in PLACE_WORDS if getattr(options, name) is not None}
    if not words:
        raise UserError("请写明要改的用语,如 --office。", title="参数有误")
    with opened(options.db, options.region) as store:
        set_place(store, words, options.reason, at_the_machine(options.by), store.now())
        now = place(store)
    facts = {name: getattr(now, name) for name in PLACE_WORDS}
    told = ";".join(f"{PLACE_WORDS[name]}现为{facts[name] or NO_VALUE}" for name in words)
    say(options, {"region": now.code, **facts}, f"{now.short_name}:{told}。")
    return 0


_FIELDS = ("region_code", "region", "preset", "rank", "rate_pct", "good", "judged", "change", "behind", "far_behind",
           "longest", "worst", "cells_in", "cells_due", "units_in", "units_due", "owing")  # fmt: skip
_OF_MEASURE = ("measure_id", "measure", "kind", "unit", "basis", "actual", "actual_month", "lower", "upper", "done_pct",
               "margin_points", "status", "months_behind", "apart")  # fmt: skip


def _add_above(line: CommandLine) -> None:
    listed = line.command("above", _above, "同一上级的各地区并列:按期率、共同指标、未报")
    listed.add_argument("--above", metavar="代码", help="上级地区的行政区划代码;只有一个时不需要")
    listed.add_argument("--month", required=True, help="月份,如 2023-09")
    listed.add_argument("--as-of", help="按某一时刻所知的数据,如 2023-10-12T09:00")
    code = acts(line.command("set-code", _set_code, "填写子项的指标编码,各地同一编码的并列比较"))
    code.add_argument("measure", help="子项编码,如 经济1-1")
    code.add_argument("code", help=f"指标编码:{CODE_FORM};写 - 为取消")
    code.add_argument("--year", type=int, help="年度;只有一个年度或写全编码时不需要")


def top_of(store: Store, asked: str | None) -> str:
    """The place that is looked down from: the one that is named, else the only one. Raises UserError."""
    tops = regions.tops(store)
    if asked is None and len(tops) == 1:
        return tops[0]
    if asked not in tops:
        have = f",可选:{'、'.join(tops)}" if tops else ":没有两个以上地区属于同一上级"
        raise UserError(f"请写明上级地区的代码(--above){have}。", title="地区有误")
    return asked


def _above(options: argparse.Namespace) -> int:
    month, as_of = parse_month(options.month), parse_moment(options.as_of) if options.as_of else LATEST
    with opened(options.db) as store:
        found = matrix(store, top_of(store, options.above), month, month.year, as_of)
    if options.json:
        print_json([_plain(found, row) for row in found.every])
        return 0
    for row in found.every:
        place = "不同标准" if row["rule"] != found.rule else "—" if row["rank"] is None else str(row["rank"])
        told = row["rate"] if row["is_thin"] else f"{row['rate']}({row['rate_text']}项)"
        owed = f"未报{row['units_missing']}/{row['units_due']}家"
        behind = "滞后—" if row["behind_total"] is None else f"滞后{row['behind_total']}项"
        print(place, row["region"], told, signed_points(row["change"]), behind, owed, sep="\t")
    return 0


def _plain(found: Matrix, row: Record) -> Record:
    cells = {code: cell for code, cell in row["cells"].items() if cell is not None}
    measures = {code: {name: cell[name] for name in _OF_MEASURE} for code, cell in cells.items()}
    for told in measures.values():
        told["actual_month"] = told["actual_month"] and month_code(told["actual_month"])
    return {**{name: row[name] for name in _FIELDS}, "is_compared": row["rule"] == found.rule, "measures": measures}


def _set_code(options: argparse.Namespace) -> int:
    code = "" if options.code == "-" else options.code
    with opened(options.db, options.region) as store:
        year = year_in(options.measure) or clear_year(store, options.year)
        measure_id = measure_of(store, options.measure, year)
        codes.set_code(store, measure_id, code, options.reason, at_the_machine(options.by), store.now())
    told = f"{options.measure}的指标编码现为{code.strip().upper() or '空'}。"
    say(options, {"measure_id": measure_id, "common_code": code.strip().upper() or None}, told)
    return 0
