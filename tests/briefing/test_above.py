"""The regions side by side as a workbook, a slide and a picture: the same figures, with what is not compared said."""

import datetime as dt
import io
from collections.abc import Iterator

import openpyxl
import pytest
from pptx import Presentation

from briefing.__main__ import main
from briefing.above.files import image, slide, workbook
from store.above.matrix import Matrix, matrix
from store.engine.store import Store
from tests.store.builder import first
from tests.store.reads.above.cities import CITY, rolled_cities
from tests.stores import copied, filled

MADE = dt.datetime(2023, 10, 20, 9)


@pytest.fixture(scope="module")
def found() -> Iterator[Matrix]:
    opened: Store = filled(rolled_cities)
    yield matrix(opened, CITY, first(9), 2023)
    opened.close()


def test_the_workbook_has_every_region_and_numbers_as_numbers(found: Matrix) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(found, MADE))).active
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    named = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [row["地区"] for row in named] == ["乙区", "甲区", "戊区", "丙区", "丁区（标准不同）"]
    assert (named[0]["按期率（%）"], named[0]["按期/可判定"], named[0]["子项（可比价、1–9月）（%）"]) == (40, "2/5", 4)
    assert (named[3]["按期率（%）"], named[3]["按期/可判定"]) == (None, "（已报1/5个）")
    assert (named[2]["子项差距"], named[4]["名次"]) == ("口径不同：现价", None)


def test_the_slide_has_one_native_table_and_says_the_conclusion(found: Matrix) -> None:
    [page] = Presentation(io.BytesIO(slide(found, MADE))).slides
    assert page.shapes.title.text == "全市一览：按期率最低的是乙区40.0%"
    [lead] = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame and "按期率由低" in shape.text]
    assert lead.endswith("本月未报送0家单位，尚缺4个数据")
    [table] = [shape.table for shape in page.shapes if shape.has_table]
    assert len(table.rows) == 1 + 5 and "9.0%※" in [cell.text.split()[-1] for cell in table.rows[3].cells]


def test_the_picture_is_a_png_of_a_screen(found: Matrix) -> None:
    assert image(found, MADE)[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_command_writes_all_three(tmp_path, capsys) -> None:
    db = copied(rolled_cities, tmp_path / "dashboard.duckdb")
    asked = ["--above", CITY, "--month", "2023-09", "--out", str(tmp_path / "files"), "--db", str(db)]
    assert main(asked) == 0, capsys.readouterr().err
    assert sorted(file.suffix for file in (tmp_path / "files").iterdir()) == [".png", ".pptx", ".xlsx"]
    assert main([*asked[2:], "--above", "990101"]) == 2
    assert "请写明上级地区的代码(--above),可选:990100、990200" in capsys.readouterr().err
