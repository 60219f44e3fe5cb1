"""提示单: for a unit, or a leader in charge, one page of what is behind, promised, asked for and due."""

from briefing.material import Material
from briefing.notice.annexes.behind import UPRIGHT_MM, behind_table
from briefing.notice.annexes.unsent import missing_table
from briefing.notice.facts import facts
from briefing.notice.paper.styles import SHORT_MM
from briefing.notice.short.due import report_due
from briefing.notice.short.narrowed import Whose, narrowed
from briefing.notice.short.paper import short_paper

_MOST, _MOST_OWED = 4, 4  # measures that a page holds; the others stand in the notice's list


def sheet(material: Material, whose: Whose, name: str) -> bytes:
    """The sheet of a unit or leader as a Word file."""
    own = narrowed(material, whose, name)
    said = facts(own) | {
        "name": name, "leads": "牵头" if whose == "lead_unit" else "分管",
        "behind": len(own.behind), "shown": min(len(own.behind), _MOST), "owed": len(own.owing),
        "owed_shown": min(len(own.owing), _MOST_OWED), "report_due": report_due(material),
        "behind_list": "上表" if len(own.behind) <= _MOST else "通报附件1",
    }  # fmt: skip
    tables = {
        "滞后": behind_table(own, own.behind.head(_MOST), widths=UPRIGHT_MM),
        "未报": missing_table(own.owing.head(_MOST_OWED)).across(SHORT_MM),
    }
    return short_paper(material, f"{name}目标任务提示单", said, "sheet.txt.j2", tables)
