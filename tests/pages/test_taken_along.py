"""What the tables of the screens say of themselves once they are files: date, rows, and the filters they passed."""

import io
from collections.abc import Callable

import openpyxl
import pytest
import streamlit as st
from openpyxl.worksheet.worksheet import Worksheet

from store.engine.store import Store
from tests.pages.stores.autumn import SEPTEMBER, screen
from ui.frame import parts


@pytest.fixture()
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, Worksheet]:
    """The files behind the download buttons of the screens that are opened, by file name."""
    files: dict[str, Worksheet] = {}

    def button(_: str, data: Callable[[], bytes], *, file_name: str, **__: object) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(data())).active
        assert isinstance(sheet, Worksheet)
        files[file_name] = sheet

    monkeypatch.setattr(st, "download_button", button)
    return files


def test_a_file_names_the_filters_that_its_rows_have_passed(store: Store, taken: dict[str, Worksheet]) -> None:
    assert not screen("behind", month="2023-09", unit="团区委", status="慢序时").exception
    sheet = taken["温江区_滞后子项_2023-09.xlsx"]
    assert sheet["A2"].value == "温江区 · 数据截至2023年1–9月 · 筛选：团区委、慢序时"
    assert [row[1].value for row in sheet.iter_rows(min_row=4)] == ["民生40 青年志愿服务"]
    assert taken["温江区_未报送子项_2023-09.xlsx"]["A2"].value == "温江区 · 数据截至2023年1–9月 · 筛选：团区委"


def test_a_list_names_its_filters_and_without_any_none(store: Store, taken: dict[str, Worksheet]) -> None:
    screen("livelihood", month="2023-09")
    assert taken["温江区_民生实事清单_2023-09.xlsx"]["A2"].value == "温江区 · 数据截至2023年1–9月"
    screen("livelihood", month="2023-09", category="交通出行")
    assert taken["温江区_民生实事清单_2023-09.xlsx"]["A2"].value == "温江区 · 数据截至2023年1–9月 · 筛选：交通出行"


def test_a_wide_table_takes_the_wider_paper(store: Store, taken: dict[str, Worksheet]) -> None:
    screen("behind", month="2023-09")
    papers = {name.split("_")[1]: sheet.page_setup.paperSize for name, sheet in taken.items()}
    assert (papers["滞后子项"], papers["未报送单位"]) == (8, 9)  # A3, A4
    assert max(column.width for column in taken["温江区_滞后子项_2023-09.xlsx"].column_dimensions.values()) <= 26


def test_choices_that_were_not_made_are_not_named(store: Store) -> None:
    assert parts.taken_note(SEPTEMBER, [None, "区住建局", None]) == "温江区 · 数据截至2023年1–9月 · 筛选:区住建局"
