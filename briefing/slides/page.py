"""Slides under way: each with its title, a line below it, the foot and its number."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml

from briefing.charts.look import QUIET, TEXT
from briefing.material import Material
from briefing.slides.master import FOOT, LEFT, NAMESPACES, TITLE, TOP, WIDTH, empty_deck, placeholder
from briefing.slides.sections import put_sections
from briefing.slides.text import Place, Words, character, hexed, paragraph, width
from briefing.slides.words import behind_word
from metrics.terms import DEMO_LABEL
from metrics.typography import full_width

T = TypeVar("T")
_LEAD = Place(LEFT, 54, WIDTH, 24)
_BADGE = Place(846, 21, 84, 24)
HEADING = 24.0  # what a heading takes with the space below it
_SIZES = (24, 22, 20, 18)  # the first in which a title stays on its line
_AMBER, _AMBER_FILL = "#b45309", "#fdf0e6"


@dataclass(frozen=True)
class Stamp:
    """What a file of slides says of itself: on every slide, and in its properties. `made_at` is in UTC."""

    title: str
    office: str
    bulletin: str
    name: str
    made_by: str
    made_at: dt.datetime
    foot: str
    demo_line: str | None


@dataclass
class Slides:
    """The slides of one file."""

    stamp: Stamp
    presentation: Any = field(default_factory=empty_deck)
    _starts: list[tuple[str, int]] = field(default_factory=list)

    def begin(self, name: str) -> None:
        """What follows is a part of the deck with this name."""
        self._starts.append((name, len(self.presentation.slides)))

    def page(self, title: str, lead: str = "") -> Any:
        """A new slide at the end."""
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[0])
        title = full_width(title)
        size = next((one for one in _SIZES if width(title, one, bold=True) <= TITLE.width), _SIZES[-1])
        _write(slide.shapes.title._element, [Words(title, size, TEXT, bold=True)])
        if lead:
            put_text(slide, "导语", _LEAD, [Words(lead, 13, QUIET)])
        if self.stamp.demo_line:
            _badge(slide)
        return slide

    def pages(self, title: str, lead: str, parts: Sequence[T]) -> Iterator[tuple[Any, T]]:
        """A new slide for each part of something, its title numbered where there are several."""
        for number, part in enumerate(parts, start=1):
            yield self.page(f"{title}({number}/{len(parts)})" if len(parts) > 1 else title, lead), part

    def content(self) -> bytes:
        """The file, which is finished with that."""
        self._finish()
        stream = io.BytesIO()
        self.presentation.save(stream)
        return stream.getvalue()

    def _finish(self) -> None:
        """Feet and page numbers, last in the order in which a slide is read aloud, and the file's own properties."""
        for number, slide in enumerate(self.presentation.slides, start=1):
            tree = slide.shapes._spTree
            free = max(int(shape.get("id")) for shape in tree.iter("{*}cNvPr")) + 1
            tree.append(placeholder(free, "页脚", "ftr", 11, self._foot()))
            tree.append(placeholder(free + 1, "页码", "sldNum", 12, _page_number(number)))
        put_sections(self.presentation, self._starts)
        self._stamp()

    def _foot(self) -> str:
        """The stamp's line; where it is too long for one, the ribbon of sample data goes below."""
        foot, demo = self.stamp.foot, self.stamp.demo_line
        if not demo:
            return paragraph([Words(foot, 12, QUIET)])
        words = [Words(foot.removesuffix(demo), 12, QUIET), Words(demo, 12, _AMBER, bold=True)]
        if width(foot, 12) <= FOOT.width:
            return paragraph(words)
        words[0] = Words(foot.removesuffix(f" · {demo}"), 12, QUIET)
        return "".join(paragraph([part]) for part in words)

    def _stamp(self) -> None:
        """From the stamp alone, so that two exports of an edition are the same."""
        stamp, properties = self.stamp, self.presentation.core_properties
        properties.title, properties.subject = full_width(stamp.title), full_width(stamp.foot)
        properties.author, properties.comments = stamp.office, ""
        properties.category, properties.language, properties.keywords = stamp.bulletin, "zh-CN", stamp.name
        properties.last_modified_by, properties.revision = stamp.made_by, 1
        properties.created = properties.modified = stamp.made_at.replace(microsecond=0)


class Deck(Slides):
    """The slides of one edition."""

    def __init__(self, material: Material) -> None:
        self.material, edition = material, material.edition
        super().__init__(Stamp(
            edition.title, edition.office, edition.bulletin, edition.name, edition.made_by, material.made_utc,
            material.foot, material.demo_line,
        ))  # fmt: skip

    @property
    def behind_word(self) -> str:
        """What is behind, in the month's word: 滞后, in December 未完成."""
        return behind_word(self.month_no)

    @property
    def month_no(self) -> int:
        """The month that the figures are of."""
        return self.material.edition.view.month.month


def put_text(slide: Any, name: str, place: Place, words: list[Words], align: str = "l") -> None:
    """A text box of one paragraph."""
    box = slide.shapes.add_textbox(*place.emu)
    box.name = full_width(name)
    _write(box._element, words, align)


def put_line(slide: Any, name: str, text: str, top: float = TOP, left: float = LEFT, wide: float = WIDTH) -> None:
    """A sentence in the place of a table that has no rows."""
    put_text(slide, name, Place(left, top, wide, 24), [Words(text, 14)])


def heading(slide: Any, text: str, top: float, left: float = LEFT, wide: float = WIDTH) -> float:
    """The heading of a part of a slide; returns where what it heads begins."""
    put_text(slide, f"小标题 {text}", Place(left, top, wide, 20), [Words(text, 14, TEXT, bold=True)])
    return top + HEADING


def _write(shape: Any, words: list[Words], align: str = "l") -> None:
    """Put one paragraph into a shape, in place of what it holds."""
    body = shape.txBody
    for old in body.findall("{*}p"):
        body.remove(old)
    properties = body.find("{*}bodyPr")
    for name, value in ({"wrap": "square", "anchor": "ctr"} | dict.fromkeys(_INSETS, "0")).items():
        properties.set(name, value)
    body.append(parse_xml(paragraph(words, align).replace("<a:p>", f"<a:p {NAMESPACES}>", 1)))


_INSETS = ("lIns", "tIns", "rIns", "bIns")


def _badge(slide: Any) -> None:
    box = slide.shapes.add_textbox(*_BADGE.emu)
    box.name = "演示数据标签"
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor.from_string(hexed(_AMBER_FILL))
    box.line.color.rgb = RGBColor.from_string(hexed(_AMBER))
    _write(box._element, [Words(DEMO_LABEL, 13, _AMBER, bold=True)], "ctr")


def _page_number(number: int) -> str:
    properties = character(Words("", 12, QUIET))
    code = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"  # any; PowerPoint wants one
    return f'<a:p><a:pPr algn="r"/><a:fld id="{code}" type="slidenum">{properties}<a:t>{number}</a:t></a:fld></a:p>'
