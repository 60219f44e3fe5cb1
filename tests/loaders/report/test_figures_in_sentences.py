"""The numbers of a sentence, as other years and districts write them, not only the report at hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.prose.figures import figures


def read(sentence: str) -> list[tuple[str, float, str, str]]:
    return [(figure.text, figure.value, figure.unit, figure.comparator) for figure in figures(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("新建充电桩2200个", [("2200个", 2200.0, "个", "=")]),
        ("更换气表3.6万户", [("3.6万户", 36000.0, "户", "=")]),
        ("开放30万人次", [("30万人次", 300000.0, "人次", "=")]),
        ("面积1万平方米", [("1万平方米", 1.0, "万平方米", "=")]),
        ("外商直接投资9000万美元", [("9000万美元", 9000.0, "万美元", "=")]),
        ("规模突破15亿元", [("15亿元", 15.0, "亿元", ">")]),
        ("低于40微克/立方米", [("40微克/立方米", 40.0, "微克/立方米", "<")]),
        ("控制在5.5%以内", [("5.5%", 5.5, "%", "<=")]),
        ("不超过5%", [("5%", 5.0, "%", "<=")]),
        ("参保率达98%", [("98%", 98.0, "%", ">=")]),
        ("参保率不低于93%、98%", [("93%", 93.0, "%", ">="), ("98%", 98.0, "%", ">=")]),
        ("超过1000人的医院", [("1000人", 1000.0, "人", ">")]),
        ("引进10名(个)以上", [("10名(个)", 10.0, "名(个)", ">=")]),
        ("筹建1200套（间）以上", [("1200套（间）", 1200.0, "套(间)", ">=")]),
        ("全区27万余名参保人员", [("27万余名", 270000.0, "名", "=")]),
        ("失能人员1500余名", [("1500余名", 1500.0, "名", "=")]),
        ("新增１２，３４５户", [("１２，３４５户", 12345.0, "户", "=")]),
        ("总额1,234.5万元以上", [("1,234.5万元", 1234.5, "万元", ">=")]),
        ("建成110千伏变电站", [("110千伏", 110.0, "千伏", "=")]),
        ("每两周不低于1课时", [("1课时", 1.0, "课时", ">=")]),
        ("高于全市2.1个百分点", [("2.1个百分点", 2.1, "个百分点", "=")]),
        ("改造路面56万㎡,新建管网30km", [("56万㎡", 56.0, "万平方米", "="), ("30km", 30.0, "公里", "=")]),
        ("幼儿园两所、小学十所以上", [("十所", 10.0, "所", ">=")]),
        ("新建幼儿园两所、小学十所以上", [("两所", 2.0, "所", "="), ("十所", 10.0, "所", ">=")]),
        ("培训教师三百名", [("三百名", 300.0, "名", "=")]),
        ("服务群众万余人次", [("万余人次", 10000.0, "人次", "=")]),
        ("覆盖率达到百分之八十", [("百分之八十", 80.0, "%", ">=")]),
        ("每人每月提高到780元", [("780元", 780.0, "元", ">=")]),
        ("新增规上企业20家[14]以上", [("20家", 20.0, "家", ">="), ("14", 14.0, "", "=")]),
        ("不少于200场演出、400场活动", [("200场", 200.0, "场", ">="), ("400场", 400.0, "场", ">=")]),
        ("审批压缩至60个工作日以内", [("60个工作日", 60.0, "个工作日", "<=")]),
        ("新增墓穴10000穴;", [("10000穴", 10000.0, "穴", "=")]),
        ("覆盖率达到百分之八点五", [("百分之八点五", 8.5, "%", ">=")]),
        ("培训两万五千人,救助两万五人", [("两万五千人", 25000.0, "人", "="), ("两万五人", 25000.0, "人", "=")]),
        ("培训1万2千人以上", [("1万2千人", 12000.0, "人", ">=")]),
        ("完成投资3亿5000万元", [("3亿5000万元", 35000.0, "万元", "=")]),
        ("打通“断头路”六条,养老点七个", [("六条", 6.0, "条", "="), ("七个", 7.0, "个", "=")]),
        ("浓度32微克每立方米以下", [("32微克每立方米", 32.0, "微克/立方米", "<=")]),
        ("存栏230万头只、出栏12万头(只)", [("230万头只", 2.3e6, "头只", "="), ("12万头(只)", 120000.0, "头(只)", "=")]),
        ("事故不超过2起", [("2起", 2.0, "起", "<=")]),
        ("城区新增车位三千个", [("三千个", 3000.0, "个", "=")]),
        ("1.5万人次、4000万元以上", [("1.5万人次", 15000.0, "人次", "="), ("4000万元", 4000.0, "万元", ">=")]),
    ],
)
def test_a_figure_is_read_with_its_unit_its_myriads_and_the_word_that_binds_it(sentence, expected):
    assert read(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "加快五环路(某段)建设",
        "坚持一个中心、两条主线",
        "深化“两个维护”",
        "实施三大行动",
        "温玉路万安街",
        "成都市第五人民医院",
        "暑期“三下乡”",
        "",
        "打通断头路",
        "走进千家万户,分为三个,一村一名,每村两名",
    ],
)
def test_chinese_numerals_in_names_are_no_figures(sentence):
    assert figures(sentence) == []


@pytest.mark.parametrize(
    ("words", "lower", "upper", "unit"),
    [
        ("投资5-8千万元", 5000.0, 8000.0, "万元"),
        ("培训5000—1万人", 5000.0, 10000.0, "人"),
        ("奖励5000元—1万元", 0.5, 1.0, "万元"),
        ("投资8000万-1.2亿元", 0.8, 1.2, "亿元"),
        ("投资1500-2000万元", 1500.0, 2000.0, "万元"),
    ],
)
def test_both_ends_of_a_range_are_in_the_unit_of_the_upper_one(words, lower, upper, unit):
    (found,) = figures(words)
    assert (found.value, found.upper, found.unit) == (lower, upper, unit)


def test_a_range_has_two_ends_and_one_comparator():
    (growth,) = figures("地区生产总值增长6.0%—7.0%")
    assert (growth.value, growth.upper, growth.unit, growth.comparator) == (6.0, 7.0, "%", "range")
    (people,) = figures("培训3—5万人")
    assert (people.value, people.upper, people.unit) == (30000.0, 50000.0, "人")


def test_a_number_that_is_part_of_a_name_says_so_and_takes_no_unit_from_what_follows():
    fine, bound = figures("PM2.5年均浓度低于40微克/立方米")
    assert (fine.text, fine.unit, fine.is_name_part) == ("2.5", "", True)
    assert (bound.value, bound.is_name_part) == (40.0, False)
    assert [figure.is_name_part for figure in figures("新建5G基站300个,执行“1+6”政策,办好第31届大运会")] == [
        True, False, True, True, True,
    ]  # fmt: skip


@given(st.integers(0, 10**7), st.sampled_from(["户", "人次", "个", "公里"]), st.text("新建改造共和计划", max_size=6))
def test_any_amount_written_between_words_is_found_where_it_stands(amount, unit, words):
    sentence = f"{words}{amount}{unit}{words}"
    (figure,) = figures(sentence)
    assert (figure.value, figure.unit, figure.offset) == (float(amount), unit, len(words))
    assert sentence[figure.offset : figure.offset + len(figure.text)] == figure.text
