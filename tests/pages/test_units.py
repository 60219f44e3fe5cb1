"""牵头单位: counts, rates with their n, shared ranks; and a unit's own page with its items, backlog and reports."""

import datetime as dt
from urllib.parse import quote

import pandas as pd
import pytest

from briefing.charts import units as charts
from store.acts import submissions
from store.acts.review import returns
from store.acts.rights import at_the_machine
from store.engine.store import Store
from store.reads.figures import boards, snapshot
from store.reads.submissions import submission_list
from tests.pages.stores import autumn
from tests.pages.stores.autumn import SEPTEMBER, cells, drawings, screen, words


def board(store: Store) -> pd.DataFrame:
    return boards.unit_board(snapshot.take(store, SEPTEMBER)).set_index("unit_name")


def test_every_lead_unit_has_its_counts_and_a_rate_that_says_of_how_many(store: Store) -> None:
    rows = board(store)
    taken = snapshot.take(store, SEPTEMBER)
    assert set(rows.index) == set(taken.items["lead_unit"])
    assert rows["total"].sum() == len(taken.items) == 141
    assert cells(rows, "区消防救援大队", "total", "far_behind", "not_reported", "behind_total") == [3, 1, 2, 1]
    assert cells(rows, "区消防救援大队", "rate_text", "cells_text") == ["0/3项", "1/4"]


def test_units_with_the_same_rate_share_a_rank_and_the_next_rank_is_passed_over(own_store: Store) -> None:
    # One youth project done: the only unit with anything on schedule, so all others with a rate share rank 2.
    autumn.report(own_store, "510115-2023-L39-1", "tuanwei", 9, 1_000_000)
    autumn.report(own_store, "510115-2023-L39-2", "tuanwei", 9, 1_000_000)
    taken = snapshot.take(own_store, SEPTEMBER)
    taken.items["month_cells_in"] = taken.items["month_cells_due"]  # as if all others had reported as they stand
    rows = boards.unit_board(taken).set_index("unit_name")
    assert rows.index[0] == "团区委"
    assert cells(rows, "团区委", "rank", "rank_text", "rate_text") == [1, "第1名", "1/4项"]
    others = rows[rows["rank"].notna()].drop("团区委")
    assert set(others["rank"]) == {2}
    assert set(others["rank_text"]) == {"第2名(并列)"}


def test_a_unit_with_nothing_to_judge_has_no_rank_and_stands_last(store: Store) -> None:
    lone = pd.DataFrame(
        {
            "unit_name": ["甲", "乙"], "rank": pd.Series([1, pd.NA], dtype="Int64"), "rate_pct": [50.0, None],
            "total": [2, 1], "behind_total": [1, 0],
            **{code: [0, 0] for code in ("ahead", "not_reported", "undecided", "far_behind")},
            "done": [0, 0], "on_track": [1, 0], "behind": [1, 0], "not_due": [0, 1],
        }
    )  # fmt: skip
    figure = charts.unit_bars(lone).figure
    assert list(figure.layout.yaxis.ticktext) == ["1 甲", "乙"]
    assert {bar.name: list(bar.x) for bar in figure.data} == {"达序时": [1, 0], "慢序时": [1, 0], "未到时点": [0, 1]}
    assert all(len(bar.marker.color) == len(lone) for bar in figure.data)  # one alone leaves the other bars black
    assert charts.unit_bars_alt(lone) == ("2家牵头单位按名次:甲2项,滞后1项,按期率50.0%;乙1项,滞后0项,按期率—。")


def test_a_unit_that_the_report_never_names_is_marked_as_proposed(store: Store) -> None:
    rows = board(store)
    assert cells(rows, "区财政局", "unit_label", "proposed", "total") == ["区财政局(拟定)", 1, 1]
    mixed = rows.loc["区住建局"]
    assert mixed["unit_label"] == "区住建局"
    assert 0 < mixed["proposed"] < mixed["total"]


def test_all_units_stand_from_the_lowest_rate_up_and_few_items_are_marked(store: Store) -> None:
    taken = snapshot.take(store, SEPTEMBER)
    taken.items["month_cells_in"] = taken.items["month_cells_due"]  # as if all others had reported as they stand
    rows = boards.unit_board(taken)
    app = screen("units", month="2023-09")
    assert not app.exception
    [drawing, _] = drawings(app)
    shown = list(drawing.iter("tr"))[1:]
    assert len(shown) == len(rows) == 33
    assert f"牵头单位**{len(shown)}**家,其中**3**家有滞后事项" in words(app)
    assert "已报**4**个" in words(app)
    assert drawing.find("table").get("aria-label").startswith("33家牵头单位按名次:")
    fire = next(row for row in shown if "区消防救援大队" in row.text_content())
    assert "0/3项※" in fire.text_content()  # of 250 figures 4 are in: no rates, and no ranks
    assert [cell.get("data-value") for cell in fire].count("") == 2
    assert "按期率 **—(已报4/250个)**" in words(app)
    assert next(fire.iter("a")).get("href") == f"/units?month=2023-09&unit={quote('区消防救援大队')}"


