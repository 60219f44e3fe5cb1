"""A sheet judged against itself: each contradiction one doubt with both numbers, none on a consistent book."""

import datetime as dt

import pytest

from loaders.accept.trial import judged
from loaders.check.actuals import check
from loaders.table.shapes.own_rates import Printed
from loaders.template.template import template
from store.engine.store import Store
from tests import books
from tests.loaders.conftest import OCTOBER, register_of

AT = dt.datetime(2023, 11, 3)
HEADER = [
    "序号",
    "民生实事",
    "指标",
    "单位",
    "年度目标",
    "本月累计",
    "完成率",
    "是否达序",
    "备注",
    "存在问题及原因",
    "下一步措施",
]
METERS = [70, "燃气设施更新建设", "更换到期气表"]


def told(
    store: Store, reader, *rows: list[object], header: list[str] = HEADER, **options
) -> list[tuple[str, str | None]]:
    content = books.book([["2023年1-10月推进情况"], ["填报单位:区经信局"], header, *rows], **options)
    result = judged(store, check(content, "表.xlsx", register_of(store, OCTOBER), reader), AT)
    return [(found.id, found.cell) for found in result.issues]


@pytest.mark.parametrize(
    ("unit", "target", "value", "rate", "verdict", "remark", "doubts"),
    [
        ("户", 36000, 30000, "83.3%", "是", "达到时间进度", []),
        ("户", "更换气表36000户", 30000, 83.3, "是", "按期推进", []),
        ("万户", 3.6, 3, 0.8333, "达", "正常推进", []),
        ("户", "3.6万户", 29600, "82.2", "否", "滞后", []),
        ("户", "≥36000", 36100, "100%", "是", "已完成", []),
        ("户", 36000, 29600, "91.9%", "否", "", [("rate_differs", "G4")]),
        ("户", 36000, 29600, "82.2%", "是", "", [("verdict_differs", "H4")]),
        ("户", 36000, 30000, "83.3%", "否", "未达到序时进度", [("verdict_differs", "H4"), ("verdict_differs", "I4")]),
        ("户", 36000, 30000, "83.3%", "是", "已完成", [("verdict_differs", "I4")]),
        ("户", 30000, 30000, "100%", "是", "", [("target_differs", "E4")]),
        ("户", "更换气表30000户", 30000, "83.3%", "是", "", [("target_differs", "E4")]),
        ("万户", 3.5, 3, "83.3%", "是", "", [("target_differs", "E4")]),
        ("户", 36000, 30000, "83.4%", "是", "", [("rate_differs", "G4")]),
    ],
)  # fmt: skip
def test_target_rate_and_state_are_held_against_the_store(
    store, reader, unit, target, value, rate, verdict, remark, doubts
):
    row = [*METERS, unit, target, value, rate, verdict, remark, "点位协调难", "加快进度"]
    assert told(store, reader, row) == doubts


@pytest.mark.parametrize(
    ("printed", "decimals", "exactly", "agrees"),
    [(60.0, 1, 59.96, True), (60.0, 1, 59.94, False), (60.0, 2, 59.96, False), (82.4, 1, 82.3529411, True)],
)
def test_a_number_agrees_at_the_precision_it_is_printed_with(printed, decimals, exactly, agrees):
    assert Printed(printed, decimals).agrees(exactly) is agrees


def test_both_numbers_stand_in_the_doubt(store, reader):
    row = [*METERS, "户", 30000, 29600, "91.9%", "是", "", "点位协调难", "加快进度"]
    content = books.book([["2023年1-10月推进情况"], ["填报单位:区经信局"], HEADER, row])
    result = judged(store, check(content, "表.xlsx", register_of(store, OCTOBER), reader), AT)
    assert [found.sentence for found in result.issues] == [
        "Sheet1!E4:读到“30000”,年度目标在系统中是36,000户,表中是30,000户。"
        "请核对“燃气设施更新建设·更换到期气表”的年度目标:以文件为准需调整的,请联系汇总单位。",
        "Sheet1!G4:读到“91.9%”,“燃气设施更新建设·更换到期气表”的完成率按29,600户和年度目标36,000户计算是82.2%。"
        "请核对累计数、年度目标和完成率,改正有误的一个。",
        "Sheet1!H4:读到“是”,按规则是“慢序时”:截至10月累计29,600户,完成率82.2%,序时进度83.3%,慢1.1个百分点。"
        "请核对累计数和表中写的状态。",
    ]


