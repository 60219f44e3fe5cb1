"""What a report tells of other times than the year at hand is no target of it: last year, years to come, a quarter."""

from __future__ import annotations

import pytest

from loaders.report.reading.kinds import lines_of
from loaders.report.reports import read_report
from loaders.report.sentences.measures import read
from metrics.errors import UserError
from tests.loaders.growth import LINEAR, growth
from tests.loaders.report.sayings import in_words, read_text
from tests.loaders.report.test_targets_in_sentences import rows


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“十四五”末,县域经济总量突破450亿元。今年总产值增长6%。", ["总产值增速 =6%"]),
        ("未来三年,累计建成标准农田9万亩,今年建成3万亩。", ["建成标准农田 =30000亩"]),
        ("谋划储备“十五五”时期重大项目150个。", ["谋划储备“十五五”时期重大项目 =150个"]),
        ("到2027年,覆盖率较2020年提高10%;装机达到300万千瓦。", []),
        ("“十五五”时期,累计培育企业90家。", []),
        ("用两年时间完成全部140个村的污水治理。", []),
        ("力争用三年时间,培育上市企业4家;新增规上企业12家。", ["新增规上企业 =12家"]),
        ("三年改造老厂区900亩,今年改造260亩。", ["改造老厂区 =260亩"]),
        ("到2027年,覆盖率达到45%;装机达到300万千瓦。今年造林6万亩。", ["造林 =60000亩"]),
        ("到2026年规上工业产值突破900亿元,今年规上工业产值增长9%。", ["规上工业产值增速 =9%"]),
        ("新建公园2个,到2027年建成30个;新增车位800个。", ["新建公园 =2个", "新增车位 =800个"]),
        ("到2027年,建成绕城高速,新增规上企业90家。", []),
        ("今后五年,总产值年均增长7%。到2028年突破百亿元。规上企业达到80家。", []),
        ("总产值年均增长6.5%,PM2.5年均浓度31微克/立方米。", ["PM2.5年均浓度 =31微克/立方米"]),
        ("启动“千企改造”三年行动,改造企业60家。", ["改造企业 =60家"]),
    ],
)
def test_what_later_years_or_several_together_bring_is_no_target_of_this_one(words, expected):
    assert rows(words, is_item=False) == expected
    assert [row for row in rows(words) if "行动" not in row] == expected  # 三年行动 is begun this year


def test_at_the_end_of_a_plans_last_year_its_aim_is_the_years():
    assert [one.name for one in read("“十四五”末,综合产值突破450亿元。", 2025, is_item=True).proposals] == ["综合产值"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("基础养老金由每人每月120元提高到145元。", ["基础养老金 >=145元/人"]),
        ("道路破损率从6.5%下降到4%以内。", ["道路破损率 <=4%"]),
        ("用水效率、能效分别由60%、70%提高到65%、75%。", ["用水效率 >=65%", "能效 >=75%"]),
        ("在去年完成技改投资26亿元的基础上,今年力争达到33亿元。", ["完成技改投资 >=33亿元"]),
        ("新建公厕60座(2023年已建20座),改造户厕900户。", ["新建公厕 =60座", "改造户厕 =900户"]),
        (
            "城镇新增就业7000人(上年完成7320人),新建公路80公里(2023年:65公里)。",
            ["城镇新增就业 =7000人", "新建公路 =80公里"],
        ),
        ("我县现有老旧小区120个,今年改造40个。", ["老旧小区改造 =40个"]),
        ("全县有行政村218个、常住人口46万人,新建小学2所。", ["新建小学 =2所"]),
        ("近三年,累计改造旧厂房86个。今年改造22个。", ["改造 =22个"]),
        ("对现有的12个公园进行改造,全县有5个项目竣工。", ["公园改造 =12个", "项目竣工 =5个"]),
        ("总产值增长6%(2023年增长5.8%),用电量较去年增长4%。", ["总产值增速 =6%", "用电量增速 =4%"]),
        ("由县住建局改造管网60公里。", ["由县住建局改造管网 =60公里"]),
    ],
)
def test_where_a_thing_comes_from_is_no_target(words, expected):
    assert rows(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("推动已开工项目竣工30个。", ["推动已开工项目竣工 =30个"]),
        ("对已竣工项目验收20个。", ["已竣工项目验收 =20个"]),
        ("已建成小区改造提升30个。", ["已建成小区改造 =30个"]),
        ("力争全县有3家企业上市。", ["企业上市 =3家"]),
        ("盘活现有厂房20万平方米,推进现有企业技改30家。", ["盘活现有厂房 =20万平方米", "推进现有企业技改 =30家"]),
        ("全县有劳动能力的脱贫人口就业3000人。", ["有劳动能力的脱贫人口就业 =3000人"]),
        ("已完成改造公园8个,老旧小区现有120个,新建学校2所。", ["新建学校 =2所"]),
        ("对现有12个公园改造提升。", ["公园改造提升 =12个"]),
        ("由县住建局在5个镇新建公厕30座。", ["由县住建局在5个镇新建公厕 =30座"]),
        ("城镇新增就业达到2050人,新建公园5个。", ["城镇新增就业 >=2050人", "新建公园 =5个"]),
    ],
)
def test_what_is_done_to_what_stands_or_has_been_done_is_a_target(words, expected):
    assert rows(words) == expected


