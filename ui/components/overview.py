"""The body of 总览 in markup: the month in a sentence, counts, main targets, walls, what needs attention, the rates."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from briefing.charts import cards as card_charts
from briefing.charts import counts, groups, wall
from metrics import terms
from metrics.arithmetic.verdicts import VERDICTS
from metrics.columns import columns, printed
from metrics.rows import BehindRow, ToldItemRow
from metrics.sentences.rest_of_year import speed_ratio, speed_up
from metrics.terms import STATUSES
from store.engine import clock
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.figures import boards, due
from store.reads.figures.snapshot import Snapshot
from store.reads.naming import measure_name
from store.reads.view import View
from ui.cache import current, reads
from ui.cache.store_cache import cached
from ui.components import addresses, year_end
from ui.components.drawing import drawn

_LOWEST = 15  # as many rows as the categories beside them
_OWING = 10
WORST = 5  # as in store.reads.figures.snapshot.Snapshot.top_and_rest
WALLS = {"livelihood": "每格一项,点开看子项", "task": "按报告章节,每格一项,点开看子项"}


def body(view: View, carried: Mapping[str, str], status: str | None, verdict: str | None = None) -> str:
    """The markup as of today (an edition: of its day), by the host's clock: what is kept asks the store nothing."""
    now = clock.now(current.opened().time_zone)
    return _body(view, carried, status, verdict, min(view.as_of, now).date())


@cached(64)
def _body(
    store: Store, view: View, carried: Mapping[str, str], status: str | None, verdict: str | None, today: dt.date
) -> str:
    """The markup. `status` is the one whose items are listed, `verdict` that of 年底预计 whose measures are.

    `carried` is what links carry (ui.components.addresses.carried).
    """
    snapshot = reads.month_snapshot(view)
    changed, items = snapshot.changes, snapshot.items
    is_told = snapshot.tally_before is not None and bool(snapshot.cells_reported[0])
    own = partial(addresses.address, "overview", view, carried)

    def to_verdict(code: str | None) -> str:
        return own(outlook=VERDICTS[code].word if code else None)

    return drawn(
        "overview.html",
        brief=snapshot.in_brief(with_outlook=False),  # it stands beside, with its links
        year_end=year_end.parts(snapshot, lambda code: to_verdict(None if code == verdict else code)),
        verdict_word=VERDICTS[verdict].word if verdict else "",
        expected=year_end.listed(snapshot, verdict, carried),
        verdict_close=to_verdict(None),
        bar=counts.bar_segments(snapshot.tally),
        bar_alt=counts.counts_alt(snapshot.tally, snapshot.place.targets),
        chosen=status,
        chosen_word=_word(status) or "",
        listed=_items(items[items["status"] == status], view, carried),
        to_item=lambda code: addresses.item_address(code, view, carried),
        to_status=lambda code: own(status=_word(None if code == status else code)),
        news={} if not is_told else {word: _items(changed[key], view, carried) for key, word in terms.NEWS.items()},
        no_news="" if is_told else snapshot.not_compared,
        rules=addresses.address("notes", view, carried),
        statuses=terms.statuses_in(view.month.month),
        **indicator_cards(snapshot),
        walls=[
            item_wall(snapshot, series, note, carried)
            for series, note in WALLS.items()
            if len(snapshot.items_of(series))
        ],
        **attention(snapshot, carried),
        **_coming(view, carried, today),
        **months(snapshot, carried),
        **rates(snapshot, view, carried),
    )


def _word(status: str | None) -> str | None:
    """How an address says a status."""
    return STATUSES[status].word if status else None


def _items(rows: pd.DataFrame, view: View, carried: Mapping[str, str]) -> list[Record]:
    """Items with where they lead, and what they say when they are pointed at."""
    return [
        {
            **row,
            "to": addresses.item_address(row["code"], view, carried),
            "told": f"{row['coded_item']}\n{wall.told(row)}",
        }
        for row in records(rows, ToldItemRow)
    ]


def indicator_cards(snapshot: Snapshot) -> dict[str, Any]:
    """A card per main target."""
    rows = snapshot.measures[snapshot.measures["series"] == "indicator"]
    return {"cards": card_charts.cards_of(rows, snapshot.course), "cards_alt": card_charts.cards_alt(rows)}


@cached(16)
def cards(store: Store, view: View, carried: Mapping[str, str]) -> str:
    """The markup of the main targets' cards alone."""
    made = indicator_cards(reads.month_snapshot(view))
    return drawn("cards.html", **made, to_item=lambda code: addresses.item_address(code, view, carried))


def item_wall(snapshot: Snapshot, series: str, note: str, carried: Mapping[str, str]) -> dict[str, Any]:
    """A tile per item of a series, in rows by category."""
    items = snapshot.items_of(series)
    categories = wall.categories(items)
    return {
        "title": f"{len(items)}项{terms.SERIES[series]}",
        "note": note,
        "to": addresses.address(addresses.SCREEN_OF[series], snapshot.view, carried),
        "categories": categories,
        "alt": wall.wall_alt(items),
        "across": min(max(map(len, categories.values()), default=1), wall.LONGEST_ROW),
    }


