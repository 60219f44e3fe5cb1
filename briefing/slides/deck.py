"""The deck: which slides it has, in the order in which they are shown: up to ten, and in the long form the details."""

from briefing.material import Material
from briefing.notice.facts import FULL, SHORT, Form
from briefing.slides.page import Deck
from briefing.slides.pages.behind_pages import behind_pages, owing_pages
from briefing.slides.pages.bridge_page import bridge_page
from briefing.slides.pages.category_pages import category_pages
from briefing.slides.pages.change_pages import change_pages
from briefing.slides.pages.counts_pages import category_summary, unit_summary
from briefing.slides.pages.course_page import course_page
from briefing.slides.pages.cover import cover
from briefing.slides.pages.decision_page import decision_page
from briefing.slides.pages.indicator_pages import indicator_pages
from briefing.slides.pages.outlook_page import outlook_page
from briefing.slides.pages.unit_pages import unit_pages
from briefing.slides.pages.unsent_page import unsent_page
from briefing.slides.pages.wall_pages import wall_page
from briefing.slides.pages.worst_page import worst_page
from metrics import terms

_WITH_CATEGORIES = ("livelihood", "task")
_TEN = (
    cover, decision_page, indicator_pages, bridge_page, worst_page, wall_page, category_summary, unit_summary,
    outlook_page, unsent_page,
)  # fmt: skip


def slides(material: Material, form: Form = SHORT) -> bytes:
    """An edition as a 16:9 PPTX file: text, tables and charts are native, and nothing in it is a picture."""
    deck = Deck(material)
    deck.begin("总体情况")
    for page in _TEN:
        page(deck)
    if form == FULL:
        _details(deck)
    return deck.content()


def _details(deck: Deck) -> None:
    """What the long form appends."""
    deck.begin("各月和变化")
    course_page(deck)
    change_pages(deck)
    behind_pages(deck)
    owing_pages(deck)
    for series in _WITH_CATEGORIES:
        deck.begin(f"{terms.SERIES[series]}各类别")
        category_pages(deck, series)
    deck.begin("牵头单位")
    unit_pages(deck)
