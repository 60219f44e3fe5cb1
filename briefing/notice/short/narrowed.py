"""An edition's material of one unit, or of one leader in charge, alone: the notice's own parts then speak of them."""

from dataclasses import replace
from typing import Literal

import pandas as pd

from briefing.material import Material

Whose = Literal["lead_unit", "leader"]
_OWES: dict[Whose, str] = {"lead_unit": "supplier_unit", "leader": "leader"}


def narrowed(material: Material, whose: Whose, name: str) -> Material:
    """Items, figures and what is behind of the one named; what is owed is the supplying unit's own."""
    snapshot = material.snapshot
    return replace(
        material,
        snapshot=replace(
            snapshot, course=_own(snapshot.course, whose, name), item_course=_own(snapshot.item_course, whose, name)
        ),
        behind=_own(material.behind, whose, name),
        owing=_own(material.owing, _OWES[whose], name),
    )


def asked(material: Material, whose: Whose) -> list[str]:
    """Of whom something is asked: who has something behind, owed or undecided, those with the most behind first."""
    measures = material.snapshot.measures
    found = [
        material.behind[whose],
        material.owing[_OWES[whose]],
        measures.loc[measures["status"] == "undecided", whose],
    ]
    ordered = [name for names in found for name in names.dropna().value_counts(sort=True).index]
    return list(dict.fromkeys(map(str, ordered)))


def _own(rows: pd.DataFrame, column: str, name: str) -> pd.DataFrame:
    return rows[rows[column] == name].reset_index(drop=True)
