"""Several workbooks of one month side by side, as tables: what came of each, what is wrong, what is still owed."""

from collections.abc import Sequence

import pandas as pd

from loaders.check.result import Checked
from metrics import terms

_FILES = ["file_name", "unit_name", "row_count", "error_count", "doubt_count", "missing", "verdict"]
_ISSUES = ["level_word", "file_name", "sheet", "cell", "measure", "read", "should_be", "remedy", "is_error", "place"]
_OWED = ["unit_name", "coded_item", "measure", "target_text", "last_text"]


def is_ready(checked: Checked) -> bool:
    """Whether a workbook can be taken in, doubts apart."""
    return not checked.errors and not checked.unanswered and bool(checked.rows)


def file_rows(batch: Sequence[Checked]) -> pd.DataFrame:
    """One row per workbook: file_name, unit_name, row_count, error_count, doubt_count, missing and a verdict."""
    rows = [
        (
            one.file_name, one.unit.name if one.unit else "", len(one.rows), len(one.errors), len(one.doubts),
            len(one.missing), _verdict(one),
        )
        for one in batch
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_FILES)


def issue_rows(batch: Sequence[Checked]) -> pd.DataFrame:
    """Every issue of every workbook, errors first: level_word, file_name, sheet, cell, read, should_be, remedy.

    `measure` names the figure, where it is of one; `place` is the workbook's place in the batch.
    """
    rows = [
        (
            found.level_word, one.file_name, found.sheet, "、".join(found.cells),
            one.register.names[found.measures[0]] if len(found.measures) == 1 else None, found.read, found.expected,
            found.remedy, found.is_error, place,
        )
        for place, one in enumerate(batch)
        for found in one.issues
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=_ISSUES)
    return frame.sort_values("is_error", ascending=False, kind="stable", ignore_index=True)


def owed_rows(batch: Sequence[Checked]) -> pd.DataFrame:
    """The figures that are due of the workbooks' units, and in none of their workbooks of this batch."""
    filled = {row.measure_id for one in batch for row in one.rows if row.is_figure}
    owed = {m.measure_id: (one, m) for one in batch for m in one.missing if m.measure_id not in filled}
    rows = [
        (
            one.unit.name if one.unit else "", f"{terms.item_code(m.series, m.item_no)} {m.item}", m.name,
            m.target_text, "" if m.stored is None and m.stored_words is None else "本月已有数据入库",
        )
        for one, m in owed.values()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_OWED)


def _verdict(checked: Checked) -> str:
    if any(question.is_required and question.answer is None for question in checked.questions):
        return "请说明列的含义"
    if checked.errors:
        return "有错误,不能入库"
    if checked.unanswered:
        return "有行需要确认"
    if not checked.rows:
        return "没有填写数据"
    return "有疑问,须说明原因" if checked.doubts else "可以入库"
