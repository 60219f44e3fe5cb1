"""What becomes of a year: taken away and taken back, made a draft, put in force from a day on. Nothing is deleted."""

import datetime as dt
from typing import NamedTuple

from metrics.errors import UserError
from metrics.periods import day_name
from store.acts.act import Act, acting
from store.acts.rights import Actor
from store.engine.reader import Reader
from store.engine.records import records
from store.engine.store import Store
from store.reads.places import place
from store.reads.submissions import submission_list
from store.reads.view import YearState, begun_years, year_states


class Dropped(NamedTuple):
    """What goes out of sight with a year: how many items, sample reports and reports that are none."""

    items: int
    samples: int
    reports: int

    @property
    def words(self) -> str:
        """`目标80项、演示报送205份`."""
        counts = {"目标": (self.items, "项"), "演示报送": (self.samples, "份"), "正式报送": (self.reports, "份")}
        told = [f"{name}{count}{of}" for name, (count, of) in counts.items() if count]
        return "、".join(told) or "没有目标"


def what_drops(reader: Reader, year: int) -> Dropped:
    """What goes out of sight with a year."""
    rows = submission_list(reader)
    own = rows[(rows["month"].dt.year == year) & rows["withdrawn_at"].isna() & (rows["channel"] == "workbook")]
    samples = int(own["is_demo"].sum())
    return Dropped(len(reader.query("year_item", year=year)), samples, len(own) - samples)


def drop_year(store: Store, year: int, reason: str, by: Actor, at: dt.datetime) -> Dropped:
    """A year with its targets, reports and samples is read nowhere any more, as if it had not begun.

    Editions stay as they were printed. Raises UserError where the region has no such year.
    """
    with acting(store, by, "set", at, reason) as act:
        if year not in begun_years(act.transaction):
            raise UserError(f"{place(act.transaction).short_name}没有{year}年度。", title="没有移除")
        gone = what_drops(act.transaction, year)
        _step(act, year, "dropped")
        act.record("移除年度", f"{year}年度", gone.words, None)
    return gone


def restore_year(store: Store, year: int, reason: str, by: Actor, at: dt.datetime) -> Dropped:
    """A year that was taken away is there again as it was. Raises UserError where it was not taken away."""
    with acting(store, by, "set", at, reason) as act:
        away = dropped_years(act.transaction)
        if year not in away:
            listed = "、".join(map(str, away)) or "无"
            raise UserError(f"{year}年度没有移除,已移除的年度:{listed}。", title="没有恢复")
        _step(act, year, "restored")
        back = what_drops(act.transaction, year)
        act.record("恢复年度", f"{year}年度", None, back.words)
    return back


def make_draft(store: Store, year: int, reason: str, by: Actor, at: dt.datetime) -> None:
    """A year is seen by reviewers and administrators alone. Raises UserError where it is one, or has reports."""
    with acting(store, by, "change", at, reason) as act:
        state = _state(act.transaction, year)
        if state.is_draft(at.date()) and state.valid_from is None:
            raise UserError(f"{year}年度已是草案。", title="没有改动")
        if (reports := what_drops(act.transaction, year).reports) > 0:
            raise UserError(f"{year}年度已有{reports}份正式报送,不能再作草案。", title="没有改动")
        _step(act, year, "draft")
        act.record("年度作为草案", f"{year}年度", state_words(state, at.date()), "草案")


def put_in_force(store: Store, year: int, day: dt.date, reason: str, by: Actor, at: dt.datetime) -> None:
    """A draft is for everybody from a day on. Raises UserError where it is none, or nothing changes."""
    with acting(store, by, "change", at, reason) as act:
        state = _state(act.transaction, year)
        if not state.is_draft(at.date()):
            raise UserError(f"{year}年度已经执行。", title="没有改动")
        if state.valid_from == day:
            raise UserError(f"{year}年度已定于{day_name(day)}起执行。", title="没有改动")
        _step(act, year, "in_force", day)
        after = YearState(year, "in_force", day, has_items=state.has_items)
        act.record("年度执行", f"{year}年度", state_words(state, at.date()), state_words(after, at.date()))


def dropped_years(reader: Reader) -> list[int]:
    return [int(row["year"]) for row in records(reader.query("year_list"))
            if row["region_code"] == reader.region and row["is_dropped"]]  # fmt: skip


def state_words(state: YearState, today: dt.date) -> str:
    """`草案`, `草案,2027年1月1日起执行`, `执行中`."""
    if not state.is_draft(today):
        return "执行中"
    return f"草案,{day_name(state.valid_from)}起执行" if state.valid_from else "草案"


def _state(reader: Reader, year: int) -> YearState:
    for state in year_states(reader):
        if state.year == year:
            return state
    raise UserError(f"{place(reader).short_name}没有{year}年度。", title="年度有误")


def _step(act: Act, year: int, step: str, day: dt.date | None = None) -> None:
    act.append("year_step", [{"year": year, "step": step, "valid_from": day, "reason": act.reason}])
