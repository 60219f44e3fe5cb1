"""Frames → plain records: what programs and sentences read."""

import datetime as dt

import pandas as pd

from store.engine.records import records


def test_whatever_is_missing_is_none_in_every_kind_of_column():
    rows = pd.DataFrame({
        "number": [1.5, float("nan")], "rank": pd.array([1, None], dtype="Int64"), "words": ["甲", None],
        "month": pd.Series([dt.datetime(2023, 9, 1), None], dtype="datetime64[us]"),
        "ruled_at": pd.Series([None, dt.datetime(2023, 9, 30, 9, 30)], dtype="datetime64[us]"),
        "mixed": pd.Series([None, 2], dtype=object),
    })  # fmt: skip
    assert records(rows) == [
        {"number": 1.5, "rank": 1, "words": "甲", "month": dt.date(2023, 9, 1), "ruled_at": None, "mixed": None},
        {"number": None, "rank": None, "words": None, "month": None, "ruled_at": dt.datetime(2023, 9, 30, 9, 30),
         "mixed": 2},
    ]  # fmt: skip


def test_numbers_are_plain_numbers_so_that_they_can_be_written_as_json():
    [row] = records(pd.DataFrame({"count": [3], "share": [0.5], "is_demo": [True]}))
    assert [type(value) for value in row.values()] == [int, float, bool]


def test_a_frame_without_rows_has_no_records():
    assert records(pd.DataFrame({"number": [1.5]}).head(0)) == []
