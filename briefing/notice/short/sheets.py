"""提示单: for a unit, or a leader in charge, one page of what is behind, promised, asked for and due."""

from typing import Any

import pandas as pd

from briefing.material import Material
from briefing.notice.annexes.behind import OWN_MM, UPRIGHT_MM, behind_table
from briefing.notice.annexes.unsent import missing_table, own_missing_table, undecided_table
from briefing.notice.facts import facts
from briefing.notice.paper.styles import SHORT_MM
from briefing.notice.short.narrowed import Whose, narrowed
from briefing.notice.short.paper import Said, short_paper
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
    tried = (_said(own, undecided, common, most) for most in range(_MOST, 0, -1))
    return short_paper(material, f"{name}目标任务提示单", tried, "sheet.txt.j2")


def _said(own: Material, undecided: pd.DataFrame, common: dict[str, Any], most: int) -> Said:
    """The sheet with so many measures of each kind."""
    behind, owing, unclear = own.behind.head(most), own.owing.head(most), undecided.head(most)
    told = {
        "shown": len(behind), "owed_shown": len(owing), "undecided_shown": len(unclear),
        "behind_list": "上表" if len(own.behind) <= most else "通报附件1",
    }  # fmt: skip
    missing = own_missing_table if common["is_unit"] else missing_table
    tables = {
        "滞后": behind_table(own, behind, widths=OWN_MM if common["is_unit"] else UPRIGHT_MM),
        "待认定": undecided_table(unclear).across(SHORT_MM),
        "未报": missing(owing).across(SHORT_MM),
    }
    return common | told, tables
