"""What a host tells of a report sent a minute before eight on the day after its deadline: run as a program, `TZ` set.

With a moment (`2023-10-05T23:59:00+00:00`) as argument it is then; without one, it is whatever the host's clock says.
"""

import datetime as dt
import json
import sys

import pandas as pd

from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine import clock
from store.reads import audit
from store.reads.figures import snapshot
from store.reads.reporting import reporting_board
from store.reads.reporting.receipts import accepted
from tests.store.builder import World, first


def told(instant: dt.datetime | None) -> dict[str, object]:
    """The months' states, the receipt's and the audit's time, and the first line of the reminder."""
    world = World()
    world.measure(lower=1200)
    world.measure(lower=600, supplier="b")
    store = world.store()
    now = clock.now(store.time_zone, instant)
    rows = pd.DataFrame([{"measure_id": world.measures[0].measure_id, "month": first(9), "value": 900.0}])
    sent = submissions.Submission("a", first(9), "九月.xlsx", "abc", at_the_machine("张三"), now)
    number = submissions.add_submission(store, sent, rows)
    board = reporting_board.board(store, snapshot.take(store, world.view(9)), now)
    return {
        "state": dict(zip(board.this_month["unit"], board.this_month["state"], strict=True)),
        "receipt": f"{accepted(store, number).submitted_at:%Y-%m-%d %H:%M}",
        "audit": str(audit.audit_rows(store)["done_text"].iloc[0]),
        "reminder": board.reminder.splitlines()[0].partition("，")[0],
        "overdue": board.reminder.splitlines()[-1],
    }


if __name__ == "__main__":
    print(json.dumps(told(dt.datetime.fromisoformat(sys.argv[1]) if sys.argv[1:] else None), ensure_ascii=False))
