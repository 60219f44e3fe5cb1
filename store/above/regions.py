"""Which places there are to look down from, and what lies below each."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from metrics.sentences.place import LETTERHEAD, LEVELS, Place
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.places import above, parents, places
from store.reads.view import LATEST, YearState, year_states

FEWEST = 2  # regions that are looked at side by side


def tops(reader: Reader, outer: str = "") -> list[str]:
    """The regions that lie in one (empty: the store), itself too, in which several have targets; the highest first.

    A province above a single city has nothing to set beside it: one looks down from the city.
    """
    up = parents(reader)
    begun = {row["region_code"] for row in records(reader.query("year_list")) if row["items"]}
    passed = Counter(top for code in begun for top in above(up, code))
    found = {
        top: {code for code in begun if top in above(up, code)} for top, count in passed.items() if count >= FEWEST
    }
    inside = [top for top in found if outer in ("", top, *above(up, top))]
    own = [
        top for top in inside
        if top == outer or not any(top in above(up, low) and found[top] <= {low, *found[low]} for low in found)
    ]  # fmt: skip
    return sorted(own, key=lambda top: (-len(found[top]), top))


def named_tops(reader: Reader, outer: str = "") -> dict[str, str]:
    """The same by code, with what they are called."""
    named = places(reader)
    return {top: place_of(named, top).short_name for top in tops(reader, outer)}


def listed(named: Mapping[str, str]) -> str:
    """Places by code, for a sentence: `510100 成都市、510700`, the second of which is known by its code alone."""
    return "、".join(code if name == code else f"{code} {name}" for code, name in named.items())


def below(
    reader: Reader, top: str, year: int, today: dt.date, as_of: dt.datetime = LATEST
) -> tuple[list[str], list[str]]:
    """The regions that lie in one: those with targets in force for a year, and those without, or a draft.

    As known at a moment, and then on its day.
    """
    up = parents(reader, as_of)
    inside = [code for code in up if top in above(up, code)]
    known = _states(reader, inside, year, as_of)
    with_targets = [code for code in inside if code in known and known[code].has_items]
    in_force = [code for code in with_targets if not known[code].is_draft(min(as_of.date(), today))]
    kept = {code for code, one in places(reader, as_of).items() if one.first_year is not None}
    return in_force, [code for code in inside if code in kept and code not in in_force]


def _states(reader: Reader, inside: Sequence[str], year: int, as_of: dt.datetime) -> dict[str, YearState]:
    """How a year stood in each region that had begun it."""
    if as_of == LATEST:  # all regions in one query
        return {
            row["region_code"]: YearState(year, row["step"], row["valid_from"], bool(row["items"]))
            for row in records(reader.query("year_list"))
            if row["year"] == year and not row["is_dropped"]
        }
    return {code: one for code in inside for one in year_states(reader, code, as_of) if one.year == year}


def place_of(named: Mapping[str, Place], top: str) -> Place:
    """A place that is looked down from; of one that is known by its code alone, that and its level's words."""
    if top in named:
        return named[top]
    level = next(one.above for one in named.values() if one.parent_code == top)
    return Place(top, top, top, level, LEVELS[level.above], f"{top}{level.office}", LETTERHEAD)


def years(reader: Reader, top: str, today: dt.date) -> list[int]:
    """The years that any region below one has targets in force for, oldest first."""
    begun = sorted({int(row["year"]) for row in records(reader.query("year_list")) if row["items"]})
    return [year for year in begun if below(reader, top, year, today)[0]]
