"""Backups of a database by PostgreSQL's own programs, pg_dump and pg_restore, where this host has them."""

import os
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from metrics.errors import UserError
from store.engine import disk


def back_up(url: str, target: Path) -> None:
    """`pg_dump` into a file of its own format, which `restore` takes. Raises UserError: nothing is left then."""
    try:
        _run("pg_dump", url, "备份未进行", "--format=custom", "--no-owner", "--no-acl", "--file", str(target))
    except UserError:
        target.unlink(missing_ok=True)
        raise
    disk.make_private(target)


def restore(url: str, backup: Path) -> None:
    """`pg_restore`, all or nothing. Raises UserError, also where the database has tables already."""
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-acl")
    _run("pg_restore", url, "恢复未进行", *options, str(backup))


def _run(program: str, url: str, title: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise UserError(
            f"本机没有 {program},请安装 PostgreSQL 的客户端程序(Debian: apt install postgresql-client),"
            "或在数据库服务器上操作(docs/postgresql.md)。",
            title=title,
        )
    # Other users of the host can read a process's arguments: the password goes another way.
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    ended = subprocess.run(
        [found, *arguments, "--dbname", make_conninfo("", **parts)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ended.returncode == 0:
        return
    if "already exists" in ended.stderr:
        raise UserError("数据库里已有数据。请另建一个空数据库(createdb)再恢复到其中。", title=title)
    lines = ended.stderr.strip().splitlines() or [f"{program} 以 {ended.returncode} 结束"]
    raise UserError(f"{program} 没有做成:{lines[-1]}", title=title)
