"""Regions side by side as of a month: their rates, their measures in common, what changed, and who owes what.

Only like is compared with like: regions under another preset, or other numbers of it, stand apart; so does a figure of
another 口径, unit, kind or period than most regions have.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics import terms, wording
from metrics.arithmetic.counting import Tally, shared_ranks
from metrics.errors import UserError
from metrics.periods import day_name, span_name
from metrics.rows import StatusRow
from metrics.sentences.place import Place
from metrics.sentences.status import target_text
from store.above.regions import below, place_of, years
from store.above.roll_up import RollUp, rolled_up
from store.engine.records import Record, marked_figure, records, status_word
from store.engine.store import Store
from store.reads.places import places
from store.reads.view import LATEST

ALL = "all"
OTHER_RULE = "判定标准不同"


@dataclass(frozen=True)
class Common:
    """A measure in common: what most regions call it, and the 口径, unit and period that are compared."""

    code: str
    name: str
    unit: str
    basis: str | None
    month: dt.date | None
    cells: list[Record]  # the comparable first, furthest behind its own target first; then what stands apart

    def of(self, region: str) -> Record | None:
        """A region's figure; None where it has no such measure."""
        return next((cell for cell in self.cells if cell["region_code"] == region), None)

    @property
    def title(self) -> str:
        """`地区生产总值增速(可比价,1–9月)`: what is compared."""
        told = ",".join(self.like)
        return f"{self.name}({told})" if told else self.name

    @property
    def like(self) -> list[str]:
        """What its figures have in common, as far as it is known: the 口径, the period."""
        return [one for one in (self.basis, span_name(self.month) if self.month else None) if one]


@dataclass(frozen=True)
class Matrix:
    """The regions below a place in a month. `rows`: those under the preset that most use, the lowest rate first and
    those without one last; `apart`: the others, which are not compared with them; `absent`: places without targets."""

    above: Place
    month: dt.date
    preset: str
    rule: str
    rows: list[Record]
    apart: list[Record]
    absent: list[str]
    commons: list[Common]
    as_of: dt.datetime = LATEST

    @property
    def known_text(self) -> str:
        """`按2023年10月20日已收到的数据`; nothing for what is known now."""
        return _known_text(self.as_of)

    @property
    def every(self) -> list[Record]:
        """All regions, those that are compared first."""
        return [*self.rows, *self.apart]

    @property
    def due(self) -> list[Common]:
        """The measures in common that any region owes by now, or has."""
        return [one for one in self.commons if any(cell["status"] != "not_due" for cell in one.cells)]

    @property
    def lowest(self) -> list[Record]:
        """The regions whose rate is not full, the lowest first."""
        return [row for row in self.rows if row["rate_pct"] is not None and row["rate_pct"] < 100]

    @property
    def has_figures(self) -> bool:
        """Whether any region has reported anything for the month."""
        return any(row["cells_in"] for row in self.every)

    @property
    def has_demo(self) -> bool:
        """Whether sample data are among the figures."""
        return any(row["is_demo"] for row in self.every)

    @property
    def title(self) -> str:
        """`全市一览`."""
        return f"{self.above.whole}一览"

    @property
    def owing(self) -> list[Record]:
        """The regions that owe figures for the month, the most first."""
        owing = [row for row in self.every if row["cells_in"] < row["cells_due"]]
        return sorted(owing, key=lambda row: row["cells_in"] - row["cells_due"])


def latest_month(roll_up: RollUp, year: int) -> dt.date:
    """The latest month in which at least half of what all regions owe is in, else the latest with any; else January."""
    counts = roll_up.counts[roll_up.counts["series"] == ALL]
    cells = counts.groupby("month")[["cells_in", "cells_due"]].sum()
    some = cells[cells["cells_in"] > 0]
    half = some[2 * some["cells_in"] >= some["cells_due"]]
    found = half if len(half) else some
    return found.index.max().date() if len(found) else dt.date(year, 1, 1)


