"""The commands for the words of a place, and for the regions below one: side by side, and under which code."""

import argparse
import datetime as dt

from metrics.errors import UserError
from metrics.periods import month_code, parse_month
from metrics.terms import NO_VALUE
from metrics.typography import CODE_FORM
from metrics.wording import signed_points
from store.above import codes, regions
from store.above.matrix import Matrix, matrix
from store.acts.rights import Actor
from store.acts.settings import PLACE_WORDS, set_place
from store.commands.command_line import AS_OF, MONTH, YEAR, Answer, CommandLine, arg, lines, moment_of, say, year_of
from store.engine.opening import opened
from store.engine.records import Record
from store.engine.store import Store
from store.reads.naming import measure_of
from store.reads.places import place

_SHOWN = {"short_name": "示例县", "office": "示例县人民政府办公室", "letterhead": "督查通报", "mark": "示府办"}


def add_to(line: CommandLine) -> None:
    line.command("above", _above, "同一上级的各地区并列:按期率、共同指标、未报",
                 arg("--above", "上级地区的行政区划代码;只有一个时不需要", metavar="代码"), MONTH, AS_OF)  # fmt: skip
    line.act("set-code", _set_code, "填写子项的指标编码,各地同一编码的并列比较", arg("measure", "子项编码,如 经济1-1"),
             arg("code", f"指标编码:{CODE_FORM};写 - 为取消"), YEAR)  # fmt: skip
    words = (
        arg(f"--{name.replace('_', '-')}", called + (f",如 {_SHOWN[name]}" if name in _SHOWN else ""))
        for name, called in PLACE_WORDS.items()
    )
    line.act("set-place", _set_place, "修改地区名称、印发机关、版头、发文机关代字", *words)


def _set_place(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    words = {name: getattr(options, name) for name in PLACE_WORDS if getattr(options, name) is not None}
    if not words:
        raise UserError("请写明要改的用语,如 --office。", title="参数有误")
    set_place(store, words, options.reason, by, at)
    now = place(store)
    facts = {name: getattr(now, name) for name in PLACE_WORDS}
    told = ";".join(f"{PLACE_WORDS[name]}现为{facts[name] or NO_VALUE}" for name in words)
    return {"region": now.code, **facts}, f"{now.short_name}:{told}。"


_FIELDS = ("region_code", "region", "preset", "rank", "rate_pct", "good", "judged", "change", "behind", "far_behind",
           "longest", "worst", "cells_in", "cells_due", "units_in", "units_due", "owing")  # fmt: skip
_OF_MEASURE = ("measure_id", "measure", "kind", "unit", "basis", "actual", "actual_month", "lower", "upper", "done_pct",
               "margin_points", "status", "months_behind", "apart")  # fmt: skip


def top_of(store: Store, asked: str | None) -> str:
    """The place that is looked down from: the one that is named, else the only one. Raises UserError."""
    tops = regions.named_tops(store)
    if asked is None and len(tops) == 1:
        return next(iter(tops))
    if asked not in tops:
        have = f",可选:{regions.listed(tops)}" if tops else ":没有两个以上地区属于同一上级"
        raise UserError(f"请写明上级地区的代码(--above){have}。", title="地区有误")
    return asked


def _above(options: argparse.Namespace) -> int:
    month, as_of = parse_month(options.month), moment_of(options)
    with opened(options.db) as store:
        found = matrix(store, top_of(store, options.above), month, month.year, as_of)
    say(options, [_plain(found, row) for row in found.every], lines(_told(found, row) for row in found.every))
    return 0


def _told(found: Matrix, row: Record) -> tuple[str, ...]:
    place = "不同标准" if row["rule"] != found.rule else "—" if row["rank"] is None else str(row["rank"])
    rate = row["rate"] if row["is_thin"] else f"{row['rate']}({row['rate_text']}项)"
    behind = "滞后—" if row["behind_total"] is None else f"滞后{row['behind_total']}项"
    owed = f"未报{row['units_missing']}/{row['units_due']}家"
    return place, row["region"], rate, signed_points(row["change"]), behind, owed


def _plain(found: Matrix, row: Record) -> Record:
    cells = {code: cell for code, cell in row["cells"].items() if cell is not None}
    measures = {code: {name: cell[name] for name in _OF_MEASURE} for code, cell in cells.items()}
    for told in measures.values():
        told["actual_month"] = told["actual_month"] and month_code(told["actual_month"])
    return {**{name: row[name] for name in _FIELDS}, "is_compared": row["rule"] == found.rule, "measures": measures}


def _set_code(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    code = "" if options.code == "-" else options.code
    measure_id = measure_of(store, options.measure, year_of(store, options, options.measure))
    codes.set_code(store, measure_id, code, options.reason, by, at)
    shown = code.strip().upper()
    return {"measure_id": measure_id, "common_code": shown or None}, f"{options.measure}的指标编码现为{shown or '空'}。"
