"""Loading a year's targets as one act, taking a load back and bringing it back: previewed, then done as shown.

A load stands or does not, like a submission: its rows bear its number and are read while it stands (schema/0013).
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pandas as pd

from metrics.errors import UserError
from store.acts.act import Act, acting, trying
from store.acts.rights import Actor
from store.acts.what_if import Outdated
from store.engine.reader import Reader
from store.engine.records import records
from store.engine.store import Store
from store.loads import changes as words
from store.loads.changes import Change
from store.loads.year import Tables, fresh_rows, year_tables
from store.reads.figures import effects
from store.reads.figures.status import status_since
from store.reads.units import unit_rows
from store.reads.view import LATEST, View, preset_in_use

LOADED, CARRIED, TAKEN_BACK, BROUGHT_BACK = "载入年度目标", "结转上年子项", "收回目标载入", "恢复目标载入"


@dataclass(frozen=True)
class Load:
    """A checked targets workbook. `tables`: what it says of the year, by table (store.loads.year.COLUMNS).

    `explained`: what was doubtful in it, each with the reason why it is right. `links`: which of its measures goes on
    from which of last year's; such a link is read while its measure stands. `act`: what the audit calls it.
    """

    year: int
    file_name: str
    sha256: str
    valid_from: dt.date
    tables: Tables
    explained: Sequence[tuple[str, str]] = ()
    links: Sequence[tuple[str, str]] = ()
    act: str = LOADED


@dataclass(frozen=True)
class Preview:
    """A load before it is made, or taken back. Equal tokens, equal outcome.

    `statuses`: one row per measure and month whose status becomes another (effects.statuses), of measures that stand
    before and after. `owed`: how many figures of new measures are owed at once, by month that is over. `first_open`:
    the month that it is now: those before it are past. `rows`: how many rows each table gets.
    """

    changes: list[Change]
    statuses: pd.DataFrame
    owed: dict[dt.date, int]
    first_open: dt.date
    rows: dict[str, int]
    token: str

    @property
    def past(self) -> dict[dt.date, int]:
        """How many statuses of each month that is over become others."""
        months = Counter(month.date() for month in self.statuses["month"])
        return {month: months[month] for month in sorted(months) if month < self.first_open}

    def count(self, change: str) -> int:
        """How many changes are `new`, `changed` or `gone`."""
        return sum(one.change == change for one in self.changes)


@dataclass(frozen=True)
class Done:
    """What an act came to: the number of the load, None where nothing was changed, and what was shown of it."""

    number: int | None
    preview: Preview


def preview_load(store: Store, load: Load, at: dt.datetime) -> Preview:
    """What loading would change."""
    with trying(store, at, LOADED) as act:
        return _load(act, load).preview


def commit_load(store: Store, load: Load, by: Actor, at: dt.datetime, reason: str, token: str | None = None) -> Done:
    """Load a year's targets. Nothing is stored where all of them stand already.

    Raises Outdated, and stores nothing, where it does not come out as the preview of `token` said.
    """
    by.require("change")
    counts = _counts(fresh_rows(load.tables, year_tables(store, load.year)))
    if not any(counts.values()):
        return Done(None, Preview([], pd.DataFrame(columns=["month"]), {}, at.date(), counts, ""))
    with acting(store, by, "change", at, reason) as act:
        done = _load(act, load)
        _check_token(done.preview, token)
        _record(act, load.act, f"{load.file_name},{load.year}年度,第{done.number}次载入", done.preview)
        for doubt, why in load.explained:
            act.record("说明目标疑问", doubt, None, why)
    return done


def preview_turn(store: Store, number: int, at: dt.datetime, *, back: bool) -> Preview:
    """What taking a load back (`back`) would change, or bringing it back. Raises UserError like `turn`."""
    with trying(store, at, TAKEN_BACK) as act:
        return _turn(act, number, back=back).preview


def turn(
    store: Store, number: int, reason: str, by: Actor, at: dt.datetime, *, back: bool, token: str | None = None
) -> Done:
    """Take a load back (`back`), so that what was before it stands again; or bring it back, as it was.

    What was changed one by one since stays. Raises UserError where there is none, or it is so already; Outdated as
    `commit_load` does.
    """
    with acting(store, by, "change", at, reason) as act:
        done = _turn(act, number, back=back)
        _check_token(done.preview, token)
        _record(act, TAKEN_BACK if back else BROUGHT_BACK, f"第{number}次载入", done.preview)
    return done


def load_rows(reader: Reader) -> pd.DataFrame:
    """Every load of the reader's region, the latest first: rows of target_loads.sql."""
    return reader.query("target_loads", as_of=LATEST)


