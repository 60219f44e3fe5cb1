"""The regions of a store: which have begun, how they are called, and which lie in which."""

from store.engine.reader import Reader
from store.engine.records import Record, records


def started_regions(reader: Reader) -> list[Record]:
    """region_code and name of every region that has begun here, by code."""
    return records(reader.query("started_regions"))


def region_name(reader: Reader, region: str) -> str:
    """What a region is called; its code where nobody has said."""
    return next((str(row["name"]) for row in records(reader.query("regions")) if row["region_code"] == region), region)


def lies_in(reader: Reader, outer: str, region: str = "") -> bool:
    """Whether a region (empty: the reader's own) is another one or lies in it, however far up. All lie in an empty one."""
    region = region or reader.region
    if outer in ("", region):
        return True
    parents = {row["region_code"]: row["parent_code"] for row in records(reader.query("regions"))}
    passed: set[str] = set()
    while region and region not in passed and region != outer:
        passed.add(region)
        region = parents.get(region) or ""
    return region == outer
