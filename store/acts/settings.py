"""What holds for everything, as people set it: the numbers of a preset, the preset in use, the words of the place."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from metrics import bounds, lengths, terms
from metrics.errors import UserError
from metrics.sentences import threshold_words
from store.acts.act import Act, acting
from store.acts.rights import Actor
from store.engine.records import records
from store.engine.store import Store
from store.reads import view
from store.reads.places import place

# The words of a place that people set, each under what it is called.
PLACE_WORDS = {
    "name": "名称", "short_name": "简称", "office": "印发机关", "letterhead": "版头", "mark": "发文机关代字",
}  # fmt: skip


@dataclass(frozen=True)
class Threshold:
    """The numbers of one row: from which margin on a measure is ahead (None: never), on track; below which far behind.

    `far_behind_below` is in points, or where the row says so a share of the bound, as it is stored.
    """

    preset: str
    kind: str
    unit_group: str
    ahead_at: float | None
    on_track_at: float
    far_behind_below: float


def change_threshold(store: Store, new: Threshold, reason: str, by: Actor, at: dt.datetime) -> None:
    """Other numbers for a kind under a preset; a number that an office has set is no longer 本系统设定.

    A range that is left without a number stays one. Raises UserError for no such row, and for numbers in disorder.
    """
    with acting(store, by, "set", at, reason) as act:
        rows = records(view.thresholds(act.transaction))
        key = (new.preset, new.kind, new.unit_group)
        old = next((row for row in rows if (row["preset"], row["kind"], row["unit_group"]) == key), None)
        if old is None:
            raise UserError(f"没有“{'/'.join(key)}”的判定界线。", title="判定界线有误")
        numbers = [new.far_behind_below, new.on_track_at, *([] if new.ahead_at is None else [new.ahead_at])]
        for number in numbers:
            bounds.require({"判定界线": number}, "判定界线有误")
        if max(map(abs, numbers)) > 100:
            raise UserError("判定界线须在−100至100个百分点之间。", title="判定界线有误")
        if not new.far_behind_below < new.on_track_at or (new.ahead_at is not None and new.ahead_at <= new.on_track_at):
            raise UserError("判定界线须由低到高:“滞”低于“达”,“达”低于“超”。", title="判定界线有误")
        stays_range = old["ahead_by"] == "range" and new.ahead_at is None
        row = {
            **old, "ahead_at": new.ahead_at,
            "ahead_by": "range" if stays_range else "never" if new.ahead_at is None else "points",
            "on_track_at": new.on_track_at, "far_behind_below": new.far_behind_below,
        }  # fmt: skip
        numbered = ("ahead_at", "on_track_at", "far_behind_below")
        changed = {name for name in numbered if row[name] != old[name]}
        if not changed:
            raise UserError("判定界线没有变化。", title="判定界线未调整")
        house = [name for name in (old["house_numbers"] or "").split(",") if name and name not in changed]
        row["house_numbers"] = ",".join(house) or None
        act.append("threshold", [row])
        before, after = (threshold_words.threshold_table(pd.DataFrame([one])).iloc[0] for one in (old, row))
        act.record("调整判定界线", f"{terms.PRESETS.get(new.preset, new.preset)}·{before['threshold_kind']}",
                   _words(before, new.preset), _words(after, new.preset))  # fmt: skip


def use_preset(store: Store, preset: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """Judge by another preset from now on. Raises UserError for one that is none, or in use."""
    with acting(store, by, "set", at, reason) as act:
        known = view.presets(act.transaction)
        if preset not in known:
            raise UserError(f"没有名为“{preset}”的判定标准,现有:{'、'.join(sorted(known))}。", title="判定标准有误")
        old = view.preset_in_use(act.transaction)
        if old == preset:
            raise UserError(f"现在用的就是{terms.PRESETS.get(preset, preset)}。", title="判定标准未调整")
        _set(act, "preset", preset)
        words = (terms.PRESETS.get(one, one) for one in (old, preset))
        act.record("更换判定标准", place(act.transaction).whole, *words)


def set_place(store: Store, words: Mapping[str, str], reason: str, by: Actor, at: dt.datetime) -> None:
    """Other words for a place, by the keys of PLACE_WORDS; an empty one is made from its name and level again.

    What is an edition keeps the words of its moment. Raises UserError where nothing changes, for a place without a
    name, and for words that are too long.
    """
    with acting(store, by, "set", at, reason) as act:
        before = place(act.transaction)
        rows = {row["region_code"]: row for row in records(act.transaction.query("places", as_of=view.LATEST))}
        row = rows[act.region] | {name: _place_word(name, text) for name, text in words.items()}
        if row["name"] is None:
            raise UserError("地区名称不能为空。", title="地区有误")
        act.append("region", [{**row, "reason": act.reason}])
        after = place(act.transaction)
        changed = {name: (getattr(before, name), getattr(after, name)) for name in PLACE_WORDS}
        changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
        if not changed:
            raise UserError("地区和发文机关用语没有变化。", title="没有调整")
        for name, pair in changed.items():
            act.record("调整地区用语", f"{before.short_name}·{PLACE_WORDS[name]}", *pair)


def _place_word(name: str, text: str) -> str | None:
    """One line without blanks around it, None for an empty one."""
    word = " ".join(text.split())
    if len(word) > lengths.PLACE:
        raise UserError(f"{PLACE_WORDS[name]}不能超过{lengths.PLACE}个字。", title="地区有误")
    return word or None


def show_outlook(store: Store, shown: bool, reason: str, by: Actor, at: dt.datetime) -> None:
    """Show 年底预计 or leave it out, everywhere. Raises UserError where it stands so already."""
    words = {True: "显示", False: "不显示"}
    with acting(store, by, "set", at, reason) as act:
        if view.shows_outlook(act.transaction) == shown:
            raise UserError(f"年底预计现在就是{words[shown]}。", title="年底预计未调整")
        _set(act, "outlook", view.SHOWN if shown else view.HIDDEN)
        act.record("调整年底预计", place(act.transaction).whole, words[not shown], words[shown])


HOME_RULES = {
    view.REPORTED: "新年度有报送之前,首页仍是上一年度", view.CALENDAR: "按日历,新年度执行后首页即是新年度",
}  # fmt: skip


def choose_home(store: Store, rule: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """By which rule of HOME_RULES the year is found that screens open with. Raises UserError for none, or no change."""
    with acting(store, by, "set", at, reason) as act:
        if rule not in HOME_RULES:
            raise UserError(f"没有名为“{rule}”的规则,可用:{'、'.join(HOME_RULES)}。", title="首页年度有误")
        old = view.home_rule(act.transaction)
        if old == rule:
            raise UserError(f"首页年度的规则现在就是“{HOME_RULES[rule]}”。", title="首页年度未调整")
        _set(act, "home", rule)
        act.record("调整首页年度", place(act.transaction).whole, HOME_RULES[old], HOME_RULES[rule])


def _set(act: Act, name: str, value: str) -> None:
    act.append("setting", [{"name": name, "value": value, "reason": act.reason}])


def _words(row: pd.Series, preset: str) -> str:
    levels = {"超": "ahead", "达": "on_track", "滞": "far_behind"}
    return ",".join(f"{mark}{row[f'{preset}_{level}']}" for mark, level in levels.items())
