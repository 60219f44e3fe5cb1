"""What the words, kinds, statuses and calendars mean, in sentences for the screen of notes (domain.md §1–§4)."""

from collections.abc import Iterable

import pandas as pd

from metrics import kinds, terms
from metrics.arithmetic import verdicts

Pairs = tuple[tuple[str, str], ...]

WORDS: Pairs = (
    ("经济指标", "全年主要经济目标之一,如地区生产总值增速、固定资产投资增速。"),
    ("重点任务", "政府工作报告正文中有数量要求的一项任务。"),
    ("民生实事", "政府工作报告附件中编号的一项实事。项数由当年报告决定。"),
    (
        "事项与子项",
        "一个事项含一个或多个子项;子项是实际计量和判定的对象,如“75个路口”和“32套设备”是同一事项的两个子项。",
    ),
    ("牵头单位", "对事项负责的单位。报告附件写明的照录;报告未写明的由本系统拟定,标“拟定”,可以调整。"),
    ("数据提供单位", "按月报送该子项数据的单位,未另行指定的即牵头单位。"),
    ("分管领导", "分管该事项的政府领导,可以为空。"),
    ("序时进度", "到某月底应当完成全年目标的百分之几。按月均分的,9月底为75.0%。"),
    ("完成率", "累计完成数与全年目标之比,超过100%照实显示;增速、上限和相对目标没有完成率,显示“—”。"),
    ("进度差", "完成率减序时进度,正数为快、负数为慢,单位是百分点;不足0.1个百分点的显示“不足0.1”。"),
    ("报送", "一家单位一个月的一份报表,通过核对后入库;更正另报一份,撤回另作记录,原数都保留。"),
    ("期", "一次简报所依据的数据,编号后不再变动。"),
    ("—", "没有数据或不适用,不是零。"),
)

# Kind → example, target, what has to be known beside how it is judged (metrics.kinds). In the order of metrics.kinds.
KINDS: dict[str, tuple[str, str, str]] = {
    "quantity": ("新建充电桩2,200个", "全年累计数,从0起算", ";进度差=完成率−序时进度"),
    "stock": ("高新技术企业达400家", "年末总数,从上年末基数起算", ";缺基数的不判定"),
    "milestone": ("启动、加快某项目建设", "形象进度100%", ""),
    "growth": ("地区生产总值增长6%–7%", "累计增速的下限,可有上限", ";不把增速折算成完成率"),
    "rate": ("参保率不低于98%", "下限", ""),
    "ceiling": ("城镇调查失业率不超过5.5%", "上限", ""),
    "relative": ("居民收入与经济增长基本同步", "另一项指标", ",没有同期的取两者都有的最近一期"),
    "reference": ("地区生产总值总量、上级的增速", "没有目标", "只作对照,不判定,不计入任何统计"),
}

# Comparator → what a figure exactly at the bound means.
COMPARATORS: dict[str, str] = {
    ">=": "正好等于的算达到;“以上”“不少于”同此",
    ">": "正好等于的不算达到;“超过”同此",
    "<": "正好等于的不算达到",
    "<=": "正好等于的算达到;“以内”同此",
    "=": "报告只写数量,没有“以上”等字样,按不低于判定",
    "range": "如6%–7%,达到下限即为达目标,达到上限为超目标",
    "~": "没有数值,与参照指标比较",
}

# In the order of the rule: the first that fits holds.
STATUS_RULE: dict[str, str] = {
    "done": "累计数已达到全年目标(“突破”须超过),不必再报;按水平的,全年最后一期已报且达到目标",
    "not_due": "还没有应报的数据:计划尚未开始、目标从以后月份起执行、本月不发布,或所附条件没有触发",
    "not_reported": "应报而未报;旁边显示最近一次数据及月份,不计算进度差",
    "undecided": "数据已有但无法计算差距:缺基数、缺参照、口径不同、只有文字等;认定之前不计入按期率",
    "ahead": "差距达到“超”的界线",
    "on_track": "差距达到“达”的界线",
    "behind": "差距未到“达”的界线,但不低于“滞”的界线(12月显示“未完成”)",
    "far_behind": "差距低于“滞”的界线(12月显示“未完成”)",
}

