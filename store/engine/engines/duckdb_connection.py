"""A file as DuckDB opens it, and a cursor on it."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from metrics.errors import Unavailable, UserError
from store.engine import disk
from store.engine.engines.engine import Frames, NotTaken, Session, StoreInUse, Values

# Readable by DuckDB 1.5 too, so that an older installation can open a newer one's file.
STORAGE_VERSION = "v1.5.0"
# By itself DuckDB takes four fifths of the machine's. It holds 5 MB of a year; what a query needs beyond this it puts
# beside the file.
_MOST_MEMORY = "1GB"
# What was asked before, by its text, for all stores of this process: the product's own queries are a hundred files.
_parsed: dict[str, duckdb.Statement] = {}
_MOST_PARSED = 256
# Of each query: a year's rows are too few to be shared out, which costs an eighth to a quarter more of the processor,
# and the cores are for those who ask at the same time, each in a thread of their own.
_THREADS = 1
# What is wrong with a file rather than with what is asked of it; a block that rotted is an error of no kind of its own.
_OF_THE_FILE = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)

# By the number of Arrow's type, which is found at once: what pandas makes too little of, and what it becomes instead;
# and what it has a kind of its own for, where something is missing.
_BECOMES = {
    pa.date32().id: pa.timestamp("us"), pa.decimal128(1).id: pa.float64(),
}  # fmt: skip
_WITH_MISSING = {
    pa.bool_().id: pd.BooleanDtype(), pa.int16().id: pd.Int16Dtype(), pa.int32().id: pd.Int32Dtype(),
    pa.int64().id: pd.Int64Dtype(),
}  # fmt: skip
# It is copied, and still there in a third of the time of `df`, which makes an object of every word.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result makes an extra copy", UserWarning)


class DuckDBSession(Session):
    """A cursor of DuckDB."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def rows(self, sql: str, /, **values: Any) -> list[tuple[Any, ...]]:
        return self._cursor.execute(sql, values or None).fetchall()

    def frame(self, sql: str, values: Values, frames: Frames) -> pd.DataFrame:
        for name, frame in frames.items():
            self._cursor.register(name, frame)
        try:
            found = _framed(self._cursor.execute(self._parsed(sql), dict(values) or None).to_arrow_table())
        except duckdb.OutOfMemoryException as error:
            raise Unavailable(
                "内存或磁盘的临时空间不足,没有算出。请稍后再试;仍不行的,请联系系统管理员。", title="没有算出"
            ) from error
        for name in frames:
            self._cursor.unregister(name)
        return found

    def _parsed(self, sql: str) -> duckdb.Statement:
        """A query's text as DuckDB copies it before it runs: to parse takes up to an eighth of the time of a query."""
        statement = _parsed.get(sql)
        if statement is None:
            [statement] = self._cursor.extract_statements(sql)
            if len(_parsed) < _MOST_PARSED:
                _parsed[sql] = statement
        return statement

    def append(self, table: str, rows: pd.DataFrame) -> None:
        # A column that is wholly empty has no type of its own for DuckDB to cast from.
        typed = rows.astype({name: "object" for name in rows if rows[name].isna().all()})
        self._cursor.register("new_rows", typed)
        columns = ", ".join(f'"{name}"' for name in rows)
        try:
            self._cursor.execute(f'insert into "{table}" ({columns}) select {columns} from new_rows')
        except (duckdb.DataError, duckdb.IntegrityError, duckdb.ProgrammingError) as error:
            raise NotTaken(str(error)) from error
        self._cursor.unregister("new_rows")


def _framed(table: pa.Table) -> pd.DataFrame:
    """Dates as moments, decimals as floats, numbers and answers that miss some as pandas' own kinds."""
    kinds = [_BECOMES.get(kind.id, kind) for kind in table.schema.types]
    if kinds != table.schema.types:
        table = table.cast(pa.schema(zip(table.column_names, kinds, strict=True)))
    frame: pd.DataFrame = table.to_pandas(use_threads=False)  # a year's rows are too few to be shared out
    for name, kind in zip(table.column_names, kinds, strict=True):
        if (own := _WITH_MISSING.get(kind.id)) is not None and table[name].null_count:
            # Not by way of floats, which have no room for long numbers.
            frame[name] = table[name].to_pandas(types_mapper={kind: own}.get)
    return frame


def opened(path: Path | None) -> duckdb.DuckDBPyConnection:
    """A store's file, made where there is none, in a folder for our user alone; None: in memory."""
    if path is None:
        return duckdb.connect(":memory:", config={"threads": _THREADS})
    is_new = not path.exists()
    disk.usable_folder(path.parent / "backups", "数据文件打不开")
    connection = connected(path)
    if is_new:
        disk.make_private(path)
    return connection


def connected(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A store's file as DuckDB opens it. Raises StoreInUse, and UserError where it is none, or damaged."""
    how: dict[str, Any] = {
        "memory_limit": _MOST_MEMORY, "threads": _THREADS,
        # A query of a year takes 100 MB; its allocator keeps 80 of them unless a thread looks after it.
        "allocator_background_threads": True,
    }  # fmt: skip
    how |= {} if read_only else {"storage_compatibility_version": STORAGE_VERSION}
    with readable(path):
        return duckdb.connect(str(path), read_only=read_only, config=how)


@contextmanager
def readable(path: Path | None) -> Iterator[None]:
    """What DuckDB reads of a file in the block. Raises StoreInUse, and UserError where it is no store, or damaged.

    A file that lost its end, or has rotted, opens, and fails only where that is read.
    """
    try:
        yield
    except duckdb.Error as error:
        if path is None or not (isinstance(error, _OF_THE_FILE) or "Corrupt database" in str(error)):
            raise
        holder = re.search(r"PID (\d+)", str(error))
        if holder:
            raise StoreInUse(path, int(holder[1])) from None
        raise UserError(
            f"数据文件 {path.name} 打不开,可能已损坏或不是本系统的文件(磁盘已满的,先腾出空间)。"
            "请用备份恢复:python -m store restore --list 列出备份。",
            title="数据文件打不开",
        ) from error


def quoted(path: Path) -> str:
    """A path as a text of SQL, for statements that bind none."""
    return str(path.resolve()).replace("'", "''")
