"""What was returned to a unit stands in its next template, and what it answers there is stored with the figures."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from loaders.accept.commit import commit
from loaders.accept.standing import month_register
from loaders.check.actuals import Checked, check
from loaders.check.replies import REPLIES
from loaders.files.reader import Reader
from loaders.register import Unit
from loaders.template.template import template
from metrics.errors import UserError
from store.acts.review import returns
from store.acts.rights import Actor, at_the_machine
from store.engine.records import records
from store.engine.store import Store
from store.reads.reporting.returns import in_words, return_rows
from tests import books, stores
from tests.loaders.conftest import SEPTEMBER, planted
from tests.loaders.template.test_templates import opened
from tests.store.audited import audited

CROSSINGS = "510115-2023-L02-1"
OFFICE, POLICE = at_the_machine("区目标办"), Actor("王芳", "reports", "gongan")
OCTOBER, NOON = dt.date(2023, 10, 1), dt.datetime(2023, 10, 9, 12)
ANSWER_CELL = "F4"


@pytest.fixture
def returned() -> Iterator[Store]:
    """A store in which the police's September figure was given back."""
    store = stores.filled(_with_a_return)
    yield store
    store.close()


def _with_a_return(store: Store) -> None:
    planted(store)
    content = books.report([[CROSSINGS, "", "", "", "", 60, "推进"]])
    reader = Reader()
    found = check(content, "公安.xlsx", month_register(store, SEPTEMBER), reader)
    receipt = commit(store, found, POLICE, NOON)
    returns.return_cell(store, receipt.number, CROSSINGS, "是否含上年结转?", OFFICE, NOON)


def unit(store: Store, month: dt.date, name: str = "区公安分局") -> Unit:
    found = month_register(store, month).unit_named(name)
    assert found is not None
    return found


def october(store: Store, answers: dict[str, object], value: float | None = 65) -> bytes:
    """The unit's template of the next month, filled in, and some cells of its sheet of answers."""
    empty = template(month_register(store, OCTOBER), unit(store, OCTOBER))
    content = books.filled(empty, {} if value is None else {CROSSINGS: {"本月累计": value}})

    def answer(book: Any) -> None:
        for place, words in answers.items():
            book[REPLIES][place] = words

    return books.changed(content, answer)


def checked(store: Store, reader, content: bytes) -> Checked:
    return check(content, "十月.xlsx", month_register(store, OCTOBER), reader)


def told(store: Store) -> list[tuple[str, str]]:
    rows = records(in_words(return_rows(store)))
    return [(row["state"], row["answer_text"]) for row in rows]


def test_the_next_template_asks_what_was_returned(returned):
    sheet = opened(template(month_register(returned, OCTOBER), unit(returned, OCTOBER)))[REPLIES]
    assert [cell.value for cell in sheet[3]] == ["退回编号", "数据月份", "事项与子项", "已报数", "退回问题", "答复"]
    number, month, named, value, question, answer = [cell.value for cell in sheet[4]]
    assert (number, month, value, question, answer) == (1, "2023年9月", "60个", "是否含上年结转?", None)
    assert (
        str(named).startswith("民生2 ") and not sheet[ANSWER_CELL].protection.locked and sheet["E4"].protection.locked
    )


def test_only_the_units_own_and_only_what_still_waits_is_asked(returned):
    other = template(month_register(returned, OCTOBER), unit(returned, OCTOBER, "区交通运输局"))
    assert REPLIES not in opened(other).sheetnames
    returns.answer(returned, 1, "不含", POLICE, NOON)
    own = template(month_register(returned, OCTOBER), unit(returned, OCTOBER))
    assert REPLIES not in opened(own).sheetnames


def test_an_answer_in_the_next_workbook_is_stored_with_its_figures(returned, reader):
    found = checked(returned, reader, october(returned, {ANSWER_CELL: "不含结转,已附清单"}))
    assert found.errors == [] and [(one.return_id, one.words) for one in found.replies] == [(1, "不含结转,已附清单")]
    commit(returned, found, POLICE, NOON + dt.timedelta(days=25), "核对无误")
    assert told(returned) == [("answered", "不含结转,已附清单(王芳,2023-11-03 12:00)")]
    assert audited(returned)[-1][0] == "答复退回" and audited(returned)[-1][2:4] == ["待答复", "已答复"]


def test_an_unanswered_question_stays_open(returned, reader):
    commit(returned, checked(returned, reader, october(returned, {})), POLICE, NOON, "核对无误")
    assert told(returned) == [("open", "")]


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({"A4": 7, ANSWER_CELL: "不含"}, "退回答复!F4:读到“不含”,没有待答复的第7号退回。"),
        ({"A4": None, ANSWER_CELL: "不含"}, "退回答复!F4:读到“不含”,没有待答复的第(空)号退回。"),
        ({ANSWER_CELL: "不含", "A5": 1, "F5": "含"}, "退回答复!F5:读到“含”,第1号退回在F4已经答复。"),
        ({ANSWER_CELL: "长" * 201}, "答复超过200个字。请写得简短一些。"),
        ({"A3": "编号"}, "退回答复!A1:这张表认不出表头,没有读取。"),
    ],
)
def test_an_answer_that_cannot_be_placed_is_told_with_its_cell(returned, reader, answers, problem):
    found = checked(returned, reader, october(returned, answers))
    assert problem in " ".join(one.sentence for one in found.issues)


def test_another_units_workbook_answers_nothing(returned, reader):
    content = books.changed(october(returned, {ANSWER_CELL: "不含"}), lambda book: _rename(book, "区交通运输局"))
    found = checked(returned, reader, content)
    assert "reply_unknown" in [one.id for one in found.errors] and found.replies == ()


def _rename(book: Any, name: str) -> None:
    for sheet in book.worksheets:
        if isinstance(sheet["A2"].value, str):
            sheet["A2"] = sheet["A2"].value.replace("区公安分局", name)


def test_what_was_resolved_meanwhile_stores_nothing(returned, reader):
    found = checked(returned, reader, october(returned, {ANSWER_CELL: "不含"}))
    returns.resolve(returned, 1, "已电话核实", OFFICE, NOON)
    version = returned.version
    with pytest.raises(UserError, match="第1号退回已经了结"):
        commit(returned, found, POLICE, NOON, "核对无误")
    assert returned.version == version


def test_answers_without_a_figure_are_sent_to_the_screen(returned, reader):
    found = checked(returned, reader, october(returned, {ANSWER_CELL: "不含"}, value=None))
    with pytest.raises(UserError, match="没有填写任何数据,没有入库。只答复退回的,请在“数据报送”页面上方答复。"):
        commit(returned, found, POLICE, NOON)
