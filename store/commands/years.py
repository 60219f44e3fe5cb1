"""The commands for a year as a whole: taken away and back, a draft, in force; linked to, and compared with, others;
and for the loads of its targets."""

import argparse
import datetime as dt
from functools import partial

from metrics import wording
from metrics.errors import UserError
from metrics.periods import parse_day
from metrics.terms import NO_VALUE
from store.acts.rights import Actor, at_the_machine
from store.commands.command_line import Answer, CommandLine, a_number, a_year, arg, lines, signed, year_of
from store.engine.records import records
from store.engine.store import Store
from store.loads import words as load_words
from store.loads.loads import load_rows, turn
from store.reads.naming import measure_name, measure_of, year_in
from store.reads.places import place
from store.reads.view import View, begun_years, check_view, year_states
from store.years import carrying, steps
from store.years.comparison import comparison, left_over
from store.years.links import Proposal, link_year, proposals, unlink_year


def add_to(line: CommandLine) -> None:
    line.act("drop-year", _drop, "移除一个年度(目标、报送、演示数据不再显示,可恢复)",
             arg("year", "年度,如 2023", type=a_year),
             arg("--undo", "恢复已移除的年度", action="store_true"))  # fmt: skip
    state = line.act("year", _state, "把年度作为草案,或定于某日起执行", arg("year", "年度,如 2027", type=a_year))
    which = state.add_mutually_exclusive_group(required=True)
    which.add_argument("--draft", action="store_true", help="作为草案:仅审核、管理账号可见")
    which.add_argument("--in-force", metavar="DATE", help="自哪天起执行,如 2027-01-10")
    line.act(
        "link-year", _link, "把子项与上年的子项关联", arg("measure", "本年子项的编号或编码,如 民生8-2"),
        arg("last_measure", "上年子项的编号或编码"), arg("--year", "本年,默认最新的年度", type=a_year),
    )  # fmt: skip
    line.act("unlink-year", _unlink, "取消与上年子项的关联", arg("measure", "本年子项的编号或编码"),
             arg("--year", "本年", type=a_year))  # fmt: skip
    line.read("propose-links", _propose, "按名称、单位、类别提出与上年的关联", arg("year", type=a_year))
    line.read("compare-years", _compare, "两个年度的目标、结果、完成情况", arg("first", type=a_year),
              arg("second", type=a_year))  # fmt: skip
    line.read(
        "carry-over", _carry, "列出某年度没有完成的子项;写明子项的,结转到下一年度",
        arg("year", "没有完成的年度,如 2025", type=a_year),
        arg("measures", "要结转的子项编码,如 民生8-2;不写只列出", nargs="*", metavar="measure"),
        arg("--target", "结转目标;只结转一个子项时可写,默认为未完成的数", type=float),
        arg("--check", "只预览,不结转", action="store_true"), arg("--reason", "原因", default=""), signed(),
    )  # fmt: skip
    line.read("loads", _loads, "年度目标的历次载入")
    for name, back, summary in (("undo-load", True, "收回一次目标载入"), ("redo-load", False, "恢复已收回的目标载入")):
        line.act(name, partial(_turn, back=back), summary, arg("load", "第几次载入,见 loads", type=a_number))


