"""A PostgreSQL server of the tests' own: in a new folder, on a socket in it, gone when they end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

SERVER = "TEST_POSTGRES"  # the folder of a server that runs already: make postgres
MISSING = "没有 PostgreSQL 或其驱动(Debian 软件包 postgresql,requirements-postgres.txt;或 POSTGRES=程序文件夹)"
_OWN = "-c listen_addresses= -c max_connections=400"
# A test's data need not outlive a power failure.
_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
_numbers = count(1)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None where this machine has none."""
    if named := os.environ.get("POSTGRES"):
        return Path(named)
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@contextmanager
def server(*, is_quick: bool = True) -> Iterator[Path]:
    """The folder of its socket, while the server runs. Not `is_quick`: what it has taken outlives a power failure."""
    if SERVER in os.environ:
        yield Path(os.environ[SERVER])
        return
    bin_folder = programs()
    assert bin_folder is not None, MISSING
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        user = _not_root(folder)
        data = folder / "data"
        _run(user, bin_folder / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8",
             "--locale=C.UTF-8", "--lc-collate=C")  # fmt: skip
        started = " ".join([_OWN, *([_QUICK] if is_quick else []), f"-c unix_socket_directories={folder}"])
        _run(user, bin_folder / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", started, "start")
        try:
            yield folder
        finally:
            _run(user, bin_folder / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def database(folder: Path, template: str = "template1", name: str = "") -> str:
    """The URL of a new database."""
    name = name or f"t{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(_url(folder, "postgres"), autocommit=True) as connection:
        connection.execute(f'create database "{name}" template "{template}"')
    return _url(folder, name)


def _url(folder: Path, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={folder}"


def _not_root(folder: Path) -> str | None:
    """The server refuses to run as root: whose it is then."""
    if os.getuid() != 0:
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return user


def _run(user: str | None, *words: object) -> None:
    with Path(os.devnull).open("w") as nowhere:  # the server keeps what it was given: a pipe would never end
        subprocess.run([*map(str, words)], user=user, cwd="/", check=True, stdout=nowhere, stderr=nowhere)
