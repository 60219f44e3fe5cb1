"""A workbook that is sent, as the store takes it: the submission with its doubts, and the rows of its figures."""

from collections.abc import Iterator

import pandas as pd

from loaders.accept.approval import Approved
from loaders.check.result import Checked
from loaders.check.rows.twins import with_twins
from metrics.typography import storable
from store.acts import submissions as writes


def submission(approved: Approved, kept_as: str | None = None, *, is_demo: bool = False) -> writes.Submission:
    """What is stored of it beside its figures. `kept_as`: the name of its file beside the store."""
    checked = approved.checked
    assert checked.unit is not None
    return writes.Submission(
        checked.unit.unit_id,
        checked.register.month,
        storable(checked.file_name),
        checked.sha256,
        approved.by,
        approved.at,
        is_demo,
        kept_as,
        tuple((reply.return_id, reply.words) for reply in checked.replies),
        tuple(writes.FormAnswer(**vars(one)) for one in checked.learned),
        () if is_demo else tuple(_doubts(approved)),
    )


def _doubts(approved: Approved) -> Iterator[writes.Doubt]:
    """What is stored of the doubts, a row for each measure; sample data are nobody's to look at."""
    copies = _copies(approved.checked)
    figures = {row.measure_id for row in approved.checked.rows if row.is_figure} | set(copies)
    copied = {source: twin for twin, source in copies.items()}
    for doubt in approved.checked.doubts:
        own = [one for one in doubt.measures if one in figures]
        concerned: list[str | None] = list(dict.fromkeys([*own, *(copied[one] for one in own if one in copied)]))
        for measure_id in concerned or [None]:
            reason = approved.reason(doubt, copies.get(measure_id or "", measure_id or ""))
            yield writes.Doubt(measure_id, doubt.id, doubt.weight, doubt.sentence, reason)


def _copies(checked: Checked) -> dict[str, str]:
    """Measures that have the figure of the row of another, the same commitment → that other."""
    own = {row.measure_id for row in checked.rows if row.is_figure}
    stored = (row.measure_id for row in with_twins(checked.rows, checked.register) if row.is_figure)
    return {one: checked.register.twins[one] for one in stored if one not in own}


def frame(approved: Approved) -> pd.DataFrame:
    """The rows of the table `actual`; a reason goes to the figures that are doubted, and no further."""
    checked, reasons, copies = approved.checked, approved.odd_reasons, _copies(approved.checked)
    rows = []
    for row in with_twins(checked.rows, checked.register):
        source = copies.get(row.measure_id, row.measure_id)
        said = [reasons.get(one) for one in dict.fromkeys([row.measure_id, source]) if one in checked.doubted]
        reason = "; ".join(dict.fromkeys(filter(None, said))) or None
        rows.append({**vars(row), "month": checked.register.month, "odd_reason": reason})
    return pd.DataFrame(rows, columns=list(writes.ACTUAL_COLUMNS)).drop(columns="source")
