"""The seed in the store: planted once, brought up to date by a newer seed, and never over a user's change."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from metrics.errors import UserError
from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.opening import open_store
from store.engine.records import records
from store.engine.seed import SEED_FOLDER, baseline, plant
from store.engine.store import Store
from store.reads.figures.status import figure_history, item_rows, status_rows
from store.reads.submissions import has_demo, submission_list
from store.reads.view import View
from tests import stores

CHARGING = "510115-2023-L08-1"
LATER = dt.datetime(2023, 6, 1, 9)
SEPTEMBER = View(dt.date(2023, 9, 1))


@pytest.fixture
def seed(tmp_path) -> Path:
    """A copy of the seed that a test may make newer."""
    return Path(shutil.copytree(SEED_FOLDER, tmp_path / "seed"))


@pytest.fixture
def store(seed) -> Store:
    store = Store()
    plant(store, baseline(), seed)
    return store


def _change(seed: Path, table: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    file = seed / f"{table}.csv"
    rows = change(pd.read_csv(file, dtype=str, keep_default_na=False))
    rows.to_csv(file, index=False, lineterminator="\n")


def _with(column: str, value: str, **where: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def change(rows: pd.DataFrame) -> pd.DataFrame:
        name, wanted = next(iter(where.items()))
        assert (rows[name] == wanted).sum() == 1
        return rows.assign(**{column: rows[column].where(rows[name] != wanted, value)})

    return change


def _row(store: Store, measure_id: str, view: View = SEPTEMBER) -> dict[str, object]:
    rows = status_rows(store, view)
    return records(rows[rows["measure_id"] == measure_id])[0]


def _user_target(measure_id: str, lower: float, month: int) -> dict[str, object]:
    return {
        "measure_id": measure_id, "valid_from": dt.date(2023, month, 1), "lower": lower, "comparator": ">=",
        "reason": "年中调整", "source": "区政府常务会议",
    }  # fmt: skip


def test_the_seed_says_2200_charging_piles_and_the_store_too(store):
    row = _row(store, CHARGING)
    assert (row["lower"], row["kind"], row["unit"], row["series"], row["item_no"]) == (
        2200,
        "quantity",
        "个",
        "livelihood",
        8,
    )


def test_the_seed_stands_without_contradictions(store):
    assert store.query("contradictions").empty


def test_every_measure_of_the_seed_has_a_row_and_every_item_with_judged_measures_too(store, seed):
    rows = status_rows(store, SEPTEMBER)
    measures = pd.read_csv(seed / "measure.csv", dtype=str)
    assert set(rows["measure_id"]) == set(measures["measure_id"])
    judged = measures.loc[measures["kind"] != "reference", "item_id"]
    assert set(item_rows(store, rows)["item_id"]) == set(judged)


def test_last_years_results_are_not_this_years_figures(store):
    growth = _row(store, "510115-2023-I01-1", View(dt.date(2023, 3, 1)))
    assert (growth["actual"], growth["status"]) == (None, "not_reported")
    history = figure_history(store, ["510115-2023-I01-1"])
    assert 3.0 in set(history["value"])


def test_planting_again_adds_nothing(store, seed):
    assert plant(store, LATER, seed) == 0
    assert store.query_text("select count(*) as n from target where recorded_at > $at", at=baseline())["n"].iloc[0] == 0


def test_a_newer_seed_appends_only_what_changed(store, seed):
    _change(seed, "target", _with("lower", "2400", measure_id=CHARGING))
    assert plant(store, LATER, seed) == 1
    assert _row(store, CHARGING)["lower"] == 2400
    assert plant(store, LATER + dt.timedelta(days=1), seed) == 0


def test_what_a_newer_seed_changed_was_otherwise_before(store, seed):
    _change(seed, "target", _with("lower", "2400", measure_id=CHARGING))
    plant(store, LATER, seed)
    before = View(SEPTEMBER.month, as_of=LATER - dt.timedelta(seconds=1))
    assert _row(store, CHARGING, before)["lower"] == 2200


def test_a_newer_seed_may_bring_a_new_measure(store, seed):
    def another(rows: pd.DataFrame) -> pd.DataFrame:
        like = rows[rows["measure_id"] == CHARGING].assign(
            measure_id="510115-2023-L08-9", measure_no="9", name="新增子项"
        )
        return pd.concat([rows, like])

    _change(seed, "measure", another)
    assert plant(store, LATER, seed) == 1
    assert _row(store, "510115-2023-L08-9")["measure"] == "新增子项"


def test_a_newer_seed_never_goes_over_a_users_change(store, seed):
    stores.append_rows(store, "target", pd.DataFrame([_user_target(CHARGING, 2000, 1)]), at_the_machine("王五"), LATER)
    _change(seed, "target", _with("lower", "2400", measure_id=CHARGING))
    plant(store, LATER + dt.timedelta(days=1), seed)
    assert _row(store, CHARGING)["lower"] == 2000


def test_a_newer_seed_never_goes_over_a_users_change_of_a_later_month(store, seed):
    stores.append_rows(store, "target", pd.DataFrame([_user_target(CHARGING, 2000, 7)]), at_the_machine("王五"), LATER)
    _change(seed, "target", _with("lower", "2400", measure_id=CHARGING))
    plant(store, LATER + dt.timedelta(days=1), seed)
    assert _row(store, CHARGING)["lower"] == 2000


def test_a_users_change_of_one_measure_does_not_hold_up_the_others(store, seed):
    other = "510115-2023-L02-1"
    stores.append_rows(store, "target", pd.DataFrame([_user_target(CHARGING, 2000, 1)]), at_the_machine("王五"), LATER)
    _change(seed, "target", _with("lower", "77", measure_id=other))
    assert plant(store, LATER + dt.timedelta(days=1), seed) == 1
    assert _row(store, other)["lower"] == 77


def test_a_revised_published_figure_stands_and_the_first_stays_in_its_history(store, seed):
    city = "510115-2023-I01-3"
    march = View(dt.date(2023, 3, 1))
    assert _row(store, city, march)["actual"] == 5.3
    _change(seed, "actual", lambda rows: rows.assign(value=rows["value"].where(rows["measure_id"] != city, "5.4")))
    plant(store, LATER, seed)
    assert _row(store, city, march)["actual"] == 5.4
    assert {5.3, 5.4} <= set(figure_history(store, [city])["value"])


def test_a_withdrawn_published_figure_does_not_come_back(store, seed):
    city = "510115-2023-I01-3"
    history = figure_history(store, [city])
    number = int(history.loc[history["month"] == pd.Timestamp(2023, 3, 1), "submission_id"].iloc[0])
    submissions.withdraw(store, number, "来源有误", at_the_machine("王五"), LATER)
    assert plant(store, LATER, seed) == 0
    assert _row(store, city, View(dt.date(2023, 3, 1)))["actual"] is None


def test_a_lead_unit_that_is_no_unit_stops_the_planting_and_nothing_stays(seed):
    _change(seed, "item", _with("lead_unit", "区某局", item_id="510115-2023-L08"))
    store = Store()
    with pytest.raises(UserError, match="区某局"):
        plant(store, baseline(), seed)
    assert store.query_text("select count(*) as n from unit")["n"].iloc[0] == 0


def test_sample_data_never_come_back_after_they_were_dropped(tmp_path):
    path = tmp_path / "a.duckdb"
    store = open_store(path)
    submission = submissions.Submission(
        "jiaotong", dt.date(2023, 9, 1), "九月.xlsx", "abc", at_the_machine("张三"), LATER, is_demo=True
    )
    figures = pd.DataFrame([{"measure_id": CHARGING, "month": dt.date(2023, 9, 1), "value": 1320.0}])
    submissions.add_submission(store, submission, figures)
    assert _row(store, CHARGING)["is_demo"]
    assert submissions.drop_demo(store, at_the_machine("王五"), LATER + dt.timedelta(days=1)) == 1
    published = store.query_text("select count(*) as n from submission where channel = 'published'")["n"].iloc[0]
    store.close()
    store = open_store(path)
    assert not has_demo(store)
    assert (_row(store, CHARGING)["actual"], _row(store, CHARGING)["is_demo"]) == (None, False)
    standing = submission_list(store)
    assert list(standing.loc[standing["withdrawn_at"].notna(), "channel"]) == ["workbook"]
    assert (standing["channel"] == "published").sum() == published > 0
    store.close()


def test_a_table_of_the_seed_that_may_be_empty_holds_nothing_up(seed):
    for table in ("plan", "unit_alias", "same_as", "measure_code", "actual"):
        _change(seed, table, lambda rows: rows.head(0))
    store = Store()
    assert plant(store, baseline(), seed) > 0
    assert store.query("contradictions").empty and len(submission_list(store)) == 0