def _load(act: Act, load: Load) -> Done:
    number = act.transaction.next_number("target_load", "load_no")
    fresh = fresh_rows(load.tables, year_tables(act.transaction, load.year))

    def append() -> None:
        if not any(fresh.values()):
            return
        head = {
            "load_no": number, "year": load.year, "file_name": load.file_name, "sha256": load.sha256,
            "valid_from": load.valid_from,
        }  # fmt: skip
        act.append("target_load", [head])
        _step(act, number, back=False)
        for table, rows in fresh.items():
            if rows:
                act.append(table, pd.DataFrame(rows).assign(load_no=number))
        if load.links:
            rows = [{"measure_id": one, "last_measure_id": last, "is_linked": True} for one, last in load.links]
            act.append("year_link", pd.DataFrame(rows).assign(reason=act.reason))

    return Done(number, _previewed(act, load.year, append, _counts(fresh)))


def _counts(fresh: Tables) -> dict[str, int]:
    return {table: len(rows) for table, rows in fresh.items()}


def _turn(act: Act, number: int, *, back: bool) -> Done:
    loads = {row["load_no"]: row for row in records(load_rows(act.transaction))}
    if number not in loads:
        raise UserError(f"没有第{number}次载入。", title="没有收回" if back else "没有恢复")
    if bool(loads[number]["is_taken_back"]) == back:
        state = "此前已收回" if back else "没有收回,不需要恢复"
        raise UserError(f"第{number}次载入{state}。", title="没有收回" if back else "没有恢复")
    return Done(number, _previewed(act, loads[number]["year"], lambda: _step(act, number, back=back), {}))


def _step(act: Act, number: int, *, back: bool) -> None:
    step = {"load_no": number, "is_taken_back": back, "reason": act.reason}
    act.append("target_load_step", [step])


def _previewed(act: Act, year: int, do: Callable[[], None], rows: dict[str, int]) -> Preview:
    """Do something in an act, and say what changed by it."""
    reader = act.transaction
    units = {row["unit_id"]: row["name"] for row in records(unit_rows(reader))}
    view = _view(reader, year, act.at)
    tables, statuses = year_tables(reader, year), status_since(reader, view, dt.date(year, 1, 1))
    do()
    new_tables, new_statuses = year_tables(reader, year), status_since(reader, view, dt.date(year, 1, 1))
    found = words.changes(tables, new_tables, units)
    is_known = new_statuses["measure_id"].isin(statuses["measure_id"])
    news = effects.statuses(statuses, new_statuses[is_known].reset_index(drop=True))
    owed = new_statuses[~is_known & (new_statuses["computed_status"] == "not_reported")]
    now = act.at.date().replace(day=1)
    # Of a month that still runs nothing is owed yet.
    months = Counter(month.date() for month in owed["month"] if month.date() < now)
    token = _token(found, news)
    return Preview(found, news, dict(sorted(months.items())), now, rows, token)


def _view(reader: Reader, year: int, at: dt.datetime) -> View:
    """The months of a year that are judged by now: up to the current one, and those that have figures."""
    now = at.date().replace(day=1)
    reached = dt.date(year, 12, 1) if now.year > year else max(now, dt.date(year, 1, 1)) if now.year == year else None
    latest = reader.query("latest_figure_month", year=year)["month"].iloc[0]
    last = None if pd.isna(latest) else latest.date()
    # A year that has not begun is looked at in its January: nothing is reported there, and nothing late.
    first = dt.date(year, 1, 1)
    return View(max(reached or first, last or first), preset=preset_in_use(reader))


def _token(found: list[Change], statuses: pd.DataFrame) -> str:
    told = statuses[["measure_id", "month", "old_status", "status"]].to_csv(index=False)
    return sha256(f"{found}{told}".encode()).hexdigest()


def _check_token(preview: Preview, token: str | None) -> None:
    if token is not None and preview.token != token:
        raise Outdated("预览之后,现有目标或数据有变动,没有办理。请按最新的预览核对后再确认。", title="数据有变动")


def _record(act: Act, name: str, thing: str, preview: Preview) -> None:
    """An entry for the whole, and one for every change."""
    counts = [f"{words.WORDS[change]}{preview.count(change)}处" for change in words.WORDS if preview.count(change)]
    act.record(name, thing, None, "、".join(counts) or None)
    for change in preview.changes:
        act.record(name, change.named, change.before, change.after)
