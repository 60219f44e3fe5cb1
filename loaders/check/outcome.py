"""What is wrong with a workbook beside what it says: its month, and the statuses that its figures would give."""

from collections.abc import Mapping
from dataclasses import replace

from loaders.check.result import Checked
from loaders.issues import grouped, issue
from metrics.periods import month_name


def with_statuses(checked: Checked, statuses: Mapping[str, str]) -> Checked:
    """The same, with a doubt for every figure that would be behind and says neither why nor what next.

    `statuses`: measure → the status that the figures would give it (see loaders.accept.trial.judged).
    """
    found = []
    for row in checked.rows:
        lacking = [
            words for words, text in (("存在问题及原因", row.problem), ("下一步措施", row.next_step)) if not text
        ]
        if lacking and row.is_figure and statuses.get(row.measure_id) in ("behind", "far_behind"):
            shown = row.value_words or f"{row.value:g}"
            slots = {"measure": checked.register.by_id[row.measure_id].full_name,
                     "lacking": "和".join(f"“{words}”" for words in lacking)}  # fmt: skip
            found.append(issue("behind_unexplained", row.sheet, row.cell, shown, **slots).of(row.measure_id))
    return replace(checked, issues=(*checked.issues, *grouped(found, checked.register.names)))


def with_closing(checked: Checked) -> Checked:
    """The same, with the error that its month is closed to its unit."""
    found = issue("month_closed", month=month_name(checked.register.month))
    return replace(checked, issues=(*checked.issues, found))


def with_future(checked: Checked) -> Checked:
    """The same, with the error that its month has not begun."""
    found = issue("month_future", month=month_name(checked.register.month))
    return replace(checked, issues=(found, *checked.issues))
