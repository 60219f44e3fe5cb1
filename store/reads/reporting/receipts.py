"""What was accepted, as the paper says that the sender takes along: the submission, its figures, what they changed."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from metrics import terms
from metrics.errors import UserError
from metrics.periods import month_name
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.figures import effects
from store.reads.figures.status import status_rows
from store.reads.reporting.doubts import doubted_figures
from store.reads.submissions import receipt_head, submission_list
from store.reads.view import View


@dataclass(frozen=True)
class Accepted:
    """One submission. `cells` are rows of `effects.cells`: its figures beside what stood before them."""

    number: int
    unit: str
    month: dt.date
    file_name: str
    sha256: str
    submitted_by: str
    submitted_at: dt.datetime
    is_demo: bool
    is_withdrawn: bool
    cells: pd.DataFrame
    head: str = ""  # its link in the region's chain
    doubtful_count: int = 0  # figures that were 存疑 when they were accepted; marked in their new_text

    def count(self, change: str) -> int:
        """How many figures were `new`, `changed` or `same` when they were accepted."""
        return int((self.cells["change"] == change).sum())

    @cached_property
    def counts_text(self) -> str:
        """`新增12条、变更1条、不变3条`."""
        doubted = f",其中{terms.DOUBTFUL}{self.doubtful_count}条" if self.doubtful_count else ""
        return "、".join(f"{word}{self.count(change)}条" for change, word in effects.CHANGES.items()) + doubted

    @property
    def title(self) -> str:
        """`第313号报送回执`."""
        return f"第{self.number}号报送回执"

    @property
    def file_title(self) -> str:
        """`报送回执_第313号_区住建局_2023年9月`, as its file is called."""
        return f"报送回执_第{self.number}号_{self.unit}_{month_name(self.month)}"


def accepted(reader: Reader, number: int) -> Accepted:
    """The submission of a number. Raises UserError where there is none that a unit sent."""
    found = submission_list(reader)
    rows = records(found[(found["submission_id"] == number) & (found["channel"] == "workbook")])
    if not rows:
        raise UserError(f"没有第{number}号报送。", title="没有回执")
    row = rows[0]
    # As known when it was accepted: what was renamed or cancelled since then stands on the paper as it was.
    then = row["submitted_at"]
    status = status_rows(reader, View(row["month"], as_of=then))
    cells = effects.cells(reader.query("submission_cells", numbers=[number], before=number, as_of=then), status)
    doubted = {one["measure_id"]: one["verdict"] for one in doubted_figures(reader, number)}
    cells["new_text"] = [
        text + _mark(doubted[measure_id]) if measure_id in doubted else text
        for measure_id, text in zip(cells["measure_id"], cells["new_text"], strict=True)
    ]
    return Accepted(
        number, row["unit"], row["month"], row["file_name"], row["sha256"], row["submitted_by"], row["submitted_at"],
        row["is_demo"], row["withdrawn_at"] is not None, cells,
        receipt_head(reader, number), len(doubted),
    )  # fmt: skip


def _mark(verdict: str | None) -> str:
    """What stands behind a figure that was 存疑 when it was accepted."""
    return f"({terms.DOUBTFUL})" if verdict is None else f"({terms.DOUBTFUL},{terms.VERDICTS[verdict]})"