def attention(snapshot: Snapshot, carried: Mapping[str, str], most: int = WORST) -> dict[str, Any]:
    """The worst items, and how many there are; where nothing is behind, who owes figures."""
    total = len(snapshot.worst_items)
    top = reads.behind_rows(snapshot.view).drop_duplicates("item_id").head(most)
    first = f",列出最重的{len(top)}项" if total > len(top) else ""
    owing = [] if total else records(boards.owing_units(reads.owing_rows(snapshot.view), snapshot.reporting))
    return {
        "owing": [
            {**row, "to": addresses.address("units", snapshot.view, carried, unit=row["unit_name"])}
            for row in owing[:_OWING]
        ],
        "attention": f"滞后事项共{total}项{first}" if snapshot.cells_reported[0] or total else "",
        "nothing_behind": snapshot.nothing_behind,
        "all_behind": addresses.address("behind", snapshot.view, carried),
        "behind_count": total,
        "worst": [
            _worst(row, margin, snapshot.view, carried)
            for row, margin in zip(records(top, BehindRow), printed(top, *columns("margin_points")), strict=True)
        ],
    }


def _coming(view: View, carried: Mapping[str, str], today: dt.date) -> dict[str, Any]:
    """What is due next: the month's figures, and the measures of which something is, the next and worst first."""
    rows = reads.next_due(view)
    months = "、".join(f"{month}月到期{count}个" for month, count in rows["due_no"].value_counts().sort_index().items())
    told = f"{months}(子项)" + (f",列出{WORST}个" if len(rows) > WORST else "")
    return {
        "report_due": due.report_due(reads.month_deadlines(view.month.year, view.region, view.as_of), today),
        "coming_note": told if months else "",
        "coming": [
            {**row, "named": measure_name(row), "to": addresses.item_address(row["code"], view, carried)}
            for row in records(rows.head(WORST))
        ],
    }


def _worst(row: BehindRow, margin: str, view: View, carried: Mapping[str, str]) -> dict[str, Any]:
    takes, promise = row["what_it_takes"], _promise(row)
    return {
        **row,
        "status_text": terms.marked(row["status"], row["status_word"]),
        "margin": margin,
        "is_points": row["margin_points"] is not None and (row["by_pace"] or row["unit"] == "%"),
        "takes": speed_up(row) or terms.NO_VALUE,
        "times": speed_ratio(row) or "",
        "promised": promise,
        "told": "\n".join(filter(None, [measure_name(row), row["why"], takes, promise])),
        "to": addresses.item_address(row["code"], view, carried),
        "unit_to": addresses.address("units", view, carried, unit=row["lead_unit"]),
    }


def _promise(row: BehindRow) -> str:
    """When the unit expects to be done, and what it does next."""
    said = [
        f"单位预计{row['expected']}" if row["expected"] else "",
        f"下一步:{row['next_step']}" if row["next_step"] else "",
    ]
    return ";".join(filter(None, said)) or "单位未报下一步措施"


def months(snapshot: Snapshot, carried: Mapping[str, str]) -> dict[str, Any]:
    """The counts of each month."""
    return {
        **month_columns(snapshot.item_course),
        "months_alt": counts.course_alt(snapshot.item_course, snapshot.place.whole),
        "to_month": lambda number, status: addresses.month_address(
            "overview", snapshot.view, carried, number, status=_word(status)
        ),
    }


def month_columns(course: pd.DataFrame) -> dict[str, Any]:
    """A column of counts per month so far."""
    return {
        "months": {number: counts.segments(tally)[::-1] for number, tally in counts.months(course).items()},
        "fewest": counts.FEWEST_MONTHS,
    }


def rates(snapshot: Snapshot, view: View, carried: Mapping[str, str]) -> dict[str, Any]:
    """Categories in the report's order, and the units with the lowest rates."""
    by_category, board = snapshot.by_category, reads.unit_board(view)
    items = snapshot.items.drop_duplicates("category")
    screens = dict(zip(items["category"], items["series"].map(addresses.SCREEN_OF), strict=True))
    rated = board[board["rate_pct"].notna()]
    lowest = rated.sort_values(["rate_pct", "judged"], ascending=[True, False], kind="stable").head(_LOWEST)
    shown = lowest if len(lowest) else board.head(_LOWEST)
    return {
        "categories": groups.groups_of(by_category, "category"),
        "categories_alt": groups.group_bars_alt(by_category, "category", "各类别"),
        "to_category": lambda name, status: addresses.address(
            screens[name], view, carried, category=name, status=_word(status)
        ),
        "units": groups.groups_of(shown, "unit_name"),
        "units_alt": groups.group_bars_alt(shown, "unit_name", "各单位"),
        "units_note": f"由低到高,右侧为按期/可判定,列出{len(shown)}家" if len(lowest) else "",
        "unit_count": len(board),
        "to_unit": lambda name, _: addresses.address("units", view, carried, unit=name),
        "all_units": addresses.address("units", view, carried),
    }
