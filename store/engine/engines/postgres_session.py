"""A cursor of PostgreSQL that takes the store's SQL as it is, and gives frames as DuckDB gives them."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import psycopg

from store.engine.engines.engine import Frames, NotTaken, Session, Values

_NAME = re.compile(r"\$([a-z_][a-z_0-9]*)")
_COMMENT = re.compile(r"(^|\s)--[^\n]*")
# PostgreSQL's numbers of types → the dtype of a column without missing values, and of one with some.
_DTYPES: dict[int, tuple[str, str]] = {
    16: ("bool", "boolean"),
    20: ("int64", "Int64"),
    21: ("int16", "Int16"),
    23: ("int32", "Int32"),
    25: ("str", "str"),
    700: ("float64", "float64"),
    701: ("float64", "float64"),
    1043: ("str", "str"),
    1082: ("datetime64[us]", "datetime64[us]"),  # date
    1114: ("datetime64[us]", "datetime64[us]"),  # timestamp
    1700: ("float64", "float64"),
}
# The types of a frame's columns, where it becomes a table for one query: by dtype, else by value.
_OWN_TYPES = {
    "int16": "smallint", "int32": "integer", "int64": "bigint", "float64": "double precision", "bool": "boolean",
    "boolean": "boolean", "str": "text",
}  # fmt: skip
_FRAME_TYPES: tuple[tuple[Callable[[Any], bool], str], ...] = (
    (lambda value: isinstance(value, bool | np.bool_), "boolean"),
    (lambda value: isinstance(value, dt.datetime), "timestamp"),
    (lambda value: isinstance(value, dt.date), "date"),
    (lambda value: isinstance(value, int | np.integer), "bigint"),
    (lambda value: isinstance(value, float | np.floating), "double precision"),
)


class PostgresSession(Session):
    """`types` is kept by the engine: table → column → PostgreSQL's word for its type, as far as they were asked."""

    def __init__(self, connection: "psycopg.Connection[Any]", types: dict[str, dict[str, str]]) -> None:
        self._cursor = psycopg.RawCursor(connection)
        self._types = types

    def rows(self, sql: str, /, **values: Any) -> list[tuple[Any, ...]]:
        self._execute(sql, values)
        return self._cursor.fetchall() if self._cursor.description else []

    def frame(self, sql: str, values: Values, frames: Frames) -> pd.DataFrame:
        try:
            for name, frame in frames.items():
                self._register(name, frame)
            self._execute(sql, values, binary=True)
            described = self._cursor.description or []
            found = self._cursor.fetchall() if described else []
        finally:
            for name in frames:
                with suppress(psycopg.Error):  # whatever went wrong before is told instead
                    self._cursor.execute(f'drop table if exists pg_temp."{name}"')
        columns = zip(*found, strict=True) if found else [()] * len(described)
        return pd.DataFrame(
            {one.name: _series(one.type_code, values) for one, values in zip(described, columns, strict=True)}
        )

    def append(self, table: str, rows: pd.DataFrame) -> None:
        if table not in self._types:
            self._types[table] = self.types(table)
        types = self._types[table]
        self._copy(f'"{table}"', rows, [types.get(str(name), "text") for name in rows])

    def _execute(self, sql: str, values: Values, *, binary: bool = False) -> None:
        if not values and not binary:  # several statements, as a migration has them
            self._cursor.execute(sql)
            return
        text, names = _numbered(sql)
        self._cursor.execute(text, [_plain(values[name]) for name in names], binary=binary)

    def _register(self, name: str, frame: pd.DataFrame) -> None:
        types = [_type_of(frame[column]) for column in frame]
        columns = ", ".join(f'"{column}" {kind}' for column, kind in zip(frame, types, strict=True))
        self._cursor.execute(f'create temp table "{name}" ({columns})')
        self._copy(f'pg_temp."{name}"', frame, types)

    def _copy(self, table: str, frame: pd.DataFrame, types: Sequence[str]) -> None:
        columns = ", ".join(f'"{name}"' for name in frame)
        values = [_written(frame[name], kind) for name, kind in zip(frame, types, strict=True)]
        try:
            with self._cursor.copy(f"copy {table} ({columns}) from stdin") as copying:
                for row in zip(*values, strict=True):
                    copying.write_row(row)
        except (psycopg.DataError, psycopg.IntegrityError, psycopg.ProgrammingError) as error:
            raise NotTaken(str(error)) from error


@cache
def _numbered(sql: str) -> tuple[str, tuple[str, ...]]:
    """`$name` as PostgreSQL numbers its parameters, and the names in that order; without the comments' names."""
    sql = _COMMENT.sub(r"\1", sql)
    names = list(dict.fromkeys(_NAME.findall(sql)))
    return _NAME.sub(lambda found: f"${names.index(found[1]) + 1}", sql), tuple(names)


def _plain(value: Any) -> Any:
    """A parameter as the driver knows it."""
    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value.item() if isinstance(value, np.generic) else value


def _series(oid: int, values: Iterable[Any]) -> "pd.Series[Any]":
    found = list(values)
    whole, gapped = _DTYPES.get(oid, ("object", "object"))
    dtype = gapped if any(value is None for value in found) else whole
    if dtype == "float64":
        found = [np.nan if value is None else float(value) for value in found]
    if dtype.startswith("datetime64"):
        return pd.Series(np.array(found, dtype=dtype))
    return pd.Series(found, dtype=dtype)


def _type_of(column: "pd.Series[Any]") -> str:
    """Of a frame's column; one of objects has that of its first value, and without any it is text."""
    own = _OWN_TYPES.get(str(column.dtype).lower())
    if own:
        return own
    if pd.api.types.is_datetime64_any_dtype(column):
        return "timestamp"
    known = column.dropna()
    if not len(known):
        return "text"
    return next((name for fits, name in _FRAME_TYPES if fits(known.iloc[0])), "text")


def _written(column: "pd.Series[Any]", kind: str) -> list[Any]:
    """A column's values as COPY writes them into a column of a type; missing ones as None."""
    is_gone = column.isna().to_numpy()
    as_type = _AS_TYPE.get(kind)
    return [
        None if gone else as_type(value) if as_type else value
        for value, gone in zip(column.tolist(), is_gone, strict=True)
    ]


def _whole(value: Any) -> Any:
    """A whole number as one; what is none goes as it is, for the table to refuse."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


_AS_TYPE: dict[str, Callable[[Any], Any]] = {"integer": _whole, "bigint": _whole, "text": str}
