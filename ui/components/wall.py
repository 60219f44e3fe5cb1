"""The wall in markup: a few pages without controls, for a screen that many look at from afar."""

from collections.abc import Sequence
from typing import Any

from briefing.charts import counts
from metrics import terms
from metrics.periods import month_name, time_elapsed_pct
from store.engine.store import Store
from store.reads.figures.snapshot import Snapshot
from store.reads.view import View
from ui.cache import reads
from ui.cache.store_cache import cached
from ui.components import overview
from ui.components.drawing import drawn

PAGES = {"overview": "总体情况", "items": "事项", "behind": "滞后事项", "units": "分类和单位"}
_WORST = 8


@cached(8)
def body(store: Store, view: View, pages: Sequence[str]) -> str:
    """The markup of the named pages in their order, with what stands on each: whose figures, of which month."""
    snapshot = reads.month_snapshot(view)
    reported, owing = snapshot.units_reported
    made: dict[str, Any] = {
        "overview": _overall, "units": lambda one: overview.rates(one, view, {}),
        "behind": lambda one: overview.attention(one, {}, _WORST),
        "items": lambda one: {"walls": [overview.item_wall(one, series, "", {}) for series in overview.WALLS]},
    }  # fmt: skip
    return drawn(
        "wall.html",
        title=f"{view.month.year}年{snapshot.place.title}",
        state=f"数据截至{month_name(view.month)} · 时间进度{time_elapsed_pct(view.month):.1f}% "
        f"· 已报{reported}/{owing}家",
        label=terms.DEMO_LABEL if snapshot.has_demo else "",
        pages=[{"name": name, "word": PAGES[name], **made[name](snapshot)} for name in pages],
        statuses=terms.statuses_in(view.month.month),
        nowhere=lambda *_: "",
    )


def _overall(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "brief": snapshot.in_brief(),
        "bar": counts.bar_segments(snapshot.tally),
        "bar_alt": counts.counts_alt(snapshot.tally, snapshot.place.targets),
        **overview.indicator_cards(snapshot),
        **overview.months(snapshot, {}),
    }
