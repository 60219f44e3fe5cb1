"""What a sentence of a progress report says of the measures of its item, and what it leaves to be asked."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from loaders.prose import statements
from loaders.prose.fit import value_of
from loaders.prose.readings import told
from loaders.register import Register
from tests.loaders.growth import LINEAR, growth

GAS = ("L70-1", "L70-2", "L70-3")  # 更换到期气表 户, 改造老旧燃气管道 公里, 新建农村天然气工程 公里
PILES = ("L08-1",)  # 新建充电桩 2,200个
BASES = ("L72-1",)  # 新建5G基站 300个


def said(october: Register, text: str, codes: tuple[str, ...]) -> dict[str, object]:
    """Measure → its figure; a question mark with what is offered where it has to be asked; nothing where none is."""
    wanted = [october.by_id[f"510115-2023-{code}"] for code in codes]
    around = [one for one in october.measures if one.item_id == wanted[0].item_id and one.kind != "reference"]
    found = told(text, wanted, around, october.month, {})
    shown: dict[str, object] = {}
    for code, one in zip(codes, wanted, strict=True):
        read = found[one.measure_id]
        if not read.is_sure:
            shown[code] = "?" + "|".join(f"{offer.value:f}" for offer in read.offers)
        elif read.value is not None:
            shown[code] = float(read.value)
    return shown


@pytest.mark.parametrize(
    ("text", "codes", "figures"),
    [
        ("已更换气表30000户、改造管道8.4公里", GAS, {"L70-1": 30000, "L70-2": 8.4}),
        ("①更换气表3万户;②改造管道8.4公里;③农村天然气工程4.1公里", GAS, {"L70-1": 30000, "L70-2": 8.4, "L70-3": 4.1}),
        ("1.已更换气表30000户\n2.改造管道8400米", GAS, {"L70-1": 30000, "L70-2": 8.4}),
        ("气表目标36000户,已完成30000户;管道目标10公里,已改造8.4公里。", GAS, {"L70-1": 30000, "L70-2": 8.4}),
        ("燃气设施更新:已更换30000户,改造8.4公里,新建4.1公里", GAS, {"L70-1": 30000, "L70-2": 8.4, "L70-3": 4.1}),
        ("已完成8.4公里", ("L70-2",), {"L70-2": 8.4}),
        ("已完成97个小区供配电设施移交;完成4200户居民电力改造。", ("L71-1", "L71-2"), {"L71-1": 97, "L71-2": 4200}),
        ("完成小区移交97个(其中10月新增9个),完成电力改造4200户", ("L71-2",), {"L71-2": 4200}),
        ("已建成充电站12座、充电桩1850个", PILES, {"L08-1": 1850}),
        ("已走访企业30家,新建5G基站251个", BASES, {"L72-1": 251}),
        ("涉及36000户,已完成3万户", ("L70-1",), {"L70-1": 30000}),
        ("完成气表更换 3 万户;管网改造 8400 米", GAS, {"L70-1": 30000, "L70-2": 8.4}),
        ("燃气管道开工9.5公里,完工8.4公里", GAS, {"L70-2": 8.4}),
    ],
)  # fmt: skip
def test_each_number_is_its_own_measures(october, text, codes, figures):
    assert said(october, text, codes) == figures


@pytest.mark.parametrize(
    "text",
    [
        "目标2200个,已完成1850个", "年度目标2200个,完成1850个,完成率84.1%", "新建充电桩2200个,已完成1850个",
        "已完成1850/2200个",
        "任务数2200个,完成数1850个", "2200个目标任务中已完成1850个", "计划建设2200个,现已建成1850个",
        "已完成1850个(年度目标2200个)",
        "预计到年底可建成2200个,目前已建成1850个", "已建成1850个;下一步,年底前再建350个",
        "已建成1850个,剩余350个正在施工",
        "本月新增200个,累计完成1850个", "10月新建200个,年内累计1850个", "上月累计1650个,本月累计1850个",
        "新建充电桩200个(累计1850个)",
        "截至9月底完成1650个,截至10月底完成1850个", "2022年建成900个,2023年已建成1850个",
        "自开工以来累计完成4000个,今年完成1850个",
        "上半年建成900个,三季度建成750个,10月建成200个,共建成1850个", "较上月增加200个,达到1850个",
        "1—10月,建成1,850个,同比增长12%",
        "已建成充电桩1850个,其中直流桩600个、交流桩1250个", "已开工2000个、建成1850个",
        "已完成选址2000个,建成充电桩1850个",
        "已建成1850个,投资2.3亿元,惠及3万人",
        "已完成1850个(含去年结转200个)", "按计划推进,建成0.185万个", "待验收200个,已验收1850个",
        "2000个已开工,1850个已建成",
    ],
)  # fmt: skip
def test_what_was_aimed_at_planned_left_or_of_another_time_is_not_what_was_done(october, text):
    assert said(october, text, PILES) == {"L08-1": 1850}


@pytest.mark.parametrize(
    ("text", "code", "value"),
    [
        ("形象进度60%", "L01-1", 60), ("完成总工程量的60%,占投资计划的45%", "L01-1", 60),
        ("路基完成90%,路面完成40%,总体进度60%", "L01-1", 60),
        ("地区生产总值同比增长5.2%,高于全市0.3个百分点", "I01-1", 5.2),
        ("1-10月,固定资产投资完成120亿元,同比下降2.1%", "I02-1", -2.1),
        ("失业率为5.2%,较上月下降0.1个百分点", "I07-1", 5.2),
        ("参保率达93.5%,参保人数45万人", "T46-1", 93.5), ("新增高新技术企业32家,总数达385家", "T25-1", 385),
        ("形象进度由9月的50%提高到62%", "L01-1", 62), ("高新技术企业由年初350家增加到385家", "T25-1", 385),
        ("实现营收380.5亿元,同比增长9%", "T08-1", 380.5), ("PM2.5平均浓度为38.2μg/m³", "T36-1", 38.2),
    ],
)  # fmt: skip
def test_a_level_a_growth_and_a_progress_are_told_apart(october, text, code, value):
    assert said(october, text, (code,)) == {code: value}


@pytest.mark.parametrize(
    ("text", "codes", "asked"),
    [
        ("城区新建150个,农村新建101个", BASES, {"L72-1": "?150|101"}),
        ("已完成30000户、8.4公里、4.1公里", GAS, {"L70-1": 30000, "L70-2": "?8.4|4.1", "L70-3": "?8.4|4.1"}),
        ("完成年度目标251个", BASES, {"L72-1": "?251"}),
        ("全区累计建成5G基站850个,今年新建251个", BASES, {"L72-1": "?850|251"}),
        ("累计建成5G基站850个(其中2023年新增251个)", BASES, {"L72-1": "?251|850"}),
        ("今年1-10月新建5G基站251个,全区总数达850个", BASES, {"L72-1": "?251|850"}),
        ("5G基站从年初600个增加到851个", BASES, {"L72-1": "?851"}),
        ("本月新增200个", PILES, {"L08-1": "?200"}),
        ("10月更换3000户", ("L70-1",), {"L70-1": "?3000"}),
        ("已建成1650个(截至9月底)", PILES, {"L08-1": "?1650"}),
        ("截至11月3日,已累计更换30100户", ("L70-1",), {"L70-1": "?30100"}),
        ("主体结构完成80%", ("L01-1",), {"L01-1": "?80"}),
    ],
)  # fmt: skip
def test_two_readings_and_another_times_figure_are_asked_about(october, text, codes, asked):
    assert said(october, text, codes) == asked


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("正在选址", "L08-1"), ("已完成招标,正在施工", "L08-1"), ("计划年底前新建2200个", "L08-1"),
        ("前期工作有序,11月底前建成1850个", "L08-1"),
        ("组织召开推进会3次", "L72-1"),
        ("已全面完成年度目标任务", "L08-1"), ("控制在5.5%以内", "I07-1"), ("已参保45万人", "T46-1"),
        ("完成投资6000万元,占年度计划60%", "L01-1"),
    ],
)  # fmt: skip
def test_words_without_a_figure_say_none(october, text, code):
    assert said(october, text, (code,)) == {}


def test_a_long_text_takes_time_in_proportion(october):
    text = "截至10月底,已累计更换到期气表30000户,其中第一批2000户,占年度目标的83%,剩余部分正在加快推进;"
    assert growth(lambda length, attempt: said(october, f"{attempt}、{text * length}", GAS), 10) < LINEAR


def test_a_bare_multiplied_number_is_never_multiplied_by_its_measures_unit(october):
    (found,) = statements.said("累计完成42.1亿", dt.date(2023, 10, 1))
    measures = [replace(october.by_id["510115-2023-L70-1"], unit=unit) for unit in ("亿元", "万元")]
    assert [value_of(found, one, "") for one in measures] == [Decimal("42.1"), Decimal(421000)]
