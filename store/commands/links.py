"""The commands for commitments that stand twice in the plan: link, unlink, links."""

import argparse
import json
from functools import partial

from metrics.rows import ToldRow
from store.acts import links
from store.acts.rights import at_the_machine
from store.commands.command_line import CommandLine, acts, say
from store.engine.opening import opened
from store.engine.records import records
from store.reads.figures import snapshot
from store.reads.links import link_rows, targets_differ
from store.reads.naming import measure_name, measure_of, year_in
from store.reads.view import View, clear_year, preset_in_use


def add_to(line: CommandLine) -> None:
    """Add the commands."""
    for name, summary in (("link", "两个子项是同一事项:只填一处,两处同数"), ("unlink", "取消两个子项的关联")):
        added = acts(line.command(name, partial(_change, name=name), summary))
        added.add_argument("measure", help="填报的子项编码,如 任务19")
        added.add_argument("same_as", help="随之带出的子项编码,如 民生72")
        added.add_argument("--year", type=int, help="年度;只有一个年度或写全编码时不需要")
    listed = line.command("links", _links, "同一事项的关联")
    listed.add_argument("--year", type=int, required=True, help="年度")


def _change(options: argparse.Namespace, *, name: str) -> int:
    with opened(options.db, options.region) as store:
        one, other = (
            measure_of(store, text, year_in(text) or clear_year(store, options.year))
            for text in (options.measure, options.same_as)
        )
        act = {"link": links.link, "unlink": links.unlink}[name]
        act(store, one, other, options.reason, at_the_machine(options.by), store.now())
    said = "已关联,只填前一处" if name == "link" else "已取消关联,各自填报"
    say(options, {"measure_id": one, "same_as_id": other, "is_linked": name == "link"},
        f"{options.measure}与{options.same_as}{said}。")  # fmt: skip
    return 0


def _links(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        rows = records(link_rows(store, options.year))
        view = View(store.now().date().replace(year=options.year, month=12, day=1), preset=preset_in_use(store))
        named = {row["measure_id"]: row for row in records(snapshot.take(store, view).all_measures, ToldRow)}
    told = [
        {
            "measure_id": row["measure_id"], "same_as_id": row["same_as_id"],
            "named": [measure_name(named[row[name]]) for name in ("measure_id", "same_as_id")], "note": row["note"],
            "targets_differ": targets_differ(named[row["measure_id"]], named[row["same_as_id"]]) or None,
        }
        for row in rows if {row["measure_id"], row["same_as_id"]} <= set(named)
    ]  # fmt: skip
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for one in told:
            print(*one["named"], one["targets_differ"] or "目标相同", one["note"] or "", sep="\t")
    return 0
