"""The commands for loads of targets: which there are, taking one back, bringing it back."""

import argparse
import datetime as dt
from functools import partial

from store.acts.rights import Actor
from store.commands.command_line import Answer, CommandLine, lines
from store.engine.records import records
from store.engine.store import Store
from store.loads import words
from store.loads.loads import load_rows, turn


def add_to(line: CommandLine) -> None:
    """Add the commands."""
    line.read("loads", _list, "年度目标的历次载入")
    for name, back, summary in (("undo-load", True, "收回一次目标载入"), ("redo-load", False, "恢复已收回的目标载入")):
        turned = line.act(name, partial(_turn, back=back), summary)
        turned.add_argument("load", type=int, help="第几次载入,见 loads")


def _list(store: Store, options: argparse.Namespace) -> Answer:
    shown = [
        {"load": row["load_no"], "year": row["year"], "file": row["file_name"], "from": row["from_text"],
         "by": row["done_by"], "at": row["done_text"], "is_taken_back": row["is_taken_back"], "state": row["standing"]}
        for row in records(words.load_table(load_rows(store)))
    ]  # fmt: skip
    told = lines((row[name] for name in ("load", "year", "file", "from", "by", "at", "state")) for row in shown)
    return shown, told or "还没有载入过年度目标。"


def _turn(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime, *, back: bool) -> Answer:
    done = turn(store, options.load, options.reason, by, at, back=back)
    sentence = f"第{options.load}次载入已{'收回,此前的目标恢复有效' if back else '恢复有效'}。"
    facts = {"load": options.load, "is_taken_back": back, **words.as_json(done.preview)}
    return facts, "\n".join([sentence, *words.consequences(done.preview)])
