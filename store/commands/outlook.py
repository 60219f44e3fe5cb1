"""The command for 年底预计's record: outlook."""

import argparse
import json

from metrics.arithmetic.verdicts import VERDICTS
from metrics.periods import month_name, parse_month
from store.commands.command_line import CommandLine
from store.engine.opening import opened
from store.engine.records import records
from store.reads.figures.outlook_record import outlook_record, record_json
from store.reads.view import View, preset_in_use


def add_to(line: CommandLine) -> None:
    """Add the command."""
    listed = line.command("outlook", _outlook, "年底预计的记录:各月预计了什么,结果如何")
    listed.add_argument("--month", required=True, help="截至的月份,如 2023-12")


def _outlook(options: argparse.Namespace) -> int:
    month = parse_month(options.month)
    with opened(options.db, options.region) as store:
        preset = preset_in_use(store)
        record = outlook_record(store, View(month, preset=preset))
    if options.json:
        print(json.dumps(record_json(record), ensure_ascii=False, indent=1))
        return 0
    print(f"截至{month_name(month)},年底预计的记录(单位:个子项):")
    for row in records(record):
        counts = "、".join(f"{verdict.word}{row[code]}" for code, verdict in VERDICTS.items())
        print(month_name(row["month"]), counts, row["told"], sep="\t")
    return 0
