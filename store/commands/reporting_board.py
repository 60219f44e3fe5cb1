"""The commands for who owes what: the board and its reminder, deadlines, closed months, returned figures."""

import argparse
import datetime as dt
from collections.abc import Callable
from functools import partial

from metrics.arithmetic import reporting_rates as words
from metrics.periods import day_name, month_code, month_name, parse_day, parse_month
from store.acts import closed_months, deadlines
from store.acts.review import returns
from store.acts.rights import Actor
from store.commands.command_line import MONTH, Answer, CommandLine, a_number, arg, lines
from store.commands.doubts import FIGURE, measure_sent
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import snapshot
from store.reads.naming import unit_of
from store.reads.reporting import reporting_board
from store.reads.reporting.returns import in_words, return_rows
from store.reads.view import View, preset_in_use


def add_to(line: CommandLine) -> None:
    line.read("board", _board, "各单位各月报送情况", arg("--month", "截至月份,如 2023-09", required=True))
    line.read("remind", _remind, "某月未报单位的提醒文字", MONTH)
    line.act("deadline", _deadline, "设定报送截止日", arg("day", "次月几日,1至28", type=int),
             arg("--from", "自哪个月的数据起,如 2023-09", dest="valid_from", required=True))  # fmt: skip
    line.act("except", _except, "准予一家单位延期报送", arg("unit", "单位"), MONTH,
             arg("--until", "最后一天,如 2023-10-12", required=True))  # fmt: skip
    for name, lock, said, summary in (
        ("close", closed_months.close_month, "已封账", "封账:该月不再接收报送"),
        ("reopen", closed_months.reopen_month, "已重开", "重开已封账的月份"),
    ):
        line.act(name, partial(_lock, act=lock, said=said), summary, MONTH)
    line.act("return", _return, "退回一个数据,--reason 写明问题", *FIGURE)
    for name, act, said, summary in (
        ("answer", returns.answer, "已答复", "答复退回,--reason 写答复"),
        ("ask-again", returns.ask_again, "已再次退回", "答复不清楚的再次退回,--reason 写问题"),
        ("resolve", returns.resolve, "已了结", "了结退回,--reason 写结论"),
    ):
        line.act(name, partial(_step, act=act, said=said), summary, arg("number", "退回编号", type=a_number))
    line.read("returns", _returns, "退回的数据及其答复")


def _taken(store: Store, month: str) -> reporting_board.Board:
    view = View(parse_month(month), preset=preset_in_use(store))
    return reporting_board.board(store, snapshot.take(store, view), store.now())


def _board(store: Store, options: argparse.Namespace) -> Answer:
    board = _taken(store, options.month)
    rates = board.rates
    rows = [
        {
            "unit": row["unit"], "month": month_code(row["month"]), "state": row["state"],
            "cells_due": row["cells_due"], "cells_in": row["cells_in"], "deadline": row["deadline_on"].isoformat(),
            "first_at": row["first_at"].isoformat() if row["first_at"] else None, "is_first_try": row["is_first_try"],
        }
        for row in records(board.rows)
    ]  # fmt: skip
    district = {name: getattr(rates, name) for name in ("complete_pct", "on_time_pct", "first_try_pct")}
    months = [f"month_{number}" for number in range(1, board.month.month + 1)]
    told = (
        (row["unit_name"], *(row.get(month) or "" for month in months), row["complete_text"])
        for row in records(reporting_board.unit_rates(board))
    )
    return {"district": district, "rows": rows}, lines([(words.rates_text(rates),), *told])


def _remind(store: Store, options: argparse.Namespace) -> Answer:
    board = _taken(store, options.month)
    return {"units": [one.unit for one in board.owing], "text": board.reminder}, board.reminder


def _deadline(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    month = parse_month(options.valid_from)
    deadlines.set_deadline(store, options.day, month, options.reason, by, at)
    return {"day": options.day}, f"{month_name(month)}起,数据于次月{options.day}日前报送。"


def _except(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    month, until, unit_id = parse_month(options.month), parse_day(options.until), unit_of(store, options.unit)
    deadlines.grant_exception(store, unit_id, month, until, options.reason, by, at)
    return {"unit_id": unit_id}, f"准予{options.unit}{month_name(month)}数据延期至{day_name(until)}报送。"


def _lock(
    store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime, *, act: Callable[..., None], said: str
) -> Answer:
    month = parse_month(options.month)
    act(store, month, options.reason, by, at)
    is_closed = act is closed_months.close_month
    return {"month": month_code(month), "is_closed": is_closed}, f"{month_name(month)}{said}。"


def _return(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    measure_id = measure_sent(store, options)
    number = returns.return_cell(store, options.submission, measure_id, options.reason, by, at)
    return {"return": number}, f"已退回,退回编号{number}。"


def _step(
    store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime, *, act: Callable[..., None], said: str
) -> Answer:
    act(store, options.number, options.reason, by, at)
    return {"return": options.number}, f"第{options.number}号退回{said}。"


def _returns(store: Store, options: argparse.Namespace) -> Answer:
    rows = records(in_words(return_rows(store)))
    told = ["return_id", "state", "unit_name", "reported_month", "named", "question", "answer_text",
            "conclusion_text"]  # fmt: skip
    found = [{**{name: row[name] for name in told}, "exchange": row["exchange_text"].split("\n")} for row in rows]
    return found, lines((row["return_id"], row["state_word"], *(row[name] or "—" for name in told[2:])) for row in rows)
