"""The chain of a region: what was accepted and done carries the hash of its fields and of what came before it.

What a link's hash is made of is text, so that a copy in another database has the same: JSON with the fields of FORMS in
their order, moments and days in ISO form, numbers as the shortest text that reads back as the same number.
"""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd

from store.engine.reader import Reader
from store.engine.records import Record, records
from store.engine.transaction import Transaction

# Kind and form → table → fields. A form is for good: fields that come later make a form of the next number.
FORMS: dict[tuple[str, int], dict[str, tuple[str, ...]]] = {
    ("submission", 1): {
        "submission": (
            "region_code", "submission_id", "unit_id", "month", "channel", "file_name", "sha256", "kept_as",
            "submitted_by", "submitted_at", "is_demo",
        ),
        "actual": (
            "measure_id", "month", "value", "value_words", "basis", "vintage", "progress", "problem", "next_step",
            "expected", "odd_reason", "sheet", "cell", "source",
        ),
        "doubt": ("doubt_no", "measure_id", "issue", "weight", "words", "reason"),
    },
    ("audit", 1): {
        "audit": ("region_code", "audit_id", "act", "object", "before", "after", "reason", "done_by", "done_at"),
    },
}  # fmt: skip
_NEWEST = {"submission": 1, "audit": 1}
Rows = dict[str, list[Record]]  # of one submission or entry, by table


def extend(transaction: Transaction, submissions: Iterable[int], entries: Iterable[int]) -> None:
    """Add a link for each of these submissions and entries of the audit of the transaction's region."""
    numbers = {"submission": sorted(submissions), "audit": sorted(entries)}
    found = transaction.query("chain_head")
    place, before = (int(found["link_no"].iloc[0]), str(found["hash"].iloc[0])) if len(found) else (0, "")
    links = []
    for kind, wanted in numbers.items():
        rows = _rows(transaction, kind, wanted[0]) if wanted else {}
        for number in wanted:
            place, form = place + 1, _NEWEST[kind]
            before = link_hash(before, kind, form, rows[number])
            links.append({"link_no": place, "kind": kind, "number": number, "form": form, "hash": before})
    transaction.append("chain", pd.DataFrame(links))


def extend_all(transaction: Transaction) -> None:
    """A link for all that a region has of before there was a chain."""
    extend(transaction, _rows(transaction, "submission", 0), _rows(transaction, "audit", 0))


def broken_links(reader: Reader) -> list[str]:
    """What of a region is not as it was accepted, a sentence each, in its order; empty where the chain holds."""
    links = records(reader.query("chain_links"))
    rows = {kind: _rows(reader, kind, 0) for kind in _NEWEST}
    told, before = [], ""
    for place, link in enumerate(links, 1):
        own = rows[link["kind"]].get(link["number"])
        name = _name(link["kind"], link["number"], own)
        if link["link_no"] != place:
            told.append(f"校验链缺第{place}节,其后是{name}")
            break
        if own is None:
            told.append(f"{name}已登记,数据文件中没有")
        elif (link["kind"], link["form"]) not in FORMS:
            told.append(f"{name}的校验方式(第{link['form']}版)由更新的程序所用,请用新版本的程序检查")
        elif link_hash(before, link["kind"], link["form"], own) != link["hash"]:
            told.append(f"{name}与登记时不符,登记之后被直接改动")
        before = link["hash"]
    return told + _unchained(links, rows)


def _unchained(links: list[Record], rows: dict[str, dict[int, Rows]]) -> list[str]:
    """Rows that came in beside every act, after the chain began."""
    told = []
    for kind, of_kind in rows.items():
        chained = {link["number"] for link in links if link["kind"] == kind}
        beside = [number for number in of_kind if chained and number not in chained and number > min(chained)]
        told += [f"{_name(kind, number, of_kind[number])}不在校验链上,不是由本系统登记" for number in beside]
    return told


def link_hash(before: str, kind: str, form: int, rows: Rows) -> str:
    """The hash of a link: `before` is that of the link before it, empty for the first."""
    told = [
        [table, [[_plain(row[field]) for field in fields] for row in rows.get(table, [])]]
        for table, fields in FORMS[kind, form].items()
    ]
    names = {table: list(fields) for table, fields in FORMS[kind, form].items()}
    text = json.dumps([before, kind, form, names, told], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _rows(reader: Reader, kind: str, first: int) -> dict[int, Rows]:
    """Number → its rows by table, of a region's submissions or entries from a number on."""
    found: dict[int, Rows] = {}
    if kind == "audit":
        return {row["audit_id"]: {"audit": [row]} for row in records(reader.query("chained_audit", first=first))}
    for row in records(reader.query("chained_submissions", first=first)):
        found[row["submission_id"]] = defaultdict(list, {"submission": [row]})
    for table, query in (("actual", "chained_figures"), ("doubt", "chained_doubts")):
        for row in records(reader.query(query, first=first)):
            if row["submission_id"] in found:
                found[row["submission_id"]][table].append(row)
    return found


def _name(kind: str, number: int, rows: Rows | None) -> str:
    """`第3号报送(2023-10-05 09:00:00)`."""
    words = f"第{number}号报送" if kind == "submission" else f"第{number}条操作记录"
    if rows is None:
        return words
    moment = rows[kind][0]["submitted_at" if kind == "submission" else "done_at"]
    return f"{words}({moment:%Y-%m-%d %H:%M:%S})"


def _plain(value: Any) -> Any:
    """Days and moments as ISO text; numbers as Python's own, which JSON writes in full."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return float(value) if isinstance(value, float) else value
