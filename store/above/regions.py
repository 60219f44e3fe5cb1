"""Which places there are to look down from, and what lies below each."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from metrics.sentences.place import LETTERHEAD, LEVELS, Place
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.places import places
from store.reads.view import LATEST, YearState, year_states

FEWEST = 2  # regions that are looked at side by side
_Parents = dict[str, str | None]


def tops(reader: Reader, outer: str = "") -> list[str]:
    """The regions that lie in one (empty: the store), itself too, in which several have targets; the highest first."""
    parents = _parents(reader)
    begun = {row["region_code"] for row in records(reader.query("year_list")) if row["items"]}
    above = [top for code in begun for top in _above(parents, code)]
    found = {top for top in above if above.count(top) >= FEWEST}
    inside = [top for top in found if outer in ("", top, *_above(parents, top))]
    return sorted(inside, key=lambda top: (-above.count(top), top))


def below(
    reader: Reader, top: str, year: int, today: dt.date, as_of: dt.datetime = LATEST
) -> tuple[list[str], list[str]]:
    """The regions that lie in one: those with targets in force for a year, and those without, or a draft.

    As known at a moment, and then on its day.
    """
    parents = _parents(reader, as_of)
    inside = [code for code in parents if top in _above(parents, code)]
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


def _parents(reader: Reader, as_of: dt.datetime = LATEST) -> _Parents:
    return {row["region_code"]: row["parent_code"] for row in records(reader.query("places", as_of=as_of))}


def _above(parents: _Parents, code: str) -> Iterator[str]:
    """The regions that one lies in, from its parent up; each once, however a store was damaged."""
    passed = {code}
    while (code := parents.get(code) or "") and code not in passed:
        passed.add(code)
        yield code
