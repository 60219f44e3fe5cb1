"""A load of targets: the preview is the commit, taking it back is as if it had not been, and nothing is lost."""

import copy
import datetime as dt

import pandas as pd
import pytest

from metrics.errors import UserError
from metrics.rows import ToldRow
from store.acts import targets as single
from store.acts.rights import at_the_machine
from store.acts.what_if import Outdated
from store.engine.records import records, with_words
from store.engine.store import Store
from store.loads import loads, words
from store.loads.loads import Load
from store.loads.year import courses, fresh_rows, year_tables
from store.reads.figures.status import status_course, status_rows
from store.reads.setting_sheet import sheet
from store.reads.view import View
from tests.store.audited import audited
from tests.store.builder import REGION, World, day, first

BY, WHY = at_the_machine("张三"), "常务会议"
ONE, TWO = f"{REGION}-2023-00001-1", f"{REGION}-2023-00002-1"
DECEMBER = View(first(12))


@pytest.fixture
def store() -> Store:
    """Two amounts of 1,200 with figures up to September, one of which was changed from August on."""
    world = World(REGION)
    for _ in range(2):
        world.measure(lower=1200).figure(3, 200).figure(9, 950)
    made = world.store()
    single.change_target(made, TWO, first(8), WHY, BY, day(8, 3), lower=1000)
    return made


def load_of(store: Store, month: int = 1, **bounds: float) -> Load:
    """A load that gives measures another lower bound, from a month on."""
    tables = copy.deepcopy(year_tables(store, 2023))
    named = {"one": ONE, "two": TWO}
    wanted = {named[name]: value for name, value in bounds.items()}
    mentioned = {row["measure_id"]: row for row in tables["target"] if row["measure_id"] in wanted}
    tables["target"] = [
        {**row, "lower": wanted[measure], "valid_from": first(month)} for measure, row in mentioned.items()
    ]
    return Load(2023, "目标.xlsx", "0" * 64, first(month), tables)


def lower(store: Store, measure: str, month: int) -> float:
    rows = status_rows(store, View(first(month)))
    return float(rows["lower"][rows["measure_id"] == measure].iloc[0])


def test_the_preview_says_what_the_commit_does_and_stores_nothing(store):
    load, version = load_of(store, one=800), store.version
    shown = loads.preview_load(store, load, day(11, 5))
    assert store.version == version and lower(store, ONE, 9) == 1200
    done = loads.commit_load(store, load, BY, day(11, 5), WHY, shown.token)
    assert (done.number, done.preview.changes, done.preview.token) == (1, shown.changes, shown.token)
    assert [(one.what, one.before, one.after) for one in shown.changes] == [("年度目标", "1,200个", "800个")]
    pd.testing.assert_frame_equal(shown.statuses, done.preview.statuses)
    assert lower(store, ONE, 9) == 800


def test_months_that_are_over_and_change_are_counted_and_a_later_month_leaves_them(store):
    assert set(loads.preview_load(store, load_of(store, one=800), day(11, 5)).past) >= {first(9)}
    assert loads.preview_load(store, load_of(store, 11, one=800), day(11, 5)).past == {}
    loads.commit_load(store, load_of(store, 11, one=2400), BY, day(11, 5), WHY)
    assert [lower(store, ONE, month) for month in (1, 10, 11, 12)] == [1200, 1200, 2400, 2400]


def test_a_preview_that_is_no_longer_true_stores_nothing(store):
    shown = loads.preview_load(store, load_of(store, one=800), day(11, 5))
    single.change_target(store, ONE, first(9), WHY, BY, day(11, 5), lower=1000)
    version = store.version
    with pytest.raises(Outdated):
        loads.commit_load(store, load_of(store, one=800), BY, day(11, 6), WHY, shown.token)
    assert store.version == version


def test_a_load_taken_back_is_as_if_it_had_not_been_and_brought_back_as_it_was(store):
    before = status_course(store, DECEMBER)
    loads.commit_load(store, load_of(store, one=800, two=700), BY, day(11, 5), WHY)
    loaded = status_course(store, DECEMBER)
    loads.turn(store, 1, "误载", BY, day(11, 6), back=True)
    pd.testing.assert_frame_equal(status_course(store, DECEMBER), before)
    loads.turn(store, 1, "核实无误", BY, day(11, 7), back=False)
    pd.testing.assert_frame_equal(status_course(store, DECEMBER), loaded)
    for moment, known in ((day(11, 5), 800), (day(11, 6, 12), 1200), (day(11, 8), 800)):
        view = View(first(9), as_of=moment)
        assert status_rows(store, view).set_index("measure_id").loc[ONE, "lower"] == known


def test_what_was_changed_singly_since_a_load_stays_when_it_is_taken_back(store):
    loads.commit_load(store, load_of(store, one=800), BY, day(11, 5), WHY)
    single.change_target(store, ONE, first(10), WHY, BY, day(11, 6), lower=900)
    loads.turn(store, 1, "误载", BY, day(11, 7), back=True)
    assert [lower(store, ONE, month) for month in (9, 10)] == [1200, 900]