def test_a_unit_in_the_address_has_its_own_page(store: Store) -> None:
    app = screen("units", month="2023-09", unit="区消防救援大队")
    assert not app.exception
    text = words(app)
    assert "**区消防救援大队** 牵头**3**项,其中拟定**0**项" in text
    assert "本月数据已报/应报**1/4**" in text
    items, sent, owing = (table.value for table in app.dataframe)
    assert "民生33 独居老人烟感报警" in items["coded_item"].tolist()
    assert sent["reported_month"].tolist() == ["2023年9月", "2023年8月"]
    assert sent["submitted_text"].tolist() == ["2023-09-28 09:30", "2023-08-28 09:30"]
    assert len(owing) == 3


def test_choosing_a_unit_opens_its_page_and_leaving_it_brings_back_all(store: Store) -> None:
    app = screen("units", month="2023-09")
    app.selectbox(key="unit").select("团区委").run()
    assert "滞后子项1个" in words(app)
    app.selectbox(key="unit").select(None).run()
    assert "按期率排名" in words(app)


def test_a_unit_says_of_what_is_behind_why_what_it_takes_and_what_was_asked(own_store: Store) -> None:
    sent = submission_list(own_store)
    is_own = (sent["unit"] == "区消防救援大队") & (sent["month"] == "2023-09-01")
    number, asked_at = int(sent.loc[is_own, "submission_id"].iloc[0]), dt.datetime(2023, 10, 8, 8)
    returns.return_cell(own_store, number, "510115-2023-L33-1", "是否含存量?", at_the_machine("李四"), asked_at)
    [page, months, _] = drawings(screen("units", month="2023-09", unit="区消防救援大队"))
    [case] = page.iter("article")
    said = dict(zip([name.text for name in case.iter("dt")], [text.text for text in case.iter("dd")], strict=True))
    assert said.pop("判定依据").startswith("截至9月累计150户")
    assert said.pop("年底预计").startswith("尚难判断")
    assert said == {
        "怎样才能完成": "后3个月月均需50户,前9个月月均17户",
        "存在问题及原因": "未填报",
        "下一步措施": "未填报",
        "预计完成时间": "未填报",
        "退回(2023年9月,待答复)": "问:是否含存量?(李四,2023-10-08 08:00)",
    }
    assert "需提速至3.0倍" in case.text_content()
    assert f"/units?month=2023-08&unit={quote('区消防救援大队')}" in [link.get("href") for link in months.iter("a")]


def test_a_withdrawn_report_stays_in_the_list_with_who_took_it_back_and_why(own_store: Store) -> None:
    sent = submission_list(own_store)
    number = int(sent.loc[(sent["unit"] == "区综合执法局") & (sent["month"] == "2023-09-01"), "submission_id"].iloc[0])
    submissions.withdraw(own_store, number, "数据有误", at_the_machine("审核人"), dt.datetime(2023, 10, 9))
    rows = boards.submission_rows(submission_list(own_store), "区综合执法局", 2023)
    assert rows["standing"].tolist() == ["2023-10-09撤回(审核人:数据有误)", "有效"]
    assert boards.submission_rows(submission_list(own_store), "区综合执法局", 2022).empty


def test_a_units_course_holds_its_own_items_alone(store: Store) -> None:
    course = boards.unit_course(snapshot.take(store, SEPTEMBER), "区消防救援大队")
    assert len(course) == 3 * 9
    september = course[course["month"] == pd.Timestamp(2023, 9, 1)]
    assert sorted(september["status"]) == ["far_behind", "not_reported", "not_reported"]


def test_a_unit_with_nothing_behind_and_nothing_sent_is_told_so(bare: Store) -> None:
    app = screen("units", month="2023-09", unit="区教育局")
    assert not app.exception
    assert "该单位本月没有滞后事项。" in words(app)
    assert "该单位本年尚未报送。" in words(app)


@pytest.mark.parametrize("month", ["2023-01", "2023-12"])
def test_without_any_report_the_board_still_stands(bare: Store, month: str) -> None:
    app = screen("units", month=month)
    assert not app.exception
    assert not app.error
    assert len(list(drawings(app)[0].iter("tr"))) == 1 + 33
    assert "0**家有滞后" not in words(app) and "暂不能判定是否滞后" in words(app)


def test_a_unit_that_leads_nothing_is_dropped_from_the_address(store: Store) -> None:
    app = screen("units", month="2023-09", unit="区不存在局")
    assert not app.exception
    assert app.selectbox(key="unit").value is None
    assert "按期率排名" in words(app)
