"""What a unit would write beside its sample figure: by rule, from the figure and the pace that was drawn."""

import random

from loaders.demo import sample_words
from loaders.demo.sample import sample
from loaders.register import Measure
from metrics import kinds, wording

# What kind of work it is, by words of its name, and how far it is below so many percent.
_KINDS = {
    "event": ("活动", "赛", "音乐会", "宣传", "招聘会", "健身节"),
    "business": (
        "企业", "项目", "品牌", "投资", "楼宇", "产业", "营业收入", "外商", "招引", "引进", "平台", "增速", "资产",
        "汽车", "贯标",
    ),
    "building": (
        "建设", "改造", "开工", "建成", "更新", "整治", "扩建", "迁建", "绿道", "管网", "道路", "基站", "停放", "充电",
        "公园", "改建", "农田", "绿地", "建筑", "市场",
    ),
    "people": (
        "就业", "培训", "参保", "救助", "服务", "学位", "毕业生", "体检", "监测", "人才", "志愿者", "提取", "户",
    ),
}  # fmt: skip
_STAGES = {
    "building": (
        (10, "正在开展方案设计和手续办理"), (30, "已完成招标和进场准备"), (60, "主体工程有序推进"),
        (85, "主体工程基本完成,正在实施附属工程"), (99, "进入收尾阶段,正在组织验收"), (1000, "已完工并通过验收"),
    ),
    "people": (
        (10, "已印发工作方案,正在摸底"), (40, "已全面铺开"), (85, "按计划有序推进"), (99, "进入查漏补缺阶段"),
        (1000, "已完成全年目标,继续巩固"),
    ),
    "business": (
        (10, "已梳理重点企业和项目清单"), (40, "正在逐户对接服务"), (85, "按计划有序推进"), (99, "正在组织申报和认定"),
        (1000, "已完成全年目标,继续储备"),
    ),
    "event": (
        (10, "已制定年度计划"), (40, "已启动首批工作"), (85, "按计划有序推进"), (99, "剩余任务已排定时间"),
        (1000, "已完成全年目标"),
    ),
}  # fmt: skip


def texts(measure: Measure, value: float, share: float | None, month_no: int) -> dict[str, str]:
    """进展情况, and for what lags 问题, 下一步措施 and 预计完成时间. `share` is of the year's amount; None by level."""
    draw = random.Random(f"{sample().seed}/{measure.measure_id}/{month_no // 2}")
    if share is None:
        return _level_texts(measure, value, draw, month_no)
    stage = next(words for upto, words in _STAGES[_work_kind(measure)] if 100 * share < upto)
    is_milestone = measure.kind == "milestone"
    shown = f"形象进度{wording.number(value)}%" if is_milestone else f"累计{wording.figure(value, measure.unit)}"
    told = {"progress": f"{shown},{stage}。"}
    if share < min(1, (measure.plan_pct or 0) / 100):
        months = 12 if share <= 0 else min(12, max(month_no + 1, round(month_no / share)))
        told |= _lagging(measure, draw, month_no) | {"expected": f"{sample().last_month.year}年{months}月"}
    return told


def _level_texts(measure: Measure, value: float, draw: random.Random, month_no: int) -> dict[str, str]:
    is_growth = measure.kind in kinds.JUDGED_GROWTHS
    shown = wording.growth(value) if is_growth and measure.unit == "%" else wording.figure(value, measure.unit)
    subject = measure.name.removesuffix("增速") if is_growth else measure.name
    told = {"progress": f"{subject}{'同比' if shown.startswith(('增长', '下降')) else '为'}{shown}。"}
    below = measure.lower is not None and value < measure.lower
    over = measure.kind == "ceiling" and measure.upper is not None and value >= measure.upper
    return told | _lagging(measure, draw, month_no) if below or over else told


def _lagging(measure: Measure, draw: random.Random, month_no: int) -> dict[str, str]:
    """A problem that a measure of this name can have in this month, and the step that goes with it."""
    chosen = draw.choice(sample_words.fitting(measure.name, measure.item, month_no))
    return {"problem": f"{chosen.problem}。", "next_step": f"{chosen.next_step}。"}


def _work_kind(measure: Measure) -> str:
    """What kind of work it is, by the words of its own name, else by those of its item; else an event."""
    found = (
        kind for name in (measure.name, measure.item) for kind, words in _KINDS.items() if any(w in name for w in words)
    )
    return next(found, "event")
