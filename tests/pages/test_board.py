"""报送看板: who owes what, what is 存疑, the reminder, and what the office sets there; and the answer on 数据报送."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from metrics.periods import day_name
from store.acts import submissions
from store.acts.act import acting
from store.acts.review import returns
from store.acts.rights import at_the_machine
from store.engine.records import records
from store.engine.store import Store
from store.reads.figures.status import status_rows
from store.reads.reporting.closed_months import is_closed
from store.reads.reporting.deadlines import exceptions, month_deadlines
from store.reads.view import View
from tests import stores
from tests.pages.conftest import shown_and_closed
from tests.pages.stores import autumn
from tests.pages.stores.autumn import COVERS, drawings, screen, words
from tests.store.audited import audited

OFFICE = at_the_machine("区目标办")
SEPTEMBER = dt.date(2023, 9, 1)


def opened(name: str = "王芳") -> AppTest:
    app = screen("discipline", month="2023-09")
    return app.text_input(key="sender").set_value(name).run() if name else app


def says(app: AppTest) -> str:
    said = "\n".join([words(app), *(block.value for block in [*app.success, *app.error])])
    assert "系统出现内部错误" not in said and not app.exception
    return said.replace("\\", "")  # names and words are escaped for Markdown


def table(app: AppTest, column: str):
    """The first table that has a column."""
    return next(element.value for element in app.dataframe if column in element.value)


def test_the_board_has_every_unit_and_month_with_word_and_rates(store):
    app = opened("")
    assert "9月数据应于**2023年10月5日**前报送" in says(app) and "未封账" in says(app)
    rows = table(app, "month_9").set_index("unit_name")
    # 区消防 owes several figures and has sent one of August and one of September
    assert rows.at["区消防救援大队", "month_9"] == ["半 不全"] and rows.at["区消防救援大队", "month_7"] == ["缺 未报"]
    assert rows["month_9"].iloc[0] == ["缺 未报"]  # who owes most comes first
    assert rows.at["区消防救援大队", "complete_text"].startswith("2/")


def test_the_reminder_stands_there_to_be_copied(store):
    app = opened("")
    [block] = app.code
    assert "家未报齐（其中4家已报部分数据）" in block.value
    assert "区消防救援大队：应报4项，未报3项，已于2023年10月5日到期，请即补报" in block.value


def test_an_empty_year_has_a_board_too(bare):
    app = opened("")
    assert "按时**" not in says(app) and "完整率0.0%" in says(app)


def test_the_deadline_is_set_from_the_month_on(own_store: Store):
    app = opened()
    app.number_input(key="deadline_day").set_value(12)
    app.text_input(key="deadline_reason").set_value("统一顺延")
    app = app.button(key="deadline_sure").click().run()
    assert "自2023年9月起,数据于次月12日前报送。" in says(app) and "2023年10月12日" in says(app)
    assert month_deadlines(own_store, 2023)[SEPTEMBER] == dt.date(2023, 10, 12)
    assert app.text_input(key="deadline_reason").value == ""
    assert audited(own_store)[-1] == ["调整报送期限", "2023年9月起", "次月5日", "次月12日", "统一顺延", "王芳"]


def test_an_exception_is_granted_to_one_unit_and_listed(own_store: Store):
    app, until = opened(), own_store.now().date() + dt.timedelta(days=30)
    app.selectbox(key="exception_unit").set_value("团区委")
    app.date_input(key="exception_until").set_value(until)
    app.text_input(key="exception_reason").set_value("系统改造")
    app = app.button(key="exception_sure").click().run()
    assert f"准予团区委2023年9月数据延期至{day_name(until)}报送,到期自动失效。" in says(app)
    assert list(table(app, "until_text")["until_text"]) == [day_name(until)]
    [row] = records(exceptions(own_store, 2023))
    assert (row["unit_id"], row["recorded_by"]) == ("tuanwei", "王芳")


@pytest.mark.parametrize("form", ["deadline", "exception", "lock"])
def test_a_double_click_sets_grants_and_closes_once(own_store: Store, double_click: None, form: str):
    app = opened()
    app.selectbox(key="exception_unit").set_value("团区委")
    app.number_input(key="deadline_day").set_value(12)
    app.text_input(key=f"{form}_reason").set_value("统一安排")
    app = app.button(key=f"{form}_sure").click().run()
    version, outcome = own_store.version, [block.value for block in app.success]
    app = app.button(key=f"{form}_sure").click().run()  # its fields are empty by now
    assert [block.value for block in app.success] == outcome and len(outcome) == 1
    assert not app.error and own_store.version == version


def test_a_double_click_returns_a_figure_and_resolves_it_once(own_store: Store, double_click: None):
    number = autumn.report(own_store, COVERS, "zongzhi", 9, 950)
    app = opened()
    app = app.selectbox(key="return_submission").set_value(number).run()
    app.selectbox(key="return_measure").set_value(COVERS)
    app.text_input(key="return_question").set_value("是否含上年结转?")
    app = app.button(key="return_sure").click().run()
    version = own_store.version
    app = app.button(key="return_sure").click().run()
    assert "已退回" in says(app) and not app.error and own_store.version == version
    app = app.selectbox(key="return_chosen").set_value(1).run()
    app.text_input(key="return_words").set_value("电话已核实")
    app = app.button(key="return_resolve").click().run()
    version = own_store.version
    assert app.button(key="return_resolve").disabled and "第1号退回已了结。" in says(app)


def test_a_month_is_closed_and_opened_again_with_reasons(own_store: Store):
    app = opened()
    app.text_input(key="lock_reason").set_value("已上报")
    app = app.button(key="lock_sure").click().run()
    assert "2023年9月已封账。" in says(app) and is_closed(own_store, SEPTEMBER)
    assert ":red-badge[已封账]" in says(app)
    app.text_input(key="lock_reason").set_value("补报")
    app = app.button(key="lock_sure").click().run()
    assert "2023年9月已重开。" in says(app) and not is_closed(own_store, SEPTEMBER)
    assert list(table(app, "lock_word")["lock_word"]) == ["重开", "封账"]


def test_without_a_name_or_a_reason_nothing_is_done(own_store: Store):
    version = own_store.version
    app = opened("")
    app.text_input(key="lock_reason").set_value("已上报")
    assert "请填写您的姓名。" in says(app.button(key="lock_sure").click().run())
    app = opened()
    assert "关闭与重开月份须写明原因。" in says(app.button(key="lock_sure").click().run())
    assert own_store.version == version


def test_a_figure_is_returned_answered_on_the_reporting_screen_asked_again_and_resolved(own_store: Store):
    number = autumn.report(own_store, COVERS, "zongzhi", 9, 950)
    app = opened()
    app = app.selectbox(key="return_submission").set_value(number).run()
    app.selectbox(key="return_measure").set_value(COVERS)
    app.text_input(key="return_question").set_value("是否含上年结转?")
    app = app.button(key="return_sure").click().run()
    assert "已退回" in says(app) and list(table(app, "question")["state_word"]) == ["待答复"]

    unit = screen("reporting", month="2023-09")
    assert "退回待答复1个" in unit.expander[0].label and "是否含上年结转?" in says(unit)
    unit = unit.text_input(key="sender").set_value("李四").run()
    unit.text_input(key="answer_1").set_value("不含结转")
    unit = unit.button(key="answer_1_sure").click().run()
    assert "第1号退回已答复。" in says(unit) and "退回待答复" not in says(unit)

    app = opened()
    app = app.selectbox(key="return_chosen").set_value(1).run()
    assert "答:不含结转(李四" in says(app)
    app.text_input(key="return_words").set_value("请附清单")
    app = app.button(key="return_again").click().run()
    assert table(app, "question")["question"][0] == "请附清单"
    unit = screen("reporting", month="2023-09")
    assert "问:是否含上年结转?" in says(unit) and "答:不含结转(李四" in says(unit) and "问:请附清单" in says(unit)

    app.text_input(key="return_words").set_value("电话核实")
    app = app.button(key="return_resolve").click().run()
    [row] = records(table(app, "question"))
    assert row["state_word"] == "已了结" and row["conclusion"] == "电话核实"
    assert "答:不含结转(李四" in says(app)  # what was said stays to be read
    assert app.button(key="return_resolve").disabled
    past = screen("reporting", month="2023-09", unit="区综合执法局")
    assert [block.label for block in past.expander][:1] == ["已答复和了结的退回1个"] and "了结:电话核实" in says(past)
    assert [entry[0] for entry in audited(own_store)[-4:]] == ["退回数据", "答复退回", "再次退回", "了结退回"]


def test_the_reporting_screen_of_a_unit_shows_only_its_own_returns(own_store: Store):
    number = autumn.report(own_store, COVERS, "zongzhi", 9, 950)
    returns.return_cell(own_store, number, COVERS, "是否含上年结转?", OFFICE, dt.datetime(2023, 10, 8))
    assert "退回待答复" not in says(screen("reporting", month="2023-09", unit="团区委"))
    assert "退回待答复1个" in says(screen("reporting", month="2023-09", unit="区综合执法局"))


# What is 存疑: marked where it is shown, decided about where it is listed.
ALARMS = "510115-2023-L33-1"
JUMP = "读到“900”,是全年目标300个的3.0倍。请核对单位。"


@pytest.fixture
def jumped() -> Iterator[Store]:
    """September's alarms again, three times the target, with a reason."""
    with shown_and_closed(stores.filled(_jumped)) as store:
        yield store


