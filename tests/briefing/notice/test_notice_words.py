"""What the notice says when there is little to say, what changed since the edition before, and text of any kind."""

import datetime as dt
import re
from dataclasses import replace
from functools import cache

import pytest

from briefing.notice import document, period
from briefing.notice.paragraphs.problems import THREE_TOLD, Telling
from metrics import wording
from metrics.errors import UserError
from metrics.typography import printed
from store.acts.publishing import publish
from store.reads import editions
from store.reads.editions import Letter
from tests.briefing import notices
from tests.briefing.notices import OCTOBER_12, SEPTEMBER
from tests.pages.stores.autumn import ALARMS, COVERS, RENTED, report, targets_alone, two_months
from tests.store.builder import World

AUGUST = dt.date(2023, 8, 1)


def first_paragraph(notice):
    return next(text for style, text in notice.lines if style == "BodyText")


def read(store, edition):
    return notices.opened(notices.made(store, edition))


@cache
def of_two_months():
    """September's draft, read once for all that is said of it."""
    store = two_months()
    return read(store, notices.draft(store))


@cache
def of_nearly_everyone():
    """September's draft where each unit leaves some of its figures out."""
    store = notices.everyone(SEPTEMBER, skips=3)
    return read(store, notices.draft(store))


def test_a_month_in_which_nobody_reported_says_so_first_and_lists_nothing_as_behind():
    store = targets_alone()
    notice = read(store, notices.draft(store))
    assert "9月应报数据250个，尚无一个报来，按期率暂不计算，待报齐后通报。" in first_paragraph(notice)
    assert "9月应报数据的34家单位均未报送。" in notice.text
    [(earlier, owed)] = re.findall(r"连同以前月份的(\d+)个，\d+家单位共欠(\d+)个", notice.text)
    assert int(owed) == 250 + int(earlier) and f"补报所欠的{owed}个数据" in notice.text
    assert "此前已报数据" not in notice.text
    assert "9月应报数据不足一半，慢于序时进度的事项待报齐后判定。" in notice.text
    (table,) = notice.headed("系列")
    assert [row[-3:-1] for row in table[1:-1]] == [["—", "—"]] * 3 + [["—", "已报0/250个"]]
    assert notice.listed() == []
    assert "倒排工期" not in notice.text and re.search(r"补报所欠的\d+个数据", notice.text)
    assert "达到目标" not in notice.text


def test_with_everything_done_it_lists_nothing_and_asks_to_keep_on():
    store = notices.everyone(SEPTEMBER, factor=(1.5,))
    notice = read(store, notices.draft(store))
    assert "截至9月底，已报数据的事项中没有慢于序时进度或者低于目标的。" in notice.text
    assert notice.listed() == []
    for demand in ("倒排工期", "分解到月", "研究低于目标", "滞后原因或者措施"):
        assert demand not in notice.text


def test_a_month_of_which_less_than_half_is_in_is_neither_rated_nor_praised():
    store = targets_alone()
    report(store, ALARMS, "xiaofang", 9, 300)
    notice = read(store, notices.draft(store))
    assert "9月应报数据250个，只报了1个，不足一半，按期率暂不计算，待报齐后通报。" in first_paragraph(notice)
    assert "9月应报数据不足一半，慢于序时进度的事项待报齐后判定。" in notice.text
    assert "已完成" not in notice.text.partition("附件1\n")[0] and "按期推进" not in notice.text
    assert notice.listed() == []


def test_the_list_names_the_three_that_are_behind_worst_first_with_the_reason():
    notice = of_two_months()
    assert notice.listed() == [
        ("民生33 独居老人烟感报警", "安装独立式烟感报警器"),
        ("民生10 道路井盖病害治理", "治理病害井盖"),
        ("民生40 青年志愿服务", "发布志愿服务项目"),
    ]
    said = "\n".join(cell for table in notice.headed("序号") for row in table for cell in row)
    assert "原因：“雨季停工**两周**”；下一步：“分三班施工”" in said
    assert "天气和季节（1个子项）。" in notice.text


def test_a_cause_for_which_the_short_form_has_no_room_is_named_with_its_number(monkeypatch):
    monkeypatch.setattr(document, "_TELLINGS", (Telling(told=1),))
    store = two_months()
    notice = read(store, notices.draft(store))
    assert "尚未说明原因的（2个子项）。" in notice.text
    assert "下列原因之外，还有天气和季节（1个）。" in notice.text


def test_where_there_is_no_room_to_tell_the_worst_are_named_with_their_gaps(monkeypatch):
    monkeypatch.setattr(document, "_PAGES", 1)  # too little for anything: the last that is tried stands
    monkeypatch.setattr(document, "_TELLINGS", (THREE_TOLD, Telling(named=2)))
    store = two_months()
    notice = read(store, notices.draft(store))
    [named] = [line for line in notice.text.splitlines() if line.startswith("最突出的")]
    assert named == (
        "最突出的2项是：区消防救援大队“安装独立式烟感报警器”（民生33）慢25.0个百分点；"
        "区综合执法局“治理病害井盖”（民生10）慢15.0个百分点。"
    )
    assert "按原因分，主要是天气和季节（1个）、尚未说明原因的（2个）。" in notice.text


def test_a_level_that_is_named_does_not_say_the_month_again(monkeypatch):
    monkeypatch.setattr(document, "_PAGES", 1)
    monkeypatch.setattr(document, "_TELLINGS", (Telling(named=99),))
    store = notices.everyone(SEPTEMBER, factor=(0.5,))
    [named] = [line for line in read(store, notices.draft(store)).text.splitlines() if line.startswith("最突出的")]
    assert "固定资产投资" in named and "截至9月" not in named


