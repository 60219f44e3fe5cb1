"""The cover: what the deck is, of which month, by whom, and what its figures are."""

from briefing.charts.look import QUIET
from briefing.slides.master import LEFT, WIDTH
from briefing.slides.page import Deck, put_text
from briefing.slides.text import Place, Words
from metrics.periods import day_name


def cover(deck: Deck) -> None:
    """The edition's title as the slide's own, below it number, office, day and month; the foot has the rest."""
    material = deck.material
    edition = material.edition
    slide = deck.page(edition.title)
    lines = (
        (f"{edition.bulletin}　{edition.name}", 30),
        (f"{edition.office}　{day_name(edition.made_at.date())}", 20),
        (f"{material.until}，{material.time_elapsed}", 18),
    )
    top = 170.0
    for number, (text, size) in enumerate(lines):
        put_text(slide, f"封面 {number + 1}", Place(LEFT + 10, top, WIDTH - 20, 2 * size), [
            Words(text, size, QUIET if number > 1 else "#1f4e8c", bold=number == 0)
        ])  # fmt: skip
        top += 2 * size + 8