@stores.onto(autumn.with_two_months)
def _jumped(store: Store) -> None:
    doubt = submissions.Doubt(ALARMS, "value_over_target", "own_reason", JUMP, "并入**三个**批次")
    sent = submissions.Submission(
        "xiaofang", SEPTEMBER, "重报.xlsx", "abc", at_the_machine("王芳"), dt.datetime(2023, 10, 9), doubts=(doubt,)
    )
    row = {"measure_id": ALARMS, "month": pd.Timestamp(SEPTEMBER), "value": 900.0, "odd_reason": "并入**三个**批次"}
    submissions.add_submission(store, sent, pd.DataFrame([row]))


def state(store: Store) -> tuple[float, str]:
    [row] = [row for row in records(status_rows(store, View(SEPTEMBER))) if row["measure_id"] == ALARMS]
    return row["actual"], row["figure_state"]


def decide(app: AppTest, name: str) -> AppTest:
    [button] = [one for one in app.button if (one.key or "").startswith("doubt_") and (one.key or "").endswith(name)]
    return button.click().run()


def said_of_it(app: AppTest, words: str) -> AppTest:
    [field] = [one for one in app.text_input if (one.key or "").startswith("doubt_")]
    return field.set_value(words).run()


def test_without_doubts_the_screens_say_nothing_of_them(store):
    for name in ("discipline", "briefing"):
        said = says(screen(name, month="2023-09"))
        assert "个存疑数据" not in said and "的存疑数据" not in said


