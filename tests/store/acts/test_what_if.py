"""A change is shown before it is made: same rows, same rule; what was shown is what is stored, or nothing is."""

import datetime as dt
import itertools
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import UserError
from store.acts import act, submissions, what_if
from store.acts.review import rulings
from store.acts.rights import at_the_machine
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures import effects
from store.reads.figures.status import status_course, status_rows
from store.reads.submissions import submission_list
from store.reads.view import View
from tests import stores
from tests.store.builder import World, day, first
from tests.store.engine.postgres import server as servers

COUNTER = itertools.count(101)  # not the names of the files that a World has sent
Batch = list[tuple[submissions.Submission, pd.DataFrame]]


def _world() -> World:
    """A quantity, a milestone, a growth and what is compared with it; figures up to August."""
    world = World()
    item = world.item()
    item.measure("quantity", lower=1200).figures({7: 700, 8: 800})
    item.measure("milestone", unit="%", lower=100).nodes((4, 0.2), (9, 0.7), (12, 1)).figures({7: 45, 8: 55})
    reference = world.measure("growth", unit="%", lower=6, upper=7, comparator="range").figures({3: 6.5, 8: 5.5})
    world.measure("relative", unit="%", comparator="~", reference=reference).figures({8: 5.5, 9: 6.0})
    return world


@pytest.fixture(scope="module")
def world() -> World:
    return _world()


@pytest.fixture
def store(world: World) -> Store:
    return world.store()


@pytest.fixture(scope="module")
def shared_store(world: World) -> Store:
    """One store for the laws that hold whatever was added before."""
    return world.store()


def sent(world: World, values: dict[int, float | None], month: int = 9, unit: str = "a", **said: object) -> Batch:
    """One workbook: place of a measure → its figure."""
    number = next(COUNTER)
    rows = [
        {"measure_id": world.measures[place].measure_id, "month": first(month), "value": value, **said}
        for place, value in values.items()
    ]
    at = day(10, 9) + dt.timedelta(seconds=number)
    return [
        (
            submissions.Submission(unit, first(month), f"{number}.xlsx", f"{number}", at_the_machine("张三"), at),
            pd.DataFrame(rows),
        )
    ]


def course(store: Store, world: World, month: int = 12) -> list[dict[str, object]]:
    """What is shown of every measure in every month; not which submission it came from."""
    return records(status_course(store, world.view(month)).drop(columns="submission_id"))


def test_a_preview_leaves_the_store_as_it_was(store, world):
    before, version = course(store, world), store.version
    found = what_if.preview(store, sent(world, {0: 950}), world.view(9))
    assert found.count("new") == 1
    assert course(store, world) == before and store.version == version
    assert len(store.query_text("select * from audit")) == 0


def test_cells_are_new_changed_or_the_same(store, world):
    submissions.add_submissions(store, sent(world, {0: 900, 1: 60, 2: 6}, progress="推进"))
    batch = sent(world, {0: 950, 1: 60, 2: 6, 3: 7})
    batch[0][1]["progress"] = ["推进", "推进", "提速", None]
    cells = what_if.preview(store, batch, world.view(9)).cells
    assert list(cells["change"]) == ["changed", "same", "changed", "changed"]
    assert list(cells["old_text"]) == ["900个", "60%", "6.0%", "6.0%"]
    assert list(cells["new_text"]) == ["950个", "60%", "6.0%", "7.0%"]
    assert list(cells["others_text"]) == ["", "", "进展情况", ""]


def test_texts_without_a_figure_leave_the_figure_that_stands(store, world):
    submissions.add_submissions(store, sent(world, {0: 900}))
    batch = sent(world, {0: None}, progress="推进")
    found = what_if.preview(store, batch, world.view(9))
    [cell] = records(found.cells)
    assert (cell["change"], cell["old_text"], cell["new_text"], cell["others_text"]) == (
        "changed", "900个", "", "进展情况",
    )  # fmt: skip
    assert found.statuses.empty


def test_the_same_figures_in_another_file_change_nothing(store, world):
    submissions.add_submissions(store, sent(world, {0: 900, 1: 60}))
    found = what_if.preview(store, sent(world, {0: 900, 1: 60}), world.view(9))
    assert found.changes_nothing and found.statuses.empty


def test_a_real_figure_in_a_sample_ones_place_is_a_change(store, world):
    [(submission, rows)] = sent(world, {0: 900})
    submissions.add_submissions(store, [(submissions.Submission(**{**vars(submission), "is_demo": True}), rows)])
    [cell] = records(what_if.preview(store, sent(world, {0: 900}), world.view(9)).cells)
    assert (cell["change"], cell["others_text"]) == ("changed", "原为演示数据")


def test_a_status_that_would_change_is_listed_with_both_words_and_what_it_means(store, world):
    found = what_if.preview(store, sent(world, {0: 700, 1: 75}), world.view(9)).statuses
    assert [(row["old_word"], row["new_word"], row["effect"]) for row in records(found)] == [
        ("未报送", "严重滞后", "新增滞后"), ("未报送", "达序时", ""),
    ]  # fmt: skip


