"""What pictures need beside an edition's material: its opened items, and what was sent."""

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
    """The details of an edition, each read when it is asked for."""

    store: Store
    material: Material

    @cached_property
    def dossiers(self) -> dict[str, Dossier]:
        """By code, the worst first: a dossier for every numbered item that is behind. It takes a second of a month."""
        snapshot, series = self.material.snapshot, self.material.series_items
        items = {row["code"]: row for rows in series.values() for row in records(rows, SeriesItemRow)}
        codes = list(snapshot.worst_items.loc[snapshot.worst_items["series"] != "indicator", "code"])
        opened = dossiers.open_dossiers(self.store, snapshot, [items[code] for code in codes])
        return dict(zip(codes, opened, strict=True))

    @cached_property
    def submissions(self) -> pd.DataFrame:
        """What was sent, as store.reads.submissions gives it."""
        return submission_list(self.store, self.material.edition.view.as_of)
