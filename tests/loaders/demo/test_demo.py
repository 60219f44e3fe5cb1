"""The sample reports: the same every time, through the same loader, never twice, and never over a real figure."""

import datetime as dt
import hashlib
from dataclasses import replace

import pytest

from loaders.accept import commit, originals
from loaders.accept.standing import month_registers
from loaders.demo import demo
from loaders.demo.demo import load_demo
from loaders.demo.reports import plan_reports
from loaders.demo.sample import SUBMITTED_BY, sample
from metrics.periods import months_of_year
from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.store import Store
from store.reads.figures.status import figure_history, item_rows, status_rows, unit_reporting
from store.reads.submissions import has_demo, submission_list
from store.reads.view import View
from tests import stores
from tests.loaders.conftest import planted
from tests.pages.stores import autumn

LAST_MONTH = sample().last_month


@pytest.fixture(scope="module")
def loaded():
    store = stores.filled(planted)
    steps: list[float] = []
    summary = load_demo(store, steps.append)
    yield store, summary, steps
    store.close()


def status(store: Store, month: dt.date = LAST_MONTH):
    return status_rows(store, View(month))


def test_every_report_is_labelled_and_sent_in_its_time(loaded):
    store, summary, _ = loaded
    sent = submission_list(store).query("channel == 'workbook'")
    assert len(sent) == summary.workbook_count > 250
    assert sent["is_demo"].all() and set(sent["submitted_by"]) == {SUBMITTED_BY}
    assert sent["submitted_at"].min() >= dt.datetime(2023, 2, 15)
    january = sent[sent["month"] == dt.datetime(2023, 1, 1)]
    assert january["submitted_at"].max() < dt.datetime(2023, 4, 1)
    first_reports = sent[~sent["file_name"].str.contains("更正")]
    months_later = first_reports["submitted_at"].dt.month - first_reports["month"].dt.month
    assert set(months_later) == {1}


def test_some_are_late_some_are_missing_some_are_corrected(loaded):
    store, summary, _ = loaded
    sent = submission_list(store).query("channel == 'workbook'")
    is_correction = sent["file_name"].str.contains("更正")
    late = sent[(sent["submitted_at"].dt.day > 5) & ~is_correction & (sent["month"].dt.month > 1)]
    assert len(late) == summary.late_count > 5
    assert is_correction.sum() == summary.revised_count > 3
    assert summary.missed_count >= 2
    owed = unit_reporting(status(store))
    assert (owed["cells_in"] == 0).sum() == 1, "one unit missed September"
    assert ((owed["cells_in"] > 0) & (owed["cells_in"] < owed["cells_due"])).sum() >= 1, "somewhere stands 暂无"


def test_the_growth_of_the_first_quarters_is_first_preliminary_and_then_final(loaded):
    store, _, _ = loaded
    history = figure_history(store, ["510115-2023-I01-1"]).query("channel == 'workbook'")
    by_month = history.groupby(history["month"].dt.month)["vintage"].apply(list).to_dict()
    assert by_month == {3: ["最终", "初步"], 6: ["最终", "初步"], 9: ["初步"]}
    first_quarter = history[history["month"].dt.month == 3]["value"]
    assert first_quarter.iloc[0] != first_quarter.iloc[1]


def test_calendars_conditions_and_plans_are_respected(loaded):
    store, _, _ = loaded
    reported = store.query_text(
        """select a.measure_id, m.calendar, month(a.month) as month_no
           from actual a join submission s using (submission_id) join measure m using (measure_id)
           where s.is_demo and (a.value is not null or a.value_words is not null)"""
    )
    months = reported.groupby("calendar")["month_no"].apply(lambda column: set(column.tolist())).to_dict()
    assert months["quarterly"] == {3, 6, 9} and months["half_yearly"] == {6}
    assert months["monthly_from_feb"] == set(range(2, 10)) and months["monthly"] == set(range(1, 10))
    assert "yearly" not in months
    assert not reported["measure_id"].str.startswith("510115-2023-L28").any(), "the condition was never triggered"
    assert reported[reported["measure_id"] == "510115-2023-L35-1"]["month_no"].tolist() == [9]


def test_cumulative_figures_never_fall_within_what_stands(loaded):
    store, _, _ = loaded
    rows = store.query_text(
        """select a.measure_id, a.month, a.value from latest_actual a join measure m using (measure_id)
           where a.is_demo and m.kind in ('quantity', 'stock', 'milestone') order by a.measure_id, a.month"""
    )
    assert len(rows) > 1500
    assert (rows.groupby("measure_id")["value"].diff().dropna() >= 0).all()