def test_a_late_figure_is_shown_in_the_later_months_too(store, world):
    """What is compared with the reference changes with it, also in the month after."""
    found = what_if.preview(store, sent(world, {2: 8.0}, month=8), world.view(9)).statuses
    assert [(row["month"].month, row["kind"], row["old_status"], row["status"]) for row in records(found)] == [
        (8, "relative", "on_track", "far_behind"), (9, "relative", "on_track", "far_behind"),
        (8, "growth", "behind", "ahead"),
    ]  # fmt: skip


def test_the_months_looked_at_go_up_to_the_latest_with_a_figure(store, world):
    assert what_if.view_over(store, first(5), world.view(5)).month == first(9)
    assert what_if.view_over(store, first(11), world.view(11)).month == first(11)
    assert what_if.view_over(Store(), first(5), world.view(5)).month == first(5)
    elsewhere = View(first(5), region="510115")
    assert what_if.view_over(store, first(5), elsewhere).month == first(5)


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ("on_track", "behind", "新增滞后"), ("not_reported", "far_behind", "新增滞后"), (None, "behind", "新增滞后"),
        ("behind", "far_behind", "滞后加重"), ("far_behind", "behind", "滞后减轻"), ("behind", "behind", ""),
        ("behind", "on_track", "不再滞后"), ("far_behind", "done", "不再滞后"), ("not_reported", "on_track", ""),
    ],
)  # fmt: skip
def test_what_a_change_means_for_what_is_behind(old, new, effect):
    assert effects.effect(old, new) == effect


values = st.one_of(
    st.floats(-1e4, 1e4, allow_nan=False).map(lambda number: round(number, 4)),
    st.sampled_from([0.0, 900.0, 1200.0, 70.0, 6.0]),
)
figures = st.dictionaries(st.integers(0, 3), values, min_size=1)


@settings(max_examples=8, deadline=None)
@given(figures=figures, month=st.integers(1, 12))
def test_what_was_previewed_is_what_is_stored(shared_store, world, figures, month):
    batch = sent(world, figures, month)
    view = world.view(12)
    shown = what_if.preview(shared_store, batch, view)
    unseen = ["submission_id"]
    assert what_if.confirm(shared_store, batch, view, shown.token) == list(shown.cells["submission_id"].unique())
    stored = status_course(shared_store, view)
    stored = stored[stored["month"] >= pd.Timestamp(first(month))]
    assert records(stored.drop(columns=unseen)) == records(shown.after.drop(columns=unseen))
    standing = shared_store.query_text("select * from latest_actual").set_index(["measure_id", "month"])["value"]
    assert all(standing[world.measures[place].measure_id, pd.Timestamp(first(month))] == value
               for place, value in figures.items())  # fmt: skip


@settings(max_examples=6, deadline=None)
@given(figures=figures, month=st.integers(1, 12))
def test_what_a_withdrawal_would_leave_is_what_it_leaves(shared_store, world, figures, month):
    view = world.view(12)
    [number] = submissions.add_submissions(shared_store, sent(world, figures, month))
    shown = what_if.preview_withdrawal(shared_store, number, day(12, 30), view)
    submissions.withdraw(shared_store, number, "填错", at_the_machine("李四"), day(12, 30))
    stored = status_course(shared_store, view)
    assert records(stored[stored["month"] >= pd.Timestamp(first(month))]) == records(shown.after)


def test_a_confirmation_is_refused_where_a_shown_figure_changed_in_between(store, world):
    batch, view = sent(world, {0: 900}), world.view(9)
    shown = what_if.preview(store, batch, view)
    submissions.add_submissions(store, sent(world, {0: 850}))
    before = course(store, world)
    with pytest.raises(what_if.Outdated, match="没有入库"):
        what_if.confirm(store, batch, view, shown.token)
    assert course(store, world) == before
    batch = sent(world, {0: 900})  # confirmed later than the other
    again = what_if.preview(store, batch, view)
    assert list(again.cells["old_text"]) == ["850个"]
    what_if.confirm(store, batch, view, again.token)
    assert status_rows(store, view)["actual"].iloc[0] == 900


def test_a_confirmation_is_refused_where_what_the_figure_is_compared_with_changed(store, world):
    batch, view = sent(world, {2: 6.0}), world.view(9)
    shown = what_if.preview(store, batch, view)
    submissions.add_submissions(store, sent(world, {3: 1.0}))
    with pytest.raises(what_if.Outdated):
        what_if.confirm(store, batch, view, shown.token)


