"""Odd workbooks as units send them, for October 2023, each with its key: what is read, what is wrong, what is asked."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from tests import books

JINGXIN, ZHUJIAN, YIBAO, TONGJI, TOUCU = "区经信局", "区住建局", "区医保局", "区统计局", "区投促局"
PILES = [8, "新建新能源汽车充电桩", "新建充电桩"]
METERS = [70, "燃气设施更新建设", "更换到期气表"]
PIPES = [70, "燃气设施更新建设", "改造老旧燃气管道"]
HOMES = [71, "小区供电移交改造", "居民电力改造"]
STATIONS = [72, "新建5G基站", "新建5G基站"]
TITLE = ["2023年1-10月推进情况"]
NAMES = ["序号", "民生实事", "指标"]
PLAIN = [*NAMES, "单位", "本月累计"]
WITH_TARGET = [*NAMES, "单位", "年度目标", "本月累计"]
TOLD = ["序号", "民生实事", "推进情况"]
GROUPS = ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:H3")
Row = Sequence[object]
Dress = Callable[[Worksheet], None]


@dataclass(frozen=True)
class Odd:
    """A book, and its key: measure → figure, the ids of its issues, and how many questions stay open."""

    content: bytes
    figures: dict[str, float | None]
    issues: list[str] = field(default_factory=list)
    asked: int = 0
    before: dict[str, float] = field(default_factory=dict)  # September's figures
    columns: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    name: str = "表.xlsx"


def sheet(*rows: Row, unit: str = JINGXIN, title: Row = TITLE, dress: Dress | None = None, called: str = "表") -> bytes:
    return books.book([title, [f"填报单位:{unit}"], *rows], dress=dress, sheet=called)


def merging(*ranges: str) -> Dress:
    def dress(one: Worksheet) -> None:
        for merged in ranges:
            one.merge_cells(merged)

    return dress


def showing(cell: str, number_format: str) -> Dress:
    return lambda one: setattr(one[cell], "number_format", number_format)


def two_blocks(first: str, second: str) -> bytes:
    return sheet(
        [*NAMES, "单位", first, None, second, None],
        [None, None, None, None, "本月完成", "累计完成", "本月完成", "累计完成"],
        [*PILES, "个", 2000, 18500, 200, 1850],
        [*STATIONS, "个", 300, 2510, 26, 251],
        dress=merging(*GROUPS),
    )


def said_of(table: str, header: Row, *rows: Row, unit: str = JINGXIN) -> bytes:
    """A table with what it is measured in above it: 单位:万户."""
    return books.book([TITLE, [f"填报单位:{unit}", None, None, table], header, *rows])


def with_reading_aid() -> bytes:
    """A phonetic guide stands in the cell of a name: no part of it."""
    content, part = sheet(PLAIN, [*PILES, "个", 1850]), "xl/worksheets/sheet1.xml"
    name = "新建充电桩".encode("ascii", "xmlcharrefreplace")
    xml = zipfile.ZipFile(io.BytesIO(content)).read(part)
    aid = b'</t><rPh sb="0" eb="2"><t>xinjian9</t></rPh><phoneticPr fontId="1"/></is>'
    guided = xml.replace(name + b"</t></is>", name + aid)
    assert guided != xml
    return books.with_part(content, part, guided)


def all_year(*, by_name: bool) -> bytes:
    """A workbook kept all year: a sheet for each month, the month in its title or only in its name."""

    def fill(opened: Any) -> None:
        del opened["表"]
        for month in (9, 10, 11):
            made = opened.create_sheet(f"{month}月" if by_name else f"表{month}")
            title = "推进情况" if by_name else f"2023年1-{month}月推进情况"
            for row in (
                [title],
                [f"填报单位:{JINGXIN}"],
                PLAIN,
                [*STATIONS, "个", None if month > 10 else 25 * month + 1],
            ):
                made.append(row)

    return books.changed(sheet(PLAIN), fill)


CSV = (
    '2023年1-10月推进情况\n填报单位:区经信局\n序号,民生实事,指标,单位,本月累计\n8,新建新能源汽车充电桩,新建充电桩,个,"1,850"\n'
    "70,燃气设施更新建设,更换到期气表,万户,3.1\n"
)
INVEST = [10, "工业技改投资", "完成工业技改投资"]
GREEN = [15, "口袋公园和绿地建设", "新增绿地"]
OURS: dict[str, float | None] = {"L08-1": 1850, "L72-1": 251}
SENTENCES = {"推进情况": "value"}
GROWTH = ["序号", "指标", "单位", "1-10月增速"]

ODD: dict[str, Odd] = {
    "a sheet for each month": Odd(all_year(by_name=False), {"L72-1": 251}, ["table_of_another_month"]),
    "a sheet for each month, by their names": Odd(all_year(by_name=True), {"L72-1": 251}, ["table_of_another_month"]),
    # units of measure
    "百万元": Odd(sheet([*PLAIN[:3], "计量单位", "1-10月累计"], [*INVEST, "百万元", 4200]), {"T10-1": 42}),
    "亿元 and 万元 side by side": Odd(
        sheet(
            [*NAMES, "1-10月累计完成", None],
            [None, None, None, "亿元", "万元"],
            [*INVEST, 42.5, 425000],
            dress=merging("A3:A4", "B3:B4", "C3:C4", "D3:E3"),
        ),
        {"T10-1": 42.5},
    ),
    "a figure and its unit under one merged heading that is asked about": Odd(
        sheet([*NAMES, "完成情况", None], [*METERS, 3, "万户"], [*PIPES, 8400, "米"], dress=merging("D3:E3")),
        {"L70-1": 30000, "L70-2": 8.4},
        columns={"完成情况": "value"},
    ),
    "a row of units below headings that are not merged with it": Odd(
        sheet(
            [*NAMES, "1-10月累计完成", None],
            [None, None, None, "(亿元)", "(万元)"],
            [*INVEST, 42.5, 425000],
            dress=merging("D3:E3"),
        ),
        {"T10-1": 42.5},
    ),
    "平方米 for 万平方米": Odd(
        sheet(
            PLAIN,
            [63, "优居房和安置", "优居房开工", "平方米", 95000],
            [63, "优居房和安置", "优居房竣工", "万㎡", 3.5],
            unit=ZHUJIAN,
        ),
        {"L63-1": 9.5, "L63-2": 3.5},
    ),
    "亩 for 公顷": Odd(sheet(WITH_TARGET, [*GREEN, "亩", 450, 390], unit=ZHUJIAN), {"L15-2": 26}),
    "the row's own unit before the name's": Odd(
        sheet(PLAIN, [15, "口袋公园和绿地建设", "新增绿地(公顷)", "亩", 390], unit=ZHUJIAN), {"L15-2": 26}
    ),
    "the heading's unit before the name's": Odd(
        sheet([*NAMES, "本月累计(万户)"], [70, "燃气设施更新建设", "更换到期气表(户)", 3.1]), {"L70-1": 31000}
    ),
    "per mille": Odd(
        sheet(PLAIN, [49, "基本医疗保险参保", "基本医疗保险参保率", "‰", 985], unit=YIBAO), {"L49-1": 98.5}
    ),
    "户 and 万户": Odd(sheet(PLAIN, [*METERS, "万户", 3.1], [*HOMES, "户", 4400]), {"L70-1": 31000, "L71-2": 4400}),
    "a title's 万 where rows have their own unit": Odd(
        said_of("单位:万", PLAIN, [*METERS, "户", 30000], [*PIPES, "公里", 8.4], [*PILES, "", 0.185]),
        {"L70-1": 30000, "L70-2": 8.4, "L08-1": 1850},
    ),
    "a title's 万户 is not said of 个": Odd(
        said_of(
            "单位:万户",
            [*NAMES, "本月累计"],
            [*METERS, 3],
            [*PIPES[:2], "改造老旧燃气管道(公里)", 8.4],
            [*STATIONS, 251],
        ),
        {"L70-1": 30000, "L70-2": 8.4, "L72-1": 251},
    ),
    "a title's 万 is not said of percents": Odd(
        said_of(
            "单位:万",
            [*NAMES, "本月累计"],
            [49, "基本医疗保险参保", "基本医疗保险参保率", 98.2],
            [50, "医保服务和失能保障", "职工门诊费用纳入报销", 25],
            unit=YIBAO,
        ),
        {"L49-1": 98.2, "L50-3": 250000},
    ),
    "dollars": Odd(
        sheet(
            PLAIN,
            [29, "利用外资", "外商直接投资", "亿美元", 0.8],
            [29, "利用外资", "外商投资实际到位", "万元", 160000],
            unit=TOUCU,
        ),
        {"T29-2": 8000, "T29-1": 16},
    ),
    "元 are no dollars": Odd(
        sheet(PLAIN, [29, "利用外资", "外商直接投资", "万元", 8000], unit=TOUCU), {}, ["cell_unit"]
    ),
    "kilowatt hours of a thing that is counted": Odd(sheet(PLAIN, [*PILES, "千瓦时", 1850]), {}, ["cell_unit"]),
    "a unit that nobody knows": Odd(sheet(PLAIN, [*PILES, "打", 154]), {}, ["unit_not_understood"], asked=1),
    "a unit that was answered": Odd(sheet(PLAIN, [*PILES, "打", 154]), {"L08-1": 1848}, columns={"单位:打": "12个"}),
    "a unit that was answered wrongly is one sentence": Odd(
        sheet(PLAIN, [*PILES, "打", 154], [*STATIONS, "打", 20], [*HOMES, "打", 300]),
        {},
        ["unit_answer_wrong"],
        asked=1,
        columns={"单位:打": "公里"},
    ),
    # spans of time, and whose the figures are
    "three spans under one heading": Odd(
        sheet(
            [*NAMES, "单位", "完成情况", None, None],
            [None, None, None, None, "本月", "本年累计", "自开工累计"],
            [*PILES, "个", 200, 1850, 3300],
            dress=merging("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:G3"),
        ),
        {"L08-1": 1850},
    ),
    "the year's part of what was done since the start": Odd(
        sheet(
            [*NAMES, "单位", "建成投用数", None],
            [None, None, None, None, "开工以来累计", "其中:本年累计"],
            [*PILES, "个", 3300, 1850],
            dress=merging("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3"),
        ),
        {"L08-1": 1850},
    ),
    "the city beside the district": Odd(two_blocks("全市", "本区"), OURS),
    "the city's state beside ours": Odd(two_blocks("全市情况", "我区情况"), OURS),
    "last year's period beside this year": Odd(two_blocks("去年同期", "今年"), OURS),
    "a target for each month beside what was done": Odd(two_blocks("年度目标", "完成情况"), OURS),
    "a target with its rate under one heading": Odd(
        sheet(
            [*NAMES, "单位", "年度目标", None, "1-10月累计"],
            [None, None, None, None, "目标值", "完成率", None],
            [*PILES, "个", 2000, "84.1%", 1850],
            dress=merging("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:G4"),
        ),
        {"L08-1": 1850},
        ["target_differs"],
    ),
    "two groups that nobody knows": Odd(two_blocks("甲口径", "乙口径"), {}, ["column_twice"], asked=2),
    "nothing but other districts": Odd(
        sheet(
            [*NAMES, "单位", "同类区县", None],
            [None, None, None, None, "本月完成", "累计完成"],
            [*PILES, "个", 200, 1850],
            dress=merging("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3"),
        ),
        {},
        ["column_unclear"],
        asked=1,
    ),
    "a year beside another": Odd(
        sheet([*NAMES, "单位", "2022年累计", "2023年累计"], [*PILES, "个", 1700, 1850]), {"L08-1": 1850}
    ),
    "months side by side with their sum": Odd(
        sheet([*NAMES, "8月", "9月", "10月", "累计"], [*PILES, 100, 200, 200, 1850]), {"L08-1": 1850}
    ),
    "only the month's own": Odd(
        sheet([*NAMES, "单位", "10月完成"], [*PILES, "个", 200]), {}, ["column_unclear"], asked=1
    ),
    "columns numbered in stems": Odd(
        sheet(["①序号", "②民生实事", "③指标", "④单位", "⑤本月累计"], ["甲", "乙", "丙", "丁", 1], [*PILES, "个", 1850]),
        {"L08-1": 1850},
    ),
    # periods
    "a year and a month in words": Odd(
        sheet(PLAIN, [*PILES, "个", 1850], title=["二〇二三年九月推进情况表"]), {"L08-1": 1850}, ["period_differs"]
    ),
    "a half year": Odd(
        sheet(PLAIN, [*PILES, "个", 1850], title=["2023年上半年推进情况"]), {"L08-1": 1850}, ["period_differs"]
    ),
    "a month that is a date": Odd(
        sheet(PLAIN, [*PILES, "个", 1850], title=["推进表", "统计月份", dt.datetime(2023, 10, 31)]), {"L08-1": 1850}
    ),
    "a month in the sheet's name": Odd(
        sheet(PLAIN, [*PILES, "个", 1850], title=["推进表"], called="9月"), {"L08-1": 1850}, ["period_differs"]
    ),
    "a month in the file's name": Odd(
        sheet(PLAIN, [*PILES, "个", 1850], title=["推进表"]),
        {"L08-1": 1850},
        ["period_differs"],
        name="区经信局9月报送.xlsx",
    ),
    # cells
    "a merged figure shared out": Odd(
        sheet(PLAIN, [*METERS, "户", 31], [*HOMES, "户", None], dress=merging("E4:E5")),
        {"L70-1": 20, "L71-2": 11},
        rows={"表!E4": "510115-2023-L70-1:20,510115-2023-L71-2:11"},
    ),
    "control characters": Odd(
        sheet([*PLAIN, "进展情况"], [*PILES, "个", "1850_x000D_", "一期_x000B_二期"]), {"L08-1": 1850}
    ),
    "a phonetic guide": Odd(with_reading_aid(), {"L08-1": 1850}),
    "a format that shows thousands": Odd(
        sheet(PLAIN, [*METERS, "户", 30], dress=showing("E4", '0"千户"')), {"L70-1": 30000}, ["cell_shown"]
    ),
    "a format that shows another number": Odd(
        sheet(PLAIN, [*PILES, "个", 1850], dress=showing("E4", '0"(已核实1900)"')), {"L08-1": 1850}, ["cell_shown"]
    ),
    "a format that shows words": Odd(
        sheet(PLAIN, [*PILES, "个", 1850], dress=showing("E4", '"已建"0"个(预计)"')), {"L08-1": 1850}, ["cell_wrapped"]
    ),
    "a format that shows the unit": Odd(
        sheet(PLAIN, [*PILES, "个", 1850], dress=showing("E4", '#,##0"个"')), {"L08-1": 1850}
    ),
    "nearly whole": Odd(sheet(PLAIN, [*PILES, "个", 1849.9999999]), {"L08-1": 1850}, ["value_nearly_whole"]),
    "growth as a fraction": Odd(
        sheet(GROWTH, [2, "固定资产投资增速", "%", 0.06], unit=TONGJI), {"I02-1": 0.06}, ["percent_as_fraction"]
    ),
    "growth as a fraction of one decimal": Odd(
        sheet(GROWTH, [2, "固定资产投资增速", "%", 0.1], unit=TONGJI),
        {"I02-1": 0.1},
        ["percent_as_fraction"],
        before={"I02-1": 9.8},
    ),
    "small growth": Odd(
        sheet(GROWTH, [2, "固定资产投资增速", "%", 0.4], unit=TONGJI), {"I02-1": 0.4}, before={"I02-1": 1.1}
    ),
    # the sheet against itself
    "last month at the sheet's digits": Odd(
        sheet([*NAMES, "单位", "上月累计", "本月累计"], [*PIPES, "公里", 7.5, 8.4], [*METERS, "万户", 2.7, 3.1]),
        {"L70-2": 8.4, "L70-1": 31000},
        before={"L70-2": 7.46, "L70-1": 27049},
    ),
    "last month that is another": Odd(
        sheet([*NAMES, "单位", "上月累计", "本月累计"], [*PILES, "个", 1700, 1850]),
        {"L08-1": 1850},
        ["earlier_differs"],
        before={"L08-1": 1650},
    ),
    "a sum that does not add up": Odd(
        sheet(PLAIN, [*PILES, "个", 1850], [*STATIONS, "个", 251], ["合计", None, None, None, 2000]),
        OURS,
        ["sum_differs"],
    ),
    # sentences
    "two figures in a sentence": Odd(
        sheet(
            TOLD,
            [70, "燃气设施更新建设", "已更换气表3万户、改造管道8.4公里,农村天然气工程4.1公里。"],
            [8, "新建新能源汽车充电桩", "正在选址"],
        ),
        {"L70-1": 30000, "L70-2": 8.4, "L70-3": 4.1, "L08-1": None},
        columns=SENTENCES,
    ),
    "the month's own in a sentence": Odd(
        sheet(TOLD, [8, "新建新能源汽车充电桩", "10月新建充电桩200个,累计新建充电桩1850个。"]),
        {"L08-1": 1850},
        columns=SENTENCES,
    ),
    "a sentence with a rate alone": Odd(
        sheet(TOLD, [8, "新建新能源汽车充电桩", "完成全年任务的84.1%,剩余350个正在施工"]),
        {"L08-1": None},
        columns=SENTENCES,
    ),
    # files
    "a text of GB18030": Odd(CSV.encode("gb18030"), {"L08-1": 1850, "L70-1": 31000}, name="表.csv"),
}
