"""数据报送: from an upload to a receipt, what blocks, what is asked, and what a confirmation stores."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from loaders.accept.standing import month_register
from store.acts import submissions
from store.acts.closed_months import close_month
from store.acts.deadlines import grant_exception
from store.acts.rights import at_the_machine
from store.engine.store import Store
from store.reads.figures.status import figure_history, status_rows
from store.reads.submissions import has_demo, submission_list
from store.reads.view import View
from tests import books
from tests.pages.stores import autumn
from tests.pages.stores.autumn import screen, words
from ui.cache import current

UNIT, CROSSINGS, RADARS = "区公安分局", "510115-2023-L02-1", "510115-2023-L02-2"
OTHER = "团区委"
SEPTEMBER = dt.date(2023, 9, 1)
HEAD = ["编码", "序号", "事项", "指标", "单位", "本月累计", "进展情况", "存在问题及原因", "下一步措施"]


@pytest.fixture
def store() -> Iterator[Store]:
    store = autumn.targets_alone()
    current.use(store)
    yield store
    current.use(None)
    store.close()


def report(*figures: tuple[str, object], unit: str = UNIT, title: str = "2023年9月进展情况") -> bytes:
    rows = [[code, "", "", "", "", value, "推进", "点位难", "抓紧"] for code, value in figures]
    return books.book([[title], [f"填报单位:{unit}"], HEAD, *rows])


def opened(name: str = "王芳", **address: str) -> AppTest:
    app = screen("reporting", **({"month": "2023-09", "unit": UNIT} | address))
    return app.text_input(key="sender").set_value(name).run() if name else app


def send(app: AppTest, content: bytes, name: str = "九月.xlsx") -> AppTest:
    return app.file_uploader[0].upload(name, content).run()


def says(app: AppTest) -> str:
    said = "\n".join([words(app), *(block.value for block in [*app.success, *app.error])])
    assert "系统出现内部错误" not in said
    return said


def button(app: AppTest, key: str):
    return app.button(key=key)


def table(app: AppTest, column: str):
    """The first table that has a column."""
    return next(element.value for element in app.dataframe if column in element.value)


def actual(store: Store, measure: str = CROSSINGS) -> float | None:
    found = status_rows(store, View(SEPTEMBER)).set_index("measure_id")["actual"].dropna().to_dict()
    return found.get(measure)


def test_the_screen_begins_with_what_to_do_and_nothing_sent(store):
    app = opened("", unit="")
    assert not app.exception and "尚未上传文件" in says(app) and "各单位本月尚未报送" in says(app)
    assert app.get("download_button")[0].proto.disabled
    assert not any(element.key == "confirm" for element in app.button)


def test_with_a_unit_its_template_can_be_taken_along(store):
    app = opened("")
    own, everybody = app.get("download_button")[:2]
    assert own.proto.label == "下载区公安分局模板" and not own.proto.disabled
    assert "全部" in everybody.proto.label


def test_errors_block_and_are_listed_with_their_cells(store):
    app = send(opened(), report((CROSSINGS, "约莫四十"), (RADARS, -5)))
    assert "错误2处,须改正后重新上传" in says(app)
    issues = table(app, "remedy")
    assert list(issues["level_word"]) == ["错误", "错误"] and list(issues["cell"]) == ["F4", "F5"]
    crossings, radars = (month_register(store, SEPTEMBER).names[one] for one in (CROSSINGS, RADARS))
    assert list(issues["measure"]) == [crossings, radars]
    [drawn] = [element.proto for element in app.dataframe if "remedy" in element.value]
    assert drawn.row_height > 60  # pixels, 4rem: in lower rows Streamlit cuts a sentence at its column's end
    assert list(table(app, "verdict")["verdict"]) == ["有错误,不能入库"]
    assert not any(element.key == "confirm" for element in app.button)
    assert any("批注后的原表" in element.proto.label for element in app.get("download_button"))


def test_a_good_report_is_previewed_confirmed_and_has_a_receipt(store):
    app = send(opened(), report((CROSSINGS, 60), (RADARS, 20)))
    assert "没有发现问题" in says(app) and "新增**3**条" in says(app) and "新增滞后**1**项" in says(app)
    rows = table(app, "others_text")
    assert list(rows["effect"]) == ["新增滞后", "—", "—"]
    assert [words[0] for words in rows["new_word"]] == ["滞 严重滞后", "达 达序时", "达 达序时"]
    assert actual(store) is None
    app = button(app, "confirm").click().run()
    assert not app.exception and "报送成功" in says(app) and actual(store) == 60
    [sent] = submission_list(store).query("channel == 'workbook'").to_dict("records")
    assert (sent["submitted_by"], sent["file_name"], sent["row_count"]) == ("王芳", "九月.xlsx", 3)
    assert f"第{sent['submission_id']}号" in says(app) and sent["sha256"] in says(app)
    assert "3条(新增3条、变更0条、不变0条)" in says(app)


def test_from_a_receipt_the_way_leads_to_the_overview_of_the_same_month(store):
    app = button(send(opened(), report((CROSSINGS, 60))), "confirm").click().run()
    app = button(app, "to_overview").click().run()
    assert "温江区目标进度" in says(app) and "已报**1/" in says(app) and app.selectbox(key="month").value == "2023-09"


def test_after_a_receipt_the_next_report_begins_with_an_empty_uploader(store):
    app = send(opened(), report((CROSSINGS, 60)))
    app = button(app, "confirm").click().run()
    app = button(app, "again").click().run()
    assert "尚未上传文件" in says(app) and app.text_input(key="sender").value == "王芳"


def test_without_a_name_nothing_can_be_confirmed(store):
    app = send(opened(""), report((CROSSINGS, 60)))
    assert button(app, "confirm").disabled and "请在第①步填写您的姓名" in says(app)
    app = app.text_input(key="sender").set_value("王芳").run()
    assert not button(app, "confirm").disabled


def test_a_doubt_asks_for_a_reason_which_stays_with_its_figure(store):
    autumn.report(store, CROSSINGS, "gongan", 8, 62)
    app = send(opened(), report((CROSSINGS, 60), (RADARS, 26)))
    assert "疑问1处,须说明原因" in says(app) and button(app, "confirm").disabled
    [own] = [field for field in app.text_input if field.label.endswith("的原因")]
    app = own.set_value("已核对").run()
    assert button(app, "confirm").disabled and "请写明具体原因" in says(app)
    [own] = [field for field in app.text_input if field.label.endswith("的原因")]
    app = own.set_value("8月多报,已更正").run()
    app = button(app, "confirm").click().run()
    history = figure_history(store, [CROSSINGS, RADARS]).set_index("measure_id")["odd_reason"]
    assert history.loc[CROSSINGS].iloc[0] == "8月多报,已更正" and pd.isna(history.loc[RADARS])


def test_the_same_file_again_changes_nothing_and_says_so(store):
    content = report((CROSSINGS, 60))
    app = button(send(opened(), content), "confirm").click().run()
    version = store.version
    app = send(button(app, "again").click().run(), content)
    assert "没有任何变化,不会重复入库" in says(app)
    assert not any(element.key == "confirm" for element in app.button) and store.version == version


def test_the_same_figures_in_another_file_need_no_confirmation(store):
    app = button(send(opened(), report((CROSSINGS, 60))), "confirm").click().run()
    app = send(button(app, "again").click().run(), report((CROSSINGS, 60), title="2023年9月 进展情况"))
    assert "不变**2**条" in says(app) and button(app, "confirm").disabled and "没有任何变化" in says(app)


def test_a_confirmation_is_refused_and_the_preview_redone_where_the_figure_changed_meanwhile(store):
    app = send(opened(), report((CROSSINGS, 60)))
    autumn.report(store, CROSSINGS, "gongan", 9, 58)
    app = button(app, "confirm").click().run()
    assert "没有入库" in says(app) and actual(store) == 58
    assert list(table(app, "others_text")["old_text"]) == ["—", "58个"]
    app = button(app, "confirm").click().run()
    assert "报送成功" in says(app) and actual(store) == 60


def test_several_files_of_several_units_are_taken_in_together_and_one_with_errors_is_set_aside(store):
    app = opened(unit="")
    app.file_uploader[0].upload("公安.xlsx", report((CROSSINGS, 60)))
    app.file_uploader[0].upload("消防.xlsx", report((autumn.ALARMS, 200), unit="区消防救援大队"))
    app = app.file_uploader[0].upload("团委.xlsx", report((autumn.YOUTH, "很多"), unit="团区委")).run()
    assert list(table(app, "verdict")["error_count"]) == [0, 0, 1]
    assert "另有1个文件有错误或待确认" in says(app)
    app = button(app, "confirm").click().run()
    assert "报送成功" in says(app) and (actual(store), actual(store, autumn.ALARMS)) == (60, 200)
    assert len(submission_list(store).query("channel == 'workbook'")) == 2


def test_two_files_with_the_same_cell_are_not_both_taken_in(store):
    app = opened()
    app.file_uploader[0].upload("一.xlsx", report((CROSSINGS, 60)))
    app = app.file_uploader[0].upload("二.xlsx", report((CROSSINGS, 61))).run()
    assert "都填报了" in says(app) and not any(element.key == "confirm" for element in app.button)


def test_the_same_content_twice_counts_once(store):
    app = opened()
    app.file_uploader[0].upload("一.xlsx", report((CROSSINGS, 60)))
    app = app.file_uploader[0].upload("二.xlsx", report((CROSSINGS, 60))).run()
    assert len(table(app, "verdict")) == 1 and "只计一次" in says(app)


def test_an_unclear_column_is_asked_about_and_the_answer_read_and_kept(store):
    own = books.book([
        ["重点工作推进情况表(1-9月)"], [f"填报单位:{UNIT}"], ["编码", "指标", "今年任务", "完成进展数"],
        [CROSSINGS, "信号控制系统改造路口", 75, 60],
    ])  # fmt: skip
    app = send(opened(), own)
    assert list(table(app, "verdict")["verdict"]) == ["请说明列的含义"]
    assert "请先回答下面的问题" in says(app)  # nothing in the workbook has to be corrected
    question = next(box for box in app.selectbox if "完成进展数" in box.label)
    app = question.set_value("value").run()
    assert not any("可不答" in box.label for box in app.selectbox if "完成进展数" in box.label)
    assert "新增**2**条" in says(app)
    app = button(app, "confirm").click().run()
    assert actual(store) == 60
    app = send(button(app, "again").click().run(), own, "再报.xlsx")
    assert any("沿用上次的回答" in box.label for box in app.selectbox) or "不会重复入库" in says(app)


def test_the_figure_of_a_merged_cell_is_asked_about_in_words_of_its_own(store):
    own = books.book(
        [["2023年1-9月"], [f"填报单位:{UNIT}"], ["编码", "指标", "本月累计"], [CROSSINGS, "", 60], [RADARS, "", None]],
        dress=lambda sheet: sheet.merge_cells("C4:C5"),
    )
    app = send(opened(), own)
    assert "请说明合并单元格中的数属于哪个子项" in says(app) and "名称相近" not in says(app)
    [question] = [box for box in app.selectbox if box.label.endswith("C4“60”")]
    app = question.set_value(CROSSINGS).run()
    assert "新增**2**条" in says(app)
    [question] = [box for box in app.selectbox if box.label.endswith("C4“60”")]
    app = question.set_value("分摊到各子项…").run()
    first, second = [field for field in app.text_input if (field.key or "").startswith("share_")]
    first.set_value("50"), second.set_value("12")
    [share] = [one for one in app.button if one.label == "分摊"]
    app = share.click().run()
    assert "各数合计为62,与表中的60不一致" in says(app)
    next(field for field in app.text_input if (field.key or "").endswith(RADARS)).set_value("10")
    app = next(one for one in app.button if one.label == "分摊").click().run()
    assert "新增**3**条" in says(app)  # the crossings stand twice in the plan


def test_rows_of_others_are_set_aside_at_once(store):
    rows = [[90 + place, "修建月球基地", f"第{place}座", "座", place] for place in range(1, 11)]
    own = books.book([
        ["2023年1-9月"], [f"填报单位:{UNIT}"], ["序号", "民生实事", "指标", "单位", "本月累计"],
        [2, "路口信号智能化改造", "信号控制系统改造路口", "个", 60], *rows,
    ])  # fmt: skip
    app = send(opened(), own)
    assert "有10行找不到对应的子项" in says(app) and "其余1行" in says(app)
    [aside] = [one for one in app.button if one.label == "这10行都不报送"]
    app = aside.click().run()
    assert "新增**2**条" in says(app) and {box.value for box in app.selectbox if "第1座" in box.label} == {"ignore"}


def test_rows_called_otherwise_are_confirmed_at_one_look_and_one_may_be_changed_before(store):
    rows = [["提升信号控制系统", 60], ["雷达检测设备", 28], ["严管路段", 1]]
    own = books.book([["2023年1-9月"], [f"填报单位:{UNIT}"], ["指标", "本月累计"], *rows])
    app = send(opened(), own)
    boxes = {row[0]: next(box for box in app.selectbox if f"**{row[0]}**" in box.label) for row in rows}
    assert boxes["雷达检测设备"].value == RADARS and "待确认" in boxes["雷达检测设备"].label
    assert list(table(app, "verdict")["verdict"]) == ["有行需要确认"]  # what is shown is not yet read
    app = boxes["严管路段"].set_value("ignore").run()
    [confirm] = [one for one in app.button if one.label == "全部确认(2行)"]
    app = confirm.click().run()
    assert "新增**3**条" in says(app)  # the crossings stand twice in the plan
    assert not any(one.label.startswith("全部确认") for one in app.button)


def test_a_unit_of_measure_that_is_not_understood_is_asked_about(store):
    own = books.book([
        ["2023年1-9月"], [f"填报单位:{UNIT}"], ["编码", "指标", "单位", "本月累计"], [CROSSINGS, "", "打", 60],
    ])  # fmt: skip
    app = send(opened(), own)
    question = next(box for box in app.selectbox if "“打”" in box.label)
    app = question.set_value("个").run()
    assert "新增**2**条" in says(app)
    [question] = [box for box in app.selectbox if "“打”" in box.label]
    assert question.value == "个" and "是全年目标75个的8" in str(
        table(question.set_value("千个").run(), "remedy").values
    )


def test_what_is_known_of_a_form_is_listed_and_taken_back(store):
    said = submissions.FormAnswer("f", "编码、指标、做完多少", "column", "做完多少", "value")
    sent = submissions.Submission(
        "gongan", SEPTEMBER, "a.xlsx", "a", at_the_machine("王芳"), dt.datetime(2023, 10, 8), learned=(said,)
    )
    rows = {"measure_id": [CROSSINGS], "month": [SEPTEMBER], "value": [55.0]}
    submissions.add_submission(store, sent, pd.DataFrame(rows))
    app = opened()
    assert "列“做完多少”是本月累计" in says(app)
    app = button(app, "forget_f").click().run()
    assert "已收回,下次报送这种表时重新询问。" in says(app) and "做完多少" not in says(app)


def test_a_file_that_is_no_workbook_gets_its_sentence(store):
    app = send(opened(), b"not a workbook", "照片.xlsx")
    assert not app.exception and "错误1处" in says(app)


def test_what_is_owed_and_not_in_the_file_is_listed(store):
    app = send(opened(), report((CROSSINGS, 60)))
    assert RADARS in {m.measure_id for m in month_register(store, SEPTEMBER).asked_of("gongan")}
    assert "增设视频雷达检测设备" in list(table(app, "target_text")["measure"])


def test_over_sample_data_a_choice_is_asked_for_first(store):
    submission = submissions.Submission(
        "gongan", SEPTEMBER, "demo.xlsx", "demo", at_the_machine("演示人员"), dt.datetime(2023, 10, 8), True
    )
    rows = {"measure_id": [CROSSINGS], "month": [SEPTEMBER], "value": [55.0]}
    submissions.add_submission(store, submission, pd.DataFrame(rows))
    app = send(opened(), report((CROSSINGS, 60)))
    assert "系统中还有演示数据" in says(app) and button(app, "confirm").disabled
    app = button(app, "keep_demo").click().run()
    assert "系统中还有演示数据" not in says(app)
    app = button(app, "confirm").click().run()
    assert actual(store) == 60 and has_demo(store)


def test_the_submissions_of_a_month_are_listed_with_receipt_and_withdrawal(store):
    number = autumn.report(store, CROSSINGS, "gongan", 9, 58)
    app = opened()
    assert list(table(app, "standing")["submission_id"]) == [number]
    assert not button(app, "withdraw").disabled and f"第{number}号" in says(app)
    submissions.withdraw(store, number, "填错", at_the_machine("李四"), dt.datetime(2023, 10, 9))
    app = app.run()
    assert button(app, "withdraw").disabled and "填错" in next(iter(table(app, "standing")["standing"]))


def test_that_a_month_is_closed_is_said_before_anything_is_filled_in(store):
    close_month(store, SEPTEMBER, "核定", at_the_machine("李四"), dt.datetime(2023, 10, 9))
    told = [warning.value for warning in opened().warning]
    assert told == ["2023年9月已封账,请联系汇总单位解除封账或准予延期后再报送。"]
    assert [warning.value for warning in screen("reporting", month="2023-09").warning] == [
        "2023年9月已封账:只收准予延期的单位的表。"
    ]
    grant_exception(store, "gongan", SEPTEMBER, dt.date(2099, 1, 1), "核定中", at_the_machine("李四"), store.now())
    assert not opened().warning


def test_another_month_is_another_report(store):
    app = send(opened(), report((CROSSINGS, 60)))
    app = app.selectbox(key="month").set_value("2023-08").run()
    assert "错误" in says(app) and not any(element.key == "confirm" for element in app.button)


def test_another_unit_is_refused_where_the_workbook_says_whose_it_is(store):
    app = send(opened(), report((CROSSINGS, 60)))
    app = app.selectbox(key="unit").set_value("团区委").run()
    issues = table(app, "remedy")
    assert set(issues["level_word"]) == {"错误"} and "本次报送单位是团区委" in list(issues["should_be"])
    assert not any(element.key == "confirm" for element in app.button)


def test_a_few_figures_typed_on_the_screen_are_checked_and_stored_as_a_workbook_is(store):
    app = opened()
    typed = next(key for key in app.session_state.to_dict() if key.endswith("_open")).removesuffix("_open")
    app.session_state[f"{typed}_open"] = True

    def fill(value: str) -> AppTest:
        app.text_input(key=f"{typed}_{CROSSINGS}_value").set_value(value)
        app.text_input(key=f"{typed}_{CROSSINGS}_problem").set_value("点位难")
        app.text_input(key=f"{typed}_{CROSSINGS}_next_step").set_value("抓紧")
        return next(one for one in app.button if one.label == "检查所填数据").click().run()

    app.run()
    wrong = says(fill("约莫四十"))
    assert "错误1处,须在上面改正后再点“检查所填数据”" in wrong
    assert "重新上传" not in wrong and "批注后的原表" not in wrong  # there is no file to mend
    assert not {"sheet", "cell"} & set(table(app, "remedy").columns)
    assert "1个数据变动异常" in says(fill("60000"))  # asked for once, whatever its other place is judged by
    app = fill("60")
    assert "新增**2**条" in says(app) and actual(store) is None  # its commitment stands twice in the plan
    app = button(app, "confirm").click().run()
    assert "报送成功" in says(app) and actual(store) == 60
    [sent] = submission_list(store).query("channel == 'workbook'").to_dict("records")
    assert (sent["submitted_by"], sent["file_name"]) == ("王芳", "区公安分局_2023年9月_直接填报.xlsx")


def test_what_was_typed_for_one_unit_stays_when_another_is_chosen_and_is_no_second_report_on_the_way_back(store):
    def chosen(unit: str) -> str:
        app.selectbox(key="unit").set_value(unit).run()
        opens = [key for key in app.session_state.to_dict() if key.startswith("typed_") and key.endswith("_open")]
        app.session_state[opens[-1]] = True
        app.run()
        return opens[-1].removesuffix("_open")

    def check(key: str, value: str, measure: str) -> None:
        app.text_input(key=f"{key}_{measure}_value").set_value(value)
        next(one for one in app.button if one.label == "检查所填数据").click().run()

    def listed() -> list[str]:
        return list(table(app, "verdict")["unit_name"])

    app = opened("王芳", unit="区公安分局")
    typed = chosen("区公安分局")
    check(typed, "6\x0b0", CROSSINGS)
    assert listed() == ["区公安分局"]
    app.session_state[f"{typed}_open"] = False
    app.run()
    app.session_state[f"{typed}_open"] = True
    app.run()
    assert app.text_input(key=f"{typed}_{CROSSINGS}_value").value == "6\x0b0"
    other = chosen(OTHER)
    keys = [str(one.key) for one in app.text_input]
    first = next(key for key in keys if key.startswith(other) and key.endswith("_value"))
    check(other, "1", first.removeprefix(f"{other}_").removesuffix("_value"))
    assert listed() == ["区公安分局", OTHER] and "本次报送单位" not in says(app)
    del app.session_state["upload_0"]  # back from another screen
    app.run()
    assert listed() == ["区公安分局", OTHER] and "重复" not in says(app) and "begin_anew" not in [
        one.key for one in app.button
    ]  # fmt: skip


def test_who_owes_many_figures_or_indicators_is_not_offered_fields(store):
    for unit in ("区住建局", "区统计局"):
        assert not [one for one in opened("", unit=unit).expander if "直接填数" in one.label]
