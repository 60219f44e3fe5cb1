"""Editions: what one says stays as it was, whatever is recorded afterwards, and what changed since the one before."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from metrics.errors import UserError
from store.acts import publishing, submissions
from store.acts.rights import Actor, Forbidden
from store.reads import editions
from store.reads.figures import edition_comparison, snapshot
from store.reads.view import View
from tests import stores
from tests.pages.stores.autumn import ALARMS, COVERS, SEPTEMBER, YOUTH, report, targets_alone, two_months

OFFICE = Actor("李四", "reviews")
OCTOBER_12 = dt.datetime(2023, 10, 12, 9)


def publish(store, month=9, at=OCTOBER_12, by=OFFICE, **head):
    draft = editions.draft(store, View(dt.date(2023, month, 1)), by.name, at)
    return publishing.publish(store, replace(draft, **head), by, at)


def figure(store, view, measure_id=ALARMS):
    rows = snapshot.take(store, view).measures.set_index("measure_id")
    return rows.at[measure_id, "actual"], rows.at[measure_id, "status"]


def test_editions_are_numbered_and_keep_the_head_of_the_one_before():
    store = two_months()
    first = publish(store, month=8, office="区督查室")
    draft = editions.draft(store, SEPTEMBER, "李四", OCTOBER_12)
    second = publish(store, at=OCTOBER_12 + dt.timedelta(hours=1))
    assert (first.name, first.title, first.office) == (
        "第1期", "关于2023年1–8月全区目标任务进展情况的通报", "区督查室"
    )  # fmt: skip
    assert (draft.name, draft.office, draft.view.as_of) == ("未定期", "区督查室", SEPTEMBER.as_of)
    assert [one.name for one in editions.editions(store)] == ["第2期", "第1期"]
    assert editions.edition(store, 2) == second
    assert editions.before(store, second) == first
    assert editions.before(store, first) is None
    assert editions.before(store, draft) == second


def test_a_correction_that_came_later_is_not_in_the_edition_even_with_an_earlier_date():
    store = two_months()
    edition = publish(store)
    # Reports of these tests are dated 28 September: two weeks before the edition.
    report(store, ALARMS, "xiaofang", 9, 280)
    assert figure(store, edition.view) == (150, "far_behind")
    assert figure(store, SEPTEMBER) == (280, "ahead")


def test_a_withdrawal_with_an_earlier_date_leaves_the_edition_alone():
    store = targets_alone()
    number = report(store, ALARMS, "xiaofang", 9, 150)
    edition = publish(store)
    submissions.withdraw(store, number, "填错", OFFICE, OCTOBER_12 - dt.timedelta(days=1))
    assert figure(store, edition.view) == (150, "far_behind")
    assert figure(store, SEPTEMBER)[1] == "not_reported"


def test_a_target_that_is_recorded_later_leaves_the_edition_alone():
    store = two_months()
    edition = publish(store)
    row = {
        "measure_id": ALARMS,
        "valid_from": pd.Timestamp(2023, 1, 1),
        "lower": 160.0,
        "comparator": ">=",
        "source": "会议",
    }
    stores.append_rows(store, "target", pd.DataFrame([row]), OFFICE, dt.datetime(2023, 3, 1))
    assert figure(store, edition.view) == (150, "far_behind")
    assert figure(store, SEPTEMBER) == (150, "ahead")


def test_an_edition_of_the_past_does_not_know_what_came_after_its_moment():
    store = two_months()
    late = dt.datetime(2023, 9, 1, 12)
    assert figure(store, publish(store, at=late).view)[1] == "not_reported"


def compared(store, now, before):
    shots = [snapshot.take(store, one.view) for one in (now, before)]
    found = edition_comparison.compare(store, now, shots[0], before, shots[1])
    assert found is not None
    return found


def codes(rows):
    return list(zip(rows["code"], rows["previous_word"], rows["status_word"], strict=True))


def test_the_comparison_names_what_fell_behind_since_the_edition_before():
    store = two_months()
    first, second = publish(store, month=8), publish(store, at=OCTOBER_12 + dt.timedelta(hours=1))
    found = compared(store, second, first)
    assert codes(found.fell_behind) == [("民生33", "达序时", "严重滞后")]
    assert (codes(found.recovered), codes(found.completed), len(found.restated)) == ([], [], 0)


def test_the_comparison_names_what_recovered_and_what_was_completed():
    store = two_months()
    first = publish(store)
    report(store, ALARMS, "xiaofang", 9, 230)
    second = publish(store, at=OCTOBER_12 + dt.timedelta(hours=1))
    assert codes(compared(store, second, first).recovered) == [("民生33", "严重滞后", "达序时")]
    report(store, ALARMS, "xiaofang", 9, 300)
    third = publish(store, at=OCTOBER_12 + dt.timedelta(hours=2))
    assert codes(compared(store, third, second).completed) == [("民生33", "达序时", "已完成")]


def test_a_restated_figure_is_told_from_the_first_to_the_last():
    store = two_months()
    report(store, COVERS, "zongzhi", 8, 910)
    first = publish(store)
    report(store, COVERS, "zongzhi", 8, 920)
    withdrawn = report(store, YOUTH, "tuanwei", 7, 400)
    second = publish(store, at=OCTOBER_12 + dt.timedelta(hours=1))
    submissions.withdraw(store, withdrawn, "填错", OFFICE, OCTOBER_12 + dt.timedelta(hours=2))
    third = publish(store, at=OCTOBER_12 + dt.timedelta(hours=3))

    def restated(now, before):
        rows = compared(store, now, before).restated
        return rows[["measure_id", "reported_month", "first_text", "then_text", "now_text"]].to_numpy().tolist()

    # What was first told after the edition before is new, and nothing was restated of it.
    assert restated(second, first) == [[COVERS, "2023年8月", "900座", "910座", "920座"]]
    assert restated(third, second) == [[YOUTH, "2023年7月", "400个", "400个", "已撤回"]]


def test_a_figure_of_a_month_that_the_edition_before_did_not_carry_is_not_restated():
    store = two_months()
    first = publish(store, month=8)
    report(store, COVERS, "zongzhi", 9, 930)
    second = publish(store, at=OCTOBER_12 + dt.timedelta(hours=1))
    assert len(compared(store, second, first).restated) == 0


def test_a_month_that_is_issued_again_is_not_compared_with_a_later_one():
    store = two_months()
    august, september = publish(store, month=8), publish(store, at=OCTOBER_12 + dt.timedelta(hours=1))
    again = publish(store, month=8, at=OCTOBER_12 + dt.timedelta(hours=2))
    october = editions.draft(store, View(dt.date(2023, 10, 1)), "李四", OCTOBER_12)
    assert editions.before(store, again) == august
    assert editions.before(store, october) == september


def test_editions_of_two_years_are_not_compared():
    store = two_months()
    first = publish(store)
    draft = editions.draft(store, View(dt.date(2024, 1, 1)), "李四", OCTOBER_12)
    shot = snapshot.take(store, first.view)
    assert edition_comparison.compare(store, draft, shot, first, shot) is None


def test_who_may_not_publish_gets_a_sentence_and_nothing_is_numbered():
    store = two_months()
    with pytest.raises(Forbidden, match="“领导”账号不能"):
        publish(store, by=Actor("王五", "looks"))
    with pytest.raises(UserError, match="印发单位都要填写"):
        publish(store, office=" ")
    with pytest.raises(UserError, match="没有编号为1的简报,还没有定过期"):
        editions.edition(store, 1)


def test_an_edition_is_in_the_audit():
    store = two_months()
    publish(store)
    rows = store.query_text("select act, object, after, done_by from audit where act = '简报定期'")
    assert rows.to_numpy().tolist() == [
        ["简报定期", "第1期(编号1)", "关于2023年1–9月全区目标任务进展情况的通报", "李四"]
    ]
