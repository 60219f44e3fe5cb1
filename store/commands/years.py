"""The commands for a year as a whole: taking it away and back, a draft, putting it in force."""

import argparse

from metrics.periods import parse_day
from store.acts.rights import at_the_machine
from store.commands.command_line import CommandLine, acts, say
from store.engine.opening import opened
from store.reads.places import place
from store.reads.view import year_states
from store.years import steps


def add_to(line: CommandLine) -> None:
    """Add the commands."""
    drop = acts(line.command("drop-year", _drop, "移除一个年度(目标、报送、演示数据不再显示,可恢复)"))
    drop.add_argument("year", type=int, help="年度,如 2023")
    drop.add_argument("--undo", action="store_true", help="恢复已移除的年度")
    state = acts(line.command("year", _state, "把年度作为草案,或定于某日起执行"))
    state.add_argument("year", type=int, help="年度,如 2027")
    which = state.add_mutually_exclusive_group(required=True)
    which.add_argument("--draft", action="store_true", help="作为草案:仅审核、管理账号可见")
    which.add_argument("--in-force", metavar="DATE", help="自哪天起执行,如 2027-01-10")


def _drop(options: argparse.Namespace) -> int:
    turn = steps.restore_year if options.undo else steps.drop_year
    with opened(options.db, options.region) as store:
        found = turn(store, options.year, options.reason, at_the_machine(options.by), store.now())
        whose = place(store)
    facts = {
        "region": whose.code, "year": options.year, "is_dropped": not options.undo, "items": found.items,
        "samples": found.samples, "reports": found.reports,
    }  # fmt: skip
    done = "已恢复" if options.undo else "已移除"
    undo = "" if options.undo else f"恢复用 python -m store drop-year {options.year} --undo。"
    say(options, facts, f"{whose.short_name}{options.year}年度{done}:{found.words}。{undo}")
    return 0


def _state(options: argparse.Namespace) -> int:
    day = parse_day(options.in_force) if options.in_force else None
    with opened(options.db, options.region) as store:
        by, at = at_the_machine(options.by), store.now()
        if day is None:
            steps.make_draft(store, options.year, options.reason, by, at)
        else:
            steps.put_in_force(store, options.year, day, options.reason, by, at)
        [state] = [one for one in year_states(store) if one.year == options.year]
        whose, words = place(store), steps.state_words(state, at.date())
    facts = {
        "region": whose.code, "year": options.year, "is_draft": state.is_draft(at.date()),
        "in_force_from": day.isoformat() if day else None,
    }  # fmt: skip
    say(options, facts, f"{whose.short_name}{options.year}年度:{words}。")
    return 0