@pytest.mark.parametrize(
    ("total", "ranks", "doubts"),
    [
        (35101, [2, 3, 1], []),
        (35101, ["第2", "第3", "第1"], []),
        (35000, [2, 3, 1], [("sum_differs", "E7")]),
        (35101, [3, 2, 1], [("rank_differs", "F4"), ("rank_differs", "F5")]),
        (None, [3, 1, 2], []),  # by something else
    ],
)
def test_sums_and_ranks_are_worked_out_again(store, reader, total, ranks, doubts):
    header = ["序号", "民生实事", "指标", "年度目标", "本月累计", "名次"]
    rows = [
        [8, "新建新能源汽车充电桩", "新建充电桩", 2200, 1850, ranks[0]],
        [72, "新建5G基站", "新建5G基站", 300, 251, ranks[1]],
        [*METERS, 36000, 33000, ranks[2]],
        ["合计", None, None, 38500, total],
    ]
    assert told(store, reader, *rows, header=header) == doubts


def test_a_sum_of_a_section_and_one_of_all_are_told_apart(store, reader):
    header = ["序号", "民生实事", "指标", "本月累计"]
    rows: list[list[object]] = [
        [8, "新建新能源汽车充电桩", "新建充电桩", 1850],
        [72, "新建5G基站", "新建5G基站", 251],
        ["小计", None, None, 2101],
        [*METERS, 33000],
        [71, "小区供电移交改造", "居民电力改造", 4300],
        ["小计", None, None, 37300],
        [70, "燃气设施更新建设", "改造老旧燃气管道", 8.4],
        ["小计", None, None, 8.4],
        ["合计", None, None, 39409.4],
    ]
    assert told(store, reader, *rows, header=header) == []


def test_a_target_without_a_unit_may_be_in_that_of_the_figure_or_in_the_measures_own(store, reader):
    header = ["序号", "民生实事", "指标", "年度目标", "本月累计(万户)"]
    assert told(store, reader, [*METERS, 3.6, 3], header=header) == []
    assert told(store, reader, [*METERS, 36000, 3], header=header) == []
    assert told(store, reader, [*METERS, 3.5, 3], header=header) == [("target_differs", "D4")]


def test_a_state_merged_over_several_rows_is_no_rows_own(store, reader):
    rows = [
        [*METERS, "户", 36000, 29600, "", "是", "", "难", "快"],
        [70, "燃气设施更新建设", "改造老旧燃气管道", "公里", 10, 9, "", None, "", "难", "快"],
    ]
    assert told(store, reader, *rows, dress=lambda sheet: sheet.merge_cells("H4:H5")) == []


def test_a_template_filled_in_contradicts_nothing(store, reader):
    register = register_of(store, OCTOBER)
    for name in ("区经信局", "区住建局", "区发改局"):
        unit = register.unit_named(name)
        assert unit is not None
        values = {
            one.measure_id: {"本月累计": 85 if one.kind == "milestone" else one.lower or one.upper or 5, "备注": "",
                             "存在问题及原因": "难", "下一步措施": "快"}
            for one in register.asked_of(unit.unit_id)
        }  # fmt: skip
        content = books.filled(template(register, unit), {code: {k: v for k, v in one.items() if k != "备注"}
                                                          for code, one in values.items()})  # fmt: skip
        assert judged(store, check(content, "表.xlsx", register, reader), AT).issues == ()
