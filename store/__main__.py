"""`python -m store …`: status, outlook, drop-demo, withdraw, and the commands of store/commands.

A bad request gets one sentence and exit 2.
"""

import argparse
import datetime as dt
import sys

from metrics import terms
from metrics.arithmetic.verdicts import VERDICTS
from metrics.periods import month_name, parse_month, time_elapsed_pct
from store.acts import submissions
from store.acts.rights import Actor
from store.commands import (
    accounts,
    changes,
    copying,
    doubts,
    exchange,
    keeping,
    links,
    places,
    reporting_board,
    rulings,
    starting,
    years,
)
from store.commands.command_line import AS_OF, MONTH, Answer, CommandLine, a_number, arg, lines, moment_of
from store.engine.records import Record, items_json, records, status_json, with_words
from store.engine.store import Store
from store.reads.figures.outlook import month_rows
from store.reads.figures.outlook_record import outlook_record, record_json
from store.reads.figures.status import item_rows
from store.reads.safety.condition import check_store
from store.reads.view import View, preset_in_use

__all__ = ["check_store", "main"]


def main(arguments: list[str] | None = None) -> int:
    return _commands().run(arguments)


def _commands() -> CommandLine:
    line = CommandLine("python -m store", "查看与维护目标数据")
    line.read(
        "status", _status, "某月各子项的进度与状态", MONTH, arg("--items", "按事项汇总", action="store_true"), AS_OF,
        arg("--series", "indicator、task 或 livelihood"), arg("--preset", "判定标准:standard 或 lights,默认现用的"),
    )  # fmt: skip
    line.read("outlook", _outlook, "年底预计的记录:各月预计了什么,结果如何",
              arg("--month", "截至的月份,如 2023-12", required=True))  # fmt: skip
    line.act("drop-demo", _drop_demo, "清除全部演示数据", asks_reason=False)
    line.act("withdraw", _withdraw, "撤回一份报送", arg("submission", "报送编号", type=a_number))
    for room in (reporting_board, doubts, changes, starting, years, places, links, rulings, keeping, copying, exchange,
                 accounts):  # fmt: skip
        room.add_to(line)
    return line


def _status(store: Store, options: argparse.Namespace) -> Answer:
    month, as_of = parse_month(options.month), moment_of(options)
    view = View(month, preset=options.preset or preset_in_use(store, as_of=as_of), as_of=as_of)
    rows = month_rows(store, view, options.series)
    items = item_rows(store, rows)
    if options.items:
        return items_json(items), lines(
            (terms.item_code(row["series"], row["item_no"]),
             terms.marked(row["status"], terms.STATUSES[row["status"]].word), row["item"], row["lead_unit"])
            for row in records(items)
        )  # fmt: skip
    told = (
        (row["code"], terms.marked(row["status"], row["status_word"]), f"{row['item']} · {row['measure']}",
         row["lead_unit"], row["why"])
        for row in records(with_words(rows))
    )  # fmt: skip
    head = (f"{month_name(view.month)} 时间进度{time_elapsed_pct(view.month):.1f}%",)
    return status_json(rows), lines([head, *told])


def _outlook(store: Store, options: argparse.Namespace) -> Answer:
    month = parse_month(options.month)
    record = outlook_record(store, View(month, preset=preset_in_use(store)))
    head = (f"截至{month_name(month)},年底预计的记录(单位:个子项):",)
    return record_json(record), lines([head, *map(_month_told, records(record))])


def _month_told(row: Record) -> tuple[str, ...]:
    counts = "、".join(f"{verdict.word}{row[code]}" for code, verdict in VERDICTS.items())
    return month_name(row["month"]), counts, row["told"]


def _drop_demo(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    count = submissions.drop_demo(store, by, at)
    return {"withdrawn": count}, f"已清除{count}份演示报送。" if count else "没有演示数据。"


def _withdraw(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    submissions.withdraw(store, options.submission, options.reason, by, at)
    return {"withdrawn": options.submission}, f"第{options.submission}号报送已撤回,此前的数据恢复有效。"


if __name__ == "__main__":
    sys.exit(main())
