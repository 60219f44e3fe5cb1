"""Who has how much to do: measures counted by unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MOST_NAMED = 2  # more are in the annex, and no sentence is a list


@dataclass(frozen=True)
class Task:
    """What a unit has to do: in how many measures, of which items."""

    unit: str
    measures: int
    names: tuple[str, ...]


def by_unit(units: Iterable[str], items: Iterable[str]) -> list[Task]:
    """One task per unit, from a unit and an item for each measure; the most measures first."""
    found: dict[str, list[str]] = {}
    for unit, item in zip(units, items, strict=True):
        found.setdefault(unit, []).append(item)
    tasks = [Task(unit, len(members), tuple(dict.fromkeys(members))) for unit, members in found.items()]
    return sorted(tasks, key=lambda task: -task.measures)


def total(tasks: Sequence[Task]) -> int:
    """How many measures that is."""
    return sum(task.measures for task in tasks)


def units(tasks: Sequence[Task]) -> str:
    """`区教育局、区水务局`; of many the first, and how many they are: `…等24家单位`."""
    some = "、".join(task.unit for task in tasks[:_MOST_NAMED])
    return some if len(tasks) <= _MOST_NAMED else f"{some}等{len(tasks)}家单位"
