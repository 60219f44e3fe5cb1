"""说明: every word, kind, status, calendar and threshold is explained, and what is printed is what the store holds."""

import datetime as dt
import shutil
from pathlib import Path

import pandas as pd
import pytest

from metrics import glossary, terms
from metrics.sentences.threshold_words import threshold_table
from metrics.version import VERSION
from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.seed import SEED_FOLDER, plant
from store.engine.store import Store
from store.reads.figures import provenance, snapshot
from store.reads.submissions import submission_list
from store.reads.view import LATEST, thresholds
from tests import stores
from tests.pages.stores import autumn
from tests.pages.stores.autumn import SEPTEMBER, cells, screen, words
from ui.cache import current
from ui.frame import tables

SECTIONS = ("状态与颜色", "判定界线", "指标种类", "日历与进度", "统计与排名", "名词", "数据与来源")


def origin(store: Store) -> provenance.Provenance:
    return provenance.provenance(store, snapshot.take(store, SEPTEMBER))


def limits(store: Store) -> pd.DataFrame:
    return threshold_table(thresholds(store)).set_index("threshold_kind")


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_can_be_had_by_its_address_in_any_month(store: Store, section: str) -> None:
    app = screen("notes", month="2023-01", section=section)
    assert not app.exception
    app.selectbox(key="month").select("2023-12").run()
    assert not app.exception
    assert not app.error
    assert len(app.dataframe) + len(app.table) > 0


def test_the_notes_open_with_the_statuses_in_the_order_of_the_rule(store: Store) -> None:
    app = screen("notes", month="2023-09")
    shown = app.dataframe[0].value
    assert [chips[0].split()[0] for chips in shown["by_pace"]] == ["完", "未", "缺", "认", "超", "达", "慢", "滞"]
    assert shown["order"].tolist() == [1, 2, 3, 4, 5, 6, 7, 8]


def test_every_code_of_the_glossary_is_explained() -> None:
    assert set(glossary.STATUS_RULE) == set(terms.STATUSES)
    assert list(glossary.KINDS) == list(terms.KINDS)
    assert list(glossary.CALENDARS) == list(terms.CALENDARS)
    assert list(glossary.PLAN_KINDS) == list(terms.PLAN_KINDS)
    assert list(glossary.COMPARATORS) == list(terms.COMPARATORS)
    causes = glossary.cause_table()["注明"].tolist()
    assert causes == [*terms.UNDECIDED.values(), *terms.NOT_DUE.values()]


def test_every_status_in_the_legend_has_a_colour() -> None:
    rows = glossary.status_table()
    assert set(rows["by_pace"]) | set(rows["by_level"]) <= set(tables.STATUS_COLOURS)


def test_the_calendars_months_are_those_that_the_store_asks_for(store: Store) -> None:
    due = store.query_text("select calendar, month_no from calendar_month order by month_no")
    months = {str(name): rows["month_no"].tolist() for name, rows in due.groupby("calendar")}
    assert months["quarterly"] == [3, 6, 9, 12]
    assert glossary.CALENDARS["quarterly"][0] == "3、6、9、12月"
    assert (months["half_yearly"], glossary.CALENDARS["half_yearly"][0]) == ([6, 12], "6、12月")
    assert (months["yearly"], glossary.CALENDARS["yearly"][0]) == ([12], "12月")
    assert months["monthly_from_feb"] == list(range(2, 13))


def test_the_thresholds_are_printed_as_they_are_set_and_own_numbers_are_marked(store: Store) -> None:
    rows = limits(store)
    standard = ["standard_ahead", "standard_on_track", "standard_far_behind"]
    lights = ["lights_ahead", "lights_on_track", "lights_far_behind"]
    assert cells(rows, "累计量", *standard) == ["≥+10※", "≥0", "<−10"]
    assert cells(rows, "累计量", *lights) == ["不设", "≥0※", "<−30"]
    assert cells(rows, "增速", *standard) == ["达到区间上限※", "≥0", "<−1※"]
    assert cells(rows, "比率(其他单位)", *standard) == ["不设", "≥0", "差目标值5%以上※"]
    assert cells(rows, "上限(%)", *standard) == ["不设", "≥0", "<−0.2※"]
    assert cells(rows, "相对目标", *standard) == ["不设", "≥−0.5※", "<−1.5※"]
    assert len(rows) == 9


def test_the_whole_rule_is_on_the_screen_in_ten_lines(store: Store) -> None:
    shown = screen("notes", month="2023-09", section="判定界线").dataframe[0].value
    assert shown["margin_rule"].tolist()[:2] == ["累计数÷目标−序时进度", "(现数−基数)÷(目标−基数)−序时进度"]
    assert shown["level_words"].tolist()[3] == "超目标、达目标、低于目标、明显低于目标"
    assert shown.iloc[-1].tolist() == ["参考", *["—"] * 7, "不判定"]
    assert len(shown) == 10


