"""年底预计: the verdicts, the methods and every number that they use, in tables that a statistician can sign.

`metrics.arithmetic.outlook` computes by them, 说明 prints them, docs/outlook.md says how they were tried.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """One verdict: its code, its word, its one-character mark, its ink on white, and when it is given."""

    code: str
    word: str
    mark: str
    ink: str
    when: str


# In the order in which they are counted.
VERDICTS: dict[str, Verdict] = {
    verdict.code: verdict
    for verdict in (
        Verdict("likely", "可望完成", "望", "#1f6b43", "已完成,或区间全部达到目标(下端达到目标)"),
        Verdict("at_risk", "有风险", "险", "#855800", "目标落在区间之内"),
        Verdict("unlikely", "难以完成", "难", "#a82822", "区间全部达不到目标,或全年数据已出而未达到"),
        Verdict("unclear", "尚难判断", "疑", "#5d6672", "依据不足,不作猜测;原因写在“预计依据”中"),
    )
}


@dataclass(frozen=True)
class Method:
    """How a year's end is estimated: the word for it, for which measures, the value, the band, and its two numbers.

    Both from the back-test (docs/outlook.md): `widened` multiplies the band's half, never below 1; `least` is the
    scatter that is reckoned with at least, a share of the year's amount over a whole year, since three months alike are
    no certainty.
    """

    code: str
    word: str
    which: str
    value: str
    band: str
    widened: float
    least: float = 0.0


_SCATTER = "各期速度(每1%计划进度完成多少)的波动,按t分布取80%"
METHODS: dict[str, Method] = {
    method.code: method
    for method in (
        Method("last_year", "按上年进度", "已关联上年、或序时进度取自上年的累计量、年末数、形象进度",
               "基数+(现数−基数)÷上年同期占比", _SCATTER, 2.2, 0.002),
        Method("plan", "按计划进度", "逐月设定进度的", "基数+(现数−基数)÷本期计划进度", _SCATTER, 1.0, 0.055),
        Method("nodes", "按节点", "按节点推进、后面不止一个节点的",
               "基数+(现数−基数)÷本期节点进度", _SCATTER, 1.0, 0.055),
        Method("recent", "按近期速度", "按月均分、没有进度安排的,或计划已到100%而未完成的",
               "现数+近6个月的月均×余下月数", _SCATTER, 1.0, 0.055),
        Method("growth", "按余下月份增速", "有上年各月占比的累计增速",
               "现累计增速(余下月份按年内平均增速)", "余下月份按年内最低一期与最高一期的增速", 2.0),
    )
}  # fmt: skip

LEAST_FIGURES = 3  # with fewer nothing is estimated
RECENT_MONTHS = 6  # whose pace goes on, where no plan says otherwise
COVERS_PCT = 80  # how often the year's end is to lie in the band
# Of a band of 80%: the 90% point of Student's t for 1 to 11 degrees of freedom (any table of t).
T_90 = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363)
NOT_BEGUN = 0.5  # of the plan: until here, what has not begun has no pace to go by (本系统设定)

# Why nothing is estimated. In the order in which they are asked, the first that fits holds.
UNCLEAR: dict[str, str] = {
    "doubtful": "数据存疑,尚待审核",
    "no_figure": "尚无数据",
    "undecided": "待认定,不能与目标比较",
    "growth": "缺上年各月累计数;请在“目标调整”关联上年同名总量,或按上年填写序时进度",
    "level": "按水平判定,年内无从推算,以全年数据为准",
    "relative": "取决于参照指标,年内不作预计",
    "few": f"年内数据不足{LEAST_FIGURES}期",
    "single_node": "后面只剩一个节点,无从按进度推算",
    "single_step": "目标只有1个,完成之前无从按进度推算",
    "no_plan": "计划尚未开始",
    "not_begun": "尚未起步,没有速度可据",
}
