"""The commands for loads of targets: which there are, taking one back, bringing it back."""

import argparse
import json
from functools import partial

from store.acts.rights import at_the_machine
from store.commands.command_line import CommandLine, acts, say
from store.engine.opening import opened
from store.engine.records import records
from store.loads import words
from store.loads.loads import load_rows, turn


def add_to(line: CommandLine) -> None:
    """Add the commands."""
    line.command("loads", _list, "年度目标的历次载入")
    for name, back, summary in (("undo-load", True, "收回一次目标载入"), ("redo-load", False, "恢复已收回的目标载入")):
        acts(line.command(name, partial(_turn, back=back), summary)).add_argument(
            "load", type=int, help="第几次载入,见 loads"
        )


def _list(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        rows = words.load_table(load_rows(store))
    shown = [
        {"load": row["load_no"], "year": row["year"], "file": row["file_name"], "from": row["from_text"],
         "by": row["done_by"], "at": row["done_text"], "is_taken_back": row["is_taken_back"], "state": row["standing"]}
        for row in records(rows)
    ]  # fmt: skip
    if options.json:
        print(json.dumps(shown, ensure_ascii=False, indent=1))
        return 0
    for row in shown:
        print(*(row[name] for name in ("load", "year", "file", "from", "by", "at", "state")), sep="\t")
    if not shown:
        print("还没有载入过年度目标。")
    return 0


def _turn(options: argparse.Namespace, *, back: bool) -> int:
    with opened(options.db, options.region) as store:
        done = turn(store, options.load, options.reason, at_the_machine(options.by), store.now(), back=back)
    sentence = f"第{options.load}次载入已{'收回,此前的目标恢复有效' if back else '恢复有效'}。"
    more = words.consequences(done.preview)
    facts = {"load": options.load, "is_taken_back": back, **words.as_json(done.preview)}
    say(options, facts, "\n".join([sentence, *more]))
    return 0
