"""The zip of pictures: complete, with names that every system takes, and the same each time."""

import io
import zipfile
from functools import cache

import pytest
from PIL import Image

from briefing.pictures.charts import chart_picture
from briefing.pictures.names import safe, unique
from briefing.pictures.page import SIZES
from briefing.screens import chart_catalogue
from briefing.screens.archive import CHARTS, PAGES, picture_archive
from tests.briefing.editions import EDITIONS, taken


@cache
def archive() -> tuple[bytes, list[float]]:
    """Everything that September has, drawn once for all that is said of it."""
    told: list[float] = []
    return picture_archive(*taken("two months", 9), told.append, is_whole=True), told


@cache
def usual(sharpness: int) -> bytes:
    return picture_archive(*taken("two months", 9), sharpness=sharpness)


def opened() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(archive()[0]))


SCREENS = [
    "01_总览.png", "02_经济指标.png", "03_民生实事.png", "04_重点任务.png", "05_滞后事项.png",
    "06_牵头单位.png", "07_数据报送.png", "08_说明.png",
]  # fmt: skip


def test_the_usual_set_is_a_page_for_each_screen_in_the_size_asked_and_under_ten_megabytes() -> None:
    for sharpness, size in SIZES.items():
        content = usual(sharpness)
        assert len(content) < 10e6
        with zipfile.ZipFile(io.BytesIO(content)) as found:
            assert found.namelist() == [f"{PAGES}/{size}/{name}" for name in SCREENS]
            first = Image.open(io.BytesIO(found.read(found.namelist()[0])))
            assert (f"{first.width}x{first.height}", first.mode) == (size, "P")


def test_everything_holds_every_screen_main_target_and_what_is_behind() -> None:
    names = opened().namelist()
    pages = [name.removeprefix(f"{PAGES}/{SIZES[1]}/") for name in names if name.startswith(PAGES)]
    screens = [name for name in pages if name[:2].isdigit()]
    assert [name for name in screens if not name.startswith("02")] == [SCREENS[0], *SCREENS[2:]]
    assert len([name for name in screens if name.startswith("02_经济指标_经济")]) == 7
    material, _ = taken("two months", 9)
    numbered = material.snapshot.worst_items
    behind = numbered[numbered["series"] != "indicator"]
    named = zip(behind["code"], behind["item"], strict=True)
    assert [name for name in pages if name.startswith("事项_")] == [f"{safe(f'事项_{a}_{b}')}.png" for a, b in named]
    units = material.board[material.board["behind_total"] > 0]["unit_name"]
    assert [name for name in pages if name.startswith("单位_")] == [f"单位_{unit}.png" for unit in units]


def test_it_holds_every_chart_with_the_course_of_each_measure_that_is_behind() -> None:
    names = [name for name in opened().namelist() if name.startswith(CHARTS)]
    material, details = taken("two months", 9)
    assert len(names) == len(chart_catalogue.charts(material, details))
    assert len([name for name in names if "/子项_" in name]) == len(
        material.behind[material.behind["series"] != "indicator"]
    )


@pytest.mark.parametrize(("name", "month"), EDITIONS)
def test_every_chart_is_drawn_whatever_the_month_has(name: str, month: int) -> None:
    for one in chart_catalogue.charts(*taken(name, month)):
        png = chart_picture(one, "数据截至2023年1–9月", "演示数据")
        assert Image.open(io.BytesIO(png)).width == round((one.width + 40) * 1.5)


def test_names_are_unique_and_can_be_unpacked_on_windows() -> None:
    names = opened().namelist()
    assert len({name.lower() for name in names}) == len(names)
    assert [name for name in names if set(name.rsplit("/", 1)[1]) & set('<>:"/\\|?* ')] == []


def test_two_archives_of_one_edition_are_equal() -> None:
    assert picture_archive(*taken("two months", 9)) == usual(1)


def test_files_bear_the_editions_moment_and_can_be_read_when_unpacked() -> None:
    entries = opened().infolist()
    assert {(entry.date_time, entry.external_attr >> 16) for entry in entries} == {((2023, 10, 12, 9, 0, 0), 0o644)}


def test_progress_grows_to_one() -> None:
    _, told = archive()
    assert told == sorted(told) and told[-1] == 1 and len(set(told)) == len(told)


def test_names_lose_what_a_file_may_not_have() -> None:
    assert safe("事项_民生5_绿道和“回家的路”提升") == "事项_民生5_绿道和“回家的路”提升"
    assert safe('a/b\\c:d*e?f"g<h>i|j k\n.') == "a_b_c_d_e_f_g_h_i_j_k"
    assert (safe("con"), safe("LPT1.x"), safe("..")) == ("_con", "_LPT1.x", "_")
    assert len(safe("长" * 200)) == 60
    assert unique(["甲", "甲", "A", "a", "甲_2"]) == ["甲", "甲_2", "A", "a_2", "甲_2_2"]