def _drop(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    step = steps.restore_year if options.undo else steps.drop_year
    found, whose = step(store, options.year, options.reason, by, at), place(store)
    facts = {
        "region": whose.code, "year": options.year, "is_dropped": not options.undo, "items": found.items,
        "samples": found.samples, "reports": found.reports,
    }  # fmt: skip
    done = "已恢复" if options.undo else "已移除"
    undo = "" if options.undo else f"恢复用 python -m store drop-year {options.year} --undo。"
    return facts, f"{whose.short_name}{options.year}年度{done}:{found.words}。{undo}"


def _state(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    day = parse_day(options.in_force) if options.in_force else None
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
    return facts, f"{whose.short_name}{options.year}年度:{words}。"


def _link(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    one, last = _both(store, options)
    link_year(store, one, last, options.reason, by, at)
    return {"measure": one, "last_measure": last}, f"{options.measure}已关联上年的{options.last_measure}。"


def _unlink(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    one = measure_of(store, options.measure, year_of(store, options, options.measure))
    unlink_year(store, one, options.reason, by, at)
    return {"measure": one, "last_measure": None}, f"{options.measure}不再关联上年子项。"


def _both(store: Store, options: argparse.Namespace) -> tuple[str, str]:
    year = options.year or year_in(options.measure) or max(begun_years(store), default=0)
    last = year_in(options.last_measure) or year - 1
    return measure_of(store, options.measure, year), measure_of(store, options.last_measure, last)


def _propose(store: Store, options: argparse.Namespace) -> Answer:
    found = proposals(store, options.year)
    return [one.as_json() for one in found], lines(map(_proposed, found)) or f"{options.year}年没有可以关联的上年子项。"


def _proposed(one: Proposal) -> tuple[str, ...]:
    base = "" if one.base is None else f"基数{wording.figure(one.base, one.measure['unit'])}"
    sure = "名称相同" if one.is_sure else f"相近{one.score:.0f}"
    names = (told for row in (one.measure, one.last) for told in (row["measure_id"], measure_name(row)))
    return *names, sure, base


def _compare(store: Store, options: argparse.Namespace) -> Answer:
    for year in (options.first, options.second):
        check_view(store, View(dt.date(year, 12, 1)))
    rows = records(comparison(store, options.first, options.second))
    return rows, lines(
        (NO_VALUE if value is None else value for name, value in row.items() if name != "is_linked") for row in rows
    )


def _carry(store: Store, options: argparse.Namespace) -> Answer:
    check_view(store, View(dt.date(options.year, 12, 1)))
    if not options.measures:
        return _left_over(store, options.year)
    if options.target is not None and len(options.measures) > 1:
        raise UserError("--target 只用于结转一个子项,请逐个结转。", title="参数有误")
    wanted = {measure_of(store, code, options.year): options.target for code in options.measures}
    if options.check:
        found = carrying.preview(store, options.year, wanted, store.now())
        return load_words.as_json(found), "\n".join(load_words.lines(found))
    by = at_the_machine(options.by)
    done = carrying.carry_over(store, options.year, wanted, options.reason, by, store.now())
    whose = place(store)
    told = [
        f"{whose.short_name}:{len(wanted)}个子项已结转到{options.year + 1}年度(第{done.number}次载入),"
        f"收回用 python -m store undo-load {done.number}。", *load_words.consequences(done.preview),
    ]  # fmt: skip
    facts = {"region": whose.code, "year": options.year + 1, "load": done.number, **load_words.as_json(done.preview)}
    return facts, "\n".join(told)


def _left_over(store: Store, year: int) -> Answer:
    rows = records(left_over(store, year))
    names = ("series_name", "code", "item", "measure", "lead_unit", "target_text", "actual_text", "rest_text",
             "carried_word")  # fmt: skip
    told = lines((NO_VALUE if row[name] is None else row[name] for name in names) for row in rows)
    return rows, told or f"{year}年没有要结转的子项。"


def _loads(store: Store, options: argparse.Namespace) -> Answer:
    shown = [
        {"load": row["load_no"], "year": row["year"], "file": row["file_name"], "from": row["from_text"],
         "by": row["done_by"], "at": row["done_text"], "is_taken_back": row["is_taken_back"], "state": row["standing"]}
        for row in records(load_words.load_table(load_rows(store)))
    ]  # fmt: skip
    told = lines((row[name] for name in ("load", "year", "file", "from", "by", "at", "state")) for row in shown)
    return shown, told or "还没有载入过年度目标。"


def _turn(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime, *, back: bool) -> Answer:
    done = turn(store, options.load, options.reason, by, at, back=back)
    sentence = f"第{options.load}次载入已{'收回,此前的目标恢复有效' if back else '恢复有效'}。"
    facts = {"load": options.load, "is_taken_back": back, **load_words.as_json(done.preview)}
    return facts, "\n".join([sentence, *load_words.consequences(done.preview)])
