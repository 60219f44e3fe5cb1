"""What pictures need beside an edition's material: its opened items, and what was sent."""

from dataclasses import dataclass

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
    """`dossiers` by code, the worst first; `submissions` as store.reads.figures.status gives them."""

    dossiers: dict[str, Dossier]
    submissions: pd.DataFrame


def take(store: Store, material: Material) -> Details:
    """The details of an edition: a dossier for every numbered item that is behind."""
    snapshot = material.snapshot
    items = {row["code"]: row for rows in material.series_items.values() for row in records(rows, SeriesItemRow)}
    behind = snapshot.worst_items[snapshot.worst_items["series"] != "indicator"]
    codes = list(behind["code"])
    opened = dossiers.open_dossiers(store, snapshot, [items[code] for code in codes])
    return Details(
        dossiers=dict(zip(codes, opened, strict=True)),
        submissions=submission_list(store, snapshot.view.as_of),
    )
