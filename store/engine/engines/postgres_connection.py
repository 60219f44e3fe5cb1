"""A connection to a PostgreSQL server: whether its database will do, and what is set on it."""

from typing import Any, NoReturn

import psycopg
from psycopg.conninfo import conninfo_to_dict

from metrics.errors import UserError

PATIENCE_SECONDS = 5  # for a connection
SHORT_PATIENCE_SECONDS = 1  # where there was none of late
TITLE = "数据库连不上"
# As far as a server knows them (openGauss has no jit), on each connection, with the reason.
_SETTINGS = {
    "jit": "off",  # compiling status.sql takes longer than running it
    "enable_nestloop": "off",  # the planner takes its steps for single rows: 15 times slower
    "timezone": "UTC",  # moments stand without a zone (store.engine.clock): no zone of the server's may enter
    "lock_timeout": "60s",  # a writer that waits longer is told so
    "idle_in_transaction_session_timeout": "120s",  # a writer whose host is gone holds up all others no longer
    "client_min_messages": "warning",
}


def configured(connection: "psycopg.Connection[Any]") -> None:
    """Set on a new connection what the server knows of _SETTINGS."""
    connection.execute(
        "select set_config(s.name, v.value, false)"
        " from unnest(%s::text[], %s::text[]) v (name, value) join pg_settings s on lower(s.name) = v.name",
        [list(_SETTINGS), list(_SETTINGS.values())],
    )


def first_look(url: str) -> str:
    """The name of the database. Raises UserError where it cannot be used, saying what to do."""
    try:
        name = str(conninfo_to_dict(url).get("dbname") or "postgres")
        with psycopg.connect(url, connect_timeout=PATIENCE_SECONDS, client_encoding="UTF8") as connection:
            fits = connection.execute("select current_setting('server_encoding') = 'UTF8'").fetchall()[0][0]
            # In the order of DuckDB and of Python: queries sort by names.
            fits = fits and connection.execute("select 'B' < 'a' and '区' < '阿'").fetchall()[0][0]
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        _refuse(error)
    if not fits:
        raise UserError(
            "数据库的编码须为 UTF8、排序规则须为 C,请重建:createdb -T template0 -E UTF8 --lc-collate=C 数据库名。",
            title="数据库不合要求",
        )
    return name


def _refuse(error: psycopg.Error) -> NoReturn:
    said = str(error)
    if "password" in said or "authentication" in said or "role" in said:
        what = "用户名或密码不对"
    elif "database" in said and "does not exist" in said:
        what = "没有这个数据库,请先用 createdb 建立(docs/postgresql.md)"
    elif isinstance(error, psycopg.ProgrammingError):
        what = "地址写法有误,应如 postgresql://用户@主机/数据库"
    else:
        what = "主机或端口不通,或服务没有启动"
    # A server may say it in any language: its own words stand beside ours.
    raise UserError(f"数据库连不上:{what}。原话:{' '.join(said.split())[:160]}", title=TITLE) from error