def test_a_confirmation_is_refused_where_a_target_or_a_ruling_changed_in_between(store, world):
    batch, view = sent(world, {0: 900}), world.view(9)
    shown = what_if.preview(store, batch, view)
    measure_id = world.measures[0].measure_id
    row = {"measure_id": measure_id, "valid_from": first(9), "lower": 2400, "comparator": "=", "source": "调整"}
    stores.append_rows(store, "target", pd.DataFrame([row]), at_the_machine("王五"), day(10, 9))
    with pytest.raises(what_if.Outdated):
        what_if.confirm(store, batch, view, shown.token)
    shown = what_if.preview(store, batch, view)
    rulings.rule(store, measure_id, "behind", first(9), None, "会议", at_the_machine("督查室"), day(10, 9))
    with pytest.raises(what_if.Outdated):
        what_if.confirm(store, batch, view, shown.token)


def test_a_confirmation_does_not_mind_what_others_report_meanwhile(store, world):
    batch, view = sent(world, {0: 900}), world.view(9)
    shown = what_if.preview(store, batch, view)
    submissions.add_submissions(store, sent(world, {1: 75}, unit="b"))
    what_if.confirm(store, batch, view, shown.token)
    assert list(status_rows(store, view)["actual"])[:2] == [900, 75]


def test_what_nobody_wrote_to_since_the_preview_is_not_judged_once_more(store, world):
    batch, view = sent(world, {0: 900}), world.view(9)
    shown = what_if.preview(store, batch, view)
    submissions.add_submissions(store, sent(world, {1: 75}, unit="b"))
    with pytest.raises(what_if.Outdated):  # it was judged, and came out otherwise than a token that is none
        what_if.confirm(store, batch, view, "no token", shown.version)
    shown = what_if.preview(store, batch, view)
    what_if.confirm(store, batch, view, "no token", shown.version)
    assert status_rows(store, view)["actual"].iloc[0] == 900
    assert what_if.preview(store, sent(world, {0: 950}), view).version == shown.version + 1


def test_the_reason_of_a_doubt_and_the_time_of_sending_are_no_reason_to_refuse(store, world):
    [(submission, rows)] = sent(world, {0: 900})
    shown = what_if.preview(store, [(submission, rows)], world.view(9))
    later = submissions.Submission(**{**vars(submission), "submitted_at": day(10, 10)})
    what_if.confirm(store, [(later, rows.assign(odd_reason="核对无误"))], world.view(9), shown.token)
    assert "核对无误" in list(store.query_text("select odd_reason from latest_actual")["odd_reason"])


def test_two_people_confirming_at_once_lose_nothing(store, world):
    """Of two for the same cell one is refused; those for other cells all get in."""
    view = world.view(9)
    batches = [sent(world, {0: 900}), sent(world, {0: 950}), sent(world, {1: 75}, unit="b"), sent(world, {2: 6.0})]
    shown = [what_if.preview(store, batch, view).token for batch in batches]
    start = threading.Barrier(len(batches))
    refused: list[int] = []

    def confirm(place: int) -> None:
        start.wait()
        try:
            what_if.confirm(store, batches[place], view, shown[place])
        except what_if.Outdated:
            refused.append(place)

    threads = [threading.Thread(target=confirm, args=(place,)) for place in range(len(batches))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1 and refused[0] in (0, 1)
    rows = status_rows(store, view)
    assert list(rows["actual"])[:3] == [950 if refused[0] == 0 else 900, 75, 6.0]
    sent_files = set(submission_list(store)["file_name"])
    expected = {batch[0][0].file_name for place, batch in enumerate(batches) if place not in refused}
    assert expected <= sent_files and batches[refused[0]][0][0].file_name not in sent_files


@pytest.mark.skipif(servers.SERVER in os.environ, reason="a trial on PostgreSQL is waited for: docs/postgresql.md")
def test_a_trial_that_is_being_judged_keeps_nobody_from_writing_and_sees_none_of_it(store, world):
    tried, other = sent(world, {0: 900}), sent(world, {1: 75}, unit="b")
    with act.trying(store, day(10, 9)) as trial, ThreadPoolExecutor(1) as pool:
        [would_be] = submissions.append_submissions(trial, tried)
        trial.transaction.done_writing()
        [number] = pool.submit(submissions.add_submissions, store, other).result(timeout=60)
        assert list(status_rows(trial.transaction, world.view(9))["actual"])[:2] == [900, 55]
    assert number == would_be and list(status_rows(store, world.view(9))["actual"])[:2] == [800, 75]


def test_the_very_same_file_is_refused_before_anything_is_shown(store, world):
    batch = sent(world, {0: 900})
    submissions.add_submissions(store, batch)
    with pytest.raises(UserError, match="内容完全相同"):
        what_if.preview(store, batch, world.view(9))


def test_taking_back_what_is_not_there_or_was_taken_back_is_refused(store, world):
    with pytest.raises(UserError, match="没有第999号报送"):
        what_if.preview_withdrawal(store, 999, day(10, 9), world.view(9))
    [number] = submissions.add_submissions(store, sent(world, {0: 900}))
    submissions.withdraw(store, number, "填错", at_the_machine("李四"), day(10, 9))
    with pytest.raises(UserError, match="此前已撤回"):
        what_if.preview_withdrawal(store, number, day(10, 9), world.view(9))
