"""Every row of a store into another, whatever engine holds either, and what shows that they are the same."""

import hashlib
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.errors import UserError
from store.engine.engines.engine import Session

# Counted by each store for its own caches; what is copied is one write there.
OWN = {"version", "region_version"}
# What a store has that nothing was written to yet.
_PLANTED = {"migration", "calendar_month", "measure_kind", "time_zone"}


@dataclass(frozen=True)
class Rows:
    """A table's columns, each with its type as it is called here (text, integer, …), and rows of them."""

    columns: dict[str, str]
    rows: list[tuple[Any, ...]]


def region_tables(session: Session, region: str) -> dict[str, Rows]:
    """A region's rows of every table that has rows of regions, by table."""
    found = {}
    for table, columns in session.tables().items():
        if "region_code" in columns and table not in OWN:
            kinds = {name: _plain_type(kind) for name, kind in session.types(table).items()}
            found[table] = Rows({name: kinds[name] for name in columns}, table_rows(session, table, columns, region))
    return found


def _plain_type(kind: str) -> str:
    """What both engines call a type."""
    word = kind.lower().split()[0]
    return {"varchar": "text"}.get(word, word)


def copy_tables(source: Session, target: Session) -> int:
    """All tables into a store that is new, in its transaction; returns how many rows.

    Raises UserError where the other has rows already, and where it reads otherwise than what was copied.
    """
    tables = {table: columns for table, columns in source.tables().items() if table not in OWN}
    if strangers := set(tables) ^ (set(target.tables()) - OWN):
        raise UserError(f"两边的表不同:{'、'.join(sorted(strangers))}。", title="没有复制")
    filled = [table for table in tables if table not in _PLANTED and target.rows(f'select 1 from "{table}" limit 1')]
    if filled:
        raise UserError("要复制到的地方已有数据,请换一个新的数据文件或空数据库。", title="没有复制")
    count = 0
    for table, columns in tables.items():
        rows = table_rows(source, table, columns)
        if table in _PLANTED:
            target.rows(f'delete from "{table}"')
        if rows:
            target.append(table, pd.DataFrame(rows, columns=columns, dtype=object))
        if checksum(rows) != checksum(table_rows(target, table, columns)):
            raise UserError(f"复制后核对不符({table}),没有复制。", title="没有复制")
        count += len(rows)
    return count


def table_rows(session: Session, table: str, columns: list[str], region: str = "") -> list[tuple[object, ...]]:
    """The rows of a table, of all regions or of one."""
    listed = ", ".join(f'"{name}"' for name in columns)
    query = f'select {listed} from "{table}"'
    return session.rows(f"{query} where region_code = $region", region=region) if region else session.rows(query)


def checksum(rows: list[tuple[object, ...]]) -> str:
    """The same on every engine that has the same rows, in whatever order."""
    lines = sorted(repr(row) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
