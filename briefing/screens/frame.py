"""What every picture of a screen has around its blocks, and the words that several of them share."""

from collections.abc import Sequence

from briefing.material import Material
from briefing.pictures.page import Page, Row, Words
from metrics import wording
from metrics.counting import Tally
from metrics.terms import DEMO_LABEL


def page(material: Material, name: str, title: str, rows: Sequence[Row]) -> Page:
    """A page with the edition's context above and its 口径, number and source below."""
    reported, owing = material.snapshot.units_reported
    context: Words = [
        material.until, " · ", material.time_elapsed, " · 已报", [f"{reported}/{owing}"], "家",
    ]  # fmt: skip
    foot = " · ".join((material.basis_line, material.edition_line, material.source_line))
    return Page(name, title, context, rows, foot, DEMO_LABEL if material.snapshot.has_demo else None)


def rate_words(counts: Tally) -> Words:
    """The on-schedule rate with its n."""
    return ["按期率 ", [wording.percent(counts.rate_pct)], f"({counts.good}/{counts.judged}项)"]
