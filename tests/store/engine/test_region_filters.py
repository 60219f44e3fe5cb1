"""Every query asks for its region: read as PostgreSQL reads it, not by what a store of the tests happens to hold.

A table of a region stands in a query bound to `$region`, itself or by what it is joined with. A view has no `$region`:
its tables are joined by the region, and what it numbers or takes one of, it does within a region.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any

import pglast.ast
import pytest
from pglast import parse_sql
from pglast.enums import A_Expr_Kind, BoolExprType, JoinType

from store.engine.reader import STORE, query_text
from store.engine.store import Store
from tests.store.engine.test_regions import OF_ALL, QUERIES

ast: Any = pglast.ast  # a node has what its kind has
FILTER = "region_code = $region"
_VIEW = re.compile(r"create view (\w+) as\n(.*?);\n", re.DOTALL)


def _parsed(sql: str) -> Any:
    """The statement's tree, with a parameter as a column: `$region` is p_region."""
    return parse_sql(re.sub(r"\$([a-z0-9_]+)", r"p_\1", sql))[0].stmt


def _views() -> dict[str, str]:
    """The text of each view, as the last migration that made it has it."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((STORE / "schema").glob("*.sql"))]
    return {name: text for file in texts for name, text in _VIEW.findall(file)}


@pytest.fixture(scope="module")
def of_regions() -> set[str]:
    """The tables and views whose rows belong to a region."""
    store = Store()
    rows = store.query_text("select table_name from information_schema.columns where column_name = 'region_code'")
    store.close()
    return set(rows["table_name"])


class _Select:
    """One level of a query: what it reads, and which of that is bound to the region, or to one another."""

    def __init__(self, node: Any, tables: set[str], outer: set[str]) -> None:
        self.tables = tables
        self.read: dict[str, str] = {}  # what it reads, under the names it has there
        self.equal: list[tuple[str, str]] = []
        self.below: dict[str, Any] = {}  # the selects in its FROM that give the region, by name
        for source in node.fromClause or ():
            self._take(source)
        self._conditions(node.whereClause, None)
        self.bound = {"$"} | (outer - set(self.read))
        self._spread(self.bound)

    def _take(self, source: Any) -> set[str]:
        """The names that a part of the FROM adds, its own conditions taken in."""
        if isinstance(source, ast.JoinExpr):
            left, right = self._take(source.larg), self._take(source.rarg)
            self._conditions(source.quals, right if source.jointype == JoinType.JOIN_LEFT else None)
            if "region_code" in {name.sval for name in source.usingClause or ()}:
                self.equal.append((next(iter(left)), next(iter(right))))
            return left | right
        if isinstance(source, ast.RangeVar):
            name = source.alias.aliasname if source.alias else source.relname
            if source.relname in self.tables:
                self.read[name] = source.relname
            return {name}
        if isinstance(source, ast.RangeSubselect):
            name = source.alias.aliasname if source.alias else "?"
            if _columns(source.subquery) & {"region_code", "*"}:
                self.read[name], self.below[name] = "", source.subquery
            return {name}
        return {"?"}

    def _conditions(self, node: Any, allowed: set[str] | None) -> None:
        """What is set equal in a condition that must hold; `allowed`: of a LEFT JOIN, whom it holds for."""
        if isinstance(node, ast.BoolExpr) and node.boolop == BoolExprType.AND_EXPR:
            for part in node.args:
                self._conditions(part, allowed)
        elif isinstance(node, ast.A_Expr) and node.kind == A_Expr_Kind.AEXPR_OP and node.name[0].sval == "=":
            sides = [self._whose(side) for side in (node.lexpr, node.rexpr)]
            if None not in sides and (allowed is None or allowed & set(sides)):
                self.equal.append((str(sides[0]), str(sides[1])))

    def _whose(self, node: Any) -> str | None:
        """Whose region a column is; `$` for the one that is asked for."""
        names = (
            [part.sval for part in node.fields if isinstance(part, ast.String)]
            if isinstance(node, ast.ColumnRef)
            else []
        )
        if names == ["p_region"]:
            return "$"
        if names[-1:] != ["region_code"]:
            return None
        return names[0] if len(names) == 2 else next(iter(self.read), None)

    def _spread(self, found: set[str]) -> None:
        for _ in self.equal:
            for one, other in self.equal:
                if {one, other} & found:
                    found |= {one, other}

    def loose(self) -> list[str]:
        """What is read without being bound to the region that is asked for."""
        return [table for name, table in self.read.items() if name not in self.bound and table]

    @property
    def asked_around(self) -> set[int]:
        """The selects in its FROM whose region is asked for here, around them."""
        return {id(select) for name, select in self.below.items() if name in self.bound}

    def apart(self) -> list[str]:
        """What is read beside another without being joined with it by the region."""
        if not self.read:
            return []
        joined = {next(iter(self.read))}
        self._spread(joined)
        return [table or name for name, table in self.read.items() if name not in joined | (self.bound - {"$"})]


def _columns(select: Any) -> set[str]:
    """What a select gives, by name; `*` for all of a table."""
    while select.larg is not None:  # a union has the columns of its first part
        select = select.larg
    ends = [
        (target.name, target.val.fields[-1] if isinstance(target.val, ast.ColumnRef) else None)
        for target in select.targetList or ()
    ]
    return {name or ("*" if isinstance(end, ast.A_Star) else getattr(end, "sval", "")) for name, end in ends}


def _levels(
    node: Any, tables: set[str], outer: Collection[str] = (), around: Collection[int] = ()
) -> Iterator[tuple[Any, _Select]]:
    """Every SELECT of a statement with what it reads; one within a condition knows what is bound around it."""
    if isinstance(node, ast.SelectStmt):
        own = _Select(node, tables, set(outer))
        if id(node) not in around:
            yield node, own
        outer, around = own.bound - {"$"}, own.asked_around
    if isinstance(node, tuple):
        parts: Any = node
    else:
        parts = [getattr(node, slot) for slot in node] if isinstance(node, ast.Node) else ()
    for part in parts:
        yield from _levels(part, tables, outer, around)


def _loose(sql: str, tables: set[str], *, of_all: bool = False) -> list[str]:
    found = [level.apart() if of_all else level.loose() for _, level in _levels(_parsed(sql), tables)]
    return [table for level in found for table in level]


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_binds_every_table_to_the_region_that_is_asked_for(of_regions: set[str], name: str) -> None:
    assert _loose(query_text(name), of_regions, of_all=name in OF_ALL) == []


def test_no_filter_of_a_region_can_be_left_out_unseen(of_regions: set[str]) -> None:
    unseen = []
    for name in QUERIES:
        text = query_text(name)
        for place in [found.start() for found in re.finditer(re.escape(FILTER), text)]:
            start = place - len(re.search(r"(\w+\.)?$", text[:place]).group())  # type: ignore[union-attr]
            found = _loose(text[:start] + "true" + text[place + len(FILTER) :], of_regions)
            if not found:
                unseen.append(f"{name}: {text[max(0, place - 60) : place + 25]}")
    assert unseen == []


@pytest.mark.parametrize("name", _views())
def test_a_view_keeps_regions_apart(of_regions: set[str], name: str) -> None:
    for node, level in _levels(_parsed(_views()[name]), of_regions):
        assert level.apart() == []
        if not level.read:
            continue
        kept = [node.distinctClause, node.groupClause, *(one.partitionClause for one in _windows(node))]
        for clause in kept:
            if clause and clause != (None,):
                assert "region_code" in {_column(part) for part in clause}, f"{name}: one of a region's alone"


def _windows(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.WindowDef):
        yield node
    if isinstance(node, ast.SelectStmt):
        parts: Any = node.targetList or ()
    elif isinstance(node, tuple):
        parts = node
    else:
        parts = [getattr(node, slot) for slot in node] if isinstance(node, ast.Node) else ()
    for part in parts:
        if not isinstance(part, ast.SelectStmt):
            yield from _windows(part)


def _column(node: Any) -> str:
    return node.fields[-1].sval if isinstance(node, ast.ColumnRef) and isinstance(node.fields[-1], ast.String) else ""
