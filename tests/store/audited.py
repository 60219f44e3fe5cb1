"""What the audit says, oldest first, as an office reads it."""

from store.engine.records import records
from store.engine.store import Store
from store.reads import audit


def audited(store: Store) -> list[list[object]]:
    """Act, object, before, after, reason and name of every entry."""
    names = ("act", "object", "before", "after", "reason", "done_by")
    return [[row[name] for name in names] for row in reversed(records(audit.audit_rows(store)))]
