"""The notice as a file: paper, fonts, what each page says of itself, nobody's name, and the same bytes every time."""

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
    upright, wide = Document(io.BytesIO(content)).sections
    assert (mm(upright.page_width), mm(upright.page_height)) == (210, 297)
    margins = (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
    assert [mm(margin) for margin in margins] == [37, 35, 28, 26]
    assert (wide.orientation, mm(wide.page_width), mm(wide.page_height)) == (WD_ORIENT.LANDSCAPE, 297, 210)


@pytest.mark.parametrize(
    ("style", "font", "half_points", "line"),
    [
        ("BodyText", "仿宋_GB2312", "32", ("560", "exact")),
        ("Title", "方正小标宋简体", "44", ("680", "exact")),
        ("Heading1", "黑体", "32", ("560", "exact")),
        ("Heading2", "楷体_GB2312", "32", ("560", "exact")),
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


def test_every_page_says_date_basis_edition_and_source_and_has_its_number(content):
    for header in notices.headers(content):
        for words in (
            "数据截至2023年1—9月",
            "口径：累计数，按本系统标准判定",
            "未定期（数据可能变动）",
            "来源：各单位月报",
        ):
            assert words in header
    document = Document(io.BytesIO(content))
    for section in document.sections:
        for footer in (section.footer, section.even_page_footer):
            xml = footer._element.xml
            assert " PAGE " in xml and "— " in xml and " —" in xml


def test_sample_data_are_labelled_on_every_page_and_real_data_never_are(content):
    label = "演示数据，不得作为正式数据使用"
    assert not any(label in header for header in notices.headers(content))
    store = targets_alone()
    sent = submissions.Submission(
        "zongzhi", SEPTEMBER, "a.xlsx", "a", at_the_machine("演示人员"), OCTOBER_12, is_demo=True
    )
    row = {"measure_id": COVERS, "month": pd.Timestamp(SEPTEMBER), "value": 900.0, "sheet": "月报", "cell": "H5"}
    submissions.add_submission(store, sent, pd.DataFrame([row]))
    sample = list(notices.headers(notices.made(store, notices.draft(store))))
    assert len(sample) == 4 and all(label in header for header in sample)


def test_the_file_bears_the_editions_title_and_moment_and_nobodys_name(content):
    properties = Document(io.BytesIO(content)).core_properties
    assert properties.title == "关于2023年1—9月全区目标任务进展情况的通报"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created.replace(tzinfo=None) == properties.modified.replace(tzinfo=None) == OCTOBER_12
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
        assert not [name for name in package.namelist() if "thumbnail" in name or "customXml" in name]
    assert "李四".encode() not in everything and b"python-docx" not in everything


def test_an_edition_exported_twice_is_the_same_file_also_after_a_later_correction():
    store = two_months()
    edition = notices.published(store)
    before = notices.made(store, edition)
    assert notices.made(store, edition) == before
    draft = notices.made(store, notices.draft(store))
    report(store, ALARMS, "xiaofang", 9, 280)
    assert notices.made(store, edition) == before
    assert notices.opened(notices.made(store, notices.draft(store))).listed() != notices.opened(draft).listed()
