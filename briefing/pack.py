"""The files of an edition: what each is called, what it holds, and how it is made."""

import io
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from briefing import pdf
from briefing.details import Details
from briefing.material import Material
from briefing.notice.document import notice_document
from briefing.notice.facts import SHORT, Form
from briefing.notice.short.narrowed import Whose, asked
from briefing.notice.short.sheets import sheet
from briefing.notice.short.week import week_paper
from briefing.pictures.names import safe, unique
from briefing.pictures.page import SIZES
from briefing.screens.archive import picture_archive
from briefing.slides.deck import slides
from briefing.workbooks.full_workbook import full_workbook
from loaders.files.packing import Dated
from store.engine.store import Store

_ALL_PICTURES = "另有各指标、滞后事项和单位各一页,每张图表各一张"
_SLIDES = "至多十页:结论、指标、变化、走势、分类、单位、预计、存疑,图表可编辑"
_LONG_SLIDES = "同简版,另附各类别和有滞后事项的单位,图表可编辑"
ALL_PICTURES, WEEK, UNIT_SHEETS, LEADER_SHEETS = "全部图片", "周报", "单位提示单", "分管领导提示单"
_SHEETS: tuple[tuple[str, str, Whose, str], ...] = (
    ("unit_sheets", UNIT_SHEETS, "lead_unit", "家单位"), ("leader_sheets", LEADER_SHEETS, "leader", "位分管领导"),
)  # fmt: skip
_AT_ONCE = 2
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Product:
    """One file of an edition. `make` tells how far it is, 0 to 1, where that takes a while.

    One that is `on_demand` is made when it is asked for by itself, and is not among all files.
    """

    key: str
    name: str
    suffix: str
    holds: str
    make: Callable[[Progress], bytes]
    on_demand: bool = False

    def file_name(self, material: Material) -> str:
        """`第7期_2023年9月_示例区_通报.docx`; while sample data are in it, they are in its name."""
        label = "_演示数据" if material.snapshot.has_demo else ""
        return f"{safe(f'{material.file_stem}_{self.name}{label}')}.{self.suffix}"


def products(store: Store, material: Material, form: Form = SHORT, sharpness: int = 1) -> list[Product]:
    """Everything that can be made here, in the order in which an office hands it out.

    `form`: the notice's and the slides'; `sharpness`: of the pictures, a key of pictures.page.SIZES.
    """
    items, measures = len(material.snapshot.items), len(material.snapshot.all_measures)
    details = Details(store, material)
    whole_list = f"{form}正文、滞后和未报送清单、{items}项进展情况表和口径,可修改"
    of_form = "" if form == SHORT else f"({form})"
    name = f"通报{of_form}"
    traced = f"{items}项{measures}个子项,逐个注明数据来源"
    of_slides = _SLIDES if form == SHORT else _LONG_SLIDES
    made = [
        Product("notice", name, "docx", whole_list, lambda _: notice_document(material, form)),
        Product("slides", f"幻灯片{of_form}", "pptx", of_slides, lambda _: slides(material, form)),
        Product("table", "总表", "xlsx", traced, lambda _: full_workbook(material)),
        Product(
            "pictures", "图片", "zip", f"每个页面一张,{SIZES[sharpness]}",
            lambda tell: picture_archive(material, details, tell, sharpness=sharpness),
        ),
        Product(
            "all_pictures", ALL_PICTURES, "zip", _ALL_PICTURES,
            lambda tell: picture_archive(material, details, tell, is_whole=True, sharpness=sharpness), on_demand=True,
        ),
    ]  # fmt: skip
    made += _short(store, material)
    if pdf.converter() is not None:
        printed = "与Word版相同,供传阅打印"
        made.insert(1, Product("pdf", name, "pdf", printed, lambda _: pdf.as_pdf(notice_document(material, form))))
    return made


def _short(store: Store, material: Material) -> list[Product]:
    """The week, and a sheet for each unit, and for each leader that is named, of whom something is asked."""
    made = [
        Product(
            "week", WEEK, "docx", "近七天的变化和近期到期的事", lambda _: week_paper(store, material), on_demand=True
        )
    ]
    for key, name, whose, each in _SHEETS:
        names = asked(material, whose)
        if names:
            holds = f"{len(names)}{each}各一页:滞后、承诺、要求和应报"
            made.append(Product(key, name, "zip", holds, partial(_sheets, material, whose, names), on_demand=True))
    return made


def _sheets(material: Material, whose: Whose, names: Sequence[str], progress: Progress) -> bytes:
    stream = io.BytesIO()
    with Dated(stream, material.edition.made_at, zipfile.ZIP_STORED) as archive:
        for number, (name, file) in enumerate(zip(names, unique(names), strict=True), 1):
            archive.writestr(f"{file}_提示单.docx", sheet(material, whose, name))
            progress(number / len(names))
    return stream.getvalue()


def whole(material: Material, made: Sequence[Product], progress: Callable[[float], None]) -> bytes:
    """All of them, but for what is made on demand, in one zip. `progress` is told which share of all is done.

    Two are made at a time: where one waits for another program or sets pictures, the other goes on.
    """
    wanted = [one for one in made if not one.on_demand]
    shares = dict.fromkeys((one.key for one in wanted), 0.0)

    def make(one: Product) -> bytes:
        content = one.make(partial(tell, one.key))
        tell(one.key, 1.0)
        return content

    def tell(key: str, share: float) -> None:
        shares[key] = share
        progress(sum(shares.values()) / len(shares))

    stream = io.BytesIO()
    moment = material.edition.made_at
    with ThreadPoolExecutor(_AT_ONCE) as pool, Dated(stream, moment, zipfile.ZIP_STORED) as archive:
        waiting = [(one, pool.submit(make, one)) for one in reversed(wanted)]  # what takes longest comes last in a pack
        for one, content in reversed(waiting):
            archive.writestr(one.file_name(material), content.result())  # each is compressed already
    return stream.getvalue()
