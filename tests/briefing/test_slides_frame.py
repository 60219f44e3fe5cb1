"""What every slide carries, and that nothing leaves it; months with little in them; two exports are the same."""

import datetime as dt
import io
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from pptx.oxml.ns import qn

from briefing import material
from briefing.slides.deck import slides
from briefing.slides.master import BOTTOM
from briefing.slides.text import FACE, line_count
from metrics import terms
from tests.briefing import deck as read
from tests.briefing.filled import filled
from tests.pages.stores.autumn import ALARMS, report, targets_alone, two_months
from tests.store.acts.test_editions import publish

JANUARY, SEPTEMBER, DECEMBER = (dt.date(2023, month, 1) for month in (1, 9, 12))
_POINT = 12700


@pytest.fixture(scope="module")
def stores():
    made = {"filled": filled(8, 9), "bare": targets_alone(), "december": filled(12), "two": two_months()}
    yield made
    for store in made.values():
        store.close()


@pytest.fixture(scope="module")
def made(stores):
    """The material of a store and month and its deck, made once for all that is said of it."""

    @cache
    def of(name, month):
        found = read.taken(stores[name], month)
        return found, read.opened(found)

    return of


@pytest.fixture(
    scope="module",
    params=[("filled", SEPTEMBER), ("bare", JANUARY), ("bare", SEPTEMBER), ("december", DECEMBER), ("two", SEPTEMBER)],
    ids=lambda param: f"{param[0]}-{param[1].month}",
)
def both(request, made):
    return made(*request.param)


@pytest.fixture(scope="module")
def found(both):
    return both[0]


@pytest.fixture(scope="module")
def deck(both):
    return both[1]


def test_every_slide_has_its_title_its_foot_and_its_number(found, deck):
    assert len(deck.slides) > 20
    for number, slide in enumerate(deck.slides, start=1):
        holders = {shape.placeholder_format.type: shape for shape in slide.placeholders}
        words = {str(kind).partition(" ")[0]: shape.text_frame.text for kind, shape in holders.items()}
        assert words["TITLE"]
        assert read.half(words["FOOTER"]).replace("\n", " · ") == read.half(found.foot)
        assert words["SLIDE_NUMBER"] == str(number)


def test_nothing_stands_outside_its_slide_and_no_table_on_the_foot(deck):
    assert (deck.slide_width, deck.slide_height) == (960 * _POINT, 540 * _POINT)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0, (read.title(slide), shape.name)
            assert shape.left + shape.width <= deck.slide_width, (read.title(slide), shape.name)
            bottom = deck.slide_height if shape.is_placeholder else (BOTTOM + 1) * _POINT
            assert shape.top + shape.height <= bottom, (read.title(slide), shape.name)


def test_rows_are_as_high_as_their_text_needs(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if not shape.has_table:
                continue
            widths = [column.width / _POINT for column in shape.table.columns]
            for row in shape.table.rows:
                for cell, width in zip(row.cells, widths, strict=True):
                    size = cell.text_frame.paragraphs[0].runs[0].font.size.pt if cell.text else 0
                    needed = line_count(cell.text, size, width - 8) * size * 1.28 if cell.text else 0
                    assert needed <= row.height / _POINT, (read.title(slide), cell.text)


def test_everything_is_native_and_says_in_words_what_it_shows(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.has_chart or shape.has_table or shape.has_text_frame, shape.name
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr"), shape.name
    parts = {str(part.partname) for part in deck.part.package.iter_parts()}
    assert not [name for name in parts if name.endswith((".png", ".jpeg", ".emf", ".bin"))]


def test_every_text_names_the_face_for_chinese_and_is_large_enough(deck):
    for slide in deck.slides:
        for tag in ("a:rPr", "a:endParaRPr"):
            for properties in slide._element.iter(qn(tag)):
                assert properties.find(qn("a:ea")).get("typeface") == FACE
                in_table = next(properties.iterancestors(qn("a:tbl")), None) is not None
                assert int(properties.get("sz")) >= (1050 if in_table else 1200)
        for shape in read.charts([slide]):
            space = shape.chart._chartSpace
            assert space.find(qn("c:txPr")) is not None
            for properties in [*space.iter(qn("a:defRPr")), *space.iter(qn("a:rPr"))]:
                assert properties.find(qn("a:ea")).get("typeface") == FACE


def test_a_status_cell_bears_its_mark_and_its_colour(deck):
    fills = {status.fill.lstrip("#").upper(): status.mark for status in terms.STATUSES.values()}
    seen = 0
    for cell in (cell for slide in deck.slides for cell in slide._element.iter(qn("a:tc"))):
        colors = [fills.get(one.get("val")) for one in cell.tcPr.iterfind(f"./{qn('a:solidFill')}/{qn('a:srgbClr')}")]
        for mark in filter(None, colors):
            assert "".join(text.text or "" for text in cell.iter(qn("a:t"))).startswith(f"{mark} ")
            seen += 1
    assert seen


def test_every_slide_is_in_a_part_of_the_deck_with_a_name(deck):
    sections = [one for one in deck.element.iter("{*}section") if one.get("name")]
    numbers = [one.get("id") for section in sections for one in section.iter("{*}sldId")]
    assert numbers == [one.get("id") for one in deck.element.sldIdLst]
    assert sections[0].get("name") == "总体情况"


def test_a_month_without_reports_says_so(made):
    _, deck = made("bare", SEPTEMBER)
    assert read.title(deck.slides[1]).startswith("全区目标141项:尚无报送,未报送")
    said = [shape.text_frame.text for shape in read.named(deck.slides, "无滞后")]
    assert said and all("个子项应报未报，待报齐后判定" in text for text in said)
    for slide in list(deck.slides)[1:9]:
        assert any(shape.has_table or shape.has_chart for shape in slide.shapes), read.title(slide)
    assert not [read.title(slide) for slide in deck.slides if "没有判定为滞后" in read.title(slide)]
    assert read.named(deck.slides, "未报送清单")


def test_in_december_what_is_behind_is_unfinished(made):
    _, deck = made("december", DECEMBER)
    assert "未完成" in read.title(deck.slides[1]) and "滞后" not in read.title(deck.slides[1])
    listed = [row for shape in read.named(deck.slides, "未完成清单") for row in read.cells(shape)[1:]]
    assert {row[0] for row in listed} == {"慢 未完成", "滞 未完成"}


def test_sample_data_are_labelled_on_every_slide(made):
    found, deck = made("two", SEPTEMBER)
    sample = replace(found, snapshot=replace(found.snapshot, has_demo=True))
    for has_demo, one in ((False, deck), (True, read.opened(sample))):
        for slide in one.slides:
            assert bool(read.named([slide], "演示数据标签")) is has_demo
            assert any("演示数据，不得" in shape.text_frame.text for shape in slide.placeholders) is has_demo


def content(file):
    """A file's parts, charts' workbooks opened too."""
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            parts |= {f"{name}/{inner}": part for inner, part in content(data).items()} if name.endswith(
                ".xlsx") else {name: data}  # fmt: skip
    return parts


def test_two_exports_of_an_edition_are_equal_whatever_is_sent_afterwards():
    store = two_months()
    edition = publish(store)
    first = content(slides(material.take(store, edition)))
    report(store, ALARMS, "xiaofang", 9, 280)
    assert content(slides(material.take(store, edition))) == first
    store.close()
