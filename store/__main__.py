"""`python -m store …`: status, drop-demo, withdraw, and the commands of store/commands.

A bad request gets one sentence and exit 2.
"""

import argparse
import datetime as dt
import sys

from metrics import terms
from metrics.periods import month_name, parse_moment, parse_month, time_elapsed_pct
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
    loads,
    outlook,
    places,
    reporting_board,
    rulings,
    starting,
    years,
)
from store.commands.command_line import Answer, CommandLine, lines
from store.engine.records import items_json, records, status_json, with_words
from store.engine.store import Store
from store.reads.figures.outlook import month_rows
from store.reads.figures.status import item_rows
from store.reads.safety.condition import check_store
from store.reads.view import LATEST, View, preset_in_use

__all__ = ["check_store", "main"]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    return _commands().run(arguments)


def _commands() -> CommandLine:
    line = CommandLine("python -m store", "查看与维护目标数据")
    status = line.read("status", _status, "某月各子项的进度与状态")
    status.add_argument("--month", required=True, help="月份,如 2023-09")
    status.add_argument("--items", action="store_true", help="按事项汇总")
    status.add_argument("--as-of", help="按某一时刻所知的数据,如 2023-10-12T09:00")
    status.add_argument("--series", help="indicator、task 或 livelihood")
    status.add_argument("--preset", help="判定标准:standard 或 lights,默认现用的")
    line.act("drop-demo", _drop_demo, "清除全部演示数据", asks_reason=False)
    withdraw = line.act("withdraw", _withdraw, "撤回一份报送")
    withdraw.add_argument("submission", type=int, help="报送编号")
    outlook.add_to(line)
    reporting_board.add_to(line)
    doubts.add_to(line)
    changes.add_to(line)
    starting.add_to(line)
    years.add_to(line)
    places.add_to(line)
    links.add_to(line)
    rulings.add_to(line)
    loads.add_to(line)
    keeping.add_to(line)
    copying.add_to(line)
    exchange.add_to(line)
    accounts.add_to(line)
    return line


def _status(store: Store, options: argparse.Namespace) -> Answer:
    month, as_of = parse_month(options.month), parse_moment(options.as_of) if options.as_of else LATEST
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


def _drop_demo(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    count = submissions.drop_demo(store, by, at)
    return {"withdrawn": count}, f"已清除{count}份演示报送。" if count else "没有演示数据。"


def _withdraw(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    submissions.withdraw(store, options.submission, options.reason, by, at)
    return {"withdrawn": options.submission}, f"第{options.submission}号报送已撤回,此前的数据恢复有效。"


if __name__ == "__main__":
    sys.exit(main())
