"""What the notice says when there is little to say, what changed since the edition before, and text of any kind."""

import datetime as dt

import pytest

from briefing.notice.lines import chinese
from metrics.typography import printed
from tests.briefing import notices
from tests.briefing.notices import OCTOBER_12, SEPTEMBER
from tests.pages.stores.autumn import ALARMS, COVERS, RENTED, report, targets_alone, two_months

AUGUST = dt.date(2023, 8, 1)


def read(store, edition):
    return notices.opened(notices.made(store, edition))


def test_a_month_in_which_nobody_reported_says_so_and_lists_nothing_as_behind():
    store = targets_alone()
    notice = read(store, notices.draft(store))
    assert "9月应报数据的34家单位均未报送，应报数据250个。" in notice.text
    assert "此前已报数据" not in notice.text
    assert "9月数据尚未报送，慢于序时进度的事项待数据报齐后判定。" in notice.text
    assert "9月应报数据不足一半，已完成和进度较快的事项待数据报齐后通报。" in notice.text
    assert "按期率—（已报0/250个）" in notice.text and "0.0%" not in notice.text.partition("各系列事项状态")[0]
    assert notice.listed() == []
    assert "限期追赶" not in notice.text and "补报应报未报数据" in notice.text


def test_with_everything_done_it_lists_nothing_and_asks_to_keep_on():
    store = notices.everyone(SEPTEMBER, factor=(1.5,))
    notice = read(store, notices.draft(store))
    assert "截至9月底，已报数据的事项中没有慢于序时进度或者低于目标的。" in notice.text
    assert notice.listed() == []
    for demand in ("限期追赶", "加快推进", "盯住连续滞后", "补报原因"):
        assert demand not in notice.text


def test_a_month_of_which_less_than_half_is_in_is_neither_rated_nor_praised():
    store = targets_alone()
    report(store, ALARMS, "xiaofang", 9, 300)
    notice = read(store, notices.draft(store))
    assert "本月应报数据不足一半，按期率—（已报1/250个），待数据报齐后通报。" in notice.text
    assert "9月应报数据不足一半，慢于序时进度的事项待数据报齐后判定。" in notice.text
    assert "截至9月底，已完成" not in notice.text
    assert notice.listed() == []


def test_the_list_names_the_three_that_are_behind_worst_first_with_the_reason():
    store = two_months()
    notice = read(store, notices.draft(store))
    assert notice.listed() == [
        ("民生33 独居老人烟感报警", "安装独立式烟感报警器"),
        ("民生10 道路井盖病害治理", "治理病害井盖"),
        ("民生40 青年志愿服务", "发布志愿服务项目"),
    ]
    said = "\n".join(cell for table in notice.headed("序号") for row in table for cell in row)
    assert "原因：“雨季停工**两周**”\n下一步：“分三班施工”" in said


def test_changes_since_the_edition_before_are_named_and_corrected_figures_are_in_a_table():
    store = two_months()
    notices.published(store, AUGUST)
    report(store, RENTED, "zhujian", 8, 620)
    second = notices.published(store, at=OCTOBER_12 + dt.timedelta(hours=1))
    notice = read(store, second)
    assert "与第1期（2023年1—8月）相比，" in notice.text
    assert "新增滞后1项：独居老人烟感报警（区消防救援大队，达序时→严重滞后）" in notice.text
    assert "上期以来更正数据1个，见下表。" in notice.text
    (table,) = [table for table in notice.tables if "首次报送" in table[0]]
    assert [row[2:] for row in table[1:]] == [["2023年8月", "600套", "600套", "620套"]]


def test_the_first_edition_and_one_of_an_earlier_month_are_compared_with_nothing():
    store = two_months()
    first = notices.published(store)
    assert "与上期相比" not in read(store, first).text
    assert "相比" not in read(store, notices.draft(store, AUGUST)).text


def test_a_draft_says_that_it_has_no_number_and_an_edition_says_which():
    store = two_months()
    assert ("Issue", "未定期") in read(store, notices.draft(store)).lines
    assert ("Issue", "第1期") in read(store, notices.published(store)).lines


def test_demands_name_who_must_do_what_by_when_and_are_marked_as_a_draft():
    store = two_months()
    text = read(store, notices.draft(store)).text
    assert "1．限期追赶严重滞后事项。区消防救援大队、区综合执法局要对严重滞后的2个子项逐项查明原因" in text
    assert "10月底前拿出追赶措施并书面报温江区人民政府办公室。" in text
    assert "未填报滞后原因或者下一步措施的2个子项，要随10月数据一并补报，其中区消防救援大队1个、团区委1个。" in text
    assert "【本部分由系统按数据和规则起草，请审核修改后印发，并删去本行】" in text


def test_units_that_the_system_proposed_are_marked_wherever_they_are_named():
    store = two_months()
    report(store, RENTED, "zhujian", 9, 200)
    notice = read(store, notices.draft(store))
    rows = [row for table in notice.headed("序号") for row in table if row[0] and "租赁" in row[1]]
    assert [row[2] for row in rows] == ["区住建局\n（拟定）"]
    assert "区住建局（拟定）" in notice.text


@pytest.mark.parametrize(
    "hostile",
    ["\x0b<b>&\n[正文] 换行", "]]>\ud800半个", "{{ 7*7 }}{% if %}", "'\"\x1f\x00制表\t符"],
)
def test_words_of_a_workbook_and_of_a_head_may_contain_anything(hostile):
    store = targets_alone()
    safe = hostile.replace("\x00", "").replace("\ud800", "")  # what a store can hold
    report(store, COVERS, "zongzhi", 9, 900, problem=f"前{safe}后")
    edition = notices.draft(store, title=f"标题{hostile}", office=hostile, bulletin=hostile)
    notice = read(store, edition)
    said = "\n".join(cell for table in notice.headed("序号") for row in table for cell in row)
    assert f"“{printed(f'前{safe}后')}”" in said
    assert [style for style, _ in notice.lines].count("Bulletin") == 1
    assert printed(hostile) in notice.text


def test_punctuation_is_full_width_on_paper_and_numbers_and_times_stay_as_they_are():
    assert printed("截至9月累计1,320个,完成率60.0%,序时进度75.0%") == "截至9月累计1,320个，完成率60.0%，序时进度75.0%"
    assert printed("第7期(2023-10-12 09:00定)") == "第7期（2023-10-12 09:00定）"
    assert printed("项目(区住建局(拟定),快)") == "项目（区住建局〔拟定〕，快）"
    assert printed("待认定: 缺基数;1)先行") == "待认定：缺基数；1)先行"
    assert printed("6.0%–7.0%") == "6.0%—7.0%"
    assert printed("a, b (c)") == "a, b (c)"
    assert (printed(None), printed(float("nan")), printed(0)) == ("—", "—", "0")


def test_headings_are_numbered_in_chinese():
    assert [chinese(number) for number in (1, 9, 10, 11, 20, 21)] == ["一", "九", "十", "十一", "二十", "二十一"]


def test_a_name_that_begins_with_a_square_bracket_is_no_mark():
    assert printed("[试点]高标准农田") == "［试点］高标准农田"
