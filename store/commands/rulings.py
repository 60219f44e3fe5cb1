"""The commands for official words, and for what was changed: rule, end-rule, trigger, rulings, audit."""

import argparse
import datetime as dt
import json

from metrics.periods import month_code, month_name, parse_moment, parse_month
from store.acts.review import rulings
from store.acts.rights import at_the_machine
from store.commands.command_line import CommandLine, acts, say
from store.engine.opening import opened
from store.engine.records import Record, records
from store.reads import audit as audits
from store.reads.naming import item_of, measure_name, measure_of
from store.reads.rulings import ruling_rows, words
from store.reads.view import LATEST


def add_to(line: CommandLine) -> None:
    """Add the commands."""
    rule = acts(line.command("rule", _rule, "人工认定一个子项的状态"))
    rule.add_argument("measure", help="子项编码,如 民生8 或 民生8-2")
    rule.add_argument("status", help="done、ahead、on_track、behind、far_behind、undecided 或 not_due")
    end = acts(line.command("end-rule", _end, "结束人工认定或条件触发"))
    end.add_argument("number", type=int, help="认定编号,见 rulings")
    end.add_argument("--until", help="最后适用的月份,如 2023-10;不写为自始撤销")
    trigger = acts(line.command("trigger", _trigger, "事项的适用条件已触发"))
    trigger.add_argument("item", help="事项编码,如 民生8")
    for added in (rule, trigger):
        added.add_argument("--from", dest="valid_from", required=True, help="自哪个月起,如 2023-09")
        added.add_argument("--until", help="最后适用的月份;不写为年末")
    listed = line.command("rulings", _rulings, "人工认定与条件触发")
    listed.add_argument("--year", type=int, required=True, help="年度")
    audit = line.command("audit", _audit, "操作记录:何人何时把什么由什么改为什么")
    audit.add_argument("--as-of", help="截至某一时刻,如 2023-10-12T09:00")


def _rule(options: argparse.Namespace) -> int:
    since, until = parse_month(options.valid_from), _until(options)
    with opened(options.db, options.region) as store:
        measure_id = measure_of(store, options.measure, since.year)
        number = rulings.rule(
            store, measure_id, options.status, since, until, options.reason, at_the_machine(options.by), store.now()
        )
    say(options, {"ruling": number}, f"已认定,认定编号{number}。")
    return 0


def _end(options: argparse.Namespace) -> int:
    until = _until(options)
    with opened(options.db, options.region) as store:
        rulings.end_ruling(store, options.number, options.reason, at_the_machine(options.by), store.now(), until)
    said = f"适用至{month_name(until)}" if until else "已撤销"
    say(options, {"ruling": options.number}, f"第{options.number}号认定{said}。")
    return 0


def _trigger(options: argparse.Namespace) -> int:
    since = parse_month(options.valid_from)
    with opened(options.db, options.region) as store:
        item_id = item_of(store, options.item, since.year)
        numbers = rulings.trigger(
            store, item_id, since, options.reason, at_the_machine(options.by), store.now(), _until(options)
        )
    say(options, {"rulings": numbers}, f"{options.item}的条件自{month_name(since)}起触发。")
    return 0


def _rulings(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        rows = records(ruling_rows(store, options.year))
    if options.json:
        print(json.dumps([_ruling_json(row) for row in rows], ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(row["ruling_id"], measure_name(row), words(row), row["ruled_by"], row["reason"], sep="\t")
    return 0


def _ruling_json(row: Record) -> Record:
    return {
        "ruling": row["ruling_id"], "measure_id": row["measure_id"], "sort": row["kind"], "status": row["status"],
        "from": month_code(row["valid_from"]), "until": month_code(row["valid_until"]) if row["valid_until"] else None,
        "reason": row["reason"], "by": row["ruled_by"], "is_ended": row["is_ended"],
    }  # fmt: skip


def _audit(options: argparse.Namespace) -> int:
    as_of = parse_moment(options.as_of) if options.as_of else LATEST
    with opened(options.db, options.region) as store:
        rows = records(audits.audit_rows(store, as_of))
    if options.json:
        told = [{**row, "done_at": row["done_at"].isoformat()} for row in rows]
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            change = " → ".join(row[name] or "—" for name in ("before", "after"))
            print(row["done_text"], row["done_by"], row["act"], row["object"], change, row["reason"] or "", sep="\t")
    return 0


def _until(options: argparse.Namespace) -> dt.date | None:
    return parse_month(options.until) if options.until else None
