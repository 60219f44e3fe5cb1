"""Who has how much to do: measures counted by unit, with the items that they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass

from metrics import terms


@dataclass(frozen=True)
class Task:
    """What a unit has to do: in how many measures, of which items."""

    unit: str
    measures: int
    names: tuple[str, ...]


def by_unit(units: Iterable[str], proposed: Iterable[bool], items: Iterable[str]) -> list[Task]:
    """One task per unit, from a unit, whether it is 拟定, and an item for each measure; the most measures first.

    A unit is marked 拟定 where it is so in all of them, as on the units' board.
    """
    found: dict[str, list[tuple[bool, str]]] = {}
    for unit, is_proposed, item in zip(units, proposed, items, strict=True):
        found.setdefault(unit, []).append((is_proposed, item))
    tasks = [
        Task(
            terms.unit_label(unit, "proposed" if all(is_proposed for is_proposed, _ in members) else "report"),
            len(members),
            tuple(dict.fromkeys(item for _, item in members)),
        )
        for unit, members in found.items()
    ]
    return sorted(tasks, key=lambda task: -task.measures)
