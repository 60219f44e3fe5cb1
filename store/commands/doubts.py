"""The commands for doubtful figures: doubts, confirm, set-aside."""

import argparse
import datetime as dt
from collections.abc import Callable
from functools import partial

from metrics.periods import month_code, month_name, parse_month
from store.acts.review import doubts
from store.acts.rights import Actor
from store.commands.command_line import MONTH, Answer, CommandLine, a_number, arg, lines
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.naming import measure_of
from store.reads.reporting.doubts import doubtful_figures, in_words
from store.reads.reporting.returns import submission_figures

# Of one figure of a submission.
FIGURE = (arg("submission", "报送编号", type=a_number), arg("measure", "子项编码,如 民生8-2"))


def add_to(line: CommandLine) -> None:
    line.read("doubts", _doubts, "某月存疑、尚待审核的数据", MONTH,
              arg("--all", "连同已确认和暂不采用的", action="store_true"))  # fmt: skip
    confirm = partial(_review, act=doubts.confirm, done="已确认")
    line.act("confirm", confirm, "确认一个存疑数据", arg("--reason", "说明,可不写", default=""), *FIGURE,
             asks_reason=False)  # fmt: skip
    set_aside = partial(_review, act=doubts.set_aside, done="暂不采用,此前的数据恢复有效")
    line.act("set-aside", set_aside, "暂不采用一个存疑数据", *FIGURE)


def _doubts(store: Store, options: argparse.Namespace) -> Answer:
    month = parse_month(options.month)
    found = records(in_words(doubtful_figures(store, month)))
    rows = [row for row in found if options.all or row["state"] == "doubtful"]
    waiting = sum(row["state"] == "doubtful" for row in rows)
    told = (
        (row["submission_id"], row["measure_id"], row["state_word"], row["unit"], row["named"], row["value_text"],
         row["before_text"] or "—", row["words"].replace("\n", " "), row["reason"])
        for row in rows
    )  # fmt: skip
    return [_told(row) for row in rows], lines([(f"{month_name(month)}有{waiting}个存疑数据尚待审核。",), *told])


def _told(row: Record) -> Record:
    same = ("measure_id", "state", "unit", "value", "value_words", "reason", "submitted_by", "review_reason",
            "reviewed_by")  # fmt: skip
    moments = {name: row[name].isoformat() if row[name] else None for name in ("submitted_at", "reviewed_at")}
    return {
        "submission": row["submission_id"], "month": month_code(row["month"]), "named": row["named"],
        "doubts": row["words"].split("\n"), "before": row["before_value"],
        "before_month": month_code(row["before_month"]) if row["before_month"] else None,
        **{name: row[name] for name in same}, **moments,
    }  # fmt: skip


def _review(
    store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime, *, act: Callable[..., None], done: str
) -> Answer:
    measure_id = measure_sent(store, options)
    act(store, options.submission, measure_id, options.reason, by, at)
    facts = {"submission": options.submission, "measure_id": measure_id}
    return facts, f"第{options.submission}号报送的{options.measure}{done}。"


def measure_sent(store: Store, options: argparse.Namespace) -> str:
    """The measure that is meant of a submission's; as it was typed where the submission has no figure."""
    figures = records(submission_figures(store, options.submission))
    return measure_of(store, options.measure, figures[0]["month"].year) if figures else str(options.measure)
