"""The files of an edition: what each is called, what it holds, and how it is made."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from briefing import details as detail_rows
from briefing import pdf
from briefing.material import Material
from briefing.notice.document import notice_document
from briefing.notice.facts import SHORT, Form
from briefing.pictures.names import safe
from briefing.screens.archive import picture_archive
from briefing.slides.deck import slides
from briefing.workbooks.full_workbook import full_workbook
from store.engine.store import Store

_PICTURES = "各页面(另有3840×2160)、滞后事项和单位各一页、每张图表"
_SLIDES = "总览、指标、事项墙、分类和单位各页,图表可编辑"
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Product:
    """One file of an edition. `make` tells how far it is, 0 to 1, where that takes a while."""

    key: str
    name: str
    suffix: str
    holds: str
    make: Callable[[Progress], bytes]

    def file_name(self, material: Material) -> str:
        """`第7期_2023年9月_通报.docx`; while sample data are in it, they are in its name."""
        label = "_演示数据" if material.snapshot.has_demo else ""
        return f"{safe(f'{material.file_stem}_{self.name}{label}')}.{self.suffix}"


def products(store: Store, material: Material, form: Form = SHORT) -> list[Product]:
    """Everything that can be made here, in the order in which an office hands it out. `form`: the notice's."""
    items, measures = len(material.snapshot.items), len(material.snapshot.all_measures)
    details = detail_rows.take(store, material)
    whole_list = f"{form}正文、滞后和未报送清单、{items}项进展情况表和口径,可修改"
    name = "通报" if form == SHORT else f"通报({form})"
    traced = f"{items}项{measures}个子项,逐个注明数据来源"
    made = [
        Product("notice", name, "docx", whole_list, lambda _: notice_document(material, form)),
        Product("slides", "幻灯片", "pptx", _SLIDES, lambda _: slides(material)),
        Product("table", "总表", "xlsx", traced, lambda _: full_workbook(material)),
        Product("pictures", "图片", "zip", _PICTURES, lambda tell: picture_archive(material, details, tell)),
    ]
    if pdf.converter() is not None:
        printed = "与Word版相同,供传阅打印"
        made.insert(1, Product("pdf", name, "pdf", printed, lambda _: pdf.as_pdf(notice_document(material, form))))
    return made


def whole(material: Material, made: Sequence[Product], progress: Callable[[str, float], None]) -> bytes:
    """All of them in one zip. `progress` is told which file is being made, and which share of all is done."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:  # each is compressed already
        for number, product in enumerate(made):
            told = partial(_told, progress, product.file_name(material), number, len(made))
            told(0.0)
            content = product.make(told)
            entry = zipfile.ZipInfo(product.file_name(material), material.edition.made_at.timetuple()[:6])
            archive.writestr(entry, content)
    return stream.getvalue()


def _told(progress: Callable[[str, float], None], name: str, number: int, total: int, share: float) -> None:
    """Pass on how far all are when one of them is so far."""
    progress(name, (number + share) / total)
