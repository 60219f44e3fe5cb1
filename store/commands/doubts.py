"""The commands for doubtful figures: doubts, confirm, set-aside."""

import argparse
import json
from functools import partial

from metrics.periods import month_code, month_name, parse_month
from store.acts.review import doubts
from store.acts.rights import at_the_machine
from store.commands.command_line import CommandLine, acts, say
from store.engine.lending import user_name
from store.engine.opening import opened
from store.engine.records import Record, records
from store.reads.naming import measure_of
from store.reads.reporting.doubts import doubtful_figures, in_words
from store.reads.reporting.returns import submission_figures

_DONE = {"confirm": "已确认", "set-aside": "暂不采用,此前的数据恢复有效"}


def add_to(line: CommandLine) -> None:
    """Add the commands."""
    listed = line.command("doubts", _doubts, "某月存疑、尚待审核的数据")
    listed.add_argument("--month", required=True, help="月份,如 2023-09")
    listed.add_argument("--all", action="store_true", help="连同已确认和暂不采用的")
    confirmed = line.command("confirm", partial(_review, name="confirm"), "确认一个存疑数据")
    confirmed.add_argument("--reason", default="", help="说明,可不写")
    confirmed.add_argument("--by", default=user_name(), metavar="NAME", help="经办人")
    aside = acts(line.command("set-aside", partial(_review, name="set-aside"), "暂不采用一个存疑数据"))
    for added in (confirmed, aside):
        added.add_argument("submission", type=int, help="报送编号")
        added.add_argument("measure", help="子项编码,如 民生8-2")


def _doubts(options: argparse.Namespace) -> int:
    month = parse_month(options.month)
    with opened(options.db, options.region) as store:
        found = in_words(doubtful_figures(store, month))
    rows = [row for row in records(found) if options.all or row["state"] == "doubtful"]
    if options.json:
        print(json.dumps([_told(row) for row in rows], ensure_ascii=False, indent=1))
        return 0
    print(f"{month_name(month)}有{sum(row['state'] == 'doubtful' for row in rows)}个存疑数据尚待审核。")
    for row in rows:
        print(row["submission_id"], row["measure_id"], row["state_word"], row["unit"], row["named"], row["value_text"],
              row["before_text"] or "—", row["words"].replace("\n", " "), row["reason"], sep="\t")  # fmt: skip
    return 0


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


def _review(options: argparse.Namespace, *, name: str) -> int:
    act = {"confirm": doubts.confirm, "set-aside": doubts.set_aside}[name]
    with opened(options.db, options.region) as store:
        figures = records(submission_figures(store, options.submission))
        measure_id = measure_of(store, options.measure, figures[0]["month"].year) if figures else options.measure
        act(store, options.submission, measure_id, options.reason, at_the_machine(options.by), store.now())
    answer = {"submission": options.submission, "measure_id": measure_id}
    say(options, answer, f"第{options.submission}号报送的{options.measure}{_DONE[name]}。")
    return 0
