"""牵头单位 in markup: all units from the worst rate up, each with its bar and n; and one unit's own page."""

from collections.abc import Mapping
from typing import Any

from briefing.charts import counts, groups, units
from briefing.charts.screens.unit import UnitPage
from metrics import terms
from metrics.rows import BehindRow
from metrics.sentences import outlook_words
from metrics.sentences.rest_of_year import speed_up
from metrics.wording import percent
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.figures import boards
from store.reads.view import View
from ui.cache import charts, reads
from ui.cache.store_cache import cached
from ui.components import addresses, overview
from ui.components.drawing import drawn

FEW = 5  # judged items below which a rate says little; 本系统设定
REPORTED: tuple[terms.Text, ...] = ("problem", "next_step", "expected")


@cached(16)
def ranking(store: Store, view: View, carried: Mapping[str, str]) -> str:
    """The markup of all units, those with the lowest rate first and those without any last."""
    board = reads.unit_board(view).sort_values(
        ["rate_pct", "judged"], ascending=[True, False], na_position="last", kind="stable"
    )
    drawings = groups.groups_of(board, "unit_name")
    return drawn(
        "units.html",
        rows=[
            {**row, "group": group, "few": 0 < row["judged"] < FEW, "rate": percent(row["rate_pct"])}
            for row, group in zip(records(board), drawings, strict=True)
        ],
        alt=units.unit_bars_alt(board),
        few=FEW,
        to_unit=lambda name, _=None: addresses.address("units", view, carried, unit=name),
    )


@cached(64)
def one(store: Store, view: View, unit: str, carried: Mapping[str, str]) -> str:
    """The markup of a unit's page: its counts, each measure behind with what it says of it."""
    page, snapshot = charts.unit_page(view, unit), reads.month_snapshot(view)
    return drawn(
        "unit.html",
        bar=counts.bar_segments(page.tally),
        bar_alt=counts.counts_alt(page.tally, unit),
        # What is behind stands below in full; the others are on the screens of their series.
        to_status=lambda code: addresses.address("behind", view, carried, unit=unit) if code in terms.BAD else "",
        outlook=snapshot.outlook_of(unit),
        behind=_behind(page, view, carried),
    )


@cached(64)
def months(store: Store, view: View, unit: str, carried: Mapping[str, str]) -> str:
    """The markup of a unit's months, each of which opens the unit's page in it."""
    course = boards.unit_course(reads.month_snapshot(view), unit)
    return drawn(
        "unit_months.html",
        **overview.month_columns(course),
        alt=counts.course_alt(course, unit),
        to_month=lambda number, _: addresses.month_address("units", view, carried, number, unit=unit),
    )


def _behind(page: UnitPage, view: View, carried: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each measure that is behind, with what was returned of it or is in doubt."""
    year = view.month.year
    _, returned = reads.returned_in(year, view.as_of)
    doubtful = reads.doubtful(year, view.as_of)
    return [
        {
            **row,
            "status_text": terms.marked(row["status"], row["status_word"]),
            "to": addresses.item_address(row["code"], view, carried),
            "speed": speed_up(row),
            "lines": [*judged(row), *_said(row, returned, doubtful)],
        }
        for row in records(page.behind, BehindRow)
    ]


def judged(row: BehindRow) -> list[tuple[str, str]]:
    """What the figures say of a measure that is behind, each under its label."""
    told = [("判定依据", row["why"]), ("怎样才能完成", row["what_it_takes"] or terms.NO_VALUE)]
    return [*told, *([("年底预计", estimate)] if (estimate := outlook_words.sentence(row)) else [])]


def _said(row: BehindRow, returned: list[Record], doubtful: list[Record]) -> list[tuple[str, str]]:
    """What the unit says, where what it did not say stands as missing; what was returned of it, and what is doubted."""
    lines = [(terms.TEXTS[name], row[name] or "未填报") for name in REPORTED]
    asked = [("退回", one, one["exchange_text"].replace("\n", ";")) for one in returned]
    doubted = [(terms.DOUBTFUL, one, f"{one['value_text']},{one['reason'] or terms.NO_VALUE}") for one in doubtful]
    return lines + [
        (f"{word}({one['reported_month']},{one['state_word']})", told)
        for word, one, told in [*asked, *doubted] if one["measure_id"] == row["measure_id"]
    ]  # fmt: skip
