"""What the audit says, oldest first, as an office reads it."""

from store import audits
from store.engine.records import records
from store.engine.store import Store


def audited(store: Store) -> list[list[object]]:
    """Act, object, before, after, reason and name of every entry."""
    names = ("act", "object", "before", "after", "reason", "done_by")
    return [[row[name] for name in names] for row in reversed(records(audits.audit_rows(store)))]
