"""What of a region leaves its store: every table with rows of regions but those named here.

Whoever did something leaves no name. What is printed does: 分管领导, and whatever somebody wrote in words.
"""

from typing import Any

from store.engine.engines.copying import Rows

NOT_SENT = {
    "account": "people and their passwords",
    "unit_token": "what units show instead of a password",
    "sign_in": "who came in, and from which address",
    "audit": "who did what, accounts and their rights among it; the taking is an entry of the other store's own",
    "chain": "its links are made of the audit and of people's names; its head stands in the manifest",
    "roll_up": "made of the facts anew",
    "roll_up_measure": "made of the facts anew",
}
# Who did something: the region's name stands for it. All other columns that end so are settings.
NAMES = {"recorded_by", "submitted_by", "withdrawn_by", "ruled_by", "locked_by", "made_by"}
# Who signed a notice; where the original lies, which stays at home.
LEFT_EMPTY = {"signed_by", "kept_as"}


def sent(tables: dict[str, Rows], name: str) -> dict[str, Rows]:
    """The tables that leave, with `name` for whoever did something."""
    return {table: _without_people(found, name) for table, found in tables.items() if table not in NOT_SENT}


def facts(found: Rows) -> dict[tuple[Any, ...], int]:
    """A table's rows without what does not leave, each with its place: what two stores are compared by."""
    kept = [place for place, name in enumerate(found.columns) if name not in NAMES | LEFT_EMPTY]
    return {tuple(row[place] for place in kept): number for number, row in enumerate(found.rows)}


def _without_people(found: Rows, name: str) -> Rows:
    columns = list(found.columns)
    channel = columns.index("channel") if "channel" in columns else None

    def told(row: tuple[Any, ...]) -> tuple[Any, ...]:
        # of a publication it is the source that stands where the sender does
        replaced = NAMES if channel is None or row[channel] == "workbook" else set()
        return tuple(
            None if column in LEFT_EMPTY else name if column in replaced and value is not None else value
            for column, value in zip(columns, row, strict=True)
        )

    return Rows(found.columns, [told(row) for row in found.rows])
