"""工作要求 by rule: which units must do what by when, from what is behind, owed, unexplained or cannot be judged."""

from dataclasses import dataclass

import pandas as pd

from briefing.material import Material
from briefing.notice import shortfalls
from briefing.notice.tasks import Task, by_unit
from metrics import terms
from metrics.arithmetic import backlog


@dataclass(frozen=True)
class Pursuit:
    """What is asked for under one heading of the list of what is behind."""

    word: str
    is_far: bool
    tasks: list[Task]


@dataclass(frozen=True)
class Demands:
    """Who is asked for what; `undecided` by what is missing (缺基数). Empty where there is nothing to ask for."""

    behind: list[Pursuit]
    lasting: list[Task]
    unexplained: list[Task]
    owing: list[Task]
    undecided: dict[str, list[Task]]


def demands(material: Material) -> Demands:
    """The demands of an edition."""
    behind = material.behind
    is_silent = (behind[["problem", "next_step"]].fillna("") == "").any(axis=1)
    measures = material.snapshot.measures
    undecided = measures[measures["status"] == "undecided"]
    return Demands(
        behind=[Pursuit(group.word, group.is_far, _tasks(group.rows)) for group in shortfalls.groups(material)],
        lasting=_tasks(behind[behind["months_behind"] >= backlog.LASTING_MONTHS]),
        unexplained=_tasks(behind[is_silent]),
        owing=shortfalls.debts(material),
        undecided={
            terms.UNDECIDED.get(str(because), terms.STATUSES["undecided"].word): _tasks(rows)
            for because, rows in undecided.groupby("undecided_because", sort=False, dropna=False)
        },
    )


def _tasks(rows: pd.DataFrame) -> list[Task]:
    return by_unit(rows["lead_unit"], rows["unit_basis"].eq("proposed"), rows["item"])
