"""What a deck says, read back from its file."""

import io
from collections import Counter

import pandas as pd
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn

from briefing import material
from briefing.notice.facts import FULL
from briefing.slides.deck import slides
from store.reads import editions
from store.reads.view import View
from tests.store.acts.test_editions import OCTOBER_12


def taken(store, month):
    """The material of a draft."""
    return material.take(store, editions.draft(store, View(month), "李四", OCTOBER_12))


def opened(found):
    """The long deck of some material, which begins with the short one's slides, as a reader opens it."""
    return Presentation(io.BytesIO(slides(found, FULL)))


def half(text):
    """Slides are print, with full-width punctuation; the store's words are not."""
    return text.translate(_HALF)


_HALF = str.maketrans("，；：（）〔〕", ",;:()()")


def title(slide):
    return half(slide.shapes.title.text_frame.text)


def titled(deck, beginning):
    """The slides whose title begins so."""
    return [slide for slide in deck.slides if title(slide).startswith(beginning)]


def charts(slides_):
    return [shape for slide in slides_ for shape in slide.shapes if shape.has_chart]


def named(slides_, name):
    """The shapes of a name, or whose name ends with it."""
    return [shape for slide in slides_ for shape in slide.shapes if shape.name.endswith(name)]


def cells(shape):
    """A table's rows as texts."""
    return [[half(cell.text) for cell in row.cells] for row in shape.table.rows]


def sheet(shape):
    """The rows of a chart's own workbook."""
    book = load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    return [
        [half(one) if isinstance(one, str) else one for one in row] for row in book.active.iter_rows(values_only=True)
    ]


def drawn(shape):
    """By series, the numbers that a chart draws without its workbook: x and y for points."""
    found = {}
    for series in shape.chart._chartSpace.iter(qn("c:ser")):
        name = half(series.find(f".//{qn('c:tx')}//{qn('c:v')}").text)
        found[name] = [
            {
                int(point.get("idx")): float(point.find(qn("c:v")).text)
                for point in series.iterfind(f"{tag}//{qn('c:pt')}")
            }
            for tag in (qn("c:val"), qn("c:xVal"), qn("c:yVal"))
            if series.find(tag) is not None
        ]
    return found


def counted(rows: pd.DataFrame, *names: str) -> Counter[tuple[object, ...]]:
    """How often each combination of some columns occurs."""
    return Counter(rows[list(names)].itertuples(index=False, name=None))
