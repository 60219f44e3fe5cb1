"""All pictures of an edition in one zip: its pages, the screens' in both sizes, and every chart by itself."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from briefing.details import Details
from briefing.material import Material
from briefing.pictures.charts import ChartPicture, chart_picture
from briefing.pictures.names import unique
from briefing.pictures.page import picture
from briefing.screens import catalogue, chart_catalogue
from briefing.screens.catalogue import NamedPage
from metrics.terms import DEMO_LABEL

PAGES, SHARP, CHARTS = "页面/1920x1080", "页面/3840x2160", "图表"
_AT_ONCE = 2  # while one picture is being set, which leaves Python free, the next one's figures are made
Drawing = Callable[[], dict[str, bytes]]


def picture_archive(
    material: Material, details: Details, progress: Callable[[float], None] = lambda share: None
) -> bytes:
    """A zip of PNG in the folders PAGES, SHARP (the screens without the opened items and units) and CHARTS.

    It is the same, byte by byte, for the same edition. `progress` is told after each page or chart which share, 0 to
    1, of them is done. Raises UserError where the machine has no Chinese font.
    """
    drawings = _drawings(material, details)
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive,  # PNG is compressed already
        ThreadPoolExecutor(_AT_ONCE) as pool,
    ):
        for number, pictures in enumerate(pool.map(lambda draw: draw(), drawings), 1):
            for path, content in pictures.items():
                archive.writestr(_entry(path, material.edition.made_at), content)
            progress(number / len(drawings))
    return stream.getvalue()


def _drawings(material: Material, details: Details) -> list[Drawing]:
    """What draws each page and chart by its path, when its turn comes."""
    screens, opened = catalogue.screens(material, details), catalogue.opened(material, details)
    charts = chart_catalogue.charts(material, details)
    foot = " · ".join((material.until, material.basis_line, material.edition_line, material.source_line))
    demo = DEMO_LABEL if material.snapshot.has_demo else None
    pages = [*screens, *opened]
    return [
        *(
            partial(_page, name, one, has_sharp=number < len(screens))
            for number, (name, one) in enumerate(zip(unique(one.name for one in pages), pages, strict=True))
        ),
        *(
            partial(_chart, name, one, foot, demo)
            for name, one in zip(unique(one.name for one in charts), charts, strict=True)
        ),
    ]


def _page(name: str, one: NamedPage, *, has_sharp: bool) -> dict[str, bytes]:
    """A page's sizes, one after the other: what is set once is drawn twice."""
    page = one.page()
    plain = {f"{PAGES}/{name}.png": picture(page)}
    return plain | ({f"{SHARP}/{name}.png": picture(page, sharpness=2)} if has_sharp else {})


def _chart(name: str, one: ChartPicture, foot: str, demo: str | None) -> dict[str, bytes]:
    return {f"{CHARTS}/{name}.png": chart_picture(one, foot, demo)}


def _entry(path: str, at: dt.datetime) -> zipfile.ZipInfo:
    """A file with the edition's moment, and rights of its own, whatever the machine: archives must be equal."""
    entry = zipfile.ZipInfo(path, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry
