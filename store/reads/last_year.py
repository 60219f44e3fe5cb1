"""What a year goes on from: its measures' links to last year's, last year's results, and how its months shared it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from metrics.arithmetic import plan_shares
from metrics.periods import month_name
from metrics.rows import StatusRow, UnitRow
from metrics.sentences.status import figure_text
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.reads.view import LATEST


def year_links(reader: Reader, year: int, as_of: dt.datetime = LATEST) -> dict[str, str]:
    """The measure of last year that each linked measure of a year goes on from."""
    rows = records(reader.query("year_links", year=year, as_of=as_of))
    return {row["measure_id"]: row["last_measure_id"] for row in rows}


def last_year_figures(reader: Reader, year: int, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """Every month's figure of last year, under the ids of this year's linked measures: rows of year_figures.sql."""
    links = year_links(reader, year, as_of)
    ids = sorted(set(links.values()))
    found = reader.query("year_figures", measure_ids=ids, year=year - 1, as_of=as_of)
    pairs = pd.DataFrame({"this_id": list(links), "measure_id": list(links.values())}, dtype=object)
    return pairs.merge(found, on="measure_id").drop(columns="measure_id").rename(columns={"this_id": "measure_id"})


def last_results(reader: Reader, year: int, as_of: dt.datetime = LATEST) -> dict[str, Record]:
    """Last year's result of each linked measure that has one: its figure of December, or the latest before."""
    rows = records(last_year_figures(reader, year, as_of).sort_values(["measure_id", "month"]))
    return {row["measure_id"]: row for row in rows}


def result_texts(reader: Reader, measures: pd.DataFrame, year: int, as_of: dt.datetime = LATEST) -> dict[str, str]:
    """`1,320个(2023年9月)`: last year's result in words, of the linked of some status rows."""
    results = last_results(reader, year, as_of)
    return {
        row["measure_id"]: f"{quoted(row, found)}({month_name(found['month'])})"
        for row in records(measures, StatusRow)
        if (found := results.get(row["measure_id"]))
    }


def quoted(row: UnitRow, result: Mapping[str, Any]) -> str:
    """A figure with its unit; words of the source stand in quotation marks, and nothing is derived from them."""
    return f"“{result['value_words']}”" if result["value"] is None else figure_text(row, result["value"])


def year_results(reader: Reader, year: int) -> dict[str, float]:
    """What a year ended with: the figure of December of each of its measures that has one."""
    rows = records(_all_figures(reader, year))
    return {row["measure_id"]: row["value"] for row in rows if row["value"] is not None and row["month"].month == 12}


def year_shares(reader: Reader, year: int) -> pd.DataFrame:
    """`last_year_shares` of the year itself, under its own ids: what a plan of the next can be taken from."""
    return _shares(reader, _all_figures(reader, year), year)


def _all_figures(reader: Reader, year: int) -> pd.DataFrame:
    ids = sorted(reader.query("year_measure", year=year)["measure_id"])
    return reader.query("year_figures", measure_ids=ids, year=year, as_of=LATEST)


def last_year_shares(reader: Reader, year: int, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """measure_id, month_no, share: how much of last year's whole was reached by each month, of linked measures.

    Of amounts alone that are counted up, reported December and never fell: `metrics.arithmetic` estimates the year's
    end by them, and a plan 按上年进度 can be taken from them. A growth has those of its amount (`_growths`).
    """
    return _shares(reader, last_year_figures(reader, year, as_of), year)


def _shares(reader: Reader, figures: pd.DataFrame, year: int) -> pd.DataFrame:
    """`year`: the one that the ids of the figures are of."""
    told: list[tuple[str, int, float]] = []
    if len(figures):  # a region's first year goes on from none
        measures = records(reader.query("year_measure", year=year))
        growths = _growths(measures)
        counted = {row["measure_id"]: row["measure_id"] for row in measures if row["kind"] == "quantity"} | growths
        reached: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for row in records(figures[["measure_id", "month", "value"]].sort_values("month")):
            if row["value"] is not None and row["measure_id"] in counted:
                reached[counted[row["measure_id"]]][row["month"].month] = row["value"]
        for measure_id in sorted(reached):
            months = reached[measure_id]
            shares = _counted_up(months, is_growth=measure_id in growths.values())
            told += [(measure_id, month_no, share) for month_no, share in zip(months, shares, strict=False)]
    kinds = {"measure_id": "str", "month_no": "int32", "share": "float64"}
    return pd.DataFrame(told, columns=list(kinds)).astype(kinds)


def _counted_up(months: Mapping[int, float], *, is_growth: bool) -> list[float]:
    """Each month's share of December's amount; none where that is missing, or the amounts are not counted up to it."""
    whole = months.get(12, 0)
    if whole <= 0:
        return []
    shares = [value / whole for value in months.values()]
    # 存款余额 stands beside its growth too, and is near its whole from January on: it is not counted up.
    stands = is_growth and shares[0] > (1 + min(months) / 12) / 2
    is_sound = shares[0] >= 0 and all(then <= now for then, now in pairwise(shares))
    return shares if is_sound and not stands else []


def _growths(measures: Sequence[Record]) -> dict[str, str]:
    """By the id of an amount (a reference) the id of its growth: 地区生产总值增速 beside 地区生产总值 in one item."""
    amounts: dict[tuple[str, str], str] = {}
    for row in measures:
        if row["kind"] == "reference" and row["unit"] != "%":
            amounts.setdefault((row["item_id"], row["name"]), row["measure_id"])
    named = [((row["item_id"], row["name"].removesuffix("增速")), row["measure_id"])
             for row in measures if row["kind"] == "growth"]  # fmt: skip
    return {amounts[key]: measure_id for key, measure_id in named if key in amounts}


def last_year_points(reader: Reader, year: int) -> dict[str, list[tuple[int, float]]]:
    """Last year's cumulative shares as twelve points in percent, for a plan 按上年进度, of each measure that has them.

    A month without a figure (January of what begins in February, the months within a quarter) lies on the line between.
    """
    return {
        str(measure_id): _points([(int(row["month_no"]), float(row["share"])) for row in records(rows)])
        for measure_id, rows in last_year_shares(reader, year).groupby("measure_id")
    }


def _points(known: list[tuple[int, float]]) -> list[tuple[int, float]]:
    shares = plan_shares.through_nodes(known if known[0][0] == 1 else [(1, known[0][1] / known[0][0]), *known])
    return [(month, round(100 * share, 4)) for month, share in enumerate(shares, 1)]
