"""A table's rows as a list, for windows too narrow for columns: a line with status and name, the other cells below."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from metrics import terms
from metrics.arithmetic.reporting_rates import STATES
from metrics.columns import Column, printed
from ui.components.drawing import drawn

CHOSEN = "► "  # before the name of the row that is chosen
_BELOW = 6  # cells that are shown of a row; the others open
_ROWS = 20  # rows that are shown; the others open
_CODE_OF = {terms.marked(code, word): code for code in terms.STATUSES for word in terms.status_words(code)}
_REPORTING_OF = {state.marked: state for state in STATES.values()}


def listed(rows: pd.DataFrame, shown: Sequence[Column], alt: str, *, chooses: bool) -> str:
    """The markup. Missing cells are left out; `chooses`: a row is a button, which says its place."""
    cells = {column.name: printed(rows, column) for column in shown}
    by_row = [dict(zip(cells, texts, strict=True)) for texts in zip(*cells.values(), strict=True)]
    entries = [_entry(place, texts, shown) for place, texts in enumerate(by_row)]
    return drawn("list.html", first=entries[:_ROWS], others=entries[_ROWS:], alt=alt, chooses=chooses, below=_BELOW)


def _entry(place: int, cells: dict[str, str], shown: Sequence[Column]) -> dict[str, Any]:
    """One row: its status, the first words that are a name, marks of months, and the rest beside its headings."""
    statuses = [column for column in shown if column.kind == "status"]
    # What it is, not what it was: nothing that has recovered is seen in last month's colour.
    status = next((column for column in statuses if column.name == "status_word"), statuses[-1] if statuses else None)
    named = next((column for column in shown if column.kind == "text" and column.name != "code"), shown[0])
    rest = [
        (column.heading, cells[column.name])
        for column in shown
        if column not in (status, named) and column.kind != "reporting" and cells[column.name] != terms.NO_VALUE
    ]
    return {
        "place": place,
        "status": (_CODE_OF.get(cells[status.name]), cells[status.name]) if status else None,
        "name": cells[named.name].removeprefix(CHOSEN),
        "is_chosen": cells[named.name].startswith(CHOSEN),
        "marks": [
            (column.heading, cells[column.name], _REPORTING_OF[cells[column.name]])
            for column in shown
            if column.kind == "reporting" and cells[column.name] in _REPORTING_OF
        ],
        "rest": rest,
    }


def statuses(rows: pd.DataFrame) -> str:
    """The markup of `metrics.glossary.status_table`: every status with its words and meaning."""
    words = zip(rows["by_pace"], rows["by_level"], rows["when"], strict=True)
    told = [
        {"words": [(_CODE_OF.get(word), word) for column in (pace, level) for word in column.split("|")], "when": when}
        for pace, level, when in words
    ]
    return drawn("statuses.html", rows=told)