@pytest.mark.parametrize("date", ["明年下半年", "2025年12月底前"])
def test_a_date_of_the_next_year_is_no_node_of_this_one(date):
    made = read(f"城北路10月底前封顶,{date}通车。", 2024, is_item=True).proposals
    assert made and all((12, 1.0) not in one.nodes for one in made)
    assert any(one.nodes for one in read("城北路10月底前封顶,2024年12月底前通车。", 2024, is_item=True).proposals)
    assert [one.due for one in read("市民中心明年6月底前竣工。", 2024, is_item=True).proposals] == [""]


def test_what_is_compared_with_a_year_long_gone_is_doubted():
    ours, longer = read("用水量较2023年下降2%,单位能耗较2020年下降12%。", 2024, is_item=True).proposals
    assert (ours.doubts, longer.doubts) == ((), ("与2020年相比,请确认是否为本年目标",))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("固定资产投资一季度增长10%,上半年完成全年目标的50%以上,全年增长8%。", ["固定资产投资增速 =8%"]),
        ("确保一季度实现“开门红”,全年工业投资增长9%。", ["工业投资增速 =9%"]),
    ],
)
def test_growth_up_to_a_quarter_is_not_the_years(words, expected):
    assert rows(words) == expected


def test_a_section_of_the_years_to_come_within_the_plan_gives_nothing_and_its_numbers_are_told():
    report = read_text(
        "三、今后五年工作总体要求和2024年工作安排\n(一)今后五年奋斗目标\n地区生产总值年均增长7%;规上工业企业突破300家。\n"
        "(二)2024年主要目标\n地区生产总值增长6.5%以上,城镇新增就业8000人。"
    )
    assert in_words(report) == [
        "1 地区生产总值增速 growth >=6.5%",
        "2 城镇新增就业 quantity =8000人",
    ]
    assert report.account.reasons["以后年度的目标"] == 2
    assert report.account.is_clean


def test_a_list_of_results_is_no_list_of_targets_but_a_tables_column_of_targets_is():
    lines = "1.新建幼儿园,目前建成2所,完成率50%。\n2.改造公厕6座。"
    with pytest.raises(UserError, match="没有找到年度工作安排"):
        read_text(f"2024年1—9月民生实事完成情况\n{lines}")
    table = "序号\t项目\t年度目标\t1-9月完成情况\n1\t新建公园\t5个\t3个\n2\t新增学位\t1200个\t900个"
    report = read_text(f"2024年1—9月民生实事完成情况\n{table}")
    assert in_words(report) == ["1 新建公园 quantity =5个", "2 新增学位 quantity =1200个"]


def test_a_tables_columns_of_other_years_are_told_and_each_column_keeps_its_own_unit():
    heads = "指标名称\t计量单位\t2023年实际\t2023年增长%\t2024年计划\t预期增长(%)\t2025年目标\t2028年目标"
    rest = ["地区生产总值\t亿元\t402\t6.1\t430\t6.5\t460\t600", "工业增加值\t亿元\t-\t8.2\t-\t9\t-\t-"]
    text = "\n".join(["2024年发展主要指标", heads, *rest])
    report = read_report(lines_of(text.encode(), "表.txt"), 2024)
    assert in_words(report) == [
        "1 地区生产总值 quantity =430亿元",
        "1 地区生产总值增速 growth =6.5%",
        "2 工业增加值增速 growth =9%",
    ]


def test_what_a_heading_looks_to_in_later_years_is_done_this_year():
    report = read_text(
        "二、2024年重点工作\n(一)锚定2035年远景目标,推动产业升级\n新增规上企业12家。\n"
        "(二)聚焦2025年文明城市创建,提升品质\n改造小区20个。\n(三)围绕2030年前碳达峰,推进绿色发展\n造林3万亩。"
    )
    assert in_words(report) == [
        "1 新增规上企业 quantity =12家",
        "2 改造小区 quantity =20个",
        "3 造林 quantity =30000亩",
    ]


def test_all_parts_of_a_section_of_the_years_to_come_give_nothing():
    report = read_text(
        "2024年政府工作报告\n二、2024年工作安排\n新建公园6个。\n三、今后五年奋斗目标\n(一)经济目标\n规上工业企业新增300家。\n"
        "(二)民生目标\n新建学校30所。\n四、重点任务\n改造小区20个。"
    )
    assert in_words(report) == ["1 新建公园 quantity =6个", "2 改造小区 quantity =20个"]


def test_news_of_projects_is_no_list_of_targets():
    lines = (
        "上半年实施重点项目96个\n截至6月底,全区储备项目40个,引进到位资金30.82亿元。\n实施证照分离改革,压缩到1个工作日。"
    )
    with pytest.raises(UserError, match="没有找到年度工作安排"):
        read_text(lines)


def test_a_clause_of_quarters_and_quotes_takes_the_time_of_its_length():
    def work(length: int, attempt: int) -> None:
        read(f"{attempt}、{'季度“' * length}", 2024, is_item=True)

    assert growth(work, 100) < LINEAR
