"""Commitments that stand twice in a year's plan: what is linked with what, and how the two places differ."""

import datetime as dt

import pandas as pd

from metrics.rows import ToldRow
from store.engine.reader import Reader
from store.engine.records import records
from store.reads.view import LATEST, REGION


def link_rows(reader: Reader, year: int, region: str = REGION, as_of: dt.datetime = LATEST) -> pd.DataFrame:
    """One row per link: measure_id is asked for, same_as_id has the same figure; note, recorded_at, recorded_by."""
    return reader.query("same_as_links", region=region, year=year, as_of=as_of)


def linked_with(reader: Reader, measure_id: str, year: int) -> list[str]:
    """The measures that are the same commitment as one."""
    rows = records(link_rows(reader, year))
    pairs = [(row["measure_id"], row["same_as_id"]) for row in rows]
    return [other for pair in pairs if measure_id in pair for other in pair if other != measure_id]


def targets_differ(one: ToldRow, other: ToldRow) -> str:
    """Where two places of a commitment have different targets, both; otherwise empty."""
    first, second = ((row["lower"], row["upper"], row["comparator"]) for row in (one, other))
    if first == second:
        return ""
    return "目标不同:" + ",".join(f"{row['code']}为{row['target_text']}" for row in (one, other))
