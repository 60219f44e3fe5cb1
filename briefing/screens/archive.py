"""An edition's pictures in a zip: a page for each screen, or everything that there is, in the size asked for."""

import io
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from briefing.details import Details
from briefing.material import Material
from briefing.pictures.charts import ChartPicture, chart_picture
from briefing.pictures.names import unique
from briefing.pictures.page import SIZES, picture
from briefing.screens import catalogue, chart_catalogue
from briefing.screens.catalogue import NamedPage
from loaders.files.packing import Dated
from metrics.terms import DEMO_LABEL

PAGES, CHARTS = "页面", "图表"
_AT_ONCE = 2  # a picture is set without Python, which makes the next one's figures meanwhile
Drawing = Callable[[], tuple[str, bytes]]


def picture_archive(
    material: Material,
    details: Details,
    progress: Callable[[float], None] = lambda share: None,
    *,
    is_whole: bool = False,
    sharpness: int = 1,
) -> bytes:
    """A zip of PNG: a page per screen; where it `is_whole`, also opened items, units and main targets, and all charts.

    It is the same, byte by byte, for the same edition. `progress` is told after each page or chart which share, 0 to
    1, of them is done; `sharpness` is a key of pictures.page.SIZES. Raises UserError where the machine has no Chinese
    font.
    """
    drawings = _drawings(material, details, sharpness, is_whole=is_whole)
    stream = io.BytesIO()
    moment = material.edition.made_at
    # PNG is compressed already.
    with Dated(stream, moment, zipfile.ZIP_STORED) as archive, ThreadPoolExecutor(_AT_ONCE) as pool:
        for number, (path, content) in enumerate(pool.map(lambda draw: draw(), drawings), 1):
            archive.writestr(path, content)
            progress(number / len(drawings))
    return stream.getvalue()


def _drawings(material: Material, details: Details, sharpness: int, *, is_whole: bool) -> list[Drawing]:
    """What draws each page and chart, with its path, when its turn comes."""
    if not is_whole:
        return _pages(catalogue.screens(material, details), sharpness)
    charts = chart_catalogue.charts(material, details)
    foot = " · ".join((material.until, material.basis_line, material.edition_line, material.source_line))
    demo = DEMO_LABEL if material.snapshot.has_demo else None
    pages = [*catalogue.screens(material, details, is_whole=True), *catalogue.opened(material, details)]
    names = unique(one.name for one in charts)
    drawn = [partial(_chart, name, one, foot, demo, sharpness) for name, one in zip(names, charts, strict=True)]
    return [*_pages(pages, sharpness), *drawn]


def _pages(pages: Sequence[NamedPage], sharpness: int) -> list[Drawing]:
    names = unique(one.name for one in pages)
    return [partial(_page, name, one, sharpness) for name, one in zip(names, pages, strict=True)]


def _page(name: str, one: NamedPage, sharpness: int) -> tuple[str, bytes]:
    return f"{PAGES}/{SIZES[sharpness]}/{name}.png", picture(one.page(), sharpness=sharpness)


def _chart(name: str, one: ChartPicture, foot: str, demo: str | None, sharpness: int) -> tuple[str, bytes]:
    return f"{CHARTS}/{name}.png", chart_picture(one, foot, demo, sharpness=sharpness)
