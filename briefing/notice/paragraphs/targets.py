"""Targets and figures of measures as a notice prints them, where it says more than a screen has room for."""

from metrics import terms
from metrics.rows import ToldRow


def told_target(row: ToldRow) -> str:
    """The target; a relative one names what it is compared with: `与地区生产总值基本同步`."""
    if row["kind"] == "relative" and row["reference_name"]:
        return f"与{terms.short_name(row['reference_name'])}{row['target_text']}"
    return row["target_text"]


def figure_of_month(row: ToldRow) -> str:
    """The figure; one of an older month says which: `47个(8月)`."""
    month = row["actual_month"]
    return row["actual_text"] if month is None or month == row["month"] else f"{row['actual_text']}({month.month}月)"


def marked_unit(row: ToldRow) -> str:
    """The lead unit; `*` behind one that the report does not name. What that means is said once, in 口径."""
    return f"{row['lead_unit']}*" if row["unit_basis"] == "proposed" else row["lead_unit"]
