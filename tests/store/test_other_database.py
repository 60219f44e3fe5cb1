"""The SQL stays in what DuckDB and PostgreSQL share: each query and migration is parsed as PostgreSQL reads it."""

import re
from pathlib import Path

import pglast
import pglast.visitors
import pytest

from store.engine.reader import STORE

FILES = sorted(
    [
        *(STORE / "queries").glob("*.sql"),
        *(STORE / "schema").glob("*.sql"),
        STORE / "engine" / "engines" / "postgres.sql",
    ]
)
_PARAMETER = re.compile(r"\$([a-z_]+)")


def as_postgres(sql: str) -> str:
    """`$name` as PostgreSQL numbers its parameters: `$1`, `$2`, each name always the same."""
    names = list(dict.fromkeys(_PARAMETER.findall(sql)))
    return _PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", sql)


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.name}" for file in FILES])
def test_postgres_can_read_it(file: Path) -> None:
    statements = pglast.parse_sql(as_postgres(file.read_text(encoding="utf-8")))
    assert len(statements) == 1 or file.parent.name != "queries"


# What the queries call; each is PostgreSQL's own. A new one is added here by whoever has looked it up there.
FUNCTIONS = {
    "abs",
    "avg",
    "count",
    "date_trunc",
    "extract",
    "lag",
    "lead",
    "make_date",
    "max",
    "min",
    "replace",
    "row_number",
    "string_agg",
    "sum",
}


class _Calls(pglast.visitors.Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_FuncCall(self, _: object, node: pglast.ast.FuncCall) -> None:
        self.names.add((node.funcname or ())[-1].sval)


def test_the_queries_call_functions_that_postgres_has() -> None:
    calls = _Calls()
    for file in FILES:
        calls(pglast.parse_sql(as_postgres(file.read_text(encoding="utf-8"))))
    assert calls.names == FUNCTIONS


@pytest.mark.parametrize(
    "sql",
    [
        "select * exclude (a) from b",
        "select a, sum(b) from c group by all",
        "select a from b qualify row_number() over () = 1",
        "from a",
        "select a from b where c = $name and",
    ],
)
def test_what_duckdb_alone_understands_is_refused(sql: str) -> None:
    with pytest.raises(pglast.parser.ParseError):
        pglast.parse_sql(as_postgres(sql))