def test_the_spread_of_september_is_that_of_a_real_year(loaded):
    store, _, _ = loaded
    items = item_rows(store, status(store)).query("series == 'livelihood'")
    share = (items["status"].value_counts() / len(items)).to_dict()
    assert 0.10 <= share["done"] <= 0.20
    assert 0.05 <= share["ahead"] <= 0.15
    assert 0.30 <= share["on_track"] <= 0.45
    assert 0.15 <= share["behind"] <= 0.25
    assert 0.05 <= share["far_behind"] <= 0.12
    assert share["not_reported"] > 0 and 0 < share["undecided"] <= 0.05


def test_what_is_behind_says_why_what_next_and_by_when(loaded):
    store, _, _ = loaded
    rows = status(store)
    behind = rows[rows["status"].isin(["behind", "far_behind"]) & rows["by_pace"] & (rows["kind"] != "stock")]
    history = figure_history(store, list(behind["measure_id"]))
    september = history[history["month"] == dt.datetime(2023, 9, 1)].drop_duplicates("measure_id")
    assert len(september) == len(behind) > 20
    assert september[["progress", "problem", "next_step", "expected"]].notna().all().all()


def test_the_same_thing_in_the_body_and_in_the_annex_has_the_same_figure(loaded):
    store, _, _ = loaded
    for twin, own in (("510115-2023-T53-1", "510115-2023-L02-1"), ("510115-2023-T44-3", "510115-2023-L08-1")):
        months = store.query_text(
            """select t.value = o.value as is_same from latest_actual t join latest_actual o on t.month = o.month
               where t.measure_id = $twin and o.measure_id = $own""",
            twin=twin,
            own=own,
        )
        assert len(months) >= 7 and months["is_same"].all()


def test_a_real_figure_stays_real(loaded):
    store, _, _ = loaded
    november = status(store, dt.date(2023, 11, 1)).set_index("measure_id").loc["510115-2023-T09-1"]
    assert (november["actual"], november["status"], bool(november["is_demo"])) == (6.0, "done", False)
    city = status(store).set_index("measure_id").loc["510115-2023-I01-3"]
    assert (city["actual"], bool(city["is_demo"])) == (5.8, False)


def test_progress_runs_to_the_end(loaded):
    _, _, steps = loaded
    assert steps == sorted(steps) and steps[-1] == 1.0


def test_sample_data_that_were_dropped_never_come_back(loaded):
    store, summary, _ = loaded
    copy = stores.filled(autumn.with_samples)
    assert not summary.was_there
    submissions.drop_demo(copy, at_the_machine("张三"), dt.datetime(2023, 12, 1))
    version = copy.version
    assert load_demo(copy).was_there and copy.version == version and not has_demo(copy)
    figures = "select measure_id, month, value, value_words, progress, problem from actual order by all"
    here = hashlib.sha256(store.query_text(figures).to_csv().encode()).hexdigest()
    there = hashlib.sha256(copy.query_text(figures).to_csv().encode()).hexdigest()
    assert here == there, "two runs made different figures"
    copy.close()


def test_an_interrupted_load_leaves_nothing(store):
    def interrupt(share: float) -> None:
        if share > 0.1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_demo(store, interrupt)
    assert not submission_list(store)["is_demo"].any()


def test_a_change_of_one_measure_moves_no_other(store):
    months = month_registers(store, months_of_year(LAST_MONTH))
    changed = [
        replace(register, measures=tuple(
            replace(m, lower=9999.0) if m.measure_id == "510115-2023-L08-1" else m for m in register.measures))
        for register in months
    ]  # fmt: skip
    figures, moved = (
        {(report.register.month, report.is_revision, code): answer["value"]
         for report in plan_reports(version)[0] for code, answer in report.answers.items()}
        for version in (months, changed)
    )  # fmt: skip
    assert {place[-1] for place in figures if moved[place] != figures[place]} == {"510115-2023-L08-1"}


def test_of_two_servers_that_begin_on_one_database_at_once_one_loads_them(store, monkeypatch):
    keeping, others = originals.keeping, []
    monkeypatch.setattr(demo, "plan_reports", lambda months: (plan_reports(months)[0][:3], 0))

    def meanwhile_the_other(own, files):
        monkeypatch.setattr(commit, "keeping", keeping)
        others.append(load_demo(own))
        return keeping(own, files)

    monkeypatch.setattr(commit, "keeping", meanwhile_the_other)
    ours = load_demo(store)
    assert (ours.was_there, others[0].workbook_count, len(submission_list(store).query("is_demo"))) == (True, 3, 3)