JUDGING: Pairs = (
    ("取什么数", "取该月及以前最近一次有效报送的数据;同月多次报送取最后一次。目标年中有调整的,按该月适用的目标。"),
    ("沿用的数据", "本月没有新数据应报的(如按季指标在8月),沿用最近一期,按那一期的序时进度判定,并注明月份。"),
    ("口径", "目标与数据的口径不同(如自然口径与同口径)时不比较,列为待认定。"),
    ("人工认定", "会议或领导认定的状态,记明认定人、日期、理由和期限;系统计算的状态同时保留显示。"),
    ("滞后月数", "本年内连续处于“慢”“滞”的月数,从最近一个已判定的月往前数;沿用的月计入,未报送的月跳过。"),
)

CALENDARS: dict[str, tuple[str, str]] = {
    "monthly": ("每月", "多数任务和实事、一般公共预算收入"),
    "monthly_from_feb": ("2月起每月,1月不单独发布", "固定资产投资、社会消费品零售总额、工业"),
    "quarterly": ("3、6、9、12月", "地区生产总值、居民收入,为一季度、上半年、前三季度、全年累计数"),
    "half_yearly": ("6、12月", "半年考核一次的比率"),
    "yearly": ("12月", "全年考核一次的指标"),
}

PLAN_KINDS: dict[str, str] = {
    "linear": "每月1/12。报告未定进度的都按此计,为本系统设定",
    "by_month": "逐月写明累计应完成的百分比",
    "nodes": "写明若干节点(如4月开工20%、9月主体完工70%、12月竣工100%),节点之间按直线计,第一个节点之前为0",
    "last_year": "按上年各月累计完成的比例",
}

COUNTING: Pairs = (
    ("事项的状态", "取子项中最差的:滞、慢、缺、认、达、超、完;未到时点的子项不拖累事项,全部未到时点的才算未到时点。"),
    (
        "事项的完成率",
        "按进度判定的子项完成率的平均,每项限在0至100%之间;未开始的按0计,“其中”数不重复计;应报未报的,完成率空缺。",
    ),
    ("按期率", "(已完成+超+达)÷(全部−未到时点−待认定),后面注明项数;未报送的留在分母里。"),
    ("名次", "按按期率从高到低;相同的并列,后面的名次顺延(1、1、3)。没有可判定事项的单位不排名。"),
    ("滞后程度", "先“滞”后“慢”,再看差距是各自“滞”界线的多少倍;百分点和个数因此可以排在一张表里。"),
    ("已报n/N家", "本月有数据应报的单位中,已报任何数据的家数;已完成的子项不再要求报送。"),
    ("按时与逾期", "一家单位一个月的应报数据首次报齐的时间,在期限(含准予的延期)以内的为按时;报齐后更正的不算逾期。"),
    ("完整率", "已报数据个数÷应报数据个数。"),
    ("按时率", "按时的家次÷期限已过或已报齐的家次。"),
    ("一次通过率", "没有更正、撤回、退回的家次÷已报(含部分已报)的家次。"),
    (
        "首先打开的年度",
        "新年度有报送之前仍是上一年度,收到第一份报送后换到新年度;可在“目标调整”的“判定标准”中改为按日历,新年度执行后即换。",
    ),
    ("本月首先显示", "应报数据至少到了一半的最近一个月;都不到一半的,显示有数据的最近一个月。"),
)

OUTLOOK: Pairs = (
    ("是什么", "按年内各月数据推算的年底数,连同区间和结论。只供参考:不改变状态,不计入按期率和名次。"),
    (
        "区间",
        f"按{verdicts.COVERS_PCT}%的把握给出:回测中各方法合计,年底数有75%至90%落在区间内;不到的已加宽区间。没有按季节安排进度的,实际把握可能更低。",
    ),
    ("累计数", "累计量和形象进度只增不减,区间下端不低于现数;形象进度不超过100%。"),
    ("年末数", "按较上年末基数的增量推算,可增可减。"),
    ("不作猜测", "依据不足的一律为“尚难判断”,不填数。"),
    ("记录", "各月的预计按次月底所知的数据重新推算,与全年结果对照,不因后来的更正而改变。"),
)

