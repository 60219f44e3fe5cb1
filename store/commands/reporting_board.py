"""The commands for who owes what: the board and its reminder, deadlines, closed months, returned figures."""

import argparse
import json
from functools import partial

from metrics.arithmetic import reporting_rates as words
from metrics.periods import day_name, month_code, month_name, parse_day, parse_month
from store.acts import closed_months, deadlines
from store.acts.review import returns
from store.acts.rights import at_the_machine
from store.commands.command_line import CommandLine, acts, say
from store.engine.opening import opened
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import snapshot
from store.reads.naming import measure_of, unit_of
from store.reads.reporting import reporting_board
from store.reads.reporting.returns import in_words, return_rows, submission_figures
from store.reads.view import View, preset_in_use


def add_to(line: CommandLine) -> None:
    """Add the commands."""
    board = line.command("board", _board, "各单位各月报送情况")
    board.add_argument("--month", required=True, help="截至月份,如 2023-09")
    remind = line.command("remind", _remind, "某月未报单位的提醒文字")
    remind.add_argument("--month", required=True, help="月份,如 2023-09")
    until = acts(line.command("deadline", _deadline, "设定报送截止日"))
    until.add_argument("day", type=int, help="次月几日,1至28")
    until.add_argument("--from", dest="valid_from", required=True, help="自哪个月的数据起,如 2023-09")
    later = acts(line.command("except", _except, "准予一家单位延期报送"))
    later.add_argument("unit", help="单位")
    later.add_argument("--month", required=True, help="月份,如 2023-09")
    later.add_argument("--until", required=True, help="最后一天,如 2023-10-12")
    for name, summary in (("close", "封账:该月不再接收报送"), ("reopen", "重开已封账的月份")):
        lock = acts(line.command(name, partial(_lock, name=name), summary))
        lock.add_argument("--month", required=True, help="月份,如 2023-09")
    back = acts(line.command("return", _return, "退回一个数据,--reason 写明问题"))
    back.add_argument("submission", type=int, help="报送编号")
    back.add_argument("measure", help="子项编码,如 民生8-2")
    for name, summary in (
        ("answer", "答复退回,--reason 写答复"),
        ("ask-again", "答复不清楚的再次退回,--reason 写问题"),
        ("resolve", "了结退回,--reason 写结论"),
    ):
        step = acts(line.command(name, partial(_step, name=name), summary))
        step.add_argument("number", type=int, help="退回编号")
    line.command("returns", _returns, "退回的数据及其答复")


def _taken(store: Store, month: str) -> reporting_board.Board:
    view = View(parse_month(month), preset=preset_in_use(store))
    return reporting_board.board(store, snapshot.take(store, view), store.now())


def _board(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        board = _taken(store, options.month)
    rates = board.rates
    if options.json:
        rows = [
            {
                "unit": row["unit"], "month": month_code(row["month"]), "state": row["state"],
                "cells_due": row["cells_due"], "cells_in": row["cells_in"], "deadline": row["deadline_on"].isoformat(),
                "first_at": row["first_at"].isoformat() if row["first_at"] else None,
                "is_first_try": row["is_first_try"],
            }
            for row in records(board.rows)
        ]  # fmt: skip
        district = {
            "complete_pct": rates.complete_pct, "on_time_pct": rates.on_time_pct, "first_try_pct": rates.first_try_pct
        }  # fmt: skip
        print(json.dumps({"district": district, "rows": rows}, ensure_ascii=False, indent=1))
        return 0
    print(words.rates_text(rates))
    for row in records(reporting_board.unit_rates(board)):
        months = [row.get(f"month_{number}") or "" for number in range(1, board.month.month + 1)]
        print(row["unit_name"], *months, row["complete_text"], sep="\t")
    return 0


def _remind(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        board = _taken(store, options.month)
    say(options, {"units": [one.unit for one in board.owing], "text": board.reminder}, board.reminder)
    return 0


def _deadline(options: argparse.Namespace) -> int:
    month = parse_month(options.valid_from)
    with opened(options.db, options.region) as store:
        deadlines.set_deadline(store, options.day, month, options.reason, at_the_machine(options.by), store.now())
    say(options, {"day": options.day}, f"{month_name(month)}起,数据于次月{options.day}日前报送。")
    return 0


def _except(options: argparse.Namespace) -> int:
    month, until = parse_month(options.month), parse_day(options.until)
    with opened(options.db, options.region) as store:
        unit_id = unit_of(store, options.unit)
        deadlines.grant_exception(store, unit_id, month, until, options.reason, at_the_machine(options.by), store.now())
    say(options, {"unit_id": unit_id}, f"准予{options.unit}{month_name(month)}数据延期至{day_name(until)}报送。")
    return 0


def _lock(options: argparse.Namespace, *, name: str) -> int:
    month = parse_month(options.month)
    act, said = {"close": (closed_months.close_month, "已封账"), "reopen": (closed_months.reopen_month, "已重开")}[name]
    with opened(options.db, options.region) as store:
        act(store, month, options.reason, at_the_machine(options.by), store.now())
    say(options, {"month": month_code(month), "is_closed": name == "close"}, f"{month_name(month)}{said}。")
    return 0


def _return(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        figures = records(submission_figures(store, options.submission))
        year = figures[0]["month"].year if figures else store.now().year
        measure_id = measure_of(store, options.measure, year) if figures else options.measure
        number = returns.return_cell(
            store, options.submission, measure_id, options.reason, at_the_machine(options.by), store.now()
        )
    say(options, {"return": number}, f"已退回,退回编号{number}。")
    return 0


def _step(options: argparse.Namespace, *, name: str) -> int:
    act, said = {
        "answer": (returns.answer, "已答复"), "ask-again": (returns.ask_again, "已再次退回"),
        "resolve": (returns.resolve, "已了结"),
    }[name]  # fmt: skip
    with opened(options.db, options.region) as store:
        act(store, options.number, options.reason, at_the_machine(options.by), store.now())
    say(options, {"return": options.number}, f"第{options.number}号退回{said}。")
    return 0


def _returns(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        rows = in_words(return_rows(store))
    told = ["return_id", "state", "unit_name", "reported_month", "named", "question", "answer_text",
            "conclusion_text"]  # fmt: skip
    if options.json:
        found = [
            {**{name: row[name] for name in told}, "exchange": row["exchange_text"].split("\n")}
            for row in records(rows)
        ]
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for row in records(rows):
            print(row["return_id"], row["state_word"], *(row[name] or "—" for name in told[2:]), sep="\t")
    return 0
