"""Which columns the sheets of an edition's workbook have, in which order, how wide, and which of them are printed."""

from dataclasses import replace

from metrics import terms
from metrics.columns import COLUMNS, Column, columns

# What is in view and printed on A4; the other columns stand right of them, folded away.
IN_VIEW = (
    "code", "item", "measure", "unit_label", "target_text", "actual_text", "done_pct", "plan_pct", "margin_points",
    "status_word",
)  # fmt: skip
# What the shares and margins are worked out from.
_NUMBERS = ("unit", "lower", "upper", "base", "actual")
# Margins in another unit have their own column, so that a column holds one thing.
TABLE = (
    *IN_VIEW, "category", "row_no", "kind_name", "leader", "actual_month", "margin_other", "previous_word",
    "months_behind", "why", "what_it_takes", "outlook_word", "outlook_text", *terms.TEXTS,
    "outlook_basis", "outlook_value", "outlook_low", "outlook_high",
    "ruling_text", "computed_word", "supplier_unit", *_NUMBERS, "basis",
    "vintage", "odd_reason", "source", "note", "file_text", "place_text", "submitted_by", "submitted_text", "demo_text",
    "measure_id",
)  # fmt: skip
BEHIND = (
    *IN_VIEW, "series_name", "row_no", "leader", "actual_month", "margin_other", "previous_word", "change_word",
    "months_behind", "why", "what_it_takes", "outlook_word", "outlook_text", "problem", "next_step", "expected",
    *_NUMBERS,
)  # fmt: skip
OWING = (
    "code", "item", "measure", "supplier_unit", "unit_label", "target_text", "due_text", "last_text", "status_word",
    "series_name", "row_no", "leader",
)  # fmt: skip
# The status column that somebody may change, beside the columns whose texts begin with a mark as well.
STATUS = "status_word"
MARKED = ("computed_word", "then_text", "now_text")

CHANGES = columns(
    "row_no", "change_kind", "coded_item", "measure", "unit_label", "reported_month", "then_text", "now_text",
    "first_text", "submitted_by", "submitted_text",
)  # fmt: skip
# What only a restated figure has.
OF_RESTATED = ("measure", "reported_month", "first_text", "submitted_by", "submitted_text")

# Long texts are folded away: they are so wide that they make no row of the printed ones higher.
WIDTHS: dict[str, float] = {
    "row_no": 6, "code": 8, "item": 22, "measure": 24, "category": 20, "unit_label": 20, "leader": 9,
    "target_text": 14, "actual_text": 13, "actual_month": 12, "done_pct": 9, "plan_pct": 9, "margin_points": 8.5,
    "margin_other": 11, "status_word": 15, "previous_word": 15, "months_behind": 7, "why": 100, "what_it_takes": 80,
    "outlook_word": 10, "outlook_text": 70, "outlook_basis": 120,
    "progress": 80, "problem": 80, "next_step": 80, "expected": 11, "series_name": 9.5, "change_word": 8,
    "ruling_text": 80, "computed_word": 15, "kind_name": 12, "unit": 10, "file_text": 60, "source": 100, "note": 120,
    "place_text": 26, "submitted_text": 17, "measure_id": 20, "due_text": 12, "last_text": 16, "coded_item": 28,
    "reported_month": 12, "submitted_by": 11, "supplier_unit": 18,
}  # fmt: skip
# The list of changes has few columns, and room for each.
CHANGE_WIDTHS = WIDTHS | {"coded_item": 38, "measure": 24, "unit_label": 24, "then_text": 19, "now_text": 19}


def counted(code: str) -> Column:
    """The column that counts one status, under its mark and word."""
    return replace(COLUMNS[code], heading=terms.marked(code, terms.STATUSES[code].word))
