"""Monthly tables of bureaux of statistics, housing, education and others, for October 2023, each with its key."""

from tests import books
from tests.loaders.check.odd_books import JINGXIN, NAMES, STATIONS, TONGJI, ZHUJIAN, Odd, Row, merging, sheet, showing

JIAOYU, WEIJIAN, CAIZHENG, GONGJIJIN, WENTILV = "区教育局", "区卫健局", "区财政局", "区公积金中心", "区文体旅局"
BOTH: dict[str, float | None] = {"I02-1": 6.4, "I03-1": 8.9}
RENTED: dict[str, float | None] = {"L69-1": 12800, "L69-2": 3500}
TWINS = ["序列", *NAMES, "单位"]
FIRST, SECOND = ["民生实事", *STATIONS, "个"], ["重点任务", 19, "5G基站", "新建5G基站", "个"]
SCHOOLS = ("江平路幼儿园", 90), ("花土东街幼儿园", 85), ("杨柳河小学", 100)


def statistics(*rows: Row, unit: str = TONGJI, note: str = "单位:亿元、%", merged: tuple[str, ...] = ()) -> bytes:
    title, head = ["2023年1-10月主要经济指标"], [f"填报单位:{unit}", None, None, note]
    return books.book([title, head, *rows], dress=merging(*merged))


def paired(*words: object) -> bytes:
    """Two growths, told in words."""
    return statistics(["指标", "1-10月增速(%)"], ["固定资产投资", words[0]], ["社会消费品零售总额", words[1]])


