"""The command for the words of a place: its names, its office, and the head of its notices."""

import argparse

from metrics.errors import UserError
from metrics.terms import NO_VALUE
from store.acts.rights import at_the_machine
from store.acts.settings import PLACE_WORDS, set_place
from store.commands.command_line import CommandLine, acts, say
from store.engine.opening import opened
from store.reads.places import place

_SHOWN = {"short_name": "示例县", "office": "示例县人民政府办公室", "letterhead": "督查通报", "mark": "示府办"}


def add_to(line: CommandLine) -> None:
    """Add the command."""
    added = acts(line.command("set-place", _set_place, "修改地区名称、印发机关、版头、发文机关代字"))
    for name, called in PLACE_WORDS.items():
        shown = f",如 {_SHOWN[name]}" if name in _SHOWN else ""
        added.add_argument(f"--{name.replace('_', '-')}", help=f"{called}{shown}")


def _set_place(options: argparse.Namespace) -> int:
    words = {name: getattr(options, name) for name in PLACE_WORDS if getattr(options, name) is not None}
    if not words:
        raise UserError("请写明要改的用语,如 --office。", title="参数有误")
    with opened(options.db, options.region) as store:
        set_place(store, words, options.reason, at_the_machine(options.by), store.now())
        now = place(store)
    facts = {name: getattr(now, name) for name in PLACE_WORDS}
    told = ";".join(f"{PLACE_WORDS[name]}现为{facts[name] or NO_VALUE}" for name in words)
    say(options, {"region": now.code, **facts}, f"{now.short_name}:{told}。")
    return 0
