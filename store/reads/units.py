"""Who reports."""

import pandas as pd

from store.engine.reader import Reader
from store.engine.records import Record


def unit_rows(reader: Reader) -> pd.DataFrame:
    """unit_id, region_code, name and aliases (joined by 、, None for none) of every unit."""
    return reader.query("units")


def names_of(row: Record) -> list[str]:
    """What a unit, a row of `unit_rows`, is called: its name first, then its aliases."""
    return [row["name"], *(row["aliases"].split("、") if row["aliases"] else ())]
