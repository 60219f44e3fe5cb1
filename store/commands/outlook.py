"""The command for 年底预计's record: outlook."""

import argparse

from metrics.arithmetic.verdicts import VERDICTS
from metrics.periods import month_name, parse_month
from store.commands.command_line import Answer, CommandLine, lines
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.figures.outlook_record import outlook_record, record_json
from store.reads.view import View, preset_in_use


def add_to(line: CommandLine) -> None:
    """Add the command."""
    listed = line.read("outlook", _outlook, "年底预计的记录:各月预计了什么,结果如何")
    listed.add_argument("--month", required=True, help="截至的月份,如 2023-12")


def _outlook(store: Store, options: argparse.Namespace) -> Answer:
    month = parse_month(options.month)
    record = outlook_record(store, View(month, preset=preset_in_use(store)))
    head = (f"截至{month_name(month)},年底预计的记录(单位:个子项):",)
    return record_json(record), lines([head, *map(_told, records(record))])


def _told(row: Record) -> tuple[str, ...]:
    counts = "、".join(f"{verdict.word}{row[code]}" for code, verdict in VERDICTS.items())
    return month_name(row["month"]), counts, row["told"]
