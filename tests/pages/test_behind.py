"""滞后事项: what is behind is ranked, counted, filtered and explained, and what was not reported is not forgotten."""

import pandas as pd
import pytest

from briefing.charts import behind as charts
from metrics.arithmetic import backlog
from store.engine.store import Store
from store.reads.figures import boards, snapshot
from tests.pages.stores import autumn
from tests.pages.stores.autumn import SEPTEMBER, alts, cells, screen, words


def ranked(store: Store) -> pd.DataFrame:
    taken = snapshot.take(store, SEPTEMBER)
    return boards.behind_rows(taken, snapshot.texts(store, taken))


def test_the_first_line_counts_what_is_behind_whose_it_is_for_how_long_and_what_changed(store: Store) -> None:
    app = screen("behind", month="2023-09")
    assert not app.exception
    line = next(block.value for block in app.markdown if block.value.startswith("滞后**"))
    assert line.startswith(
        "滞后**3**项事项、**3**家单位 · 滞后子项**3**个,其中严重滞后**2**个、连续3个月以上**0**个"
        " · 另有**"  # of 250 figures 4 are in: two such months are not compared
    )


def test_the_list_runs_from_the_worst_down_and_says_what_became_of_each(store: Store) -> None:
    rows = ranked(store)
    assert rows["code"].tolist() == ["民生33", "民生10", "民生40"]
    assert rows["change_word"].tolist() == ["新增", "加重", "减轻"]
    assert rows["previous_word"].tolist() == ["达序时", "慢序时", "严重滞后"]
    assert rows["months_behind"].tolist() == [1, 2, 2]
    assert rows["problem"].isna().tolist() == [True, False, True]
    shown = screen("behind", month="2023-09").dataframe[0].value
    assert shown["coded_item"].tolist() == ["民生33 独居老人烟感报警", "民生10 道路井盖病害治理", "民生40 青年志愿服务"]
    assert shown["margin_points"].tolist() == ["−25.0", "−15.0", "−5.0"]


def test_the_first_of_the_list_stands_below_it_in_full_sentences(store: Store) -> None:
    text = words(screen("behind", month="2023-09"))
    assert "**判定依据** 截至9月累计150户,完成率50.0%,序时进度75.0%,慢25.0个百分点" in text
    assert "**怎样才能完成** 后3个月月均需50户,前9个月月均17户" in text
    assert "未填报存在问题和下一步措施" in text


def test_what_a_unit_wrote_is_shown_as_it_wrote_it_and_never_as_markup(store: Store) -> None:
    text = words(screen("behind", month="2023-09", unit="区综合执法局"))
    assert "**存在问题及原因** 雨季停工\\*\\*两周\\*\\*" in text
    assert "**下一步措施** 分三班施工" in text


@pytest.mark.parametrize(
    ("key", "value", "codes"),
    [
        ("series", "重点任务", []),
        ("unit", "团区委", ["民生40"]),
        ("category", "交通出行", ["民生10"]),
        ("status", "慢序时", ["民生40"]),
    ],
)
def test_every_filter_narrows_list_counts_and_charts_alike(
    store: Store, key: str, value: str, codes: list[str]
) -> None:
    app = screen("behind", month="2023-09")
    app.selectbox(key=key).select(value).run()
    assert not app.exception
    assert f"滞后子项**{len(codes)}**个" in words(app)
    if codes:
        assert [row.split()[0] for row in app.dataframe[0].value["coded_item"]] == codes
        assert len(alts(app)) == 2
    else:
        assert "所选范围没有滞后事项。" in words(app)
        assert alts(app) == []


def test_a_filter_comes_back_with_its_address(store: Store) -> None:
    app = screen("behind", month="2023-09", unit="区消防救援大队", status="严重滞后")
    assert (app.selectbox(key="unit").value, app.selectbox(key="status").value) == ("区消防救援大队", "严重滞后")
    assert app.dataframe[0].value["measure"].tolist() == ["安装独立式烟感报警器"]


def test_without_a_named_leader_there_is_no_leader_to_choose(store: Store) -> None:
    assert screen("behind", month="2023-09").selectbox(key="leader").disabled


def test_a_leader_can_be_chosen_where_items_name_one() -> None:
    rows = pd.DataFrame({"leader": ["甲", None, "乙"], "status": ["behind", "behind", "far_behind"]})
    assert backlog.only(rows, {"leader": "甲"}).index.tolist() == [0]
    assert backlog.only(rows, {"leader": None}).index.tolist() == [0, 1, 2]
    assert backlog.only(rows, {"leader": "甲"}, "严重滞后").empty


def test_what_recovered_is_listed_with_what_it_was(store: Store) -> None:
    rows = boards.recovered_rows(snapshot.take(store, SEPTEMBER))
    assert rows[["code", "previous_word", "status_word"]].to_numpy().tolist() == [["任务49", "严重滞后", "达序时"]]
    assert "较上月恢复1个子项" in words(screen("behind", month="2023-09"))


