"""What the notice's template is filled with, from an edition's material; no Word in it."""

from typing import Any, Literal

import pandas as pd

from briefing.material import Material
from briefing.notice import counts, demands, tasks
from briefing.notice.annexes import behind, unsent
from briefing.notice.paragraphs import changes, indicators, listed, outlook, problems
from briefing.notice.paragraphs.problems import THREE_TOLD, Telling
from briefing.notice.period import Period, catch_up, deadline
from metrics import glossary, terms, wording
from metrics.arithmetic import backlog
from metrics.periods import day_name
from metrics.rows import ToldRow
from store.engine.records import records

Form = Literal["简版", "详版"]
FORMS: tuple[Form, ...] = ("简版", "详版")
SHORT, FULL = FORMS
_TURN = "进展情况"  # where a long title goes on to its second line
_LINE = 20  # characters of a title on a line
_MOST_DOUBTS = 4


def facts(material: Material, form: Form = SHORT, telling: Telling = THREE_TOLD) -> dict[str, Any]:
    """The names that notice.txt.j2 uses; `telling`: how the short form tells the problems."""
    snapshot, edition = material.snapshot, material.edition
    units_in, units_due = snapshot.units_reported
    cells_in, cells_due = snapshot.cells_reported
    is_whole = form == FULL
    return {
        "edition": edition,
        "letter": edition.letter,
        "is_whole": is_whole,
        "place": snapshot.place,
        "title": _title_lines(edition.title),
        "date": day_name(edition.made_at.date()),
        "deadline": deadline(edition),
        "catch_up": catch_up(edition),
        "data_line": data_line(material),
        "demo": material.demo_line,
        "period": Period(edition.view.month),
        "is_late": material.is_last,
        "whole": counts.whole_count(material),
        "series": counts.series_counts(material),
        "rounding": counts.rounding_note(material),
        "change": changes.change_sentence(material),
        "news": changes.news(material, is_whole=is_whole),
        "replaced": changes.replaced(material),
        "restated_rate": changes.restated_rate(material),
        "restated": 0 if material.comparison is None else len(material.comparison.restated),
        "previous": None if material.comparison is None else material.comparison.previous.name,
        "indicators": indicators.paragraph(material),
        "indicator_sentences": indicators.sentences(material) if is_whole else [],
        "causes": problems.causes(material, None if is_whole else telling.told),
        "worst": [] if is_whole else problems.worst(material, telling.named),
        "usual_plan": problems.usual_plan(material),
        "backlog": backlog.summary(material.behind),
        "is_compared": snapshot.compared_with is not None,
        "lasting_months": backlog.LASTING_MONTHS,
        "groups": behind.groups(material),
        "outlook": outlook.paragraph(material, is_whole=is_whole),
        "units_in": units_in, "units_due": units_due, "cells_in": cells_in, "cells_due": cells_due,
        "has_figures": bool(snapshot.measures["actual_month"].notna().any()),
        "owing": demands.owed(material),
        "owing_earlier": int((material.owing["due"] < pd.Timestamp(edition.view.month)).sum()),
        "owing_by_unit": unsent.is_by_unit(material),
        **_doubts(material),
        "demands": demands.demands(material),
        "behind_list": "附件1",
        "tasks": tasks,
        "done": listed.done_items(material) if is_whole else [],
        "ahead": listed.ahead_items(material) if is_whole else [],
        "basis": [*glossary.JUDGING, *glossary.COUNTING[:1], *glossary.COUNTING[2:3]],
        "preset": terms.PRESETS[edition.view.preset],
        "has_proposed": bool((snapshot.all_measures["unit_basis"] == "proposed").any()),
    }  # fmt: skip


def data_line(material: Material) -> str:
    """What the figures are and which edition they are of: at the head of page one, of each annex, and at the end."""
    return f"{material.until},{material.edition_line}"


def _doubts(material: Material) -> dict[str, Any]:
    """What is 存疑, and fractions of what is counted whole, by name as far as they are few."""
    doubtful = [f"{row['item']}({row['measure']})" for row in records(material.snapshot.doubtful, ToldRow)]
    broken = [
        f"{row['item']}({row['measure']}{row['actual_text']})"
        for row in records(material.snapshot.measures, ToldRow)
        if _is_broken(row)
    ]
    return {
        "doubtful": len(doubtful), "doubtful_names": _some(doubtful),
        "broken": len(broken), "broken_names": _some(broken),
    }  # fmt: skip


def _is_broken(row: ToldRow) -> bool:
    """Whether a figure is a fraction of things that are counted whole: `0.47处`."""
    actual = row["actual"]
    return actual is not None and wording.is_in_parts(row["kind"], row["unit"], row["lower"], actual, row["note"])


def _some(names: list[str]) -> str:
    return "、".join(names[:_MOST_DOUBTS]) + ("等" if len(names) > _MOST_DOUBTS else "")


def _title_lines(title: str) -> list[str]:
    """A title in lines that end where a thought does, as official papers set them."""
    before, turn, after = title.partition(_TURN)
    return [before, turn + after] if turn and before and len(title) > _LINE else [title]
