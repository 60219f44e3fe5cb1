"""The empty deck: 16:9, one layout with places for title, foot and page number, the house's fonts and colours.

Lengths are points; a slide is 960 × 540.
"""

import re
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Pt

from briefing.charts.look import ACTUAL, CITY, GRID, PLAN, TEXT
from briefing.slides.text import FACE, Place, hexed
from metrics.terms import STATUSES

LEFT, TOP, WIDTH, BOTTOM = 30.0, 86.0, 900.0, 494.0
TITLE = Place(40, 14, 790, 38)
FOOT = Place(LEFT, 503, 856, 32)
NUMBER = Place(890, 503, 40, 32)
_FOREIGN = ("/thumbnail", "/printerSettings", "/extended-properties")
_TITLE_ONLY = 5  # among the layouts that python-pptx brings
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


def empty_deck() -> Any:
    """A presentation without slides and with the one layout."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Pt(960), Pt(540)
    deck.element.sldSz.attrib.pop("type", None)
    for number, layout in reversed(list(enumerate(deck.slide_layouts))):
        if number != _TITLE_ONLY:
            deck.slide_layouts.remove(layout)
    _drop_foreign_parts(deck)
    _dress_theme(deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME))
    layout = deck.slide_layouts[0]
    layout.name = "标题与内容"
    for holder in (deck.slide_master, layout):
        _arrange(holder)
    layout.shapes._spTree.append(_bar(80, "标题标记", Place(LEFT, 21, 4, 25), ACTUAL))
    layout.shapes._spTree.append(_bar(81, "页脚线", Place(LEFT, 499, WIDTH, 0.75), GRID))
    return deck


def placeholder(number: int, name: str, kind: str, index: int, content: str) -> Any:
    """A slide's own copy of one of the layout's placeholders, which python-pptx does not make."""
    return parse_xml(
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>{content}</p:txBody>'
        "</p:sp>"
    )


def _drop_foreign_parts(deck: Any) -> None:
    """The template's thumbnail, printer settings and statistics: none is of this deck."""
    for relations in (deck.part.package._rels, deck.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_FOREIGN)]:
            relations.pop(key)


def _dress_theme(theme: Any) -> None:
    """Whatever somebody adds by hand has the house's font and colours too."""
    text = theme.blob.decode("utf-8")
    ours = f'<a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/>'
    text = text.replace('<a:latin typeface="Calibri"/><a:ea typeface=""/>', ours)
    text = re.sub(r'(<a:font script="Hans" typeface=")[^"]*', rf"\g<1>{FACE}", text)
    accents = [ACTUAL, *(STATUSES[code].fill for code in ("ahead", "behind", "far_behind")), CITY, PLAN]
    for number, color in enumerate(accents, start=1):
        text = re.sub(rf'(<a:accent{number}><a:srgbClr val=")\w+', rf"\g<1>{hexed(color)}", text)
    text = re.sub(r"(<a:dk2><a:srgbClr val=\")\w+", rf"\g<1>{hexed(TEXT)}", text)
    theme._blob = text.encode("utf-8")


def _arrange(holder: Any) -> None:
    """Places and margins of a master's or layout's placeholders; a date has none here, the foot says it."""
    places = {"title": TITLE, "ftr": FOOT, "sldNum": NUMBER, "body": Place(LEFT, TOP, WIDTH, BOTTOM - TOP)}
    for shape in list(holder.placeholders):
        kind = shape._element.nvSpPr.nvPr.find("{*}ph").get("type")
        if kind not in places:
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = places[kind].emu
        for properties in shape._element.iter("{*}bodyPr"):
            for side in ("lIns", "tIns", "rIns", "bIns"):
                properties.set(side, "0")
    for style in holder._element.iter("{*}titleStyle"):
        first = style.find("{*}lvl1pPr")
        first.set("algn", "l")
        first.find("{*}defRPr").set("sz", "2400")


def _bar(number: int, name: str, place: Place, color: str) -> Any:
    left, top, wide, high = place.emu
    return parse_xml(
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{hexed(color)}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
