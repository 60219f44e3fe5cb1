"""`python -m store …` for what an office does: each command once, and one sentence with exit 2 for a bad request."""

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from store.__main__ import main
from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.opening import opened
from tests import stores
from tests.pages.stores import autumn

COMMANDS = (
    "status", "drop-demo", "withdraw", "board", "remind", "deadline", "except", "close", "reopen", "return", "answer",
    "ask-again", "resolve", "returns", "doubts", "confirm", "set-aside", "link", "unlink", "links", "loads",
    "undo-load", "redo-load", "change-target", "change-base", "change-plan", "change-unit", "change-leader",
    "cancel", "uncancel", "add-item", "change-threshold", "use-preset", "show-outlook", "outlook", "set-place", "rule",
    "end-rule", "trigger", "rulings", "audit", "backup", "copy", "export",
    "import", "judge", "restore", "replay", "check", "account", "token",
    "start", "add-unit", "regions", "years", "end-unit", "remove-alias", "drop-year", "year", "link-year",
    "unlink-year", "propose-links", "compare-years", "carry-over", "home-year", "above", "set-code",
)  # fmt: skip
PILES, SEPTEMBER = "510115-2023-L08-1", dt.date(2023, 9, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The seed with one report on the charging piles."""
    path = Path(tmp_path_factory.mktemp("store") / "dashboard.duckdb")
    with opened(stores.copied(autumn.planted, path)) as store:
        at, by = dt.datetime(2023, 10, 9, 9), at_the_machine("张三")
        submission = submissions.Submission("jingxin", SEPTEMBER, "九月.xlsx", "abc", by, at)
        rows = pd.DataFrame([{"measure_id": PILES, "month": SEPTEMBER, "value": 1320.0}])
        submissions.add_submission(store, submission, rows)
    return path


@pytest.fixture
def run(made, tmp_path, capsys):
    """Run a command on a copy: (exit code, printed, said)."""
    db = shutil.copy(made, tmp_path / "copy.duckdb")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--db", str(db)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def signed(*arguments: str) -> tuple[str, ...]:
    return (*arguments, "--reason", "区政府常务会议", "--by", "李四")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_how_it_is_used(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0 and command in capsys.readouterr().out


def test_no_command_is_left_out(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = re.findall(r"^    ([a-z][a-z-]*)(?= |$)", capsys.readouterr().out, re.M)
    assert sorted(listed) == sorted(COMMANDS)


DONE: dict[tuple[str, ...], list[str | None]] = {
    ("deadline", "8", "--from", "2023-09"): ["调整报送期限", "2023年9月起", "次月5日", "次月8日"],
    ("close", "--month", "2023-09"): ["封账", "2023年9月", "开放", "封账"],
    ("change-target", "民生8", "--from", "2023-09", "--lower", "2000", "--approval", "纪要8号"): [
        "调整年度目标", "民生8 新建新能源汽车充电桩·新建充电桩,2023年9月起", "2,200个", "2,000个(纪要8号)",
    ],
    ("change-plan", PILES, "nodes", "--points", "4=20,9=70,12=100"): [
        "调整序时进度", "民生8 新建新能源汽车充电桩·新建充电桩", "按月均分", "节点推进:4月20%、9月70%、12月100%",
    ],
    ("change-unit", "民生8", "--lead", "区发改局"): ["调整牵头单位", "民生8 新建新能源汽车充电桩", None, "区发改局"],
    ("change-unit", "民生8-1", "--supplier", "区发改局"): [
        "调整数据提供单位", "民生8 新建新能源汽车充电桩·新建充电桩", None, "区发改局",
    ],
    ("change-unit", "区发改局", "--name", "区发改委"): ["单位更名", "区发改局", "区发改局", "区发改委"],
    ("change-unit", "区发改局", "--alias", "发改"): ["增加单位别名", "区发改局", None, "发改"],
    ("change-leader", "民生8", "民生9", "--leader", "王副区长"): ["调整分管领导", None, None, "王副区长"],
    ("cancel", "民生8"): ["取消事项", "民生8 新建新能源汽车充电桩", "考核", "取消"],
    ("add-item", "新增停车位", "--series", "livelihood", "--category", "交通出行", "--lead", "区交通运输局", "--source",
     "纪要", "--measure", "停车位", "--kind", "quantity", "--unit", "个", "--target", "500"): [
        "新增事项", "民生81 新增停车位", None, "停车位,目标不低于500个",
    ],
    ("change-threshold", "standard", "quantity", "any", "--on-track-at", "0", "--far-behind-below", "-5"): [
        "调整判定界线", "本系统标准·累计量", "超≥+10※,达≥0,滞<−10", "超不设,达≥0,滞<−5",
    ],
    ("show-outlook", "off"): ["调整年底预计", "全区", "显示", "不显示"],
    ("home-year", "calendar"): [
        "调整首页年度", "全区", "新年度有报送之前,首页仍是上一年度", "按日历,新年度执行后首页即是新年度",
    ],
    ("set-code", "民生8", "piles-1"): ["调整指标编码", "民生8 新建新能源汽车充电桩·新建充电桩", None, "PILES-1"],
    ("set-code", "经济1-1", "-"): ["调整指标编码", None, "GDP-R", None],
    ("use-preset", "lights"): ["更换判定标准", "全区", "本系统标准", "部分城市亮灯标准"],
    ("set-place", "--office", "区政府督查室"): ["调整地区用语", None, None, "区政府督查室"],
    ("rule", "民生8", "done", "--from", "2023-09", "--until", "2023-10"): [
        "人工认定", "民生8 新建新能源汽车充电桩·新建充电桩", "系统判定", "已完成(2023年9月至2023年10月)",
    ],
}  # fmt: skip


@pytest.mark.parametrize("arguments", DONE, ids=lambda arguments: " ".join(arguments[:3]))
def test_a_change_by_command_is_in_the_audit_in_words(run, arguments):
    assert run(*signed(*arguments))[0] == 0
    entry = json.loads(run("audit", "--json")[1])[0]
    told = [entry[name] for name in ("act", "object", "before", "after")]
    expected = [found if wanted is None else wanted for wanted, found in zip(DONE[arguments], told, strict=True)]
    assert told == expected
    assert (entry["reason"], entry["done_by"]) == ("区政府常务会议", "李四")


def test_a_conditional_item_is_triggered_and_that_is_taken_back(run):
    rows = json.loads(run("status", "--month", "2023-09", "--json")[1])
    code = next(f"民生{row['item_no']}" for row in rows if row["status"] == "not_due" and "尚未触发" in row["why"])
    assert run(*signed("trigger", code, "--from", "2023-09")) == (0, f"{code}的条件自2023年9月起触发。\n", "")
    [first, *_] = json.loads(run("rulings", "--year", "2023", "--json")[1])
    assert (first["sort"], first["from"], first["until"], first["is_ended"]) == ("condition", "2023-09", None, False)
    assert run(*signed("end-rule", str(first["ruling"]))) == (0, f"第{first['ruling']}号认定已撤销。\n", "")
    assert ",已撤销" in run("rulings", "--year", "2023")[1]


def test_a_figure_is_returned_answered_and_resolved(run):
    rows = json.loads(run("audit", "--json")[1])
    number = rows[0]["object"].removeprefix("第").removesuffix("号报送")
    assert run(*signed("return", number, "民生8-1")) == (0, "已退回,退回编号1。\n", "")
    assert run(*signed("answer", "1")) == (0, "第1号退回已答复。\n", "")
    assert run(*signed("ask-again", "1")) == (0, "第1号退回已再次退回。\n", "")
    assert run(*signed("resolve", "1")) == (0, "第1号退回已了结。\n", "")
    [row] = json.loads(run("returns", "--json")[1])
    assert (row["state"], row["reported_month"], row["question"]) == ("resolved", "2023年9月", "区政府常务会议")
    assert run("returns")[1].startswith("1\t已了结\t区经信局\t2023年9月\t民生8 新建新能源汽车充电桩·新建充电桩\t")


def test_the_board_and_the_reminder_can_be_had_by_command(run):
    told = json.loads(run("board", "--month", "2023-09", "--json")[1])
    september = {row["unit"]: row for row in told["rows"] if row["month"] == "2023-09"}
    assert september["区经信局"]["state"] == "partial" and september["区公安分局"]["state"] == "missing"
    assert september["区经信局"]["deadline"] == "2023-10-05"
    assert run("board", "--month", "2023-09")[1].startswith("完整率")
    assert f"还有{len(september)}家未报齐（其中1家已报部分数据）" in run("remind", "--month", "2023-09")[1]


def test_a_closed_month_is_opened_again_and_an_exception_granted(run):
    run(*signed("close", "--month", "2023-09"))
    later = signed("except", "区公安分局", "--month", "2023-09", "--until", "2099-01-01")
    assert run(*later) == (0, "准予区公安分局2023年9月数据延期至2099年1月1日报送。\n", "")
    assert run(*signed("reopen", "--month", "2023-09"), "--json") == (
        0, '{"month": "2023-09", "is_closed": false}\n', "",
    )  # fmt: skip


BAD = {
    signed("close", "--month", "2023-13"): "“2023-13”不是有效月份,格式应为 2023-09。",
    signed("reopen", "--month", "2023-09"): "2023年9月没有封账,不需要重开。",
    signed("deadline", "31", "--from", "2023-09"): "报送截止日须为次月1日至28日之间的一天。",
    signed("except", "区公安局", "--month", "2023-09", "--until", "2023-10-12"): None,
    signed("except", "某局", "--month", "2023-09", "--until", "2099-01-01"): "没有名为“某局”的单位,请写单位全称。",
    signed("except", "区公安分局", "--month", "2023-09", "--until", "明天"): "“明天”不是有效日期,格式应为 2023-10-12。",
    signed("change-target", "民生99", "--from", "2023-08", "--lower", "1"): (
        "2023年没有编号为“民生99”的事项,编号如 民生8、任务12、经济2。"
    ),
    signed("change-target", "民生8", "--from", "2023-08"): None,
    signed("change-target", PILES, "--from", "2023-08"): "请用 --lower 或 --upper 写明新目标。",
    signed("change-base", PILES, "5"): "只有年末数有上年末基数,其他子项没有基数。",
    signed("change-plan", PILES, "nodes", "--points", "四月二成"): (
        "“四月二成”不能识别,请写成 4月20%、9月70%、12月100%,或按顺序写12个数。"
    ),
    signed("rule", PILES, "great", "--from", "2023-09"): (
        "不能认定为“great”,可用:done、ahead、on_track、behind、far_behind、undecided、not_due。"
    ),
    signed("end-rule", "9"): "没有第9号认定。",
    signed("trigger", "民生8", "--from", "2023-09"): "民生8 新建新能源汽车充电桩没有适用条件,不需要触发。",
    signed("return", "999", PILES): "没有第999号报送,或已撤回。",
    signed("answer", "9"): "没有第9号退回。",
    signed("show-outlook", "on"): "年底预计现在就是显示。",
    signed("use-preset", "mild"): "没有名为“mild”的判定标准,现有:lights、standard。",
    ("cancel", "民生8", "--reason", " "): "调整目标与分工须写明原因。",
    ("rule", PILES, "done", "--from", "2023-09", "--reason", "会议", "--by", " "): "请填写您的姓名。",
}


@pytest.mark.parametrize("arguments", BAD, ids=lambda arguments: " ".join(arguments[:4]))
def test_a_bad_request_gets_one_sentence_and_exit_2(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err == f"{BAD[arguments] or err.strip()}\n"


UNBOUNDED = {
    ("compare-years", "0", "2023"): "参数 first 的值 '0' 不对",
    ("links", "--year", "10000"): "参数 --year 的值 '10000' 不对",
    ("links", "--year", "9" * 20): f"参数 --year 的值 '{'9' * 20}' 不对",
    ("account", "sign-ins", "--last", "-5"): "参数 --last 的值 '-5' 不对",
    ("withdraw", "9" * 40, "--reason", "填错"): f"参数 submission 的值 '{'9' * 40}' 不对",
}


@pytest.mark.parametrize("arguments", UNBOUNDED, ids=lambda arguments: " ".join(arguments)[:30])
def test_a_number_that_no_year_or_count_can_be_is_named(run, capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(UNBOUNDED[arguments])


def test_what_is_judged_goes_into_no_folder_that_is_not_there(run, tmp_path):
    assert run("export", "--out", str(tmp_path / "out"))[0] == 0
    code = main(
        ["judge", str(tmp_path / "out"), "--month", "2023-09", "--out", str(tmp_path / "nowhere" / "x.parquet")]
    )
    assert code == 2


def test_an_approval_and_the_system_of_a_token_have_a_length(run):
    far = run(*signed("change-target", "民生8", "--from", "2023-09", "--lower", "2000", "--approval", "纪" * 101))
    assert far == (2, "", "批准依据不能超过100个字,请写得简短一些。\n")
    token = run("token", "create", "--unit", "区公安分局", "--label", "系" * 41)
    assert token == (2, "", "请写明令牌给哪个系统使用,不超过40个字。\n")


def test_an_act_without_a_reason_is_told_in_chinese(run, capsys):
    with pytest.raises(SystemExit) as ended:
        run("close", "--month", "2023-09")
    assert ended.value.code == 2
    assert capsys.readouterr().err == "缺少参数 --reason;用法见 python -m store close --help。\n"
    with pytest.raises(SystemExit):
        run(*signed("change-unit", "民生8"))
    assert capsys.readouterr().err.startswith("参数 --lead --supplier --name --alias 须写一个")