MONTHLY: dict[str, Odd] = {
    # growths
    "a growth row below its amount": Odd(
        statistics(
            ["指标", "单位", "1-10月累计"],
            ["固定资产投资", "亿元", 198.2],
            ["  同比增长", "%", 6.4],
            ["社会消费品零售总额", "亿元", 201.3],
            ["  比上年同期增长(±%)", "%", 8.9],
        ),
        BOTH,
    ),
    "a growth row that the unit tells": Odd(
        statistics(
            ["指标", "单位", "1-10月"],
            ["固定资产投资", "总量(亿元)", 198.2],
            [None, "增速(%)", 6.4],
            ["社会消费品零售总额", "总量(亿元)", 201.3],
            [None, "增速(%)", 8.9],
            merged=("A4:A5", "A6:A7"),
        ),
        BOTH,
    ),
    "a growth row of a part is not the whole's": Odd(
        statistics(
            ["指标", "单位", "1-10月"],
            ["固定资产投资", "亿元", 198.2],
            ["其中:工业投资", "亿元", 50.1],
            ["  同比增长", "%", 12.1],
        ),
        {},
        ["row_near", "row_unmatched"],
        asked=2,
    ),
    "绝对额 and 增长速度, with 完成额 in 亿元": Odd(
        statistics(
            ["指标", "完成额(亿元)", "增长速度(%)"], ["固定资产投资", 198.2, 6.4], ["社会消费品零售总额", 201.3, 8.9]
        ),
        BOTH,
    ),
    "growths that fell in words": Odd(paired("下降2.1%", "持平"), {"I02-1": -2.1, "I03-1": 0}),
    "growths with arrows": Odd(paired("▼2.1", "↑8.9"), {"I02-1": -2.1, "I03-1": 8.9}),
    "a triangle that may be either": Odd(paired("↓2.1", "▲8.9"), {"I02-1": -2.1, "I03-1": 8.9}, ["cell_wrapped"]),
    "a growth in brackets, as accountants write what fell": Odd(
        statistics(["指标", "1-10月累计", "同比增长%"], ["固定资产投资", 198.2, "(2.1)"]),
        {"I02-1": -2.1},
        ["cell_wrapped"],
    ),
    "an amount with its growth behind it is the growth's": Odd(
        statistics(
            ["指标", "1-10月累计"],
            ["固定资产投资", "198.2亿元(同比+6.4%)"],
            ["社会消费品零售总额", "201.3亿元,同比增长8.9%"],
        ),
        BOTH,
    ),
    "an amount beside an empty growth, which the units above the table do not tell from one": Odd(
        statistics(
            ["指标", "1-10月累计", "同比增长%"], ["固定资产投资", 18.2, None], ["社会消费品零售总额", 201.3, 8.9]
        ),
        {"I02-1": 18.2, "I03-1": 8.9},
        ["growth_unsaid"],
    ),
    "four rows of headings, the last of units": Odd(
        statistics(
            ["指标", "全年目标", "完成情况", None, None, None],
            [None, None, "本月", None, "累计", None],
            [None, None, "总量", "增速", "总量", "增速"],
            [None, "%", "亿元", "%", "亿元", "%"],
            ["固定资产投资", "6-8", 20, 7.2, 198.2, 6.4],
            ["社会消费品零售总额", "8.5-9.5", 21.3, 9.2, 201.3, 8.9],
            merged=("A3:A6", "B3:B5", "C3:F3", "C4:D4", "E4:F4"),
        ),
        BOTH,
    ),
    "what is compared with another month, with the aim, and ranks": Odd(
        statistics(
            ["指标", "1-10月增速(%)", "全市排位", "较1-9月(百分点)", "较目标(百分点)"],
            ["固定资产投资", 6.4, 3, 0.3, 0.4],
            ["社会消费品零售总额", 8.9, 10, -0.2, 0.4],
        ),
        BOTH,
    ),
    # several figures in a row
    "times and money below one heading": Odd(
        sheet(
            ["项目", "累计完成", None],
            [None, "人次", "金额(万元)"],
            ["租房提取公积金", 12800, 3500],
            unit=GONGJIJIN,
            dress=merging("A3:A4", "B3:C3"),
        ),
        RENTED,
    ),
    "times and money in headings of their own": Odd(
        sheet(["项目", "累计人次", "累计金额(万元)"], ["租房提取公积金", 12800, 3500], unit=GONGJIJIN), RENTED
    ),
    "money beside what is counted is nobody's": Odd(
        sheet([*NAMES, "累计完成(个)", "累计完成(万元)"], [*STATIONS, 251, 1200]), {"L72-1": 251}
    ),
    "figures with a remark in brackets": Odd(
        sheet(
            ["重点任务", "年度目标", "1-10月累计完成"],
            ["完成工业技改投资", "50亿元", "42.1亿(同比+3%)"],
            ["新增新能源汽车", "2000辆", "1720辆(占年度目标86%)"],
            ["新建充电站", "10座", "8(本月1)"],
        ),
        {"T10-1": 42.1, "T44-1": 1720, "T44-2": 8},
    ),
    "a growth and how it changed": Odd(
        paired("6.4(+0.3)", 8.9), {"I02-1": None, "I03-1": 8.9}, ["cell_words_level"]
    ),
    "growths of two ways to count are asked about": Odd(
        statistics(
            ["指标", "1-10月累计", "自然口径增长%", "同口径增长%"], ["一般公共预算收入", 51.23, 6.7, 5.2], unit=CAIZHENG
        ),
        {"I05-1": 51.23},
        ["column_twice", "value_over_target"],
        asked=2,
    ),
    "a number with a full stop, and one that its format shows in 万": Odd(
        sheet(["项目", "单位", "累计完成"], ["新建5G基站", "个", "251个;"], ["更换到期气表", "户", 30100],
              dress=showing("C5", "0!.0,")),
        {"L72-1": 251, "L70-1": 30100},
        ["cell_shown"],
    ),
    "what is done of a number is no remark: it may be the aim": Odd(
        sheet(["项目", "单位", "累计完成"], ["新建5G基站", "个", "300(已完成84%)"]),
        {"L72-1": 300},
        ["sentence_unconfirmed"],
        asked=1,
    ),
    "a share behind a number is no remark where the share is asked for": Odd(
        sheet(["指标", "1-10月累计"], ["新生儿疾病免费筛查率", "4087(99.2%)"], unit=WEIJIAN),
        {"L46-1": None},
        ["cell_words_level"],
    ),
    # what stands beside
    "this year's beside a cumulative since the start, below a title of 1-10月": Odd(
        sheet([*NAMES, "年度目标", "2023年完成", "累计完成"], [*STATIONS, 300, 251, 1320]), {"L72-1": 251}
    ),
    "this year's beside a cumulative that is less": Odd(
        sheet([*NAMES, "年度目标", "2023年完成", "累计完成"], [*STATIONS, 300, 251, 240]), {}, ["column_twice"], asked=2
    ),
    "rates as fractions below 完成率(%)": Odd(
        sheet([*NAMES, "年度目标", "累计完成", "完成率(%)"], [*STATIONS, 300, 251, 0.837]), {"L72-1": 251}
    ),
    "rates of what should be reached by now": Odd(
        sheet([*NAMES, "年度目标", "累计完成", "序时完成率(%)"], [*STATIONS, 300, 251, 100.4]), {"L72-1": 251}
    ),
    "aims of other years, weeks, other places and telephones are not asked about": Odd(
        sheet(
            [*NAMES, "三年总目标", "本周新增", "当期", "累计完成", "全市/绝对值", "联系电话"],
            [*STATIONS, 900, 6, 26, 251, 4000, 82722345],
        ),
        {"L72-1": 251},
    ),
    "parts beside their sum": Odd(
        sheet(
            [*NAMES, "累计完成", None, None],
            [None, None, None, "合计", "柳城", "公平"],
            [*STATIONS, 251, 151, 100],
            dress=merging("A3:A4", "B3:B4", "C3:C4", "D3:F3"),
        ),
        {"L72-1": 251},
    ),
    "sentences below 完成情况 are asked about": Odd(
        sheet(["序号", "民生实事", "完成情况"], [72, "新建5G基站", "已新建5G基站251个"]),
        {},
        ["column_unclear"],
        asked=1,
    ),
    "a fraction of a rate and of its aim is doubted once": Odd(
        sheet(["指标", "目标值", "1-10月累计"], ["严重精障患者社区管理率", 0.9, 0.935], unit=WEIJIAN),
        {"L46-3": 0.935},
        ["percent_as_fraction"],
    ),
    "the months of one item, which the title names": Odd(
        books.book(
            [
                ["新建5G基站逐月进展(2023年)"],
                [f"填报单位:{JINGXIN}"],
                ["月份", "本月新增(个)", "累计(个)", "完成率"],
                *([f"{month}月", 25, 25 * month, None] for month in range(1, 13)),
            ]
        ),
        {"L72-1": 250},
        rows={"Sheet1!A13": "510115-2023-L72-1"},
    ),
    # names
    "schools without what is done, below 形象进度": Odd(
        sheet(["序号", "项目名称", "形象进度"], *([1, name, f"{done}%"] for name, done in SCHOOLS), unit=JIAOYU),
        {"L34-3": 90, "L34-4": 85, "L34-5": 100},
    ),
    "schools whose contents are 新建": Odd(
        sheet(["项目名称", "建设内容", "形象进度"], *([name, "新建", done] for name, done in SCHOOLS), unit=JIAOYU),
        {"L34-3": 90, "L34-4": 85, "L34-5": 100},
    ),
    "a school's money is not its stage": Odd(
        sheet(["项目名称", "累计完成"], ["江平路幼儿园", 90], unit=JIAOYU), {}, ["row_near"], asked=1
    ),
    "how far a road is does not say how far 开工 of it is": Odd(
        sheet(["项目名称", "形象进度"], ["共和东路开工", "100%"], ["蓉台大道南段", "60%"], unit=ZHUJIAN),
        {"L03-2": 100},
        ["row_near"],
        asked=1,
    ),
    "names numbered in Chinese": Odd(
        sheet(["项目名称", "单位", "累计完成"], ["（三）新建5G基站", "个", 251]), {"L72-1": 251}
    ),
    "场 and 场次 are one, 人 and 人次 are two": Odd(
        sheet(
            ["项目", "单位", "累计完成"],
            ["全民健身活动", "场", 160],
            ["体育场馆免费低收费开放", "人", 252000],
            unit=WENTILV,
        ),
        {"L55-7": 160, "L55-5": 252000},
        ["unit_counts_otherwise"],
    ),
    # a commitment that stands in both lists
    "in both lists, doubted once": Odd(
        sheet([*TWINS, "年度目标", "累计完成", "完成率"], [*FIRST, 320, 200, "93.7%"], [*SECOND, 320, 200, "93.7%"]),
        {"L72-1": 200, "T19-1": 200},
        ["target_differs", "value_fell", "rate_differs"],
        before={"L72-1": 225, "T19-1": 225},
    ),
    "in both lists, with an aim of its own in each": Odd(
        sheet([*TWINS, "年度目标", "累计完成"], [*FIRST, 320, 251], [*SECOND, 310, 251]),
        {"L72-1": 251, "T19-1": 251},
        ["target_differs", "target_differs"],
    ),
    "two parts of one item": Odd(
        sheet(
            ["项目", "实施单位", "单位", "累计完成"],
            ["新建充电站", "甲公司", "座", 3],
            ["新建充电站", "乙公司", "座", 5],
        ),
        {"T44-2": 3},
        ["measure_twice"],
    ),
}  # fmt: skip
