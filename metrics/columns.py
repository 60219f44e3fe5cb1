"""The columns of every table, on screen and in Excel: one heading, one unit and one way to print each."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from metrics import terms, wording
from metrics.periods import month_name

ColumnKind = Literal["text", "status", "reporting", "share", "points", "count", "number", "month"]


@dataclass(frozen=True)
class Column:
    """One column: its name in the frame, its heading, what it holds, and about how wide it is on screen in pixels."""

    name: str
    heading: str
    kind: ColumnKind = "text"
    width: int | None = None


_ALL = (
    Column("status_word", "状态", "status", 128),
    Column("previous_word", "上月状态", "status", 128),
    Column("old_word", "原状态", "status", 128),
    Column("new_word", "报送后状态", "status", 128),
    Column("back_word", "撤回后状态", "status", 128),
    Column("effect", "滞后变化", width=84),
    Column("code", "编号", width=64),
    Column("series_name", "系列", width=76),
    Column("category", "类别", width=140),
    Column("item", "事项", width=176),
    Column("coded_item", "事项", width=176),
    Column("measure", "子项", width=180),
    Column("unit_label", "牵头单位", width=124),
    Column("supplier_unit", "数据提供单位", width=116),
    Column("leader", "分管领导", width=84),
    Column("target_text", "年度目标", width=104),
    Column("actual_text", "累计完成", width=100),
    Column("done_pct", "完成率(%)", "share", 128),
    Column("plan_pct", "序时进度(%)", "share", 128),
    Column("margin_points", "进度差(百分点)", "points", 108),
    Column("months_behind", "滞后月数", "count", 76),
    Column("measures", "子项数", "count", 72),
    Column("why", "判定依据", width=420),
    Column("what_it_takes", "怎样才能完成", width=260),
    Column("progress", terms.TEXTS["progress"], width=300),
    Column("problem", terms.TEXTS["problem"], width=240),
    Column("next_step", terms.TEXTS["next_step"], width=240),
    Column("expected", terms.TEXTS["expected"], width=110),
    Column("source", "目标出处", width=260),
    Column("note", "备注", width=260),
    Column("unit_name", "单位", width=130),
    Column("rate_pct", "按期率(%)", "share", 128),
    Column("judged", "可判定项数", "count", 88),
    Column("total", "事项数", "count", 72),
    Column("rank", "名次", "count", 60),
    Column("change_word", "较上月", width=68),
    Column("unit", "计量单位", width=76),
    Column("lower", "目标下限(数值)", "number", 110),
    Column("upper", "目标上限(数值)", "number", 110),
    Column("actual", "累计完成(数值)", "number", 110),
    Column("value", "累计数(数值)", "number", 110),
    Column("proposed", "其中拟定", "count", 76),
    Column("basis_word", "牵头依据", width=84),
    Column("rate_text", "按期/可判定", width=92),
    Column("behind_total", "滞后", "count", 60),
    Column("cells_text", "本月已报/应报", width=106),
    Column("missing", "未报子项", "count", 76),
    Column("codes", "涉及事项", width=420),
    Column("sent_text", "报送情况", width=92),
    Column("due_text", "应报月份", width=96),
    Column("last_text", "最近一次数据", width=130),
    Column("row_no", "序号", "count", 44),
    Column("actual_month", "数据月份", "month", 88),
    Column("margin_other", "差距(其他单位)", width=108),
    Column("base", "上年末基数(数值)", "number", 110),
    Column("ruling_text", "人工认定", width=220),
    Column("measure_id", "编码", width=150),
    Column("good", "按期项数", "count", 72),
    Column("submission_id", "报送编号", "count", 76),
    Column("reported_month", "报送月份", width=96),
    Column("file_name", "文件", width=300),
    Column("row_count", "数据条数", "count", 76),
    Column("submitted_text", "入库时间", width=136),
    Column("submitted_by", "报送人", width=100),
    Column("standing", "入库状态", width=160),
    Column("level_word", "级别", width=60),
    Column("sheet", "工作表", width=110),
    Column("cell", "单元格", width=66),
    Column("read", "读到", width=150),
    Column("should_be", "问题", width=280),
    Column("remedy", "怎么改", width=320),
    Column("error_count", "错误", "count", 56),
    Column("doubt_count", "疑问", "count", 56),
    Column("verdict", "结论", width=170),
    Column("counts_text", "变化", width=200),
    Column("cell_change", "变化", width=60),
    Column("old_text", "原数", width=110),
    Column("new_text", "本次报送", width=110),
    Column("others_text", "其他改动", width=180),
    Column("demo_text", "性质", width=84),
    Column("measure_label", "子项", width=168),
    Column("computed_word", "系统判定", width=100),
    Column("measures_text", "子项完成", width=72),
    Column("revision_note", "修订说明", width=160),
    Column("value_text", "累计数", width=110),
    Column("revision", "第几次报送", "count", 84),
    Column("vintage", "数据性质", width=76),
    Column("basis", "口径", width=72),
    Column("file_text", "文件或出处", width=260),
    Column("place_text", "工作表与单元格", width=124),
    Column("odd_reason", "数据说明", width=200),
    Column("period", "数据期间", width=84),
    Column("rest_of_year", "余下月份所需", width=400),
    Column("figure_source", "数据出处", width=230),
    Column("last_year_text", "上年结果", width=92),
    Column("last_year_basis", "上年口径", width=76),
    Column("last_year_source", "上年结果出处", width=190),
    Column("growth_text", "同期增速", width=84),
    Column("version", "版次", width=88),
    Column("change_text", "较前一版", width=110),
    Column("threshold_kind", "种类", width=150),
    *(
        Column(f"{preset}_{level}", f"{name}·{terms.STATUSES[level].mark}", width=170)
        for preset, name in terms.PRESETS.items()
        for level in ("ahead", "on_track", "far_behind")
    ),
    Column("kind_name", "种类", width=110),
    *(Column(series, name, "count", 90) for series, name in terms.SERIES.items()),
    Column("measure_count", "合计", "count", 80),
    Column("gap", "情况", width=210),
    Column("gap_count", "子项数", "count", 70),
    Column("consequence", "怎样处理", width=320),
    Column("edition_name", "期号", width=70),
    Column("edition_title", "标题", width=420),
    Column("office", "印发单位", width=190),
    Column("frozen_text", "定期时间", width=136),
    Column("made_by", "定期人", width=90),
    Column("first_text", "首次报送", width=110),
    Column("change_kind", "变化", width=84),
    Column("then_text", "上期", width=120),
    Column("now_text", "本期", width=120),
    Column("title", "名称", width=300),
    Column("publisher", "发布单位", width=180),
    Column("published_text", "发布日期", width=104),
    *(Column(f"month_{number}", f"{number}月", "reporting", 72) for number in range(1, 13)),
    Column("complete_text", "已报/应报", width=80),
    Column("complete_pct", "完整率(%)", "share", 92),
    Column("on_time_pct", "按时率(%)", "share", 92),
    Column("first_try_pct", "一次通过率(%)", "share", 104),
    Column("return_id", "退回编号", "count", 72),
    Column("state_word", "处理", width=72),
    Column("named", "事项与子项", width=260),
    Column("question", "退回问题", width=220),
    Column("answer", "答复", width=210),
    Column("conclusion", "结论", width=150),
    Column("exchange_text", "往来全文", width=400),
    Column("until_text", "延期至", width=108),
    Column("lock_word", "封账", width=72),
    Column("from_text", "自何月起", width=92),
    Column("base_text", "上年末基数", width=92),
    Column("approval", "批准依据", width=180),
    Column("ruling_id", "认定编号", "count", 72),
    Column("act", "操作", width=112),
    Column("object", "对象", width=300),
    Column("before", "原为", width=150),
    Column("after", "改为", width=250),
    Column("reason", "原因", width=210),
    Column("done_by", "经办人", width=84),
    Column("done_text", "时间", width=128),
    Column("account_name", "账号", width=150),
    Column("role_word", "角色", width=80),
    Column("account_state", "状态", width=90),
    Column("changed_text", "最近变更", width=150),
    Column("token_no", "编号", "count", 60),
    Column("token_label", "使用的系统", width=240),
    Column("made_text", "生成时间", width=150),
    *(Column(code, status.word, "count", 76) for code, status in terms.STATUSES.items()),
    Column("order", "次序", "count", 52),
    Column("by_pace_word", "按进度判定", "status", 128),
    Column("by_level_word", "按水平判定", "status", 128),
    Column("when", "什么情况", width=800),
    Column("reported_word", "报送情况", width=92),
)
COLUMNS = {column.name: column for column in _ALL}
# Which status a column of status words prints the mark of, where it is not `status` itself.
STATUS_OF = {"previous_word": "previous_status", "old_word": "old_status"}


def columns(*names: str) -> list[Column]:
    """The columns of these names, in this order. Raises KeyError for a name that the catalogue does not have."""
    return [COLUMNS[name] for name in names]


def margin_units(rows: pd.DataFrame) -> list[str]:
    """What each row's margin is measured in: `%` for percentage points; a level in another unit, that unit."""
    if "by_pace" not in rows or "unit" not in rows:
        return ["%"] * len(rows)
    return ["%" if by_pace else unit for by_pace, unit in zip(rows["by_pace"], rows["unit"], strict=True)]


def printed(rows: pd.DataFrame, column: Column) -> list[str]:
    """A column's cells as they are printed, with marks before statuses; "—" for what is missing."""
    is_missing = rows[column.name].isna().tolist()
    values = [None if no else value for value, no in zip(rows[column.name].tolist(), is_missing, strict=True)]
    if column.kind == "status":
        codes = rows[STATUS_OF.get(column.name, "status")]
        return [terms.marked(code, word) if word else terms.NO_VALUE for code, word in zip(codes, values, strict=True)]
    if column.kind == "points":
        return [wording.signed_margin(value, unit) for value, unit in zip(values, margin_units(rows), strict=True)]
    if column.kind == "share":
        return [wording.percent(value).removesuffix("%") for value in values]
    if column.kind in ("count", "number"):
        return [wording.number(value) for value in values]
    if column.kind == "month":
        return [terms.NO_VALUE if value is None else month_name(value) for value in values]
    return [terms.NO_VALUE if value is None or value == "" else str(value) for value in values]
