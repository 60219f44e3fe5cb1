"""A region's rows out of its store, into a folder that a store above takes."""

from dataclasses import dataclass
from pathlib import Path

from store.acts.act import trying
from store.engine.store import Store
from store.exchange import folder as folders
from store.exchange.leaving import sent
from store.reads.places import place


@dataclass(frozen=True)
class Given:
    """`code` tells the folder from every other; whoever takes it may be told it by another way."""

    folder: Path
    region: str
    name: str
    rows: int
    code: str


def give(store: Store, out: Path) -> Given:
    """Write what of the store's region leaves it, as of one moment. Raises UserError where it cannot be written."""
    at = store.now()
    with trying(store, at) as act:  # so that nobody writes meanwhile
        whose, head = place(act.transaction), act.transaction.query("chain_head")
        schema = str(act.transaction.query("latest_migration")["name"].iloc[0])
        tables = sent(act.transaction.own_tables(), whose.short_name)
    target = folders.part(out, whose.code)
    code = folders.write(target, tables, {
        "region": whose.code, "name": whose.short_name, "schema": schema, "time_zone": store.time_zone,
        "made_at": at.isoformat(),
        "link_no": int(head["link_no"].iloc[0]) if len(head) else 0,
        "head": str(head["hash"].iloc[0]) if len(head) else "",
    })  # fmt: skip
    return Given(target, whose.code, whose.short_name, sum(len(found.rows) for found in tables.values()), code)
