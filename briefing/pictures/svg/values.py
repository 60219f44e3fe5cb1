"""What a plotly figure's plain form may hold in one place: a value for all, one for each, packed numbers, nothing."""

from base64 import b64decode
from typing import Any

import numpy as np

Json = dict[str, Any]


def listed(values: Any) -> list[Any]:
    """A trace's values, whether as they are or packed, as plotly packs numbers."""
    if isinstance(values, dict):
        return list(np.frombuffer(b64decode(values["bdata"]), values["dtype"]).tolist())
    return [] if values is None else list(values)


def nth(values: Any, place: int, default: Any) -> Any:
    """A value that is given for all or for each; the default where it is not given."""
    if values is None:
        return default
    return values if isinstance(values, (str, int, float)) else listed(values)[place]


def is_missing(value: Any) -> bool:
    """None and NaN are gaps."""
    return value is None or value != value
