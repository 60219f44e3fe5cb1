"""工作要求 by rule: which units must do what by when, from what is behind, owed, unexplained or cannot be judged."""

from dataclasses import dataclass

import pandas as pd

from briefing.material import Material
from briefing.notice.tasks import Task, by_unit
from metrics import terms
from metrics.arithmetic import backlog


@dataclass(frozen=True)
class Demands:
    """Who is asked for what. Empty where there is nothing to ask for.

    `far`, `slow` and `level`: what is behind, each measure once: an amount far behind, another amount, a level, which
    no schedule makes up for. In December what is behind is `unfinished`, whatever it is.
    """

    far: list[Task]
    slow: list[Task]
    level: list[Task]
    unfinished: list[Task]
    lasting: list[Task]
    unexplained: list[Task]
    owing: list[Task]
    undecided: list[tuple[str, list[Task]]]

    @property
    def is_any(self) -> bool:
        """Whether anything is asked for."""
        return any((self.far, self.slow, self.level, self.unfinished, self.unexplained, self.owing, self.undecided))


def demands(material: Material) -> Demands:
    """The demands of an edition."""
    behind, nothing = material.behind, material.behind.iloc[:0]
    unfinished, running = (behind, nothing) if material.is_last else (nothing, behind)
    is_far, by_pace = running["status"] == "far_behind", running["by_pace"].astype(bool)
    measures = material.snapshot.measures
    undecided = measures[measures["status"] == "undecided"]
    return Demands(
        far=_tasks(running[by_pace & is_far]),
        slow=_tasks(running[by_pace & ~is_far]),
        level=_tasks(running[~by_pace]),
        unfinished=_tasks(unfinished),
        lasting=_tasks(running[running["months_behind"] >= backlog.LASTING_MONTHS]),
        unexplained=_tasks(behind[(behind[["problem", "next_step"]].fillna("") == "").any(axis=1)]),
        owing=owed(material),
        undecided=[
            (terms.UNDECIDED.get(str(because), terms.STATUSES["undecided"].word), _tasks(rows))
            for because, rows in undecided.groupby("undecided_because", sort=False, dropna=False)
        ],
    )


def owed(material: Material) -> list[Task]:
    """The units whose figures are due and not in, with the items."""
    return by_unit(material.owing["supplier_unit"], material.owing["item"])


def _tasks(rows: pd.DataFrame) -> list[Task]:
    return by_unit(rows["lead_unit"], rows["item"])
