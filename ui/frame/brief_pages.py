"""Which picture a screen's address asks for: the screen, and what is chosen on it."""

from collections.abc import Mapping

from briefing.pictures.page import Page, picture
from briefing.screens.behind import behind
from briefing.screens.indicators import indicators
from briefing.screens.item import item
from briefing.screens.notes import notes
from briefing.screens.overview import overview
from briefing.screens.reporting import reporting
from briefing.screens.series import series
from briefing.screens.units import unit, units
from metrics.errors import UserError
from metrics.terms import SERIES
from store.engine.store import Store
from store.reads.editions import Edition
from ui.cache import reads
from ui.cache.store_cache import cached

Chosen = Mapping[str, str]
# Screens that are for changing things have no picture.
PICTURED = {"overview", "indicators", "livelihood", "tasks", "behind", "units", "reporting", "notes"}
# The choices of an address that a picture shows; anything else in it is of the screen alone.
CHOICES = ("item", "unit", "category", "status", "leader", "series")


@cached(16)
def composed(store: Store, edition: Edition, name: str, chosen: Chosen) -> Page:
    """The page of a screen of the menu. Raises UserError for a choice that there is not."""
    material, view = reads.material(edition), edition.view
    if name == "indicators":
        return indicators(material, _known(chosen.get("item"), material.indicators.codes, "指标"))
    if name in ("livelihood", "tasks"):
        return _of_series(edition, "livelihood" if name == "livelihood" else "task", chosen)
    if name == "behind":
        filters = {"series_name": chosen.get("series"), "lead_unit": chosen.get("unit")}
        filters |= {column: chosen.get(column) for column in ("category", "leader")}
        return behind(material, filters, chosen.get("status"))
    if name == "units":
        own = _known(chosen.get("unit"), list(material.board["unit_name"]), "牵头单位")
        return unit(material, own, reads.submissions(view.as_of)) if own else units(material)
    if name == "reporting":
        return reporting(material, reads.submissions(view.as_of))
    if name == "notes":
        return notes(material, material.thresholds)
    if name == "overview":
        return overview(material)
    raise UserError("这个页面没有截图视图。", title="没有图片")


def _of_series(edition: Edition, name: str, chosen: Chosen) -> Page:
    material = reads.material(edition)
    code = _known(chosen.get("item"), list(material.series_items[name]["code"]), SERIES[name])
    dossier = reads.dossier(edition.view, name, code) if code else None
    return series(material, name) if dossier is None else item(material, dossier)


def _known(asked: str | None, known: list[str], what: str) -> str | None:
    if asked is not None and asked not in known:
        raise UserError(f"{what}中没有“{asked}”,请检查网址。", title="没有这一项")
    return asked


@cached(8)
def drawn(store: Store, edition: Edition, name: str, chosen: Chosen, sharpness: int) -> bytes:
    """The picture as PNG, 1920 × 1080 pixels times `sharpness` each way."""
    return picture(composed(edition, name, chosen), sharpness=sharpness)
