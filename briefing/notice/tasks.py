"""Who has how much to do: measures counted by unit, with the items that they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """What a unit has to do: in how many measures, of which items."""

    unit: str
    measures: int
    names: tuple[str, ...]


def by_unit(pairs: Iterable[tuple[str, str]]) -> list[Task]:
    """One task per unit from (unit, item) for each measure, the most measures first, else in order of appearance."""
    items: dict[str, list[str]] = {}
    for unit, item in pairs:
        items.setdefault(unit, []).append(item)
    found = [Task(unit, len(names), tuple(dict.fromkeys(names))) for unit, names in items.items()]
    return sorted(found, key=lambda task: -task.measures)
