"""提示单: for a unit, or a leader in charge, one page of what is behind, promised, asked for and due.

What stands well is listed where all that is asked leaves room for it.
"""

from itertools import chain
from typing import Any

import pandas as pd

from briefing.material import Material
from briefing.notice.annexes.behind import OWN_MM, UPRIGHT_MM, behind_table
from briefing.notice.annexes.items import standing_table
from briefing.notice.annexes.unsent import missing_table, own_missing_table, undecided_table
from briefing.notice.facts import facts
from briefing.notice.paper.styles import SHORT_MM
from briefing.notice.short.narrowed import Whose, narrowed
from briefing.notice.short.paper import Said, short_paper
from metrics import terms
from store.reads.figures.due import report_due

_MOST = 12  # measures of each kind, as far as the page holds them; the others are in the notice's lists


def sheet(material: Material, whose: Whose, name: str) -> bytes:
    """The sheet of a unit or leader as a Word file."""
    own = narrowed(material, whose, name)
    items, measures = own.snapshot.items, own.snapshot.measures
    undecided = measures[measures["status"] == "undecided"]
    common = facts(own) | {
        "name": name, "leads": "牵头" if whose == "lead_unit" else "分管", "is_unit": whose == "lead_unit",
        "behind": len(own.behind), "owed": len(own.owing), "undecided": len(undecided),
        "proposed": int((items["unit_basis"] == "proposed").sum()),
        "unsent": own.snapshot.tally.counts["not_reported"],
        "report_due": report_due(material.deadlines, material.edition.made_at.date()),
    }  # fmt: skip
    well = measures[measures["status"].isin([*terms.GOOD, "not_due"])]
    fewer = (_said(own, undecided, common, most) for most in range(_MOST, 0, -1))
    tried = chain([_said(own, undecided, common, _MOST, well)] if len(well) else [], fewer)
    return short_paper(material, f"{name}目标任务提示单", tried, "sheet.txt.j2")


def _said(
    own: Material, undecided: pd.DataFrame, common: dict[str, Any], most: int, well: pd.DataFrame | None = None
) -> Said:
    """The sheet with so many measures of each kind of what is asked, and those that stand well, if any are given."""
    behind, owing, unclear = own.behind.head(most), own.owing.head(most), undecided.head(most)
    told = {
        "shown": len(behind), "owed_shown": len(owing), "undecided_shown": len(unclear),
        "well": 0 if well is None else len(well), "behind_list": "上表" if len(own.behind) <= most else "通报附件1",
    }  # fmt: skip
    missing = own_missing_table if common["is_unit"] else missing_table
    tables = {
        "滞后": behind_table(own, behind, widths=OWN_MM if common["is_unit"] else UPRIGHT_MM),
        "待认定": undecided_table(unclear).across(SHORT_MM),
        "未报": missing(owing).across(SHORT_MM),
    }
    if well is not None:
        tables["其余"] = standing_table(well).across(SHORT_MM)
    return common | told, tables