def roll_up_below(store: Store, top: str, year: int, as_of: dt.datetime = LATEST) -> RollUp:
    """How the regions below a place stood in every month of a year."""
    in_force, _ = below(store, top, year, store.now().date(), as_of)
    return rolled_up(store, in_force, year, as_of)


def matrix(store: Store, top: str, month: dt.date | None, year: int, as_of: dt.datetime = LATEST) -> Matrix:
    """The regions below a place in a month of a year, as known at a moment; no month: the latest that is mostly in."""
    return of_roll_up(store, roll_up_below(store, top, year, as_of), top, month, year, as_of)


def of_roll_up(
    store: Store, roll_up: RollUp, top: str, month: dt.date | None, year: int, as_of: dt.datetime = LATEST
) -> Matrix:
    """`matrix` of what was rolled up. Raises UserError for a year in which no region has targets in force."""
    named = places(store, as_of)
    in_force, without = below(store, top, year, store.now().date(), as_of)
    if not in_force and as_of != LATEST:
        raise UserError(
            f"{_known_text(as_of)},{place_of(named, top).short_name}所属地区还没有{year}年的目标,请改选较晚的日期。",
            title="日期有误",
        )
    if not in_force:
        have = "、".join(map(str, years(store, top, store.now().date())))
        raise UserError(
            f"{place_of(named, top).short_name}所属地区在{year}年没有执行中的目标,可选年度:{have}。", title="月份有误"
        )
    month = month or latest_month(roll_up, year)
    counts = roll_up.counts[roll_up.counts["month"] <= pd.Timestamp(month)]
    rows = [_row(own, named[str(code)], month) for code, own in counts.groupby("region_code")]
    rule = _most_usual(row["rule"] for row in rows)
    own, apart = ([row for row in rows if (row["rule"] == rule) is is_own] for is_own in (True, False))
    measures = roll_up.measures[roll_up.measures["month"] == pd.Timestamp(month)]
    commons = [_common(str(code), some, named, rule) for code, some in _in_order(measures)]
    for row in rows:
        row["cells"] = {one.code: one.of(row["region_code"]) for one in commons}
    preset = next((row["preset"] for row in own), "")
    unknown = [*without, *(code for code in in_force if code not in set(counts["region_code"]))]
    absent = [named[code].short_name for code in unknown]
    apart = [{**row, "rank": None} for row in _ranked(apart)]  # they may differ in their rules among themselves
    return Matrix(place_of(named, top), month, preset, rule, _ranked(own), apart, absent, commons, as_of)


def _known_text(as_of: dt.datetime) -> str:
    return "" if as_of == LATEST else f"按{day_name(as_of.date())}已收到的数据"


def _row(own: pd.DataFrame, named: Place, month: dt.date) -> Record:
    """One region in its month, with the rates of the months before it."""
    by_series = {row["series"]: row for row in records(own[own["month"] == pd.Timestamp(month)])}
    course = records(own[own["series"] == ALL].sort_values("month"))
    row, before = by_series[ALL], course[-2] if len(course) > 1 else None
    tally = _tally(row)
    return {
        **row, "region": named.short_name, "behind_total": _behind(row),
        "longest": row["longest"] if row["cells_in"] else None, "rate": tally.rate,
        "rate_text": f"{row['good']}/{row['judged']}", "is_thin": tally.is_thin,
        "change": _difference(row["rate_pct"], before["rate_pct"]) if before else None,
        "behind_change": _difference(_behind(row), _behind(before)) if before else None,
        "course": [(one["month"].month, one["rate_pct"]) for one in course],
        "units_missing": row["units_due"] - row["units_in"],
        "series_rates": {name: _tally(by_series[name], row).rate for name in terms.SERIES if name in by_series},
    }  # fmt: skip


