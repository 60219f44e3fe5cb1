"""What a store lacks of what was once accepted beside it: after a backup was put back, or its log was lost."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from metrics.periods import month_name
from store.engine.receipt_book import Entry, accepted
from store.engine.records import records
from store.engine.store import Store
from store.reads.units import unit_rows


@dataclass(frozen=True)
class Lacking:
    """Submissions that the book beside the store has and the store has not; kept originals that neither names."""

    entries: list[Entry]
    originals: list[Path]


def lacking(store: Store) -> Lacking:
    """What the store lacks, in the order in which it was accepted; nothing for one in memory."""
    if store.path is None:
        return Lacking([], [])
    known = records(store.query("known_files"))
    files = {(row["region_code"], row["unit_id"], row["month"].isoformat(), row["sha256"]) for row in known}
    found = {key: entry for entry in accepted(store.path) if (key := _key(entry)) not in files}
    named = {row["kept_as"] for row in known} | {entry["submission"]["kept_as"] for entry in found.values()}
    folder = store.path.parent / "uploads"
    originals = [file for file in sorted(folder.glob("*/*")) if not file.name.startswith(".")]
    return Lacking(list(found.values()), [one for one in originals if one.relative_to(folder).as_posix() not in named])


def sentences(store: Store, found: Lacking) -> list[str]:
    """A line for each: number, unit, month, file, moment; of an original that nothing is known of, where it lies."""
    told = []
    for entry in found.entries:
        said = entry["submission"]
        region = store.of(entry["region"])
        units = {row["unit_id"]: row["name"] for row in records(unit_rows(region))}
        told.append(
            f"第{entry['number']}号报送,{units.get(said['unit_id'], said['unit_id'])},{_month_words(said['month'])},"
            f"{said['file_name']},{said['submitted_at'].replace('T', ' ')}"
        )
    return [*told, *(f"单位不明,{_month_words(one.parent.name)},原表 {one}" for one in found.originals)]


def _key(entry: Entry) -> tuple[str, str, str, str]:
    said = entry["submission"]
    return entry["region"], said["unit_id"], said["month"], said["sha256"]


def _month_words(text: str) -> str:
    """`2023-09` or `2023-09-01` → 2023年9月; anything else as it is."""
    parts = text.split("-")
    if len(parts) < 2 or not all(part.isdigit() for part in parts):
        return text
    return month_name(dt.date(int(parts[0]), int(parts[1]), 1))