def test_who_owes_figures_is_told_apart_by_whether_anything_came(store: Store) -> None:
    taken = snapshot.take(store, SEPTEMBER)
    owing = boards.owing_rows(taken)
    units = boards.owing_units(owing, taken.reporting).set_index("unit_name")
    assert units["missing"].sum() == len(owing) == (taken.measures["status"] == "not_reported").sum()
    assert cells(units, "区综合执法局", "sent_text", "missing", "cells_text") == ["部分未报", 12, "1/13"]
    assert units.loc["区住建局", "sent_text"] == "部分未报"
    assert units.loc["区教育局", "sent_text"] == "全部未报"
    assert "民生10" not in str(units.at["区综合执法局", "codes"]).split("、")
    assert units["missing"].is_monotonic_decreasing


def test_an_owed_figure_says_for_which_month_and_what_was_known_last(own_store: Store) -> None:
    autumn.report(own_store, "510115-2023-L08-1", "jingxin", 6, 800)
    owing = boards.owing_rows(snapshot.take(own_store, SEPTEMBER)).set_index("measure_id")
    assert cells(owing, "510115-2023-L08-1", "due_text", "last_text") == ["2023年9月", "6月 800个"]


@pytest.mark.parametrize("month", ["2023-01", "2023-09", "2023-12"])
def test_without_any_report_nothing_is_behind_and_everything_due_is_owed(bare: Store, month: str) -> None:
    app = screen("behind", month=month)
    assert not app.exception
    assert not app.error
    assert "本月尚未报送数据,暂不能判定是否滞后。" in words(app)
    assert "**0**" not in words(app)  # a month without a figure is not praised for having nothing behind
    assert alts(app) == []
    owed = int((snapshot.take(bare, SEPTEMBER).measures["status"] == "not_reported").sum())
    assert owed > 200
    assert month != "2023-09" or f"未报送{owed}个子项" in words(app)


def test_in_january_nothing_is_new_and_nothing_recovered(own_bare: Store) -> None:
    autumn.report(own_bare, autumn.COVERS, "zongzhi", 1, 30)
    app = screen("behind", month="2023-01")
    assert "较上月新增" not in words(app)
    assert "1月没有可比的上月。" in words(app)
    assert app.dataframe[0].value["change_word"].tolist() == ["—"]


def test_in_december_what_is_behind_is_unfinished_and_asks_for_nothing_per_month(own_bare: Store) -> None:
    autumn.report(own_bare, autumn.COVERS, "zongzhi", 12, 1400)
    app = screen("behind", month="2023-12")
    assert app.dataframe[0].value["status_word"].tolist() == [["慢 未完成"]]
    assert "**怎样才能完成** —" in words(app)


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [
        ("behind", None, ""), ("behind", "on_track", "新增"), ("far_behind", "not_reported", "新增"),
        ("behind", "behind", "持续"), ("far_behind", "behind", "加重"), ("behind", "far_behind", "减轻"),
    ],
)  # fmt: skip
def test_what_became_of_it_since_the_month_before(now: str, before: str | None, word: str) -> None:
    assert backlog.change_word(now, before) == word


def counted() -> pd.DataFrame:
    rows = [("甲", "behind"), ("乙", "behind"), ("乙", "far_behind"), ("丙", "far_behind"), ("丙", "far_behind")]
    return backlog.behind_by(pd.DataFrame(rows, columns=["lead_unit", "status"]), "lead_unit")


def test_units_stand_by_how_much_is_behind_then_by_how_much_of_it_is_far_behind() -> None:
    assert counted()[["lead_unit", "far_behind", "behind", "behind_total"]].to_numpy().tolist() == [
        ["丙", 2, 0, 2], ["乙", 1, 1, 2], ["甲", 0, 1, 1],
    ]  # fmt: skip


def test_the_bars_hold_these_counts_with_number_and_mark() -> None:
    figure = charts.behind_bars(counted(), "lead_unit", "各单位").figure
    far, behind, totals = figure.data
    assert (far.name, list(far.x), list(far.text)) == ("严重滞后", [2, 1, 0], ["2滞", "滞", ""])
    assert (behind.name, list(behind.x), list(behind.text)) == ("慢序时", [0, 1, 1], ["", "慢", "慢"])
    assert list(figure.layout.yaxis.ticktext) == ["丙", "乙", "甲"]
    assert list(totals.text) == [" 2", " 2", " 1"]


def test_the_bars_in_a_sentence_name_every_unit_with_its_counts() -> None:
    sentence = charts.behind_bars_alt(counted(), "lead_unit", "各单位")
    assert sentence == "各单位滞后子项:丙2个(严重滞后2个)、乙2个(严重滞后1个)、甲1个。"
    assert charts.behind_bars_alt(counted().head(0), "lead_unit", "各单位") == "各单位没有滞后子项。"