def _behind(row: Record) -> int | None:
    """Unknown, rather than none, where nothing is in."""
    return int(row["behind"] + row["far_behind"]) if row["cells_in"] else None


def _tally(row: Record, cells: Record | None = None) -> Tally:
    cells = cells or row
    return Tally({code: row[code] for code in terms.STATUS_CODES}, cells["cells_in"], cells["cells_due"])


def _difference(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before


def _ranked(rows: Sequence[Record]) -> list[Record]:
    """Lowest rate first, with its rank among these; without a rate, last."""
    ranks = shared_ranks(pd.Series([row["rate_pct"] for row in rows], dtype="float64"))
    ranked = [{**row, "rank": None if pd.isna(rank) else int(rank)} for row, rank in zip(rows, ranks, strict=True)]
    return sorted(ranked, key=lambda row: (row["rank"] is None, row["rate_pct"] or 0, -row["judged"]))


def _in_order(measures: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The measures by code, in the order in which most regions have them."""
    ordered = measures.sort_values(["series", "item_no", "measure_id"], kind="stable")
    return [(str(code), own) for code, own in ordered.groupby("common_code", sort=False)]


def _common(code: str, own: pd.DataFrame, named: dict[str, Place], rule: str) -> Common:
    rows = records(own)
    alike = [row for row in rows if row["rule"] == rule] or rows
    unit, kind = _most_usual((row["unit"], row["kind"]) for row in alike)
    bases = {row["basis"] for row in rows if row["basis"]}
    basis = _most_usual(row["basis"] for row in alike if row["basis"])
    judged = [row["actual_month"] for row in alike if row["margin_points"] is not None]
    month = _most_usual(judged)
    cells = [_cell(row, named, (unit, kind), basis, month, is_split=len(bases) > 1) for row in rows]
    for cell in cells:
        if cell["rule"] != rule:
            cell["apart"] = OTHER_RULE
    cells.sort(key=lambda cell: (cell["apart"] is not None, cell["margin_points"] is None, cell["margin_points"] or 0))
    return Common(code, _most_usual(row["measure"] for row in rows), unit, basis, month, cells)


def _cell(
    row: Record, named: dict[str, Place], like: tuple[str, str], basis: str | None, month: dt.date | None,
    *, is_split: bool,
) -> Record:  # fmt: skip
    """A region's figure with its words, and why it is not compared with the others' (`apart`; None: it is)."""
    status: StatusRow = row  # type: ignore[assignment]  # roll_up_measures.sql has what the words are made of
    word = status_word(status)
    is_judged = row["margin_points"] is not None
    apart = None
    if (row["unit"], row["kind"]) != like:
        apart = f"计量单位或类型不同:{row['unit']}"
    elif row["basis"] != basis and (row["basis"] or is_split):  # where only one 口径 is named, an unnamed one is that
        apart = f"口径不同:{row['basis'] or '未写明'}"
    elif is_judged and row["actual_month"] != month:
        apart = f"期别不同:{span_name(row['actual_month'])}"
    margin = wording.signed_margin(row["margin_points"], "%" if row["by_pace"] else row["unit"])
    return {
        **row, "region": named[row["region_code"]].short_name, "code": terms.item_code(row["series"], row["item_no"]),
        "status_word": word, "status_text": terms.marked(row["status"], word),
        "actual_text": terms.NO_VALUE if row["status"] == "not_reported" else marked_figure(status),
        "target_text": target_text(status), "margin": margin, "apart": apart,
    }  # fmt: skip


def lasting(cell: Record) -> str:
    """`连续3个月`; nothing for what is not behind, or for the first month."""
    return f"连续{cell['months_behind']}个月" if cell["status"] in terms.BAD and cell["months_behind"] > 1 else ""


def _most_usual(values: Iterable[Any]) -> Any:
    """What most have; of two as usual the one that came first. None for nothing."""
    found = Counter(values).most_common(1)
    return found[0][0] if found else None
