"""年底预计 in 总览's sentence: each verdict leads to the measures that have it, listed below."""

from collections.abc import Callable, Mapping
from typing import Any

from metrics.arithmetic.verdicts import VERDICTS
from metrics.rows import ToldRow
from store.engine.records import records
from store.reads.figures.snapshot import Snapshot
from store.reads.naming import measure_name
from ui.components import addresses


def parts(snapshot: Snapshot, to: Callable[[str], str]) -> list[tuple[str, str]]:
    """The clause in pieces, each with where it leads; empty where there is none. `to` gives a verdict's address."""
    head, _, counted = snapshot.outlook_sentence.partition(":")
    if not counted:
        return [(head, "")] if head else []
    codes = {verdict.word: code for code, verdict in VERDICTS.items()}
    led = [
        (told, next((to(code) for word, code in codes.items() if told.startswith(word)), ""))
        for told in counted.split("、")
    ]
    return [(f"{head}:", ""), *led]


def listed(snapshot: Snapshot, verdict: str | None, carried: Mapping[str, str]) -> list[dict[str, Any]]:
    """The measures that have a verdict, with what is expected and on what it rests."""
    if verdict is None or not snapshot.shows_outlook:
        return []
    rows = snapshot.measures
    return [
        {
            "name": measure_name(row),
            "to": addresses.item_address(row["code"], snapshot.view, carried),
            "told": f"{row['why']}\n{row['outlook_basis']}",
            "more": f"{row['unit_label']},"
            + (f"预计{row['outlook_text']}" if row["outlook_text"] else row["outlook_basis"]),
        }
        for row in records(rows[rows["outlook"] == verdict], ToldRow)
    ]
