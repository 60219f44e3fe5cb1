"""Linking a measure to the one of last year that it goes on from: proposed by name, unit and category, confirmed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from metrics.errors import UserError
from metrics.kinds import KINDS
from metrics.sentences.plan_words import Points
from store.acts import standing
from store.acts.act import Act, acting
from store.acts.rights import Actor
from store.engine.reader import Reader
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads.last_year import last_results, last_year_points, year_links, year_results
from store.reads.naming import measure_name
from store.years.matching import SURE, matches


@dataclass(frozen=True)
class Proposal:
    """Two measures that may be one commitment in two years. `score`: 0–100, `is_sure`: named alike.

    `base`: what a stock begins with, where last year's result is known; `has_base`: whether it says so already.
    """

    measure: Record
    last: Record
    score: float
    base: float | None = None
    has_base: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether name, kind and unit of measure are the same."""
        return self.score >= SURE

    def as_json(self) -> Record:
        """For other programs."""
        return {
            "measure": self.measure["measure_id"], "name": measure_name(self.measure),
            "last_measure": self.last["measure_id"], "last_name": measure_name(self.last),
            "unit": self.measure["unit"], "score": self.score, "is_sure": self.is_sure, "base": self.base,
        }  # fmt: skip


def proposals(reader: Reader, year: int) -> list[Proposal]:
    """For each measure of a year that is not linked the one of last year that it is likest to, the surest first.

    Each of last year's is proposed once. What differs in series, kind or unit of measure is never proposed.
    """
    linked = year_links(reader, year)
    free = [row for row in measures(reader, year) if row["measure_id"] not in linked]
    before = [row for row in measures(reader, year - 1) if row["measure_id"] not in set(linked.values())]
    results = year_results(reader, year - 1)
    return [
        Proposal(free[number], before[last], score,
                 results.get(before[last]["measure_id"]) if KINDS[free[number]["kind"]].has_base else None,
                 free[number]["base"] is not None)
        for score, number, last in matches(free, before)
    ]  # fmt: skip


def measures(reader: Reader, year: int) -> list[Record]:
    """The measures of a year that are not cancelled, each with its item's series, item_no, item, category, and base."""
    items = {row["item_id"]: row for row in records(reader.query("year_item", year=year)) if not row["is_cancelled"]}
    bases = {row["measure_id"]: row["base"] for row in records(reader.query("year_target", year=year))}
    return [
        {
            **row, "measure": row["name"], "base": bases.get(row["measure_id"]), "item": items[row["item_id"]]["title"],
            **{name: items[row["item_id"]][name] for name in ("series", "item_no", "category", "lead_unit_id", "year")},
        }
        for row in records(reader.query("year_measure", year=year)) if row["item_id"] in items
    ]  # fmt: skip


def link_year(store: Store, measure_id: str, last_measure_id: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """A measure goes on from one of last year's. Raises UserError where they cannot be one, or one is linked."""
    link_years(store, [(measure_id, last_measure_id)], reason, by, at)


def link_years(store: Store, pairs: Sequence[tuple[str, str]], reason: str, by: Actor, at: dt.datetime) -> None:
    """`link_year` for several, all or none."""
    with acting(store, by, "change", at, reason) as act:
        found = standing.measures(act.transaction, [measure_id for pair in pairs for measure_id in pair])
        links = {year: year_links(act.transaction, year) for year in {found[one]["year"] for one, _ in pairs}}
        for one, last in ((found[measure_id], found[last_measure_id]) for measure_id, last_measure_id in pairs):
            linked = links[one["year"]]
            if objection := _objection(one, last) or _taken(linked, one, last):
                raise UserError(objection, title="没有关联")
            linked[one["measure_id"]] = last["measure_id"]
            act.record("关联上年子项", measure_name(one), None, measure_name(last))
        _append(act, pairs, is_linked=True)


def unlink_year(store: Store, measure_id: str, reason: str, by: Actor, at: dt.datetime) -> None:
    """A measure goes on from nothing. Raises UserError where it is not linked."""
    with acting(store, by, "change", at, reason) as act:
        one = standing.measure(act.transaction, measure_id)
        last_id = year_links(act.transaction, one["year"]).get(measure_id)
        if last_id is None:
            raise UserError(f"{measure_name(one)}没有关联上年子项。", title="没有取消")
        last = standing.measure(act.transaction, last_id)
        _append(act, [(measure_id, last_id)], is_linked=False)
        act.record("取消关联上年子项", measure_name(one), measure_name(last), None)


def base_proposals(reader: Reader, year: int) -> list[tuple[Record, float, dt.date]]:
    """The linked stocks of a year whose base is missing or another than last year's result, with that and its month.

    A result of another month than December is what is known so far, and no base yet.
    """
    results = {key: row for key, row in last_results(reader, year).items() if row["value"] is not None}
    return [
        (row, found["value"], found["month"])
        for row in measures(reader, year)
        if KINDS[row["kind"]].has_base and (found := results.get(row["measure_id"])) and row["base"] != found["value"]
    ]


def plan_proposals(reader: Reader, year: int) -> list[tuple[Record, Points]]:
    """The linked measures of a year that may take last year's months as their plan, and do not yet, with them."""
    points = last_year_points(reader, year)
    return [
        (row, points[row["measure_id"]])
        for row in measures(reader, year)
        if row["measure_id"] in points and row["plan_kind"] != "last_year"
    ]


def _objection(one: Record, last: Record) -> str:
    """Why a measure cannot go on from another; empty where it can."""
    if last["year"] != one["year"] - 1:
        return f"{measure_name(last)}是{last['year']}年的,应为{one['year'] - 1}年的子项。"
    if one["kind"] != last["kind"]:
        return f"{measure_name(one)}与{measure_name(last)}的种类不同,不能关联。"
    if one["unit"] != last["unit"]:
        return f"{measure_name(one)}与{measure_name(last)}的计量单位不同({one['unit']}、{last['unit']}),不能关联。"
    return ""


def _taken(links: Mapping[str, str], one: Record, last: Record) -> str:
    """Why two measures cannot be linked beside the links that stand; empty where they can."""
    if one["measure_id"] in links:
        return f"{measure_name(one)}已关联上年子项,请先取消。"
    return f"{measure_name(last)}已被关联,请先取消。" if last["measure_id"] in links.values() else ""


def _append(act: Act, pairs: Sequence[tuple[str, str]], *, is_linked: bool) -> None:
    rows = pd.DataFrame(pairs, columns=["measure_id", "last_measure_id"])
    act.append("year_link", rows.assign(is_linked=is_linked, reason=act.reason))
