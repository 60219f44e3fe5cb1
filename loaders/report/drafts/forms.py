"""What was said of the columns of a table in its own shape, kept beside the drafts for the next with the same headings.

For all reviewers of a region: which column is the target does not depend on who looks.
"""

import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from loaders.report.drafts import keeping
from loaders.report.structure.asking import TableQuestion
from loaders.report.structure.columns import ASIDE, MEANINGS
from store.engine.store import Store

_NAME = "columns"


def remembered(store: Store, questions: Sequence[TableQuestion]) -> list[TableQuestion]:
    """The questions, each column that was answered before with what was said of it."""
    known = _known(store)
    return [
        replace(question, columns=tuple(
            replace(column, meaning=meaning if meaning in MEANINGS else column.meaning)
            for column, meaning in zip(question.columns, said, strict=True)
        )) if len(said := known.get(_key(question), [])) == len(question.columns) else question
        for question in questions
    ]  # fmt: skip


def remember(store: Store, questions: Sequence[TableQuestion], said: Mapping[str, Sequence[str | None]]) -> None:
    """Keep what was answered (`read_report`'s answers) for the next file of the same form. Raises UserError."""
    known = _known(store)
    known |= {_key(one): [meaning or ASIDE for meaning in said[one.place]] for one in questions if one.place in said}
    keeping.write(store, f"{store.region}-{_NAME}", json.dumps(known, ensure_ascii=False))


def _known(store: Store) -> dict[str, list[str]]:
    with contextlib.suppress(ValueError):
        return dict(json.loads(keeping.read(store, f"{store.region}-{_NAME}") or "{}"))
    return {}


def _key(question: TableQuestion) -> str:
    return "\t".join(column.heading for column in question.columns)
