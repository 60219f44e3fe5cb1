"""Tables in published shapes give their key after two answers at most, and the month after without any."""

import datetime as dt
import json
import re
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from loaders.accept.commit import commit
from loaders.accept.standing import month_register
from loaders.check.actuals import check
from loaders.register import Register
from loaders.table.questions import Answers, field_named
from store.acts.rights import at_the_machine
from store.engine.store import Store
from tests import books
from tests.loaders.conftest import OCTOBER

SHAPES = Path(__file__).resolve().parents[4] / "shared" / "workbook_shapes"
pytestmark = pytest.mark.skipif(not SHAPES.exists(), reason="the published shapes lie beside the checkout")


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shapes")
    before, sys.argv = sys.argv, ["make.py", str(folder)]
    try:
        runpy.run_path(str(SHAPES / "make.py"))
    finally:
        sys.argv = before
    return folder


def answers(shape: str) -> Answers:
    said = json.loads((SHAPES / "ANSWERS.json").read_text())[shape]
    return Answers(columns={key: field_named(words) for key, _, words in (one.rpartition("=") for one in said)})


def a_month_later(book: Any) -> None:
    """September and October in every text become October and November; what the form always prints stays."""
    for cell in (cell for row in book.active.iter_rows() for cell in row):
        if isinstance(cell.value, str):
            cell.value = re.sub(r"(?<![\d])(9|10)月", lambda found: f"{int(found[1]) + 1}月", cell.value)


@pytest.mark.parametrize("shape", ["L01", "L02", "L09", "L10", "L16"])
def test_a_published_shape_gives_its_key_after_its_answers_and_the_same_form_next_month_after_none(
    store: Store, reader, shapes: Path, shape: str
) -> None:
    (path,) = shapes.glob(f"{shape}*")
    key = json.loads((shapes / "KEY.json").read_text())
    october = month_register(store, OCTOBER)
    first = check(path.read_bytes(), path.name, october, reader, None, answers(shape))
    assert {row.measure_id: row.value for row in first.rows} == key
    assert first.errors == [] and first.open_questions == []
    commit(store, first, at_the_machine("张三"), dt.datetime(2023, 11, 3), "核对无误")
    november = month_register(store, dt.date(2023, 11, 1))
    again = check(books.changed(path.read_bytes(), a_month_later), path.name, november, reader)
    assert {row.measure_id: row.value for row in again.rows} == key
    assert again.errors == [] and again.open_questions == [] and again.learned == ()


@pytest.mark.parametrize(
    ("name", "figures", "issues"),
    [
        ("heading_merged_over_two_item_columns", {"L08-1": 2500, "L72-1": 290}, []),
        ("heading_merged_over_value_and_unit", {"L08-1": 2500, "L72-1": 290}, []),
        ("heading_merged_over_two_unit_columns", {"L08-1": 2500, "L72-1": 290}, []),
        ("unit_column_wan_hu", {"L70-1": 31000, "L70-2": 8.9}, []),
        ("unit_in_heading_wan_hu", {"L70-1": 31000}, []),
        ("unit_in_name", {"L70-1": 31000, "L71-2": 4400}, []),
        ("title_says_third_quarter", {"L72-1": 290}, [("period_differs", "A1")]),
        ("title_says_30_september", {"L72-1": 290}, [("period_differs", "A1")]),
        ("title_says_2024", {"L72-1": 290}, [("period_differs", "A1")]),
        ("title_month_is_a_date_cell", {"T19-1": 180, "T11-1": 8}, [("period_differs", "C2")]),
        (
            "number_format_shows_another_number", {"L08-1": 2500, "L72-1": 290},
            [("cell_shown", "D4"), ("cell_shown", "D5")],
        ),
        ("figure_merged_over_two_rows", {"T19-1": 290}, [("figure_shared", "F5")]),
        ("sum_stored_as_49_99999999999999", {"T10-1": 50, "T19-1": 290}, []),
        ("line_break_pasted_from_word", {"T19-1": 180}, []),
    ],
)  # fmt: skip
def test_a_small_book_has_its_right_outcome(reader, october: Register, name: str, figures, issues) -> None:
    result = check((SHAPES / "small" / f"{name}.xlsx").read_bytes(), f"{name}.xlsx", october, reader)
    assert {row.measure_id.removeprefix("510115-2023-"): row.value for row in result.rows} == figures
    assert [(found.id, found.cell) for found in result.issues] == issues


def test_a_line_break_of_word_is_a_line_break(reader, october: Register) -> None:
    name = "line_break_pasted_from_word.xlsx"
    (row,) = check((SHAPES / "small" / name).read_bytes(), name, october, reader).rows
    assert (row.progress, row.problem) == ("已建成180个,\n其余在建", "选址难;\n居民反对")


def test_rows_hidden_by_a_filter_are_one_doubt_with_the_list(reader, october: Register) -> None:
    name = "rows_hidden_by_a_filter.xlsx"
    result = check((SHAPES / "small" / name).read_bytes(), name, october, reader)
    (found,) = result.issues
    assert (found.id, found.cell, len(found.rows)) == ("row_hidden", "F7", 28) and len(result.doubted) == 28
