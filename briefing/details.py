"""What pictures need beside an edition's material: its opened items, and what was sent."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from briefing.material import Material
from metrics.rows import SeriesItemRow
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import dossiers
from store.reads.figures.dossiers import Dossier
from store.reads.submissions import submission_list


@dataclass(frozen=True)
class Details:
    """`submissions` as store.reads.figures.status gives them; `open_all` asks the store for the dossiers."""

    open_all: Callable[[], dict[str, Dossier]]
    submissions: pd.DataFrame

    @cached_property
    def dossiers(self) -> dict[str, Dossier]:
        """By code, the worst first: a dossier for every numbered item that is behind. It takes a second of a month."""
        return self.open_all()


def take(store: Store, material: Material) -> Details:
    """The details of an edition."""

    def open_all() -> dict[str, Dossier]:
        snapshot = material.snapshot
        items = {row["code"]: row for rows in material.series_items.values() for row in records(rows, SeriesItemRow)}
        behind = snapshot.worst_items[snapshot.worst_items["series"] != "indicator"]
        codes = list(behind["code"])
        return dict(zip(codes, dossiers.open_dossiers(store, snapshot, [items[code] for code in codes]), strict=True))

    return Details(open_all, submission_list(store, material.edition.view.as_of))
