"""Odd workbooks give their key, and answers go where they were asked for."""

import datetime as dt

import pytest

from loaders.check.actuals import check_book, check_files
from loaders.files.reading import read_book
from loaders.register import Register
from loaders.table.questions import Answers
from metrics.errors import UserError
from tests import books
from tests.loaders.check.monthly_books import MONTHLY
from tests.loaders.check.odd_books import NAMES, ODD, PILES, PLAIN, STATIONS, sheet

AREA = "510115-2023-"


@pytest.mark.parametrize("name", [*ODD, *MONTHLY])
def test_an_odd_book_gives_its_key(october: Register, name: str) -> None:
    odd = (ODD | MONTHLY)[name]
    register = october.after({f"{AREA}{code}": (value, dt.date(2023, 9, 1)) for code, value in odd.before.items()})
    answers = Answers(odd.columns, odd.rows)
    result = check_book(read_book(odd.content, odd.name), odd.content, register, None, answers)
    assert {row.measure_id.removeprefix(AREA): row.value for row in result.rows} == odd.figures
    assert [found.id for found in result.issues] == odd.issues
    assert len(result.open_questions) == odd.asked


@pytest.fixture
def folder(tmp_path):
    rows = {
        "asks": sheet([*NAMES, "完成情况"], [*PILES, 1850]),
        "knows": sheet([*NAMES, "完成情况", "本月累计"], [*STATIONS, 26, 251]),
        "asks_too": sheet([*NAMES, "做完多少", "完成情况"], [*STATIONS, 251, 26]),
        "plain": sheet(PLAIN, [*STATIONS, "个", 251]),
        "close": sheet(PLAIN, [70, "燃气设施", "更换到期的气表", "户", 30000]),
    }
    for name, content in rows.items():
        (tmp_path / f"{name}.xlsx").write_bytes(content)
    return tmp_path


def figures(folder, register: Register, names: list[str], **answers) -> list[dict[str, float | None]]:
    paths = [folder / f"{name}.xlsx" for name in names]
    results = check_files(paths, register, None, Answers(**answers))
    return [{row.measure_id.removeprefix(AREA): row.value for row in one.rows} for one in results]


def test_of_several_files_an_answer_goes_to_the_one_that_asks(folder, october: Register) -> None:
    said = {"columns": {"完成情况": "value"}}
    assert figures(folder, october, ["asks", "knows"], **said) == [{"L08-1": 1850}, {"L72-1": 251}]
    meters = f"{AREA}L70-1"
    rows = {"rows": {"表!C4": meters}}
    assert figures(folder, october, ["close", "plain"], **rows) == [{"L70-1": 30000}, {"L72-1": 251}]


def test_what_two_files_ask_is_answered_by_their_names(folder, october: Register) -> None:
    with pytest.raises(UserError, match=r"asks\.xlsx/完成情况、asks_too\.xlsx/完成情况"):
        figures(folder, october, ["asks", "asks_too"], columns={"完成情况": "value"})
    said = {"asks.xlsx/完成情况": "value", "asks_too.xlsx/做完多少": "value"}
    assert figures(folder, october, ["asks", "asks_too"], columns=said) == [{"L08-1": 1850}, {"L72-1": 251}]


def test_what_two_sheets_ask_is_answered_by_its_cell(october: Register) -> None:
    def dress(first) -> None:
        other = first.parent.create_sheet("另一张")
        for row in ([*NAMES, "备注", "完成情况"], [*STATIONS, "", 251]):
            other.append(row)

    content = sheet([*NAMES, "完成情况"], [*PILES, 1850], dress=dress)

    def check(**columns: str):
        return check_book(read_book(content, "表.xlsx"), content, october, None, Answers(columns))

    assert [one["id"] for one in check().open_questions] == ["表!D3", "另一张!E1"]
    assert len(check(完成情况="value").open_questions) == 2
    answered = check(**{"表!D3": "value", "另一张!E1": "value"})
    assert {row.value for row in answered.rows} == {1850, 251} and answered.open_questions == []


def test_a_form_that_always_prints_the_whole_year_is_the_same_form_in_december(october: Register) -> None:
    def form(month: int) -> tuple[set[str], set[str]]:
        content = books.book(
            [["报表"], ["填报单位:区经信局"], [*NAMES, f"{month}月完成", "1-12月干了多少"], [*PILES, 200, 1850]]
        )
        register = Register(dt.date(2023, month, 1), october.place, october.units, october.measures)
        said = Answers({"1-12月干了多少": "value"})
        result = check_book(read_book(content, "表.xlsx"), content, register, None, said)
        assert [row.value for row in result.rows] == [1850]
        return {one.form for one in result.learned}, {name for one in result.questions for name in one.names}

    (october_form, _), (december_form, december_names) = form(10), form(12)
    assert october_form == december_form and "1-12月干了多少" in december_names
