"""What a table takes at all: the last gate, behind the sentences that each way in has for what is wrong."""

from typing import Any

import pandas as pd

from metrics import bounds
from metrics.typography import storable

# The columns with a number that somebody wrote. Shares of a plan are reckoned from such; the schema keeps them in 0–1.
_BOUNDED = {"value", "lower", "upper", "base", "ahead_at", "on_track_at", "far_behind_below"}


def storable_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with text that every screen and file can show. Raises UserError for a number beyond metrics.bounds."""
    for name in _BOUNDED & set(rows):
        for value in rows[name].dropna():
            if not isinstance(value, str):  # a setting's value is a word
                bounds.require({"数值": float(value)}, "数据未入库")
    texts = [str(name) for name in rows if not pd.api.types.is_numeric_dtype(rows[name])]
    return rows.assign(**{name: rows[name].map(_plain) for name in texts})


def _plain(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value
