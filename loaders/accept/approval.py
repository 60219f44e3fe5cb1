"""A checked workbook as somebody sends it: who, when, and why what is doubtful about it may stand."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.check.result import Checked
from loaders.issues import OWN_REASON, Issue
from metrics.sentences import reasons as reason_rule
from store.acts.rights import Actor
from store.engine.store import Store
from store.reads.naming import measures_of


@dataclass(frozen=True)
class Approved:
    """A checked workbook with who sends it, when, and why its doubts may stand: one reason for all that have no own.

    `reasons`: those typed for the figures of single measures, without which a doubt of weight `own_reason` is not
    explained.
    """

    checked: Checked
    by: Actor
    at: dt.datetime
    accept_doubts: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)

    def reason(self, doubt: Issue, measure_id: str = "") -> str:
        """Why a doubt may stand; empty where nobody said, or nothing was said with it (metrics.sentences.reasons).

        Of several figures that share a doubt, what was said of one is no reason for the others.
        """
        if doubt.weight == OWN_REASON:
            own = "; ".join(dict.fromkeys(filter(None, map(self._said, doubt.measures))))
            return own if reason_rule.says_something(own) else doubt.carried
        return self._said(measure_id) or doubt.carried or self.accept_doubts.strip()

    def _said(self, measure_id: str) -> str:
        return self.reasons.get(measure_id, "").strip()

    @property
    def unexplained(self) -> list[Issue]:
        """The doubts that nobody gave a reason for, at least for one of their figures."""
        return [
            doubt for doubt in self.checked.doubts
            if not all(self.reason(doubt, one) for one in doubt.measures or ("",))
        ]  # fmt: skip

    @property
    def odd_reasons(self) -> dict[str, str]:
        """Measure → why its figure may stand, of those that are doubted."""
        found: dict[str, list[str]] = {}
        for doubt in self.checked.doubts:
            for measure_id in doubt.measures:
                found.setdefault(measure_id, []).append(self.reason(doubt, measure_id))
        return {measure_id: "; ".join(dict.fromkeys(filter(None, said))) for measure_id, said in found.items()}


def own_reasons(store: Store, said: Mapping[str, str], year: int) -> dict[str, str]:
    """Reasons by the measures' ids, where they were said by id or code. Raises UserError for what names no measure."""
    ids = measures_of(store, said, year) if said else {}
    return {ids[name]: reason for name, reason in said.items()}


def unexplained_sentence(approved: Approved) -> str:
    """Which doubts wait for a reason, and which of them for one of their own."""
    names = approved.checked.register.names
    alone = {one: names[one] for doubt in approved.unexplained if doubt.weight == OWN_REASON for one in doubt.measures}
    others = sum(doubt.weight != OWN_REASON for doubt in approved.unexplained)
    told = [f"有{others}处疑问,核对无误的,请说明原因后再提交"] if others else []
    if alone:
        listed = "、".join(f"{name}({measure_id})" for measure_id, name in alone.items())
        told.append(f"有{len(alone)}个数据变动异常,统一说明的原因不适用,请逐个说明原因({reason_rule.RULE}):{listed}")
    return f"{';'.join(told)}。没有入库。"
