"""周报: what is new since a week ago, and what is due next, on a page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from briefing.material import Material
from briefing.notice.annexes.unsent import owing_table, plain_table, restated_table
from briefing.notice.facts import facts
from briefing.notice.paper.styles import SHORT_MM
from briefing.notice.paper.table import Table
from briefing.notice.period import answer_day
from briefing.notice.short.paper import Said, short_paper
from metrics import terms
from metrics.columns import COLUMNS, printed
from metrics.periods import day_name
from store.engine.store import Store
from store.reads.figures import boards, edition_comparison, snapshot
from store.reads.figures.due import next_due, promised, report_due
from store.reads.figures.edition_comparison import Comparison
from store.reads.submissions import submission_list

_FIRST_KNOWN = "报送后判定滞后"
_WEEK = dt.timedelta(days=7)
_MOST = 20  # changes, units that owe, promises and corrections, as far as the page holds them; the others are counted


@dataclass(frozen=True)
class Week:
    """The seven days before an edition, or before now: what changed in them, and how many workbooks came in."""

    since: dt.datetime
    comparison: Comparison
    submissions: int


def take(store: Store, material: Material) -> Week:
    """The week of an edition's material, of its own month."""
    edition = material.edition
    since = edition.made_at - _WEEK
    then = replace(edition, number=None, view=replace(edition.view, as_of=since), made_at=since)
    found = edition_comparison.compare(store, edition, material.snapshot, then, snapshot.take(store, then.view))
    assert found is not None  # both are of one month
    sent = submission_list(store, edition.view.as_of)
    is_new = (sent["submitted_at"] > since) & (sent["submitted_at"] <= edition.made_at) & sent["withdrawn_at"].isna()
    return Week(since, found, int(is_new.sum()))


def week_paper(store: Store, material: Material) -> bytes:
    """The week as a Word file."""
    week = take(store, material)
    found, edition = week.comparison, material.edition
    today = edition.made_at.date()
    units = boards.owing_units(material.owing, material.snapshot.reporting)
    title = f"{material.snapshot.place.short_name}目标任务周报"
    changes = _changes(material, found)
    changed = sum(map(len, changes.values()))
    soon = promised(material.behind, today + _WEEK)
    steps = next_due(store, material.snapshot)
    steps = steps[steps["due_no"] == edition.view.month.month + 1]
    last = edition if edition.number is not None else material.comparison and material.comparison.previous
    answer = answer_day(last) if last else None
    common = facts(material) | {
        "span": f"{day_name(week.since.date())}至{day_name(today)}",
        "submissions": week.submissions, "then": found.tally,
        "changes": {word: len(rows) for word, rows in changes.items() if len(rows)},
        "changed": changed, "corrected": len(found.restated), "owing_units": len(units),
        "report_due": report_due(material.deadlines, today), "promised_count": len(soon), "step_count": len(steps),
        "answer": day_name(answer) if answer and today <= answer <= today + 2 * _WEEK else "",
    }  # fmt: skip
    moved = pd.concat([rows.assign(change=word) for word, rows in changes.items()])

    def told(most: int) -> Said:
        rows, owing, corrected = moved.head(most), units.head(most), found.restated.head(most)
        shown = {
            "changed_shown": len(rows), "owing_shown": len(owing), "corrected_shown": len(corrected),
            "promised_shown": min(most, len(soon)), "steps_shown": min(most, len(steps)),
        }  # fmt: skip
        return common | shown, {
            "变化": _change_table(rows),
            "更正": restated_table(corrected, "一周前", "现在").across(SHORT_MM),
            "未报": owing_table(owing).across(SHORT_MM),
            "承诺": _promise_table(soon.head(most)),
            "节点": _step_table(steps.head(most)),
        }

    return short_paper(material, title, map(told, range(_MOST, 0, -1)), "week.txt.j2")


def _changes(material: Material, found: Comparison) -> dict[str, pd.DataFrame]:
    """By word, the items; what was behind as soon as it was reported did not fall behind in this week.

    What was not reported yet a week ago and stands as it stood in the month before is no news.
    """
    months = material.snapshot.items.set_index("item_id")["previous_status"]

    def new(rows: pd.DataFrame, same: Sequence[str]) -> pd.DataFrame:
        was = rows["previous_status"]
        return rows[~was.where(was != "not_reported", rows["item_id"].map(months)).isin(same)]

    completed, fell = new(found.completed, ("done",)), new(found.fell_behind, terms.BAD)
    was_missing = fell["previous_status"] == "not_reported"
    return {
        terms.NEWS["completed"]: completed, terms.NEWS["fell_behind"]: fell[~was_missing],
        _FIRST_KNOWN: fell[was_missing], terms.NEWS["recovered"]: found.recovered,
    }  # fmt: skip


def _change_table(rows: pd.DataFrame) -> Table:
    names = ("change", "coded_item", "lead_unit", "previous_word", "status_word")
    return plain_table((30, 58, 32, 24, 24), ("变化", "事项", "牵头单位", "一周前", "现在"), rows, names)


def _promise_table(rows: pd.DataFrame) -> Table:
    told = rows.assign(margin=printed(rows, COLUMNS["margin_points"]))
    names = ("coded_item", "measure", "lead_unit", "actual_text", "margin", "expected")
    return plain_table(
        (44, 36, 28, 21, 14, 25), ("事项", "子项", "牵头单位", "累计完成", "差距\n百分点", "承诺完成"), told, names
    )


def _step_table(rows: pd.DataFrame) -> Table:
    names = ("coded_item", "measure", "lead_unit", "wanted", "actual_text", "short_text")
    return plain_table((43, 35, 26, 24, 20, 20), ("事项", "子项", "牵头单位", "下月应达", "现在", "差距"), rows, names)
