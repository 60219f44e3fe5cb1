"""Pages of every screen: their size, that each is one page whatever is in it, and that their words can be read."""

import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from briefing.charts.look import Chart
from briefing.pictures import typeset
from briefing.pictures.cells import Table, breakable, table_data
from briefing.pictures.column_widths import column_widths
from briefing.pictures.page import Block, Page, Paragraphs, Row, page_data, picture
from briefing.pictures.svg.drawing import drawn
from briefing.screens import catalogue, chart_catalogue
from briefing.screens.behind import behind
from briefing.screens.item import item
from briefing.screens.reporting import reporting_rows
from briefing.screens.units import unit
from metrics.errors import UserError
from metrics.rows import SeriesItemRow
from metrics.typography import full_width
from store.engine.records import records
from store.reads.figures import dossiers
from tests.briefing.editions import EDITIONS, store, taken
from tests.pages.stores.autumn import COVERS

LEAST = 11  # points


def size(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png)).size


def sizes_of_words(svg: str) -> list[float]:
    return [float(found) for found in re.findall(r'font-size="([\d.]+)"', svg)]


def charts_of(page: Page) -> list[tuple[Chart, float]]:
    return [
        (block.body, width)
        for row in page.rows
        for blocks, width in zip(row.columns, row.widths, strict=True)
        for block in blocks
        if isinstance(block.body, Chart)
    ]


@pytest.mark.parametrize(("name", "month"), EDITIONS)
def test_every_page_is_1920_by_1080(name: str, month: int) -> None:
    material, details = taken(name, month)
    pages = [*catalogue.screens(material, details), *catalogue.opened(material, details)]
    assert {one.name: size(picture(one.page())) for one in pages} == dict.fromkeys(
        (one.name for one in pages), (1920, 1080)
    )


def test_a_sharp_page_is_twice_as_large_each_way() -> None:
    material, details = taken("two months", 9)
    assert size(picture(catalogue.screens(material, details)[0].page(), sharpness=2)) == (3840, 2160)


@pytest.mark.parametrize(("name", "month"), EDITIONS)
def test_no_word_of_a_chart_is_smaller_than_eleven_points(name: str, month: int) -> None:
    material, details = taken(name, month)
    pages = [one.page() for one in catalogue.screens(material, details)]
    drawings = [drawn(chart.figure, width)[0] for page in pages for chart, width in charts_of(page)]
    drawings += [drawn(one.chart().figure, one.width)[0] for one in chart_catalogue.charts(material, details)]
    assert min(least for svg in drawings for least in sizes_of_words(svg)) >= LEAST


def test_no_size_of_the_templates_is_smaller_than_eleven_points() -> None:
    for template in ("page", "chart"):
        text = (typeset._FOLDER / f"{template}.typ").read_text(encoding="utf-8")
        assert min(float(found) for found in re.findall(r"size: ([\d.]+)pt", text)) >= LEAST


def test_long_names_stay_on_one_page_of_the_same_size() -> None:
    material, details = taken("two months", 9)
    long = "区" + "推进重点领域改革创新和高质量发展" * 4
    snapshot = material.snapshot
    longer = {name: getattr(snapshot, name).assign(item=long, lead_unit=long) for name in ("course", "item_course")}
    wide = replace(material, snapshot=replace(snapshot, **longer), board=material.board.assign(unit_name=long))
    pages = [one.page() for one in catalogue.screens(wide, details)]
    pages.append(replace(pages[0], title=long * 3, context=["file_name_without_any_space" * 20]))
    assert {size(picture(page)) for page in pages} == {(1920, 1080)}


def test_more_than_a_page_has_room_for_is_still_one_page() -> None:
    told = Paragraphs([["很长的一段话。" * 40] for _ in range(40)])
    page = Page("题", [], [Row([[Block("一", told)]]), Row([[Block("二", told)]])], "脚注", None)
    assert size(picture(page)) == (1920, 1080)


def test_what_a_table_has_no_room_for_is_counted() -> None:
    material, _ = taken("two months", 9)
    data = table_data(Table(material.snapshot.items, ["code", "item"], most=5), 400)
    assert (len(data["rows"]), data["total"], data["measure_word"]) == (5, len(material.snapshot.items), "项")


def test_a_missing_value_is_a_dash_and_a_status_a_chip_with_its_mark() -> None:
    material, _ = taken("targets alone", 9)
    rows = material.snapshot.measures.head(1)
    data = table_data(Table(rows, ["status_word", "done_pct", "actual_text"]), 400)
    chip, *rest = data["rows"][0]
    assert chip["text"] == f"{'未' if chip['text'][0] == '未' else '缺'} {rows['status_word'].iloc[0]}"
    assert rest == ["—", "—"]