def test_every_notice_says_what_became_of_the_month_before_a_first_edition_too():
    world = World()
    for before, now in ((70, 100), (60, 70), (50, 100), (50, 80), (80, 90)):  # of 100, due 66.7 and 75.0
        world.measure(lower=100).figures({8: before, 9: now})
    world.measure(lower=100).figures({7: 70, 8: 80})
    store = world.store()
    notice = read(store, editions.draft(store, world.view(9), "李四", OCTOBER_12))
    # Well in August: 1, 5 and 6 of 6; in September 1, 3, 4 and 5. What was behind and is done now is told once.
    assert "按期率66.7%，比8月升16.7个百分点：新完成2项，恢复正常1项，新增未报送1项。" in first_paragraph(notice)
    store.close()
    notice = of_nearly_everyone()
    assert "8月全区应报数据不足一半，不作比较" in first_paragraph(notice) and "比上月新增" not in notice.text


def test_what_is_behind_is_made_up_for_by_a_month_that_leaves_time_after_the_answer():
    made = notices.draft(two_months())
    told = {
        day: period.catch_up(replace(made, made_at=dt.datetime(2023, *day)))
        for day in ((10, 12), (10, 28), (11, 27), (12, 28))
    }
    assert list(told.values()) == ["10月", "11月", "12月", "12月"]  # of September's


def test_a_second_edition_says_what_it_replaces_and_lists_corrections_with_their_reason():
    store = two_months()
    notices.published(store)
    report(store, RENTED, "zhujian", 8, 620, progress="更正:漏报20套")
    second = read(store, notices.published(store, at=OCTOBER_12 + dt.timedelta(hours=1)))
    assert "本期替代第1期（2023年10月12日定），更正数据1个，见附件1。" in first_paragraph(second)
    (table,) = second.headed("更正事项")
    assert [row[2:] for row in table[1:]] == [["区住建局", "2023年8月", "600套", "600套", "620套", "更正：漏报20套"]]


def test_what_was_typed_is_printed_and_stays_with_the_edition():
    store = two_months()
    letter = Letter(
        "各镇(街道)", "区委办公室", "温府督〔2023〕7号", "张三", ("逐项约谈", "开展回访"), dt.date(2023, 11, 3),
        ("经济指标",),
    )  # fmt: skip
    made = publish(store, notices.draft(store, letter=letter), notices.OFFICE, OCTOBER_12)
    assert editions.edition(store, 1) == made and made.letter == letter
    notice = read(store, made)
    assert ("Issue", "温府督〔2023〕7号") in notice.lines and ("Addressees", "各镇（街道）：") in notice.lines
    assert ("Issue", "第1期　　签发：张三") in notice.lines
    assert ("Item", "1．逐项约谈。") in notice.lines and ("Item", "2．开展回访。") in notice.lines
    assert "11月3日前" in notice.text and "经济指标方面" not in notice.text
    assert notice.tables[-1][0] == ["抄送：区委办公室。"]
    usual = editions.draft(store, made.view, "李四", OCTOBER_12).letter
    assert usual == Letter("各镇(街道)", "区委办公室")  # the next one goes to the same offices


def test_a_part_that_a_notice_does_not_have_cannot_be_left_out():
    store = two_months()
    with pytest.raises(UserError, match="没有“附件”部分"):
        publish(store, notices.draft(store, letter=Letter(left_out=("附件",))), notices.OFFICE, OCTOBER_12)


def test_no_sentence_is_a_list_and_nothing_has_arrows():
    notice = of_nearly_everyone()
    body = notice.text.partition("附件1\n")[0]
    assert "→" not in notice.text and "本月不发布" not in body
    units = [sentence.count("局") for sentence in re.split("[。；：]", body)]
    assert max(units) <= 6 and "家单位" in body


def test_a_level_is_not_told_to_work_to_a_schedule(monkeypatch):
    store = two_months()
    report(store, "510115-2023-I02-1", "fagai", 9, 1.0)
    notice = read(store, notices.draft(store))
    demand = next(text for _, text in notice.lines if "研究低于目标的指标" in text)
    assert "区发改局要分析1个子项低于目标的原因" in demand and "工期" not in demand


def test_a_draft_says_that_it_has_no_number_and_an_edition_says_which():
    store = two_months()
    assert ("Issue", "未定期") in of_two_months().lines
    assert ("Issue", "第1期") in read(store, notices.published(store)).lines


def test_demands_name_who_must_do_what_by_when():
    text = of_two_months().text
    assert "1．赶上所欠进度。区消防救援大队、区综合执法局要对严重滞后的2个子项逐项查明原因" in text
    assert "10月26日前书面报温江区人民政府办公室。" in text
    assert "区消防救援大队、团区委要补报2个子项的滞后原因或者措施。" in text
    assert "【" not in text  # a notice is sent as it is; that a person checks it is said on the screen


def test_units_that_the_system_proposed_are_starred_in_the_annexes_and_what_that_means_is_said_once():
    store = two_months()
    report(store, RENTED, "zhujian", 9, 200)
    notice = read(store, notices.draft(store))
    rows = [row for table in notice.headed("序号") for row in table if row[0] and "租赁" in row[1]]
    assert [row[2] for row in rows] == ["区住建局*"]
    assert notice.text.count("拟定") == 2 and "名称后有“*”的" in notice.text  # the note's heading and the note


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
    assert [wording.numeral(number) for number in (1, 9, 10, 11, 21)] == ["一", "九", "十", "十一", "二十一"]


def test_a_name_that_begins_with_a_square_bracket_is_no_mark():
    assert printed("[试点]高标准农田") == "［试点］高标准农田"
