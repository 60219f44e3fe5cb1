"""What the notice's template is filled with, from an edition's material; no Word in it."""

from typing import Any

import pandas as pd

from briefing.material import Material
from briefing.notice import counts, demands, progress, shortfalls
from briefing.notice.period import Period
from metrics import terms
from metrics.arithmetic import backlog
from metrics.arithmetic.verdicts import COVERS_PCT
from store.engine.records import records

_TURN = "进展情况"  # where a long title goes on to its second line
_LINE = 20  # characters of a title on a line


def facts(material: Material) -> dict[str, Any]:
    """The names that notice.txt.j2 uses."""
    snapshot = material.snapshot
    units_in, units_due = snapshot.units_reported
    cells_in, cells_due = snapshot.cells_reported
    made_on = material.edition.made_at
    return {
        "edition": material.edition,
        "place": snapshot.place,
        "title": _title_lines(material.edition.title),
        "date": f"{made_on.year}年{made_on.month}月{made_on.day}日",
        "period": Period(material.edition.view.month),
        "whole": counts.whole_count(material),
        "series": counts.series_counts(material),
        "indicators": progress.indicator_sentences(material),
        "units_in": units_in,
        "units_due": units_due,
        "cells_in": cells_in,
        "cells_due": cells_due,
        "doubtful": [f"{row['coded_item']}·{row['measure']}" for row in records(snapshot.doubtful)],
        # In December the year is over, and its results stand in the text.
        "outlook": {} if material.edition.view.month.month == 12 else snapshot.outlook_counts,
        "covers_pct": COVERS_PCT,
        "has_figures": bool(snapshot.measures["actual_month"].notna().any()),
        **_comparison(material),
        "done": progress.done_items(material),
        "ahead": progress.ahead_items(material),
        "backlog": backlog.summary(material.behind),
        "lasting_months": backlog.LASTING_MONTHS,
        "groups": shortfalls.groups(material),
        "owing": shortfalls.debts(material),
        "owing_earlier": int((material.owing["due"] < pd.Timestamp(material.edition.view.month)).sum()),
        "demands": demands.demands(material),
    }


def _title_lines(title: str) -> list[str]:
    """A title in lines that end where a thought does, as official papers set them."""
    before, turn, after = title.partition(_TURN)
    return [before, turn + after] if turn and before and len(title) > _LINE else [title]


def _comparison(material: Material) -> dict[str, Any]:
    """What changed since the edition before; `previous` None without one."""
    found = material.comparison
    if found is None:
        return {"previous": None, "changes": {}, "restated_count": 0}
    rows = {"completed": found.completed, "recovered": found.recovered, "fell_behind": found.fell_behind}
    return {
        "previous": f"{found.previous.name}({Period(found.previous.view.month).span})",
        "changes": {word: progress.changed(rows[name]) for name, word in terms.NEWS.items() if len(rows[name])},
        "restated_count": len(found.restated),
    }
