"""What unit and reviewer said about a returned figure: the course of it, where it stands, and each step in words."""

from dataclasses import dataclass

import pandas as pd

from metrics import origin
from store.engine.records import Record, records

STATES = {"open": "待答复", "answered": "已答复", "resolved": "已了结"}
_AFTER = {
    "asked": "open", "answered": "answered", "resent": "answered", "resolved": "resolved", "withdrawn": "resolved",
}  # fmt: skip
_NAMES = {"asked": "问", "answered": "答", "resent": "重报", "resolved": "了结", "withdrawn": "撤回"}


@dataclass(frozen=True)
class Exchange:
    """The steps about one returned figure in their order (cell_return_course.sql), from question to conclusion."""

    steps: tuple[Record, ...]

    @property
    def state(self) -> str:
        """The key of STATES that the last step led to."""
        return _AFTER[self.steps[-1]["step"]]

    @property
    def question(self) -> Record:
        """What was asked last."""
        return next(step for step in reversed(self.steps) if step["step"] == "asked")

    @property
    def answer(self) -> Record | None:
        """What was last said or sent since the last question."""
        since = self.steps[self.steps.index(self.question) :]
        return next((step for step in reversed(since) if _AFTER[step["step"]] == "answered"), None)

    @property
    def conclusion(self) -> Record | None:
        """What ended it."""
        return self.steps[-1] if self.state == "resolved" else None

    @property
    def lines(self) -> tuple[str, ...]:
        """Every step as `问:是否含结转?(李四,2023-10-08 08:00)`, the first question first."""
        return tuple(f"{_NAMES[step['step']]}:{said(step)}" for step in self.steps)


def exchanges(course: pd.DataFrame) -> dict[int, Exchange]:
    """The exchange of each return; what comes after its conclusion is no part of it."""
    found: dict[int, list[Record]] = {}
    for step in records(course):
        steps = found.setdefault(step["return_id"], [])
        if not steps or _AFTER[steps[-1]["step"]] != "resolved":
            steps.append(step)
    return {return_id: Exchange(tuple(steps)) for return_id, steps in found.items()}


def words(step: Record | None) -> str:
    """`不含结转`, or `第8号报送`; empty for no step."""
    if step is None:
        return ""
    told = {"resent": f"第{step['answer_no']}号报送", "withdrawn": f"报送已撤回:{step['words']}"}
    return told.get(step["step"]) or str(step["words"])


def said(step: Record | None) -> str:
    """`不含结转(张三,2023-10-09 10:20)`; empty for no step."""
    return "" if step is None else f"{words(step)}({step['done_by']},{origin.sent_at(step['done_at'])})"