def test_a_changed_threshold_is_on_the_screen_at_once(own_store: Store) -> None:
    changed = pd.DataFrame([{
        "preset": "standard", "kind": "quantity", "unit_group": "any", "ahead_at": 5.0, "ahead_by": "points",
        "on_track_at": 0.0, "far_behind_below": -12.5, "far_behind_by": "points",
    }])  # fmt: skip
    stores.append_rows(own_store, "threshold", changed, at_the_machine("管理员"), dt.datetime(2023, 10, 1))
    shown = screen("notes", month="2023-09", section="判定界线").dataframe[0].value
    assert shown[["standard_ahead", "standard_far_behind"]].to_numpy().tolist()[0] == ["≥+5", "<−12.5"]


def test_the_publications_come_from_the_store_with_the_undated_ones_last(own_store: Store) -> None:
    rows = origin(own_store).sources
    assert rows["title"].tolist()[0] == "2023年温江区政府工作报告"
    assert rows["published_text"].tolist() == ["2023-02-14", "2023-11-30", "", "", ""]
    assert plant(own_store, dt.datetime(2023, 4, 1)) == 0


def test_a_newer_seeds_publications_are_added_and_known_from_then_on(tmp_path: Path) -> None:
    seed = shutil.copytree(SEED_FOLDER, tmp_path / "seed")
    lines = (seed / "source.csv").read_text(encoding="utf-8").splitlines()
    (seed / "source.csv").write_text("\n".join(lines[:2]) + "\n", encoding="utf-8")
    store = Store()
    plant(store, dt.datetime(2023, 3, 1), seed)
    assert store.query("sources", as_of=LATEST)["source_id"].tolist() == ["report-2023"]
    assert plant(store, dt.datetime(2023, 11, 30)) == 4
    assert len(store.query("sources", as_of=dt.datetime(2023, 11, 29))) == 1
    assert len(store.query("sources", as_of=LATEST)) == 5
    store.close()


def test_measures_are_counted_by_kind_and_series_and_the_sums_agree(store: Store) -> None:
    rows = origin(store).kinds.set_index("kind_name")
    taken = snapshot.take(store, SEPTEMBER)
    assert rows.loc["合计", "measure_count"] == len(taken.all_measures)
    assert rows.loc["合计", "livelihood"] == (taken.all_measures["series"] == "livelihood").sum()
    assert rows["measure_count"].iloc[:-1].sum() == rows.loc["合计", "measure_count"]
    assert cells(rows, "相对目标", "indicator", "task", "livelihood") == [2, 0, 0]


def test_what_the_targets_lack_is_counted(store: Store) -> None:
    counts = origin(store).gaps.set_index("gap")["gap_count"]
    stocks = store.query_text(
        "select count(*) as n from measure m join target t using (measure_id) where m.kind = 'stock' and t.base is null"
    )
    assert counts["年末数缺上年末基数"] == stocks["n"].iloc[0] > 0
    assert counts["附条件,条件触发后才考核"] == 1
    assert counts["相对目标,以另一指标为参照"] == 2


def test_reports_are_counted_and_the_last_one_named(own_store: Store) -> None:
    facts = origin(own_store)
    assert facts.workbooks == {"real": 8, "demo": 0, "withdrawn": 0}
    submissions.withdraw(
        own_store,
        max(submission_list(own_store)["submission_id"]),
        "填错",
        at_the_machine("审核人"),
        dt.datetime(2023, 10, 9),
    )
    facts = origin(own_store)
    assert facts.workbooks == {"real": 7, "demo": 0, "withdrawn": 1}
    assert facts.last_submission.startswith("2023-08-28 09:30 ")  # by number
    assert "有效报送**7**份" in words(screen("notes", month="2023-09", section="数据与来源"))


def test_a_store_without_reports_says_so() -> None:
    store = autumn.targets_alone()
    current.use(store)
    facts = origin(store)
    assert (facts.last_submission, facts.workbooks["real"]) == ("尚无报送", 0)
    assert "尚无报送" in words(screen("notes", section="数据与来源"))
    current.use(None)
    store.close()


def test_the_version_of_the_program_stands_with_the_data(store: Store) -> None:
    assert f"程序版本 **{VERSION}**" in words(screen("notes", section="数据与来源"))


def test_how_to_remove_sample_data_is_the_command_that_removes_them() -> None:
    told = dict(glossary.DEMO)
    assert "python -m store drop-demo" in told["怎样移除"]
    assert "make run DEMO=0" in told["不要演示数据"]
