"""The commands for commitments that stand twice in the plan: link, unlink, links."""

import argparse
import datetime as dt
from collections.abc import Callable
from functools import partial

from metrics.rows import ToldRow
from store.acts import links
from store.acts.rights import Actor
from store.commands.command_line import YEAR, Answer, CommandLine, a_year, arg, lines, year_of
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import snapshot
from store.reads.links import link_rows, targets_differ
from store.reads.naming import measure_name, measure_of
from store.reads.view import View, preset_in_use


def add_to(line: CommandLine) -> None:
    for name, act, said, summary in (
        ("link", links.link, "已关联,只填前一处", "两个子项是同一事项:只填一处,两处同数"),
        ("unlink", links.unlink, "已取消关联,各自填报", "取消两个子项的关联"),
    ):
        line.act(name, partial(_change, act=act, said=said), summary, arg("measure", "填报的子项编码,如 任务19"),
                 arg("same_as", "随之带出的子项编码,如 民生72"), YEAR)  # fmt: skip
    line.read("links", _links, "同一事项的关联", arg("--year", "年度", type=a_year, required=True))


def _change(
    store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime, *, act: Callable[..., None], said: str
) -> Answer:
    one, other = (measure_of(store, text, year_of(store, options, text)) for text in (options.measure, options.same_as))
    act(store, one, other, options.reason, by, at)
    facts = {"measure_id": one, "same_as_id": other, "is_linked": act is links.link}
    return facts, f"{options.measure}与{options.same_as}{said}。"


def _links(store: Store, options: argparse.Namespace) -> Answer:
    rows = records(link_rows(store, options.year))
    view = View(dt.date(options.year, 12, 1), preset=preset_in_use(store))
    named = {row["measure_id"]: row for row in records(snapshot.take(store, view).all_measures, ToldRow)}
    told = [
        {
            "measure_id": row["measure_id"], "same_as_id": row["same_as_id"],
            "named": [measure_name(named[row[name]]) for name in ("measure_id", "same_as_id")], "note": row["note"],
            "targets_differ": targets_differ(named[row["measure_id"]], named[row["same_as_id"]]) or None,
        }
        for row in rows if {row["measure_id"], row["same_as_id"]} <= set(named)
    ]  # fmt: skip
    words = lines((*one["named"], one["targets_differ"] or "目标相同", one["note"] or "") for one in told)
    return told, words