def test_columns_add_up_to_the_room_and_texts_give_way_before_numbers() -> None:
    cells = [["很长很长很长很长的事项名称" * 3] * 9, ["短名"] * 9, ["−39.9"] * 9]
    give = ["both ways", "both ways", "never"]
    headings, widths = column_widths(["事项", "单位", "进度差（百分点）"], cells, give, 12, 300)  # type: ignore[arg-type]
    assert headings == ["事项", "单位", "进度差\n（百分点）"]
    assert sum(widths) == pytest.approx(300)
    assert [round(width, 1) for width in widths] == [198.5, 34.0, 67.5]


def test_names_without_spaces_may_be_broken_and_others_stay_as_they_are() -> None:
    assert breakable("区住建局 1,320个") == "区住建局 1,320个"
    assert breakable("monthly_report_2023.xlsx").replace("\u200b", "|") == "monthly_|report_|2023.|xlsx"


def test_filters_are_named_in_the_title() -> None:
    material, _ = taken("two months", 9)
    chosen = behind(material, {"lead_unit": "区消防救援大队", "category": None}, "严重滞后")
    assert chosen.title == "2023年温江区滞后事项:区消防救援大队、严重滞后"
    assert behind(material).title == "2023年温江区滞后事项"


def test_an_item_shows_its_worst_measure_and_what_its_unit_says() -> None:
    material, _ = taken("two months", 9)
    row = next(row for row in records(material.series_items["livelihood"], SeriesItemRow) if row["code"] == "民生10")
    page = item(material, dossiers.open_dossier(store("two months"), material.snapshot, row))
    assert COVERS.endswith("L10-1") and page.title.startswith("民生10 ")
    told = [words for row in page_data(page)["rows"] for column in row["columns"] for block in column
            for words in block.get("paragraphs", [])]  # fmt: skip
    assert [["存在问题及原因"], "　雨季停工**两周**"] in told
    assert [["怎样才能完成"], "　后3个月月均需200座，前9个月月均100座。"] in told


def test_a_units_page_counts_what_it_leads_and_lists_what_it_sent() -> None:
    material, details = taken("two months", 9)
    data = page_data(unit(material, "区消防救援大队", details.submissions))
    blocks = {block["title"]: block for row in data["rows"] for column in row["columns"] for block in column}
    assert len(blocks["报送记录2份"]["table"]["rows"]) == 2
    assert blocks["滞后子项1个"]["table"]["total"] == 1


def test_who_has_not_reported_stands_first() -> None:
    material, _ = taken("two months", 9)
    rows = reporting_rows(material.snapshot.reporting)
    words = list(dict.fromkeys(rows["reported_word"]))
    assert words == ["全部未报", "部分未报"]
    assert list(rows["cells_text"].iloc[[0, -1]]) == ["0/25", "1/4"]


def test_without_a_chinese_font_a_sentence_says_what_to_install() -> None:
    with pytest.raises(UserError, match=r"没有中文字体.*fonts-noto-cjk") as raised:
        typeset.named_families(["DejaVu Sans", "Noto Sans CJK JP"])
    assert raised.value.title == "没有中文字体"


def test_fonts_are_named_in_the_screens_order_and_others_left_out() -> None:
    have = ["Noto Sans CJK JP", "WenQuanYi Micro Hei", "Noto Sans CJK SC"]
    assert typeset.named_families(have) == ["Noto Sans CJK SC", "WenQuanYi Micro Hei"]


def test_the_overview_says_the_month_in_the_sentence_of_the_screen_and_what_the_year_will_bring() -> None:
    material, details = taken("two months", 9)
    page = next(one for one in catalogue.screens(material, details) if "总览" in one.name).page()
    sentence = page.rows[0].columns[0][0].body
    assert isinstance(sentence, Paragraphs)
    first, rest = sentence.paragraphs[0]
    assert first == [full_width(material.snapshot.in_brief()[0])] and "年底预计" in rest


def test_a_page_without_a_status_has_no_legend_of_statuses() -> None:
    material, details = taken("two months", 9)
    pages = {one.name: page_data(one.page()) for one in catalogue.screens(material, details)}
    assert [name for name, data in pages.items() if not data["legend"]] == ["07_数据报送", "08_说明"]
