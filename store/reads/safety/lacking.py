"""What a store lacks of what was once accepted beside it: after a backup was put back, or its log was lost."""

from dataclasses import dataclass

from metrics.errors import UserError
from metrics.periods import month_name, parse_month
from store.engine.receipt_book import Entry, accepted
from store.engine.records import records
from store.engine.store import Store
from store.reads.units import unit_rows


@dataclass(frozen=True)
class Lost:
    """A submission that the book beside the store has (`entry`) and the store has not; without an entry a kept
    original that no book beside it names. `words`: number, unit, month, file and moment, or where the original is."""

    words: str
    entry: Entry | None = None


def lacking(store: Store) -> list[Lost]:
    """What the store lacks, in the order in which it was accepted, then the originals; nothing for one in memory."""
    if store.path is None:
        return []
    known = records(store.query("known_files"))
    files = {(row["region_code"], row["unit_id"], row["month"].isoformat(), row["sha256"]) for row in known}
    found = {key: entry for entry in accepted(store.path) if (key := _key(entry)) not in files}
    # Data files of one folder share that of their originals, and each has a book.
    books = [entry for book in store.path.parent.glob("*.receipts") for entry in accepted(book.with_suffix(""))]
    named = {row["kept_as"] for row in known} | {entry["submission"]["kept_as"] for entry in books}
    folder = store.path.parent / "uploads"
    strangers = [file for file in sorted(folder.glob("*/*")) if file.is_file() and not file.name.startswith(".")
                 and file.relative_to(folder).as_posix() not in named]  # fmt: skip
    return [
        *(Lost(_words(store, entry), entry) for entry in found.values()),
        *(Lost(f"单位不明,{_month_words(file.parent.name)},原表 {file}") for file in strangers),
    ]


def _words(store: Store, entry: Entry) -> str:
    said = entry["submission"]
    units = {row["unit_id"]: row["name"] for row in records(unit_rows(store.of(entry["region"])))}
    return (
        f"第{entry['number']}号报送,{units.get(said['unit_id'], said['unit_id'])},{_month_words(said['month'])},"
        f"{said['file_name']},{said['submitted_at'].replace('T', ' ')}"
    )


def _key(entry: Entry) -> tuple[str, str, str, str]:
    said = entry["submission"]
    return entry["region"], said["unit_id"], said["month"], said["sha256"]


def _month_words(text: str) -> str:
    """`2023-09` or `2023-09-01` → 2023年9月; anything else as it is."""
    try:
        return month_name(parse_month(text[:7]))
    except UserError:
        return text
