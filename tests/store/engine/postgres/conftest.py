"""One server for the tests of this folder; without one they say what they would have proved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("psycopg", reason="没有安装 psycopg(requirements-postgres.txt),没有在 PostgreSQL 上核对")

from tests.store.engine.postgres import server as servers


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    if servers.programs() is None:
        pytest.skip(servers.MISSING)
    with servers.server() as folder:
        yield folder


@pytest.fixture
def url(server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database, and a folder of its own for what is kept as a file."""
    monkeypatch.setenv("DASHBOARD_FILES", str(tmp_path / "files"))
    return servers.database(server)
