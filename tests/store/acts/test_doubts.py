"""Figures that jump: taken in with a reason of their own, 存疑 until a reviewer has decided, left out if set aside."""

import datetime as dt
from collections.abc import Mapping

import pytest

from loaders.accept.approval import Approved
from loaders.accept.commit import Shown, commit, commit_all, preview_all
from loaders.check.actuals import check
from loaders.files.reader import Reader
from metrics.errors import UserError
from metrics.sentences.reasons import says_something
from store.__main__ import check_store
from store.acts import closed_months
from store.acts.review import doubts, returns
from store.acts.rights import Actor, Forbidden, at_the_machine
from store.engine.records import records, status_json
from store.engine.store import Store
from store.reads.figures.outlook import month_rows
from store.reads.figures.status import figure_history
from store.reads.reporting.doubts import doubtful_figures
from store.reads.view import LATEST, View
from tests import books
from tests.loaders.conftest import register_of
from tests.store.audited import audited

CROSSINGS, RADARS = "510115-2023-L02-1", "510115-2023-L02-2"
CROSSINGS_TWICE = "510115-2023-T53-1"  # the same commitment in the report's body
AUGUST, SEPTEMBER = dt.date(2023, 8, 1), dt.date(2023, 9, 1)
SENT, LOOKED = dt.datetime(2023, 10, 9, 10, 30), dt.datetime(2023, 10, 10, 9)
REVIEWER = at_the_machine("李审")


def checked(store: Store, reader: Reader, month: dt.date, **figures: object):
    names = {"crossings": CROSSINGS, "radars": RADARS}
    rows = [[names[name], "", "", "", "", value, "推进"] for name, value in figures.items()]
    content = books.report(rows, title=f"{month.year}年{month.month}月")
    return check(content, f"{month.month}月.xlsx", register_of(store, month), reader)


def send(store: Store, reader: Reader, month: dt.date, reasons: Mapping[str, str], **figures: object) -> int:
    found = checked(store, reader, month, **figures)
    return commit(store, found, at_the_machine("王芳"), SENT, "约数均为现场清点", reasons).number


def state(store: Store, as_of: dt.datetime = LATEST) -> tuple[object, str, str]:
    rows = {row["measure_id"]: row for row in status_json(month_rows(store, View(SEPTEMBER, as_of=as_of)))}
    row = rows[CROSSINGS]
    return row["actual"], row["status"], row["figure_state"]


@pytest.fixture
def jumped(store, reader) -> int:
    """August's 40, and a September that is more than three times the target."""
    send(store, reader, AUGUST, {}, crossings=40)
    return send(store, reader, SEPTEMBER, {CROSSINGS: "合并报送了三个批次"}, crossings=400, radars="约26")


@pytest.mark.parametrize(
    "reason", ["已核对", "无误", "已核对无误", "数据核对无误,情况属实", "啊啊啊啊啊", "。。。。", "更正", ""]
)
def test_a_reason_of_empty_words_says_nothing(reason):
    assert not says_something(reason)


@pytest.mark.parametrize("reason", ["集中供货", "口径调整,已核对", "更正八月多报", "new batch"])
def test_a_reason_that_names_a_fact_says_something(reason):
    assert says_something(reason)


def test_the_reason_for_all_does_not_do_for_a_figure_that_jumps_and_that_is_said(store, reader):
    found = checked(store, reader, SEPTEMBER, crossings=400, radars="约26")
    assert {(one.id, one.weight) for one in found.doubts} == {
        ("value_over_target", "own_reason"),
        ("cell_approximate", "reason"),
    }
    for reasons in ({}, {CROSSINGS: "已核对"}):
        with pytest.raises(UserError, match=f"有1个数据变动异常.*{CROSSINGS}"):
            commit(store, found, REVIEWER, SENT, "约数均为现场清点", reasons)
    assert state(store)[0] is None
    with pytest.raises(UserError, match="有1处疑问"):
        commit(store, found, REVIEWER, SENT, "", {CROSSINGS: "合并报送了三个批次"})


def test_a_figure_that_jumps_is_doubtful_until_it_is_confirmed(store, jumped):
    assert state(store) == (400, "done", "doubtful")
    doubts.confirm(store, jumped, CROSSINGS, None, REVIEWER, LOOKED)
    assert state(store) == (400, "done", "ok")
    assert state(store, SENT) == (400, "done", "doubtful")
    assert check_store(store) == []


def test_a_figure_that_is_set_aside_leaves_the_one_before_it_from_then_on(store, reader, jumped):
    doubts.set_aside(store, jumped, CROSSINGS, "与现场不符", REVIEWER, LOOKED)
    assert state(store) == (40, "not_reported", "set_aside")
    assert state(store, SENT) == (400, "done", "doubtful")
    doubts.confirm(store, jumped, CROSSINGS, "现场复核后采用", REVIEWER, LOOKED)
    assert state(store) == (400, "done", "ok")
    doubts.set_aside(store, jumped, CROSSINGS, "仍与现场不符", REVIEWER, LOOKED)
    send(store, reader, SEPTEMBER, {}, crossings=60)
    assert state(store)[::2] == (60, "ok")
    assert check_store(store) == []


def test_an_earlier_revision_of_the_month_counts_where_the_newer_one_is_set_aside(store, reader):
    send(store, reader, SEPTEMBER, {}, crossings=60)
    number = send(store, reader, SEPTEMBER, {CROSSINGS: "合并报送了三个批次"}, crossings=400)
    doubts.set_aside(store, number, CROSSINGS, "与现场不符", REVIEWER, LOOKED)
    assert state(store)[::2] == (60, "set_aside")


