"""Accepting a workbook: what was checked is what is stored, once, all or none; an undo restores what stood before."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.accept.approval import Approved
from loaders.accept.commit import commit, commit_all
from loaders.accept.originals import kept_folder
from loaders.accept.trial import judged
from loaders.check.actuals import check
from metrics.errors import UserError
from store.acts import submissions
from store.acts.review import doubts
from store.acts.rights import at_the_machine
from store.engine.opening import opened
from store.engine.store import Store
from store.reads.figures.status import figure_history, status_rows
from store.reads.view import View
from tests import books, stores
from tests.loaders.conftest import SEPTEMBER, planted, register_of

CROSSINGS, RADARS = "510115-2023-L02-1", "510115-2023-L02-2"
OCTOBER_9 = dt.datetime(2023, 10, 9, 10, 30)


def report(*pairs: tuple[str, object], title: str = "2023年9月") -> bytes:
    return books.report([[code, "", "", "", "", value, "推进"] for code, value in pairs], title=title)


def send(store: Store, reader, content: bytes, at: dt.datetime = OCTOBER_9, reason: str = "", **options):
    return commit(
        store,
        check(content, "公安9月.xlsx", register_of(store, SEPTEMBER), reader),
        at_the_machine("张三"),
        at,
        reason,
        **options,
    )


def actual(store: Store, measure_id: str = CROSSINGS):
    row = status_rows(store, View(SEPTEMBER)).set_index("measure_id").loc[measure_id]
    return (row["actual"], row["status"], bool(row["is_demo"]))


def test_a_commit_stores_what_the_check_showed_with_file_cell_name_and_time(store, reader):
    receipt = send(store, reader, report((CROSSINGS, 60), (RADARS, "暂无")))
    assert (receipt.unit, receipt.month, receipt.row_count, receipt.doubt_count, receipt.is_new) == (
        "区公安分局", SEPTEMBER, 2, 0, True,
    )  # fmt: skip
    assert actual(store) == (60.0, "on_track", False)
    history = figure_history(store, [CROSSINGS]).iloc[0]
    assert (history["file_name"], history["sheet"], history["cell"], history["submitted_by"], history["progress"]) == (
        "公安9月.xlsx", "Sheet1", "F4", "张三", "推进",
    )  # fmt: skip
    assert history["submitted_at"] == OCTOBER_9 and history["sha256"] == receipt.sha256


def test_the_same_file_again_changes_nothing_and_says_so(store, reader):
    content = report((CROSSINGS, 60))
    first = send(store, reader, content)
    version = store.version
    again = send(store, reader, content)
    assert (again.number, again.is_new) == (first.number, False)
    assert store.version == version and len(figure_history(store, [CROSSINGS])) == 1


def test_errors_and_doubts_without_a_reason_store_nothing(store, reader):
    version = store.version
    with pytest.raises(UserError, match="有1处错误,没有入库"):
        send(store, reader, report((CROSSINGS, "推进中")))
    with pytest.raises(UserError, match="有1处疑问"):
        send(store, reader, report((CROSSINGS, "约60")))
    with pytest.raises(UserError, match="没有填写任何数据"):
        send(store, reader, books.report([[CROSSINGS, "", "", "", "", "", ""]]))
    assert store.version == version


def test_the_reason_of_a_doubt_stays_with_the_doubtful_figure_alone(store, reader):
    send(store, reader, report((CROSSINGS, "约60"), (RADARS, 20)), reason="含镇(街)自建路口")
    history = figure_history(store, [CROSSINGS, RADARS]).set_index("measure_id")
    assert history["odd_reason"].dropna().to_dict() == {CROSSINGS: "含镇(街)自建路口"}


def test_a_correction_replaces_and_its_withdrawal_restores_what_stood_before(store, reader):
    send(store, reader, report((CROSSINGS, 60), (RADARS, 20)))
    corrected = send(store, reader, report((CROSSINGS, 50)), at=dt.datetime(2023, 11, 1))
    assert actual(store)[0] == 50.0 and actual(store, RADARS)[0] == 20.0
    submissions.withdraw(store, corrected.number, "误报", at_the_machine("李四"), dt.datetime(2023, 11, 2))
    assert actual(store)[0] == 60.0


def test_a_figure_of_an_earlier_month_is_what_the_next_is_compared_with(store, reader):
    august = dt.date(2023, 8, 1)
    content = report((CROSSINGS, 44), title="2023年8月")
    commit(
        store,
        check(content, "a.xlsx", register_of(store, august), reader),
        at_the_machine("张三"),
        dt.datetime(2023, 9, 8),
    )
    measure = register_of(store, SEPTEMBER).by_id[CROSSINGS]
    assert (measure.previous, measure.previous_month, measure.stored) == (44.0, august, None)
    checked = check(report((CROSSINGS, 40)), "a.xlsx", register_of(store, SEPTEMBER), reader)
    assert [found.id for found in checked.issues] == ["value_fell"]


def test_what_is_still_doubted_is_not_what_the_next_month_is_compared_with(store, reader):
    july, august = dt.date(2023, 7, 1), dt.date(2023, 8, 1)
    for month, value, at in ((july, 4, dt.datetime(2023, 8, 8)), (august, 44, dt.datetime(2023, 9, 8))):
        content = report((CROSSINGS, value), title=f"{month.year}年{month.month}月")
        checked = judged(store, check(content, "a.xlsx", register_of(store, month), reader), at)
        reasons = dict.fromkeys(checked.doubted, "合并报送前期三批工程")
        receipt = commit(store, checked, at_the_machine("张三"), at, "单位自用表没有说明栏", reasons)
    measure = register_of(store, SEPTEMBER).by_id[CROSSINGS]
    assert (measure.previous, measure.previous_month) == (4.0, july)
    again = check(report((CROSSINGS, 46)), "a.xlsx", register_of(store, SEPTEMBER), reader)
    assert [found.id for found in again.issues] == ["value_jumped"]
    doubts.confirm(store, receipt.number, CROSSINGS, None, at_the_machine("李四"), dt.datetime(2023, 9, 9))
    assert register_of(store, SEPTEMBER).by_id[CROSSINGS].previous_month == august


def test_of_several_workbooks_all_are_stored_or_none(store, reader):
    register = register_of(store, SEPTEMBER)
    good = check(report((CROSSINGS, 60)), "a.xlsx", register, reader)
    bad = check(report((RADARS, "推进中")), "b.xlsx", register, reader)
    with pytest.raises(UserError, match=r"b\.xlsx"):
        commit_all(
            store, [Approved(good, at_the_machine("张三"), OCTOBER_9), Approved(bad, at_the_machine("张三"), OCTOBER_9)]
        )
    assert figure_history(store, [CROSSINGS]).empty


def test_an_accepted_file_is_kept_beside_the_store_byte_for_byte(tmp_path: Path, reader):
    content = report((CROSSINGS, 60))
    with opened(stores.copied(planted, tmp_path / "dashboard.duckdb")) as store:
        send(store, reader, content)
        kept = store.query_text("select kept_as from submission where channel = 'workbook'")["kept_as"].iloc[0]
        folder = kept_folder(store)
    assert folder == tmp_path / "uploads" and kept.startswith("2023-09/")
    assert (folder / kept).read_bytes() == content


def test_a_file_is_not_kept_where_the_store_refuses_it(tmp_path: Path, reader, monkeypatch):
    def refuse(*_: object) -> list[int]:
        raise UserError("写入失败。")

    with opened(stores.copied(planted, tmp_path / "dashboard.duckdb")) as store:
        checked = check(report((CROSSINGS, 60)), "a.xlsx", register_of(store, SEPTEMBER), reader)
        monkeypatch.setattr(submissions, "add_submissions", refuse)
        with pytest.raises(UserError, match="写入失败"):
            commit(store, checked, at_the_machine("张三"), OCTOBER_9)
    assert [path for path in (tmp_path / "uploads").rglob("*") if path.is_file()] == []


figures = st.dictionaries(
    st.sampled_from([CROSSINGS, RADARS, "510115-2023-L11-3"]),
    st.integers(2, 60) | st.sampled_from([0, "暂无", ""]),
    min_size=1,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(figures)
def test_what_is_checked_is_what_is_stored(reader, september, given_figures):
    store = stores.filled(planted)
    checked = check(report(*given_figures.items()), "a.xlsx", september, reader)
    commit(store, checked, at_the_machine("张三"), OCTOBER_9, "核对无误")
    status = status_rows(store, View(SEPTEMBER)).set_index("measure_id")["actual"]
    stored = {code: status[code] for code in given_figures if status[code] == status[code]}
    assert stored == {row.measure_id: row.value for row in checked.rows if row.value is not None}
    store.close()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(figures)
def test_a_workbook_taken_in_twice_is_taken_in_once(reader, september, given_figures):
    store, once = stores.filled(planted), stores.filled(planted)
    content = report(*given_figures.items())
    checked = check(content, "公安9月.xlsx", september, reader)
    first, _ = [commit(one, checked, at_the_machine("张三"), OCTOBER_9, "核对无误") for one in (store, once)]
    again = send(store, reader, content, reason="核对无误")
    view = View(SEPTEMBER)
    assert status_rows(store, view).equals(status_rows(once, view))
    assert [first.is_new, again.is_new] == [True, False]
    store.close()
    once.close()


def test_a_month_that_has_not_begun_is_an_error_unless_it_is_allowed(store, reader):
    register = register_of(store, SEPTEMBER)
    found = check(books.report([["510115-2023-L02-1", "", "", "", "", 60, ""]]), "a.xlsx", register, reader)
    early = judged(store, found, dt.datetime(2023, 8, 31, 23))
    assert [one.id for one in early.errors] == ["month_future"]
    assert early.errors[0].expected == "2023年9月还没有到"
    assert judged(store, found, dt.datetime(2023, 8, 31, 23), allow_future=True).errors == []
    assert judged(store, found, dt.datetime(2023, 9, 1)).errors == []