DEMO: Pairs = (
    ("是什么", "为便于试用,系统带有演示报表,由程序按随机进度生成,不是任何单位的实际报送。"),
    ("怎样辨认", "凡含演示数据的屏幕和导出文件都标“演示数据”;全年目标和已公开的数据是真实的,有出处,不带此标记。"),
    ("怎样移除", "在系统所在文件夹执行 python -m store drop-demo,一次全部撤下,重启后不会再出现。"),
    ("不要演示数据", "首次启动用 make run DEMO=0。"),
)


def word_table(pairs: Iterable[tuple[str, str]], left: str, right: str) -> pd.DataFrame:
    """Pairs as a frame under two headings."""
    return pd.DataFrame(list(pairs), columns=[left, right])


def kind_table() -> pd.DataFrame:
    """One row per kind, in the glossary's order."""
    rows = [(terms.KINDS[code], *KINDS[code][:2], _judged(code)) for code in kinds.KINDS]
    return pd.DataFrame(rows, columns=["种类", "举例", "目标是什么", "怎样判定"])


def _judged(code: str) -> str:
    """`按水平:差距=上限−数值`: how a kind is judged, with what has to be known beside it."""
    kind = kinds.KINDS[code]
    done = f"按进度:完成率{'即' if kind.is_share else '='}{kind.told}"
    return {"pace": done, "level": f"按水平:差距={kind.told}", "none": ""}[kind.way] + KINDS[code][2]


def status_table() -> pd.DataFrame:
    """One row per status in the order of the rule: order, by_pace and by_level (mark and word), when."""
    rows = [
        (
            order,
            *(terms.marked(code, word) for word in (terms.STATUSES[code].by_pace, terms.STATUSES[code].by_level)),
            when,
        )
        for order, (code, when) in enumerate(STATUS_RULE.items(), 1)
    ]
    return pd.DataFrame(rows, columns=["order", "by_pace", "by_level", "when"])


def cause_table() -> pd.DataFrame:
    """The words that say why nothing can be judged yet, each with its status."""
    meanings = {
        "base": "年末数目标缺上年末基数", "reference": "相对目标的参照没有同期数据", "basis": "目标与数据的口径不同",
        "words": "报来的是文字,没有数字", "target": "目标没有可比较的数值", "condition": "附条件的事项,条件还没有触发",
        "plan": "按序时进度本月尚未开始", "later": "目标从以后月份起执行", "calendar": "按日历本月不发布这项数据",
    }  # fmt: skip
    rows = [(terms.STATUSES["undecided"].word, word, meanings[code]) for code, word in terms.UNDECIDED.items()]
    rows += [("不判定", word, meanings[code]) for code, word in terms.NOT_DUE.items()]
    return pd.DataFrame(rows, columns=["状态", "注明", "含义"])


def comparator_table() -> pd.DataFrame:
    return word_table(((terms.COMPARATORS[sign], COMPARATORS[sign]) for sign in terms.COMPARATORS), "写法", "含义")


def verdict_table() -> pd.DataFrame:
    return word_table(((verdict.word, verdict.when) for verdict in verdicts.VERDICTS.values()), "结论", "什么情况")


def method_table() -> pd.DataFrame:
    """One row per method of 年底预计, with the two numbers that the back-test gave it."""
    rows = [
        (one.word, one.which, one.value, one.band, f"{one.widened:g}倍",
         f"全年目标的{100 * one.least:g}%" if one.least else terms.NO_VALUE)
        for one in verdicts.METHODS.values()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["方法", "用于", "预计年底数", "区间", "区间加宽", "最小波动"])


def unclear_table() -> pd.DataFrame:
    """Why nothing is estimated, in the order in which it is asked."""
    return pd.DataFrame(list(enumerate(verdicts.UNCLEAR.values(), 1)), columns=["次序", "尚难判断的原因"])


def calendar_table() -> pd.DataFrame:
    rows = [(terms.CALENDARS[code], *CALENDARS[code]) for code in terms.CALENDARS]
    return pd.DataFrame(rows, columns=["日历", "应报月份", "适用"])


def plan_table() -> pd.DataFrame:
    return word_table(((terms.PLAN_KINDS[code], PLAN_KINDS[code]) for code in terms.PLAN_KINDS), "序时进度", "怎样定")
