"""The notice as a file: paper, fonts, page numbers, what it says of itself, and the same bytes every time."""

import datetime as dt
import io
import zipfile

import pandas as pd
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from store.acts import submissions
from store.acts.rights import at_the_machine
from tests.briefing import notices
from tests.briefing.notices import OCTOBER_12, SEPTEMBER
from tests.pages.stores.autumn import ALARMS, COVERS, report, targets_alone, two_months


@pytest.fixture(scope="module")
def content():
    store = two_months()
    yield notices.made(store, notices.draft(store))
    store.close()


def mm(length):
    return round(length.mm)


def test_paper_and_margins_are_those_of_official_papers_and_the_annex_lies_on_its_side(content):
    upright, wide, last = Document(io.BytesIO(content)).sections
    for section in (upright, last):
        assert (mm(section.page_width), mm(section.page_height)) == (210, 297)
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [mm(margin) for margin in margins] == [37, 35, 28, 26]
    assert (wide.orientation, mm(wide.page_width), mm(wide.page_height)) == (WD_ORIENT.LANDSCAPE, 297, 210)


@pytest.mark.parametrize(
    ("style", "font", "half_points", "line"),
    [
        ("BodyText", "仿宋_GB2312", "32", ("579", "exact")),
        ("Title", "方正小标宋简体", "44", ("680", "exact")),
        ("Heading1", "黑体", "32", ("579", "exact")),
        ("Heading2", "楷体_GB2312", "32", ("579", "exact")),
        ("TableText", "仿宋_GB2312", "21", ("280", "exact")),
    ],
)
def test_styles_name_chinese_fonts_sizes_and_lines(content, style, font, half_points, line):
    styles = Document(io.BytesIO(content)).styles.element
    found = next(one for one in styles.iter(qn("w:style")) if one.get(qn("w:styleId")) == style)
    named = found.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    spacing = found.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert (named.get(qn("w:eastAsia")), named.get(qn("w:ascii"))) == (font, "Times New Roman")
    assert found.find(f"{qn('w:rPr')}/{qn('w:sz')}").get(qn("w:val")) == half_points
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == line


def test_a_page_has_22_lines_of_28_characters(content):
    styles = Document(io.BytesIO(content)).styles.element
    body = next(one for one in styles.iter(qn("w:style")) if one.get(qn("w:styleId")) == "BodyText")
    closer = int(body.find(f"{qn('w:rPr')}/{qn('w:spacing')}").get(qn("w:val"))) / 20
    assert 28 * (16 + closer) <= 156 / 25.4 * 72 < 29 * (16 + closer)
    line = int(body.find(f"{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:line"))) / 20
    assert 22 * line <= (297 - 37 - 35) / 25.4 * 72 < 23 * line
    for section in (Document(io.BytesIO(content)).sections[place] for place in (0, 2)):
        assert section._sectPr.find(qn("w:docGrid")).get(qn("w:type")) == "lines"


def test_body_text_is_indented_by_two_characters_and_every_run_names_its_chinese_font(content):
    document = Document(io.BytesIO(content))
    body = next(one for one in document.styles.element.iter(qn("w:style")) if one.get(qn("w:styleId")) == "BodyText")
    assert body.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:firstLineChars")) == "200"
    runs = [run for run in document.element.body.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    assert len(runs) > 1000
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) for run in runs)


def test_headings_of_long_tables_are_repeated_and_no_row_is_split(content):
    body = Document(io.BytesIO(content)).element.body
    for table in body.iter(qn("w:tbl")):
        rows = list(table.iter(qn("w:tr")))
        repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert repeated == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        width = sum(int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol")))
        for row in rows:
            assert sum(int(cell.get(qn("w:w"))) for cell in row.iter(qn("w:tcW"))) == width


def test_no_paragraph_is_empty(content):
    body = Document(io.BytesIO(content)).element.body
    empty = [p for p in body.findall(qn("w:p")) if not "".join(t.text or "" for t in p.iter(qn("w:t"))).strip()]
    assert empty == []


def test_the_head_each_annex_and_the_imprint_say_of_what_the_figures_are_and_the_pages_bear_only_their_numbers(content):
    notice = notices.opened(content)
    assert [text for style, text in notice.lines if style == "DataLine"] == [
        "数据截至2023年1—9月，未定期（数据可能变动）"
    ] * 4
    imprint = notice.tables[-1]
    assert imprint[0] == ["温江区人民政府办公室2023年10月12日印发"]
    assert imprint[1] == ["数据截至2023年1—9月，未定期（数据可能变动）。来源：各单位月报及已公开数据"]
    assert not any("数据" in text for text in notices.headers(content))


def test_each_page_has_its_number_and_on_a_page_on_its_side_it_stands_where_it_stands_on_the_sheet(content):
    upright, wide, last = Document(io.BytesIO(content)).sections
    for section in (upright, last):
        for footer in (section.footer, section.even_page_footer):
            assert " PAGE " in footer._element.xml and "— " in footer._element.xml
    for header in (wide.header, wide.even_page_header):
        xml = header._element.xml
        assert " PAGE " in xml and 'w:textDirection w:val="tbRl"' in xml and 'w:vertAnchor="page"' in xml


def test_each_annex_begins_with_a_line_of_its_own(content):
    lines = notices.opened(content).lines
    assert [text for style, text in lines if style == "AnnexMark"] == ["附件1", "附件2", "附件3"]
    assert [text for style, text in lines if style == "AnnexTitle"] == [
        "滞后和未报送清单", "全区目标任务进展情况表（2023年1—9月）", "口径说明",
    ]  # fmt: skip


def test_sample_data_are_labelled_in_the_head_each_annex_and_the_imprint_and_real_data_never_are(content):
    label = "演示数据，不得作为正式数据使用"
    assert label not in notices.opened(content).text
    store = targets_alone()
    sent = submissions.Submission(
        "zongzhi", SEPTEMBER, "a.xlsx", "a", at_the_machine("演示人员"), OCTOBER_12, is_demo=True
    )
    row = {"measure_id": COVERS, "month": pd.Timestamp(SEPTEMBER), "value": 900.0, "sheet": "月报", "cell": "H5"}
    submissions.add_submission(store, sent, pd.DataFrame([row]))
    sample = notices.opened(notices.made(store, notices.draft(store)))
    assert sample.lines[0] == ("Sample", label)
    assert sample.text.count(label) == 4 and label in sample.tables[-1][-1][0]


def test_the_file_bears_the_editions_title_and_moment_and_nobodys_name(content):
    properties = Document(io.BytesIO(content)).core_properties
    assert properties.title == "关于2023年1—9月全区目标任务进展情况的通报"
    assert (properties.author, properties.language) == ("温江区人民政府办公室", "zh-CN")
    assert (properties.last_modified_by, properties.comments) == ("", "")
    in_utc = OCTOBER_12 - dt.timedelta(hours=8)  # the store's zone is 上海's
    assert properties.created.replace(tzinfo=None) == properties.modified.replace(tzinfo=None) == in_utc
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
        assert not [name for name in package.namelist() if "thumbnail" in name or "customXml" in name]
    assert "李四".encode() not in everything and b"python-docx" not in everything and b"Macintosh" not in everything


def test_an_edition_exported_twice_is_the_same_file_also_after_a_later_correction():
    store = two_months()
    edition = notices.published(store)
    before = notices.made(store, edition)
    assert notices.made(store, edition) == before
    report(store, ALARMS, "xiaofang", 9, 280)
    assert notices.made(store, edition) == before
    assert notices.opened(notices.made(store, notices.draft(store))).listed() != notices.opened(before).listed()