def test_the_board_lists_what_waits_with_its_reason_and_one_click_confirms_it(jumped):
    app = screen("discipline", month="2023-09")
    app = app.text_input(key="sender").set_value("李审").run()
    assert "存疑数据1个" in says(app) and "并入**三个**批次" in says(app) and "此前150户(9月)" in says(app)
    app = decide(app, "_sure")
    assert "已确认" in says(app) and "存疑数据0个" in says(app) and state(jumped) == (900, "ok")
    assert (audited(jumped)[-1][0], audited(jumped)[-1][-1]) == ("确认存疑数据", "李审")


def test_setting_aside_wants_a_reason_and_the_figure_before_counts(jumped):
    app = screen("discipline", month="2023-09")
    app = decide(app.text_input(key="sender").set_value("李审").run(), "_aside")
    assert "须写明原因" in says(app) and state(jumped) == (900, "doubtful")
    app = decide(said_of_it(app, "与现场不符"), "_aside")
    assert state(jumped) == (150, "set_aside") and "暂不采用,此前的数据有效" in says(app)
    opened = screen("livelihood", month="2023-09", item="民生33")
    assert "暂不采用" in says(opened) and "李审:与现场不符" in says(opened)
    [page, *_] = drawings(screen("units", month="2023-09", unit="区消防救援大队"))
    assert "存疑(2023年9月,暂不采用)" in page.text_content() and "900户,并入**三个**批次" in page.text_content()
    assert state(jumped)[1] == "set_aside" and decide(app, "_sure") and state(jumped) == (900, "ok")


def test_it_can_be_returned_with_a_question_from_the_list(jumped):
    app = screen("discipline", month="2023-09")
    app = said_of_it(app.text_input(key="sender").set_value("李审").run(), "为何猛增?")
    app = decide(app, "_back")
    assert "已退回,待答复" in says(app) and state(jumped) == (900, "doubtful")
    returns.answer(jumped, 1, "并入九月的批次", at_the_machine("王芳"), jumped.now())
    assert "已退回,已答复" in says(app.run()) and "答复:**并入九月的批次" in says(app)


def test_before_an_edition_it_is_said_how_many_are_doubtful(jumped):
    app = screen("briefing", month="2023-09")
    assert "本期有1个存疑数据" in says(app)
    assert "尚待审核的存疑数据1个：独居老人烟感报警" in says(app)
    app = decide(app.text_input(key="doubts_by").set_value("李审").run(), "_sure")
    assert "本期有" not in says(app) and state(jumped) == (900, "ok")


def test_an_open_item_marks_the_figure_and_says_what_the_sender_said(jumped):
    app = screen("livelihood", month="2023-09", item="民生33")
    assert "存疑,尚待审核" in says(app) and "并入**三个**批次" in says(app)
    figures = next(one.value for one in app.dataframe if "actual_text" in one.value)["actual_text"]
    assert "900户(存疑)" in list(figures)


def test_a_region_whose_data_are_received_is_looked_at_and_nothing_is_done_there(own_store: Store):
    with acting(own_store, OFFICE, "receive", own_store.now()) as act:
        act.record("接收数据", "测试", None, "截至此时")
    board = opened("")
    assert "在此接收" in says(board) and "请在该地区办理" in says(board)
    assert not {button.key for button in board.button if str(button.key).endswith("_sure")}
    reporting = screen("reporting", month="2023-09")
    assert "报送记录" in says(reporting) and not reporting.get("file_uploader")
    assert "withdraw" not in {button.key for button in reporting.button}
    assert screen("changes", month="2023-09").pills(key="change_kind").options == ["指标编码"]
