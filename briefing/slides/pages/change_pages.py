"""What changed since the edition before: completed, fell behind, recovered, and what was restated."""

import pandas as pd

from briefing.slides.grid import Field, largest
from briefing.slides.master import BOTTOM, TOP
from briefing.slides.page import Deck
from metrics import terms
from store.reads.figures.edition_comparison import Comparison

_CHANGED = (
    Field("cell_change", 96, "变化"), Field("coded_item", 330), Field("unit_label", 190),
    Field("previous_word", 142, "上期状态"), Field("status_word", 142, "本期状态"),
)  # fmt: skip
_RESTATED = (
    Field("coded_item", 210), Field("measure", 206), Field("unit_label", 130), Field("reported_month", 94),
    Field("first_text", 86), Field("then_text", 86), Field("now_text", 88),
)  # fmt: skip


def change_pages(deck: Deck) -> None:
    """Items that changed and figures that were restated; no slide of what there is none of."""
    found = deck.material.comparison
    if found is None:
        return
    changed = pd.concat([getattr(found, name).assign(cell_change=word) for name, word in terms.NEWS.items()])
    title = _title(found)
    lead = f"与{found.previous.label}比较;人工认定和目标调整也会引起变化"
    for slide, page in deck.pages(title, lead, list(largest(changed, _CHANGED, BOTTOM - TOP).pages())):
        page.put(slide, "较上期变化", f"{title}。")
    _restated(deck, found)


def _title(found: Comparison) -> str:
    counts = [f"{word}{len(getattr(found, name))}项" for name, word in terms.NEWS.items()]
    return f"较{found.previous.name}:{','.join(counts)}"


def _restated(deck: Deck, found: Comparison) -> None:
    title = f"较{found.previous.name}:{terms.RESTATED}{len(found.restated)}个"
    pages = list(largest(found.restated, _RESTATED, BOTTOM - TOP).pages())
    for slide, page in deck.pages(title, "首次报送的数据与上期、本期所用的数据", pages):
        page.put(slide, terms.RESTATED, f"{title}。")
