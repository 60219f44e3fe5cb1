"""The counts of a series as one bar, of which a part shows the items of its status."""

from collections.abc import Mapping

from briefing.charts import counts
from metrics.terms import SERIES, STATUSES
from store.engine.store import Store
from store.reads.view import View
from ui.cache import reads
from ui.cache.store_cache import cached
from ui.components import addresses
from ui.components.drawing import drawn


@cached()
def body(store: Store, view: View, series: str, carried: Mapping[str, str], filters: Mapping[str, str]) -> str:
    """The markup. `filters` are the address's: a part's link keeps them and sets, or takes away, the status."""
    tally, word = reads.month_snapshot(view).tally_of(series), filters.get("status")

    def to_status(code: str) -> str:
        asked = STATUSES[code].word
        others = {name: value for name, value in filters.items() if name != "status"}
        return addresses.address(
            addresses.SCREEN_OF[series], view, carried, **others, status=None if asked == word else asked
        )

    return drawn(
        "status_bar.html", bar=counts.bar_segments(tally), bar_alt=counts.counts_alt(tally, SERIES[series]),
        to_status=to_status, chosen=next((code for code, status in STATUSES.items() if status.word == word), None),
    )  # fmt: skip
