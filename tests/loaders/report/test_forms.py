"""Every form of a report's text that once lost rows, and the forms of published lists, read whole."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from loaders.prose.figures import figures
from loaders.report.reading.kinds import lines_of
from loaders.report.reports import read_report
from loaders.report.structure import cues
from loaders.report.structure.asides import part
from loaders.report.structure.markers import marker
from loaders.report.structure.paragraphs import paragraphs
from loaders.report.structure.roles import masked
from tests.loaders.growth import LINEAR, growth
from tests.loaders.report.forms import FORMS
from tests.loaders.report.sayings import in_keys, in_words, read_text

FOLDER = Path(__file__).with_name("texts")
TEXTS = {path.stem: path for path in sorted(FOLDER.glob("*/*.txt"))}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_gives_its_rows_and_accounts_for_every_number(name):
    year, text, expected, account = FORMS[name]
    report = read_report(lines_of(text.encode(), f"{name}.txt"), year)
    assert in_words(report) == expected
    assert report.account.sentence == account
    assert report.account.is_clean is (name != "z_gap")


def test_texts_in_forms_of_published_ones_are_read_to_more_than_nine_in_ten():
    wanted: dict[str, Counter[Any]] = {}
    with (FOLDER / "keys.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            is_milestone = row["unit"] == "milestone"
            value = float(row["value"]) if row["value"] and not is_milestone else None
            wanted.setdefault(row["text"], Counter())[value, row["unit"], row["comparator"], row["lead"]] += 1
    hits = found = 0
    for name, keys in wanted.items():
        proposed = in_keys(read_text(TEXTS[name].read_text(encoding="utf-8")))
        hits += (keys & proposed).total()
        found += proposed.total()
    assert hits >= 0.92 * sum(keys.total() for keys in wanted.values())
    assert hits >= 0.92 * found


@pytest.mark.parametrize("name", TEXTS)
def test_every_number_is_held_by_a_row_or_has_its_reason_and_every_clause_is_a_row_or_told(name):
    content = TEXTS[name].read_bytes()
    report = read_report(lines_of(content, name), 2024)
    account = report.account
    assert account.not_understood == []
    standing, furniture = paragraphs(lines_of(content, name))
    whole = {line.text for line in account.left_out}  # with their numbers; an item's own number is none of its words
    cells = [cell if cell in whole else cell[marker(cell).end :]
             for each in standing for cell in dict.fromkeys(each.cells or (each.text,))
             if not each.cells or cell != each.cells[0] or not cell.isdecimal()]  # fmt: skip
    assert account.total == sum(len(figures(words)) for words in (*cells, *(line.text for line in furniture)))
    told = [one.text for one in (*account.unsaid, *account.left_out)]
    told += [number.sentence for number in account.skipped]
    told += [one.sentence for item in report.items for one in item.proposals]
    told += [item.title + item.block + item.category + item.section for item in report.items]
    said = "".join("".join(told).split())
    lost = [
        clause for each in standing for cell in each.cells or (each.words,)
        for clause in re.split(r"[^\u4e00-\u9fff\w.%]+", "".join(masked(cell)[0].split("\n")))
        if re.search("[\u4e00-\u9fff]{4}", clause) and re.sub(r"^(.是|\d+\.)", "", clause) not in said
    ]  # fmt: skip
    roles = ["".join((item.roles.lead, *item.roles.others, item.roles.leader, item.roles.due)) for item in report.items]
    lost = [clause for clause in lost if clause not in "".join(roles) and not cues.is_signature(clause)]
    assert [clause for clause in lost if part(clause, is_numbered=True) is None] == []


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        ("以上2项目标责任单位均为市商务局、市财政局。", ["", "市商务局", "市商务局"]),
        ("以上两项由市商务局牵头负责。", ["", "市商务局", "市商务局"]),
        ("该目标责任单位为市商务局。", ["", "", "市商务局"]),
        ("上述2项任务牵头单位:市商务局,配合单位:市财政局。", ["", "市商务局", "市商务局"]),
        ("以上工作由市商务局负责。", ["市商务局", "市商务局", "市商务局"]),
        ("本项责任单位为市商务局、各县(市、区)政府。", ["", "", "市商务局"]),
    ],
)
def test_a_line_below_items_says_who_leads_as_many_of_them_as_it_speaks_of(line, leads):
    report = read_text(f"2024年目标任务分解表\n①进出口增长5%;\n②利用外资2亿美元;\n③新建市场6个。\n{line}")
    assert [item.roles.lead for item in report.items] == leads
    assert report.row_count == 3


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("县教育局\n1.新建学校2所。\n2.新建公园3个。\n县住建局\n3.新建桥4座。\n4.新建路5条。", "教教住住"),
        ("【县教育局】新建学校2所。\n【县住建局】新建桥4座。", "教住"),
        ("县教育局:\n1.新建学校2所。\n县住建局:\n1.新建桥4座。\n2.新建路5条。", "教住住"),
        ("1.新建学校2所。\n县教育局\n2.新建公园3个。\n县住建局\n3.新建桥4座。\n县教育局", "教住教"),
        ("一、县教育局牵头工作(1项)\n1.新建学校2所。\n其他工作\n2.新建桥4座。", "教-"),
        ("一、县教育局\n1.新建学校2所。\n城区工作\n2.新建公园3个。\n二、县住建局\n3.新建桥4座。", "教教住"),
        ("教育\n1.新建学校2所。\n城建\n2.新建桥4座。\n3.新建路5条。\n牵头单位:县住建局", "-住住"),
        ("1.新建学校2所,新建桥4座,分别由县教育局、县住建局牵头。", "教住"),
        ("1.新建学校2所,其中小学1所(县教育局、县住建局分别负责)。", "-"),
    ],
)
def test_a_unit_leads_what_stands_below_its_name_where_that_is_a_heading_and_nothing_else(text, leads):
    report = read_text(f"附件\n2024年重点任务清单\n{text}")
    assert "".join(item.roles.lead[1:2] or "-" for item in report.items) == leads


@pytest.mark.parametrize("said", ["完成", "实现", "分别", "3", "十"])
def test_what_is_said_ten_thousand_times_takes_time_in_proportion(said):
    def read(length: int, attempt: int) -> None:
        text = said * length
        assert read_text(f"附件\n2024年民生实事\n{attempt + 1}.新建学校2所,{text}个。\n{text}").row_count

    assert growth(read, 1250) < LINEAR


def test_what_is_numbered_below_an_item_of_its_own_name_is_of_that_item():
    items = [
        "第一项 教育扩容\n1.新建学校2所(县教育局)\n2.改扩建小学3所(县住建局)",
        "第二项 停车便民\n(1)新增泊位900个;(2)建成充电桩50个。(责任单位:县城管局)",
        "第三项 公园\n新建公园4个。",
    ]
    report = read_text("\n".join(["2024年十件民生实事", *items]))
    assert [(item.number, item.roles.lead, len(item.proposals)) for item in report.items] == [
        (1, "县教育局", 1), (1, "县住建局", 1), (2, "县城管局", 2), (3, "", 1),
    ]  # fmt: skip


def test_who_leads_the_main_targets_stands_in_their_heading():
    targets = "一、主要经济指标(牵头单位:县发改局)\n地区生产总值增长6%以上\n零售总额增长7%(县商务局)"
    report = read_text(f"2024年县政府重点目标任务\n{targets}\n二、重大项目\n1.新建学校2所。责任单位:县教育局")
    assert [(item.roles.lead, item.category) for item in report.items[:2]] == [
        ("县发改局", "主要目标"),
        ("县商务局", "主要目标"),
    ]


@pytest.mark.parametrize(
    ("words", "row", "unsaid"),
    [
        ("新增就业5000人,3000人、2000人。", 3, []),
        ("建成污水处理厂,实现达标排放,新建管网20公里。", 2, [("实现达标排放", "目的和效果")]),
        ("改造提升卫生服务中心,建成投用2家。", 1, []),
        ("建设安置房120 150 200户。", 0, []),
    ],
)
def test_a_row_stands_for_each_number_and_a_clause_that_is_none_is_told(words, row, unsaid):
    report = read_text(f"附件\n2024年民生实事工作目标\n1.新建公园2个。\n2.{words}")
    assert report.row_count == row + 1
    assert [(one.text, one.reason) for one in report.account.unsaid] == unsaid
    assert report.account.total == 2 + len(figures(words))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("为5万名农村适龄妇女提供免费“两癌”筛查。", ["农村适龄妇女免费“两癌”筛查"]),
        ("对1000名村(社区)干部开展轮训。", ["村(社区)干部轮训"]),
        ("培训500人提供岗位300个。", ["培训", "提供岗位"]),
        ("发放补贴500万元惠及群众2000人。", ["发放补贴"]),
        ("新开工建设保障性住房1200套,基本建成800套。", ["新开工建设保障性住房", "基本建成保障性住房"]),
        ("开展社区文化活动,全年不少于200场。", ["开展社区文化活动"]),
        ("每年对40至64岁妇女开展“两癌”检查,完成8000人。", ["40至64岁妇女开展“两癌”检查"]),
        ("粮食播种面积55万亩、产量23万吨。", ["粮食播种面积", "粮食产量"]),
        ("实施“千百十”工程②重点项目126个。", ["实施“千百十”工程重点项目"]),
        ("为750户80岁以上困难老人家庭实施适老化改造。", ["困难老人家庭适老化改造"]),
        ("为全州5.5万名35—64岁妇女免费做宫颈癌筛查。", ["妇女宫颈癌筛查"]),
        ("完成超2.6万户农户“电改”。", ["完成农户“电改”"]),
        ("为初一女生免费接种疫苗,接种率90%以上。", ["初一女生免费疫苗接种率"]),
        ("支持岭东电子、粤丰建材等企业实施技改项目30个。", ["实施技改项目"]),
        ("新增国家级绿色工厂1家、省级2家。", ["新增国家级绿色工厂", "新增省级绿色工厂"]),
        ("建成1个省级、5个市级实验室。", ["建成省级实验室", "建成市级实验室"]),
        ("建设5个综合体、12个服务点,新建公厕3座、提升2座。", ["建设综合体", "建设服务点", "新建公厕", "提升公厕"]),
        ("实施新建、改扩建学校项目11个,竣工4个。", ["实施新建、改扩建学校项目", "竣工学校项目"]),
        ("实现贷款200亿元、税收15亿元,分别增长9%、11%。", ["贷款", "税收", "贷款增速", "税收增速"]),
        ("税收收入30亿元,增长5%,其中增值税20亿元。", ["税收收入", "税收收入增速", "税收收入(增值税)"]),
        (
            "第一、二、三产业增加值分别增长3%、6%、8%。",
            ["第一产业增加值增速", "第二产业增加值增速", "第三产业增加值增速"],
        ),
        ("粮食、蔬菜产量分别稳定在10万吨、20万吨。", ["粮食产量", "蔬菜产量"]),
        ("做强锂电产业链,年内产值突破百亿元。", ["锂电产业链产值"]),
        ("剩余120名困难群众全部搬迁。", ["困难群众全部搬迁"]),
        (
            "滨河路(东街至西街,长3.5公里)年底前通车,改造小区12个(共2300户)。",
            ["滨河路年底前通车", "改造小区", "改造小区(户)"],
        ),
        ("环城路:全长6公里,6月底前全线贯通。", ["环城路全线贯通"]),
        ("县医院新区:占地80亩,完成投资2亿元,主体封顶。", ["完成投资", "县医院新区主体封顶"]),
        ("平均预期寿命79.5岁。", ["平均预期寿命"]),
        ("扶持50名以上大学生返乡创业,近视率降到5%以下。", ["扶持大学生返乡创业", "近视率"]),
    ],
)
def test_a_name_says_what_is_counted_and_takes_nothing_from_what_follows(words, names):
    report = read_text(f"附件\n2024年民生实事工作目标\n1.{words}")
    assert [one.name for item in report.items for one in item.proposals] == names


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        (
            "(一)聚焦产业强区,力争规上工业产值突破900亿元",
            "1 规上工业产值 quantity >900亿元 “力争规上工业产值突破900亿元”",
        ),
        ("(一)聚焦城市提质,全年实施城建项目60个", "1 实施城建项目 quantity =60个"),
    ],
)
def test_a_heading_of_the_plan_may_carry_a_target_in_any_words(heading, row):
    report = read_text(f"二、2024年工作安排\n{heading}\n新建公园3个。")
    assert in_words(report) == [row, "2 新建公园 quantity =3个"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "今年主要预期目标是:地区生产总值增长6%左右,规模以上工业增加值增长8%,固定资产投资增",
            "长7%以上,社会消费品零售总额增长5%,外贸进出口总额增长3%,一般公共预算收入增长4%左",
            "右,居民人均可支配收入增长6%以上,城镇新增就业5200人,城镇调查失业率控制在5.5%以内,",
            "粮食产量稳定在26万吨以上。",
        ],
        [
            "各位代表:",
            "主要预期目标为:地区生产总值增长6.5%左右,规上工业增加值增长8%以上,",
            "固定资产投资增长7%左右,社会消费品零售总额增长8%左右,城乡居民人均可",
            "支配收入分别增长6.5%和7.5%左右,城镇新增就业4200人以上,城镇登记失业率",
            "控制在4%以内。",
            "— 2 —",
            "重点做好以下工作:",
            "(一)坚定不移抓项目。全年实施重点项目158个,完成投资200亿元以上;新开工",
            "项目40个。",
        ],
        ["今年主要预期目标是:外贸进出口总额增长3%,城镇新增就业", "6500人以上,发放创业担保贷款", "3000万元。"],
    ],
)
def test_a_short_text_that_is_wrapped_is_read_as_one(lines):
    report = read_text("\n".join(["2024年工作报告", "二、2024年工作安排", *lines]))
    names = [one.name for item in report.items for one in item.proposals]
    assert {"固定资产投资增速", "城镇新增就业"} & set(names)
    assert not {name[0] for name in names} & set("长右支控均项")
    assert report.account.is_clean


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("新建公办幼儿园2所,新增学位600个。", "新建公办幼儿园"),
        ("改造老旧小区18个以上。", "改造老旧小区"),
        ("新建5G基站200个。", "新建5G基站"),
        ("基本养老保险参保率达到95%以上。", "基本养老保险参保率"),
        ("企业开办时间压缩至0.5个工作日。", "企业开办时间"),
        ("城镇登记失业率控制在4%以内。", "城镇登记失业率"),
        ("为6万名老年人免费体检。", "为6万名老年人免费体检"),
        ("植树5万株。", "植树5万株"),  # without its number it names nothing
        ("开展“文化进村”活动。", "开展“文化进村”活动"),
    ],
)
def test_the_title_of_an_item_names_it_and_leaves_how_many_to_its_target(words, title):
    assert [item.title for item in read_text(f"附件\n2024年民生实事工作目标\n1.{words}").items] == [title]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((1, 2, 3, 20), "附件第1–20项,缺编号4–19"),
        ((3, 4, 6), "附件第3–6项,缺编号1–2、5"),
        ((1, 2, 3), "附件第1–3项"),
    ],
)
def test_what_is_missing_in_a_list_is_said_however_much_and_wherever_it_is(numbers, said):
    lines = "\n".join(f"{number}.新建公园{number + 1}个。" for number in numbers)
    account = read_text(f"附件\n2024年民生实事工作目标\n{lines}").account
    assert account.sentence.split(";")[0] == said
    assert account.is_clean is ("缺" not in said)


def test_a_list_that_goes_on_with_the_numbers_of_the_one_before_lacks_none():
    text = "附件1\n2024年民生实事\n1.新建公园2个。\n附件2\n2024年重点任务清单\n2.新建学校3所。\n3.新建医院4所。"
    assert read_text(text).account.gaps == []


@pytest.mark.parametrize("title", ["10件好事", "10件惠民实事", "十件民生实事"])
def test_a_list_of_good_deeds_is_of_livelihood_however_their_number_is_written(title):
    report = read_text(f"县2024年{title}\n1.新建幼儿园5所。责任单位:县教育局\n2.新建公园2个。责任单位:县城管局")
    assert [item.series for item in report.items] == ["livelihood", "livelihood"]


@pytest.mark.parametrize("line", ["数据来源单位:有关单位", "数据提供单位:等", "项目名称:县幼儿园\n城乡建设"])
def test_a_label_that_names_nobody_and_an_item_that_is_but_a_name_do_not_stop_the_reading(line):
    report = read_text(f"2024年民生实事清单\n1.新建公园3个。\n{line}\n2.新建学校2所。")
    names = [one.name for item in report.items for one in item.proposals]
    assert [name for name in names if name != "城乡建设"] == ["新建公园", "新建学校"]
