"""What is behind, every measure once, and what is not reported."""

from briefing.notice.annexes.unsent import is_by_unit
from briefing.slides.grid import MARGIN, MONTHS, Field, Grid, largest
from briefing.slides.master import BOTTOM, TOP
from briefing.slides.page import Deck
from briefing.slides.words import backlog_lead, backlog_title
from metrics import terms
from metrics.arithmetic import backlog
from store.reads.figures import boards

_BEHIND = (
    Field("status_word", 84), Field("coded_item", 134), Field("measure", 120), Field("unit_label", 92),
    Field("target_text", 80), Field("actual_text", 68), Field("margin_points", 76, MARGIN),
    Field("months_behind", 46, MONTHS), Field("what_it_takes", 200),
)  # fmt: skip
_OWING = (
    Field("status_word", 84), Field("coded_item", 230), Field("measure", 230), Field("supplier_unit", 128),
    Field("due_text", 98), Field("last_text", 130),
)  # fmt: skip
_OWING_UNITS = (
    Field("unit_name", 132), Field("missing", 70), Field("cells_text", 106), Field("sent_text", 92),
    Field("codes", 500),
)  # fmt: skip


def behind_pages(deck: Deck) -> None:
    """The measures that are behind, worst first, on as many slides as they need; none for nothing."""
    behind = deck.material.behind
    if behind.empty:
        return
    counts = backlog.summary(behind)
    title, lead = backlog_title(counts, deck.month_no), backlog_lead(counts, deck.month_no)
    _list(deck, largest(behind, _BEHIND, BOTTOM - TOP), deck.behind_word, title, lead)


def owing_pages(deck: Deck) -> None:
    """What is due and not in: by measure, or by unit where that would fill many slides. None where nothing is owed."""
    owing = deck.material.owing
    if owing.empty:
        return
    units = boards.owing_units(owing, deck.material.snapshot.reporting)
    word = terms.STATUSES["not_reported"].word
    title = f"{word}子项{len(owing)}个:涉及{owing['item_id'].nunique()}项、{len(units)}家单位"
    if is_by_unit(deck.material):
        table, lead = largest(units, _OWING_UNITS, BOTTOM - TOP), "按单位汇总,未报子项多的在前;未报送的按未按期计"
    else:
        table, lead = largest(owing, _OWING, BOTTOM - TOP), "应报未报的不作判定,按未按期计;最近一次数据仅供参考"
    _list(deck, table, word, title, lead)


def _list(deck: Deck, table: Grid, word: str, title: str, lead: str) -> None:
    pages = list(table.pages())
    for number, (slide, page) in enumerate(deck.pages(title, lead, pages), start=1):
        page.put(slide, f"{word}清单", f"{title}。第{number}页,共{len(pages)}页。")