def test_new_measures_come_and_go_with_their_load(store):
    tables = copy.deepcopy(year_tables(store, 2023))
    item = {**tables["item"][0], "item_id": "new", "item_no": 9, "title": "新事项"}
    measure = {**tables["measure"][0], "measure_id": "new-1", "item_id": "new"}
    target = {**tables["target"][0], "measure_id": "new-1", "valid_from": first(11)}
    load = Load(
        2023, "目标.xlsx", "0", first(11), {"item": [item], "measure": [measure], "target": [target], "plan": []}
    )
    shown = loads.preview_load(store, load, day(11, 5))
    assert [one.change for one in shown.changes] == ["new"] and shown.owed == {}, "November still runs"
    assert loads.preview_load(store, load, day(12, 5)).owed == {first(11): 1}
    loads.commit_load(store, load, BY, day(11, 5), WHY)
    rows = status_course(store, DECEMBER)
    new = rows[rows["measure_id"] == "new-1"].set_index("month_no")
    assert list(new.loc[[1, 10], "status"]) == ["not_due", "not_due"] and new.loc[10, "not_due_because"] == "later"
    assert new.loc[11, "status"] == "not_reported"
    back = loads.turn(store, 1, "误载", BY, day(11, 6), back=True)
    assert [one.change for one in back.preview.changes] == ["gone"]
    assert "new-1" not in set(status_course(store, DECEMBER)["measure_id"])


def test_targets_of_later_months_stay_where_an_earlier_one_is_loaded(store):
    loads.commit_load(store, load_of(store, 3, two=1500), BY, day(11, 5), WHY)
    assert [lower(store, TWO, month) for month in (2, 3, 7, 8, 12)] == [1200, 1500, 1500, 1000, 1000]


def test_the_same_load_again_changes_nothing(store):
    load = load_of(store, 11, one=800, two=700)
    loads.commit_load(store, load, BY, day(11, 5), WHY)
    version = store.version
    again = loads.commit_load(store, load, BY, day(11, 6), WHY)
    assert again.number is None and store.version == version
    assert not any(fresh_rows(load.tables, year_tables(store, 2023)).values())
    assert set(courses(year_tables(store, 2023))[ONE]) == {first(1), first(11)}


def test_every_change_of_a_load_has_an_entry_in_the_audit(store):
    load = Load(**{**vars(load_of(store, one=800)), "explained": [("年度目标!H3:相差", "已经会议确定")]})
    loads.commit_load(store, load, BY, day(11, 5), WHY)
    loads.turn(store, 1, "误载", BY, day(11, 6), back=True)
    entries = [entry[:1] + entry[2:] for entry in audited(store)[1:]]
    assert entries == [
        ["载入年度目标", None, "变更1处", WHY, "张三"],
        ["载入年度目标", "1,200个", "800个", WHY, "张三"],
        ["说明目标疑问", None, "已经会议确定", WHY, "张三"],
        ["收回目标载入", None, "变更1处", "误载", "张三"],
        ["收回目标载入", "800个", "1,200个", "误载", "张三"],
    ]


def test_a_load_is_taken_back_once_and_there_has_to_be_one(store):
    loads.commit_load(store, load_of(store, one=800), BY, day(11, 5), WHY)
    with pytest.raises(UserError, match="第1次载入没有收回,不需要恢复"):
        loads.turn(store, 1, WHY, BY, day(11, 6), back=False)
    loads.turn(store, 1, WHY, BY, day(11, 6), back=True)
    with pytest.raises(UserError, match="第1次载入此前已收回"):
        loads.turn(store, 1, WHY, BY, day(11, 6), back=True)
    with pytest.raises(UserError, match="没有第2次载入"):
        loads.turn(store, 2, WHY, BY, day(11, 6), back=True)
    with pytest.raises(UserError, match="须写明原因"):
        loads.turn(store, 1, " ", BY, day(11, 6), back=False)


def test_targets_that_were_taken_back_stay_in_the_history_and_say_so(store):
    loads.commit_load(store, load_of(store, one=800), BY, day(11, 5), WHY)
    loads.turn(store, 1, "误载", BY, day(11, 6), back=True)
    rows = records(with_words(status_rows(store, View(first(9)))).assign(unit_label=""), ToldRow)
    shown = sheet(store, next(row for row in rows if row["measure_id"] == ONE), 2023).targets
    told_of = zip(shown["target_text"], shown["reason"], strict=True)
    assert [(text, str(reason)) for text, reason in told_of] == [
        ("800个", "(载入已收回)"), ("1,200个", "nan"),
    ]  # fmt: skip


def test_a_load_is_told_in_words_and_as_json(store):
    shown = loads.preview_load(store, load_of(store, one=800), day(11, 5))
    assert any(line.startswith("已过月份有") for line in words.consequences(shown))
    answer = words.as_json(shown)
    assert answer["changes"][0]["valid_from"] == "2023-01" and "2023-09" in answer["past_statuses"]
    assert words.lines(loads.preview_load(store, load_of(store, one=1200), day(11, 5))) == [
        "与现有目标完全相同,没有改动。"
    ]


def test_a_year_without_targets_can_be_loaded_and_taken_back(store):
    tables = {
        name: [
            {key: value.replace("2023", "2024") if isinstance(value, str) else value.replace(year=2024)
             if isinstance(value, dt.date) else 2024 if key == "year" else value for key, value in row.items()}
            for row in rows
        ]
        for name, rows in year_tables(store, 2023).items()
    }  # fmt: skip
    done = loads.commit_load(
        store, Load(2024, "目标.xlsx", "0", dt.date(2024, 1, 1), tables), BY, dt.datetime(2024, 2, 1), WHY
    )
    assert done.preview.count("new") == 2 and done.preview.statuses.empty
    loads.turn(store, 1, "误载", BY, dt.datetime(2024, 2, 2), back=True)
    with pytest.raises(UserError, match="所在年度没有目标"):
        status_rows(store, View(dt.date(2024, 1, 1)))