def test_a_doubtful_figure_that_counts_again_since_a_newer_one_is_set_aside_waits_for_its_review(store, reader, jumped):
    newer = send(store, reader, SEPTEMBER, {CROSSINGS: "又合并了一个批次"}, crossings=500)
    doubts.set_aside(store, newer, CROSSINGS, "与现场不符", REVIEWER, LOOKED)
    assert state(store) == (400, "done", "doubtful")
    listed = {(row["submission_id"], row["state"]) for row in records(doubtful_figures(store, SEPTEMBER))}
    assert listed == {(jumped, "doubtful"), (newer, "set_aside")}


def test_what_was_previewed_is_stored_with_its_doubts(store, reader):
    batch = [Approved(checked(store, reader, SEPTEMBER, crossings=400), REVIEWER, SENT)]
    shown = preview_all(store, batch, View(SEPTEMBER))
    assert shown is not None and set(shown.after.set_index("measure_id")["figure_state"][[CROSSINGS]]) == {"doubtful"}
    said = [Approved(batch[0].checked, REVIEWER, SENT, "", {CROSSINGS: "合并报送了三个批次"})]
    commit_all(store, said, shown=Shown(View(SEPTEMBER), shown.token))
    assert state(store)[2] == "doubtful"


def test_every_doubt_is_stored_with_its_reason_those_of_no_figure_too(store, reader):
    rows = [["编码", "指标", "本月累计", "协调数"], [CROSSINGS, "", 400, 3], [RADARS, "", "约26", 2]]
    content = books.book([["填报单位:区公安分局"], *rows])
    found = check(content, "月报.xlsx", register_of(store, SEPTEMBER), reader)
    commit(store, found, REVIEWER, SENT, "另一列是内部统计", {CROSSINGS: "合并报送了三个批次"})
    stored = records(store.query_text("select measure_id, issue, weight, reason from doubt order by doubt_no"))
    assert [tuple(row.values()) for row in stored] == [
        (None, "column_unread", "reason", "另一列是内部统计"),
        (CROSSINGS, "value_over_target", "own_reason", "合并报送了三个批次"),
        (CROSSINGS_TWICE, "value_over_target", "own_reason", "合并报送了三个批次"),
        (RADARS, "cell_approximate", "reason", "另一列是内部统计"),
    ]
    history = figure_history(store, [CROSSINGS, RADARS]).set_index("measure_id")["odd_reason"]
    assert dict(history) == {CROSSINGS: "合并报送了三个批次", RADARS: "另一列是内部统计"}


def test_the_list_has_what_waits_with_reason_and_the_figure_before(store, jumped):
    row, again = records(doubtful_figures(store, SEPTEMBER))
    assert again["measure_id"] == CROSSINGS_TWICE and again["value"] == 400
    assert (row["submission_id"], row["measure_id"], row["value"], row["before_value"], row["before_month"]) == (
        jumped, CROSSINGS, 400, 40, AUGUST,
    )  # fmt: skip
    assert (row["state"], row["reason"]) == ("doubtful", "合并报送了三个批次")
    doubts.confirm(store, jumped, CROSSINGS, None, REVIEWER, LOOKED)
    assert [row["state"] for row in records(doubtful_figures(store, SEPTEMBER))] == ["confirmed"] * 2


def test_a_figure_whose_return_is_resolved_is_confirmed_by_that(store, jumped):
    number = returns.return_cell(store, jumped, CROSSINGS, "为何猛增?", REVIEWER, LOOKED)
    assert state(store)[2] == "doubtful"
    returns.answer(store, number, "三个批次合并", at_the_machine("王芳"), LOOKED)
    returns.resolve(store, number, "属实", REVIEWER, LOOKED)
    assert state(store)[2] == "ok"


def test_only_reviewers_decide_and_only_once_about_figures_that_are_doubtful(store, jumped):
    for role in ("looks", "reports"):
        with pytest.raises(Forbidden, match="审核存疑数据"):
            doubts.confirm(store, jumped, CROSSINGS, None, Actor("王芳", role, "gongan"), LOOKED)
    with pytest.raises(UserError, match=r"没有.*存疑数据"):
        doubts.confirm(store, jumped, RADARS, None, REVIEWER, LOOKED)
    with pytest.raises(UserError, match="须写明原因"):
        doubts.set_aside(store, jumped, CROSSINGS, "", REVIEWER, LOOKED)
    doubts.confirm(store, jumped, CROSSINGS, None, REVIEWER, LOOKED)
    with pytest.raises(UserError, match="此前已确认"):
        doubts.confirm(store, jumped, CROSSINGS, None, REVIEWER, LOOKED)


def test_a_closed_month_keeps_its_figures(store, jumped):
    closed_months.close_month(store, SEPTEMBER, "已通报", REVIEWER, LOOKED)
    with pytest.raises(UserError, match="已封账"):
        doubts.set_aside(store, jumped, CROSSINGS, "与现场不符", REVIEWER, LOOKED)
    doubts.confirm(store, jumped, CROSSINGS, None, REVIEWER, LOOKED)


def test_the_audit_has_each(store, jumped):
    doubts.confirm(store, jumped, CROSSINGS, None, REVIEWER, LOOKED)
    doubts.set_aside(store, jumped, CROSSINGS, "与现场不符", REVIEWER, LOOKED)
    entries = [entry for entry in audited(store) if "存疑" in str(entry[0]) or "采用" in str(entry[0])]
    assert [[entry[0], *entry[2:]] for entry in entries if "民生2 " in str(entry[1])] == [
        ["报送存疑数据", None, "400个", "合并报送了三个批次", "王芳"],
        ["确认存疑数据", "存疑", "确认", None, "李审"],
        ["暂不采用数据", "确认", "暂不采用", "与现场不符", "李审"],
    ]
    assert [entry[0] for entry in entries if "任务53 " in str(entry[1])] == [entry[0] for entry in entries[::2]]
