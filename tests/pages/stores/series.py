"""The real targets with reports that have a history: a gap, a correction, a withdrawal, words, an official word."""

import datetime as dt

import pandas as pd

from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.store import Store
from tests import stores
from tests.pages.stores.autumn import planted, report

CHARGERS, COVERS, LIBRARY, PITCHES = (f"510115-2023-{name}" for name in ("L08-1", "L10-1", "L55-4", "L55-6"))
REASON = "区政府常务会议同意调整节点"


def reported() -> Store:
    """Chargers (target 2,200, linear): 6 and 7 reported, 7 corrected, 8 missing, 9 there but withdrawn and sent again.

    Covers (1,500) are behind in September and ruled to be on track; library events (20) are behind; of the pitches, a
    part of the halls, nothing is in after June.
    """
    return stores.filled(_with_a_history)


@stores.onto(planted)
def _with_a_history(store: Store) -> None:
    report(store, CHARGERS, "jingxin", 6, 900)
    report(store, CHARGERS, "jingxin", 7, 1000)
    report(store, CHARGERS, "jingxin", 7, 1100)
    wrong = report(store, CHARGERS, "jingxin", 9, 13200)
    submissions.withdraw(store, wrong, "单位填错", at_the_machine("区目标办"), dt.datetime(2023, 9, 29, 8))
    report(store, CHARGERS, "jingxin", 9, 1320, progress="已建成**1320**个", problem="用地未落实", expected="12月底")
    report(store, COVERS, "zongzhi", 9, 900)
    report(store, LIBRARY, "wentilv", 9, 9)
    report(store, PITCHES, "jiaoyu", 6, 50000)
    with store.writing() as transaction:
        transaction.append("ruling", pd.DataFrame([_ruling()]))


def _ruling() -> dict[str, object]:
    return {
        "ruling_id": 1, "measure_id": COVERS, "kind": "status", "status": "on_track",
        "valid_from": dt.date(2023, 9, 1), "valid_until": dt.date(2023, 10, 1), "reason": REASON,
        "ruled_by": "区目标办", "recorded_at": dt.datetime(2023, 9, 30), "is_ended": False,
    }  # fmt: skip
