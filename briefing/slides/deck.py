"""The deck: which slides it has, in the order in which they are shown."""

import io

from briefing.material import Material
from briefing.slides.page import Deck
from briefing.slides.pages.behind_pages import behind_pages, owing_pages
from briefing.slides.pages.category_pages import category_pages
from briefing.slides.pages.change_pages import change_pages
from briefing.slides.pages.course_page import course_page
from briefing.slides.pages.indicator_pages import indicator_pages
from briefing.slides.pages.overview import overview
from briefing.slides.pages.unit_pages import unit_pages
from briefing.slides.pages.wall_pages import wall_page
from briefing.slides.words import behind_word
from metrics import terms

_WITH_CATEGORIES = ("livelihood", "task")


def slides(material: Material) -> bytes:
    """An edition as a 16:9 PPTX file: text, tables and charts are native, and nothing in it is a picture."""
    deck = Deck(material)
    deck.begin("总体情况")
    overview(deck)
    indicator_pages(deck)
    for series in _WITH_CATEGORIES:
        wall_page(deck, series)
    course_page(deck)
    change_pages(deck)
    deck.begin(f"{behind_word(deck.month_no)}和未报送")
    behind_pages(deck)
    owing_pages(deck)
    for series in _WITH_CATEGORIES:
        deck.begin(f"{terms.SERIES[series]}各类别")
        category_pages(deck, series)
    deck.begin("牵头单位")
    unit_pages(deck)
    deck.finish()
    stream = io.BytesIO()
    deck.presentation.save(stream)
    return stream.getvalue()
