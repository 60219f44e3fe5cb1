"""The commands for official words, and for what was changed: rule, end-rule, trigger, rulings, audit."""

import argparse
import datetime as dt

from metrics.periods import month_code, month_name, parse_month
from store.acts.review import rulings
from store.acts.rights import Actor
from store.commands.command_line import Answer, CommandLine, a_number, a_year, arg, lines, moment_of
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads import audit as audits
from store.reads.naming import item_of, measure_name, measure_of
from store.reads.rulings import ruling_rows, words


def add_to(line: CommandLine) -> None:
    span = (arg("--from", "自哪个月起,如 2023-09", dest="valid_from", required=True),
            arg("--until", "最后适用的月份;不写为年末"))  # fmt: skip
    status = arg("status", "done、ahead、on_track、behind、far_behind、undecided 或 not_due")
    line.act("rule", _rule, "人工认定一个子项的状态", arg("measure", "子项编码,如 民生8 或 民生8-2"), status, *span)
    line.act("end-rule", _end, "结束人工认定或条件触发", arg("number", "认定编号,见 rulings", type=a_number),
             arg("--until", "最后适用的月份,如 2023-10;不写为自始撤销"))  # fmt: skip
    line.act("trigger", _trigger, "事项的适用条件已触发", arg("item", "事项编码,如 民生8"), *span)
    line.read("rulings", _rulings, "人工认定与条件触发", arg("--year", "年度", type=a_year, required=True))
    line.read("audit", _audit, "操作记录:何人何时把什么由什么改为什么",
              arg("--as-of", "截至某一时刻,如 2023-10-12T09:00"))  # fmt: skip


def _rule(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    since = parse_month(options.valid_from)
    measure_id = measure_of(store, options.measure, since.year)
    number = rulings.rule(store, measure_id, options.status, since, _until(options), options.reason, by, at)
    return {"ruling": number}, f"已认定,认定编号{number}。"


def _end(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    until = _until(options)
    rulings.end_ruling(store, options.number, options.reason, by, at, until)
    said = f"适用至{month_name(until)}" if until else "已撤销"
    return {"ruling": options.number}, f"第{options.number}号认定{said}。"


def _trigger(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    since = parse_month(options.valid_from)
    item_id = item_of(store, options.item, since.year)
    numbers = rulings.trigger(store, item_id, since, options.reason, by, at, _until(options))
    return {"rulings": numbers}, f"{options.item}的条件自{month_name(since)}起触发。"


def _rulings(store: Store, options: argparse.Namespace) -> Answer:
    rows = records(ruling_rows(store, options.year))
    told = lines((row["ruling_id"], measure_name(row), words(row), row["ruled_by"], row["reason"]) for row in rows)
    return [_ruling_json(row) for row in rows], told


def _ruling_json(row: Record) -> Record:
    return {
        "ruling": row["ruling_id"], "measure_id": row["measure_id"], "sort": row["kind"], "status": row["status"],
        "from": month_code(row["valid_from"]), "until": month_code(row["valid_until"]) if row["valid_until"] else None,
        "reason": row["reason"], "by": row["ruled_by"], "is_ended": row["is_ended"],
    }  # fmt: skip


def _audit(store: Store, options: argparse.Namespace) -> Answer:
    rows = records(audits.audit_rows(store, moment_of(options)))
    told = lines(
        (row["done_text"], row["done_by"], row["act"], row["object"],
         " → ".join(row[name] or "—" for name in ("before", "after")), row["reason"] or "")
        for row in rows
    )  # fmt: skip
    return [{**row, "done_at": row["done_at"].isoformat()} for row in rows], told


def _until(options: argparse.Namespace) -> dt.date | None:
    return parse_month(options.until) if options.until else None
