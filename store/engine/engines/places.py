"""Where a store lies: a DuckDB file, or a database of a PostgreSQL server."""

import os
from pathlib import Path

from store.engine.engines.duckdb_file import DuckDBFile
from store.engine.engines.engine import Engine

PROJECT = Path(__file__).resolve().parents[3]
LOCAL = PROJECT / "data" / "local"
Place = Path | str  # a file, or a URL


def default_place() -> Place:
    """`DASHBOARD_STORE`, else `data/local/dashboard.duckdb` of this checkout."""
    return place(os.environ.get("DASHBOARD_STORE") or str(LOCAL / "dashboard.duckdb"))


def place(text: str) -> Place:
    """What somebody wrote as a store's place."""
    return text if is_url(text) else Path(text)


def is_url(place: Place | None) -> bool:
    """Whether it is a server's, postgresql://…"""
    return isinstance(place, str) and place.startswith(("postgresql://", "postgres://"))


def engine_at(place: Place | None, backup_folder: Path | None = None) -> Engine:
    """The database at a place, opened; None: one in memory. Raises UserError where it cannot be opened."""
    if isinstance(place, str):
        # Only here: whoever has no server needs no driver, and pays for none at the start.
        from store.engine.engines.postgres import Postgres

        return Postgres(place, files_folder(), backup_folder)
    folder = backup_folder or (place.parent if place else LOCAL) / "backups"
    return DuckDBFile(place, folder)


def files_folder() -> Path:
    """Where a server's store keeps what is a file: originals, receipts. `DASHBOARD_FILES`, else data/local."""
    return Path(os.environ.get("DASHBOARD_FILES") or LOCAL)
