"""提示单: for a unit, or a leader in charge, one page of what is behind, promised, asked for and due."""

from typing import Any

from briefing.material import Material
from briefing.notice.annexes.behind import UPRIGHT_MM, behind_table
from briefing.notice.annexes.unsent import missing_table
from briefing.notice.facts import facts
from briefing.notice.paper.styles import SHORT_MM
from briefing.notice.short.narrowed import Whose, narrowed
from briefing.notice.short.paper import Said, short_paper
from store.reads.figures.due import report_due

_MOST = 6  # measures behind, and as many owed, as far as the page holds them; the others are in the notice's list


def sheet(material: Material, whose: Whose, name: str) -> bytes:
    """The sheet of a unit or leader as a Word file."""
    own = narrowed(material, whose, name)
    common = facts(own) | {
        "name": name, "leads": "牵头" if whose == "lead_unit" else "分管",
        "behind": len(own.behind), "owed": len(own.owing),
        "report_due": report_due(material.deadlines, material.edition.made_at.date()),
    }  # fmt: skip
    return short_paper(
        material, f"{name}目标任务提示单", (_said(own, common, most) for most in range(_MOST, 0, -1)), "sheet.txt.j2"
    )


def _said(own: Material, common: dict[str, Any], most: int) -> Said:
    """The sheet with so many measures of each kind."""
    behind, owing = own.behind.head(most), own.owing.head(most)
    told = {
        "shown": len(behind), "owed_shown": len(owing),
        "behind_list": "上表" if len(own.behind) <= most else "通报附件1",
    }  # fmt: skip
    tables = {
        "滞后": behind_table(own, behind, widths=UPRIGHT_MM),
        "未报": missing_table(owing).across(SHORT_MM),
    }
    return common | told, tables
