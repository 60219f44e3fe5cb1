"""The columns of every table, on screen and in Excel: one heading, one unit and one way to print each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from metrics import terms, wording
from metrics.arithmetic.verdicts import VERDICTS
from metrics.periods import month_name

ColumnKind = Literal["text", "status", "reporting", "share", "points", "count", "number", "month"]


@dataclass(frozen=True)
class Column:
    """One column: its name in the frame, its heading and what it holds."""

    name: str
    heading: str
    kind: ColumnKind = "text"
    status: str = "status"  # of a status column: the column with the codes of what it prints


_ALL = (
    Column("status_word", "状态", "status"),
    Column("previous_word", "上月状态", "status", "previous_status"),
    Column("old_word", "原状态", "status", "old_status"),
    Column("new_word", "报送后状态", "status"),
    Column("back_word", "撤回后状态", "status"),
    Column("load_word", "载入后状态", "status"),
    Column("effect", "滞后变化"),
    Column("code", "编号"),
    Column("series_name", "系列"),
    Column("category", "类别"),
    Column("item", "事项"),
    Column("coded_item", "事项"),
    Column("measure", "子项"),
    Column("unit_label", "牵头单位"),
    Column("supplier_unit", "数据提供单位"),
    Column("leader", "分管领导"),
    Column("target_text", "年度目标"),
    Column("actual_text", "累计完成"),
    Column("done_pct", "完成率(%)", "share"),
    Column("plan_pct", "序时进度(%)", "share"),
    Column("margin_points", "进度差(百分点)", "points"),
    Column("months_behind", "滞后月数", "count"),  # a measure's, or that of an item's worst
    Column("item_months", "事项滞后月数", "count"),
    Column("mean_done_pct", "平均完成率(%)", "share"),
    Column("measures", "子项数", "count"),
    Column("why", "判定依据"),
    Column("what_it_takes", "怎样才能完成"),
    Column("outlook_word", "年底预计"),
    Column("outlook_text", "预计年底数"),
    Column("outlook_basis", "预计依据"),
    Column("outlook_value", "预计年底(数值)", "number"),
    Column("outlook_low", "预计区间下端(数值)", "number"),
    Column("outlook_high", "预计区间上端(数值)", "number"),
    *(Column(f"{code}_count", f"{verdict.word}(个)", "count") for code, verdict in VERDICTS.items()),
    Column("record_month", "预计月份"),
    Column("told", "结果"),
    Column("progress", terms.TEXTS["progress"]),
    Column("problem", terms.TEXTS["problem"]),
    Column("next_step", terms.TEXTS["next_step"]),
    Column("expected", terms.TEXTS["expected"]),
    Column("source", "目标出处"),
    Column("note", "备注"),
    Column("unit_name", "单位"),
    Column("aliases", "别名"),
    Column("rate_pct", "按期率(%)", "share"),
    Column("judged", "可判定项数", "count"),
    Column("total", "事项数", "count"),
    Column("rank", "名次", "count"),
    Column("change_word", "较上月"),
    Column("unit", "计量单位"),
    Column("lower", "目标下限(数值)", "number"),
    Column("upper", "目标上限(数值)", "number"),
    Column("actual", "累计完成(数值)", "number"),
    Column("value", "累计数(数值)", "number"),
    Column("proposed", "其中拟定", "count"),
    Column("basis_word", "牵头依据"),
    Column("rate_text", "按期/可判定"),
    Column("behind_total", "滞后", "count"),
    Column("cells_text", "本月已报/应报"),
    Column("missing", "未报子项", "count"),
    Column("codes", "涉及事项"),
    Column("sent_text", "报送情况"),
    Column("due_text", "应报月份"),
    Column("last_text", "最近一次数据"),
    Column("due_month", "到期月份"),
    Column("wanted", "届时应达"),
    Column("short_text", "已达或尚差"),
    Column("row_no", "序号", "count"),
    Column("actual_month", "数据月份", "month"),
    Column("margin_other", "差距(其他单位)"),
    Column("base", "上年末基数(数值)", "number"),
    Column("ruling_text", "人工认定"),
    Column("measure_id", "编码"),
    Column("good", "按期项数", "count"),
    Column("submission_id", "报送编号", "count"),
    Column("reported_month", "报送月份"),
    Column("file_name", "文件"),
    Column("row_count", "数据条数", "count"),
    Column("submitted_text", "入库时间"),
    Column("submitted_by", "报送人"),
    Column("standing", "入库状态"),
    Column("level_word", "级别"),
    Column("sheet", "工作表"),
    Column("cell", "单元格"),
    Column("issue_place", "位置"),
    Column("read", "读到"),
    Column("should_be", "问题"),
    Column("remedy", "怎么改"),
    Column("error_count", "错误", "count"),
    Column("doubt_count", "疑问", "count"),
    Column("verdict", "结论"),
    Column("counts_text", "变化"),
    Column("cell_change", "变化"),
    Column("old_text", "原数"),
    Column("new_text", "本次报送"),
    Column("others_text", "其他改动"),
    Column("demo_text", "性质"),
    Column("measure_label", "子项"),
    Column("computed_word", "系统判定"),
    Column("measures_text", "子项完成"),
    Column("revision_note", "修订说明"),
    Column("value_text", "累计数"),
    Column("revision", "第几次报送", "count"),
    Column("vintage", "数据性质"),
    Column("basis", "口径"),
    Column("file_text", "文件或出处"),
    Column("place_text", "工作表与单元格"),
    Column("odd_reason", "数据说明"),
    Column("period", "数据期间"),
    Column("rest_of_year", "余下月份所需"),
    Column("figure_source", "数据出处"),
    Column("last_year_text", "上年结果"),
    Column("last_year_basis", "上年口径"),
    Column("last_year_source", "上年结果出处"),
    Column("growth_text", "同期增速"),
    Column("version", "版次"),
    Column("change_text", "较前一版"),
    Column("threshold_kind", "种类"),
    Column("margin_rule", "差距怎样算"),
    Column("level_words", "用语:由好到差"),
    *(
        Column(f"{preset}_{level}", f"{name}·{terms.STATUSES[level].mark}")
        for preset, name in terms.PRESETS.items()
        for level in ("ahead", "on_track", "far_behind")
    ),
    Column("kind_name", "种类"),
    *(Column(series, name, "count") for series, name in terms.SERIES.items()),
    Column("measure_count", "合计", "count"),
    Column("gap", "情况"),
    Column("gap_count", "子项数", "count"),
    Column("consequence", "怎样处理"),
    Column("edition_name", "期号"),
    Column("edition_no", "编号"),
    Column("edition_title", "标题"),
    Column("office", "印发单位"),
    Column("frozen_text", "定期时间"),
    Column("made_by", "定期人"),
    Column("first_text", "首次报送"),
    Column("change_kind", "变化"),
    Column("then_text", "上期"),
    Column("now_text", "本期"),
    Column("title", "名称"),
    Column("publisher", "发布单位"),
    Column("published_text", "发布日期"),
    *(Column(f"month_{number}", f"{number}月", "reporting") for number in range(1, 13)),
    Column("complete_text", "已报/应报"),
    Column("complete_pct", "完整率(%)", "share"),
    Column("on_time_pct", "按时率(%)", "share"),
    Column("first_try_pct", "一次通过率(%)", "share"),
    Column("return_id", "退回编号", "count"),
    Column("state_word", "处理"),
    Column("named", "事项与子项"),
    Column("question", "退回问题"),
    Column("answer", "答复"),
    Column("conclusion", "结论"),
    Column("exchange_text", "往来全文"),
    Column("until_text", "延期至"),
    Column("lock_word", "封账"),
    Column("from_text", "自何月起"),
    Column("base_text", "上年末基数"),
    Column("approval", "批准依据"),
    Column("ruling_id", "认定编号", "count"),
    Column("what", "改什么"),
    Column("load_no", "第几次", "count"),
    Column("year", "年度"),
    Column("act", "操作"),
    Column("object", "对象"),
    Column("before", "原为"),
    Column("after", "改为"),
    Column("reason", "原因"),
    Column("done_by", "经办人"),
    Column("done_text", "时间"),
    Column("account_name", "账号"),
    Column("role_word", "角色"),
    Column("account_state", "状态"),
    Column("changed_text", "最近变更"),
    Column("list_row", "行", "count"),
    Column("list_trouble", "核对"),
    Column("happened_text", "时间"),
    Column("sign_in_word", "登录情况"),
    Column("address", "来访地址"),
    Column("times", "1小时内第几次", "count"),
    Column("token_no", "编号", "count"),
    Column("token_label", "使用的系统"),
    Column("made_text", "生成时间"),
    *(Column(code, status.word, "count") for code, status in terms.STATUSES.items()),
    Column("order", "次序", "count"),
    Column("by_pace_word", "按进度判定", "status"),
    Column("by_level_word", "按水平判定", "status"),
    Column("when", "什么情况"),
    Column("reported_word", "报送情况"),
)
COLUMNS = {column.name: column for column in _ALL}


def columns(*names: str | Column) -> list[Column]:
    """The columns of these names, in this order; one that is made for a table stands for itself. Raises KeyError."""
    return [name if isinstance(name, Column) else COLUMNS[name] for name in names]


def with_outlook(names: Sequence[str], *, is_shown: bool) -> list[str]:
    """The names without those of 年底预计 where that is switched off."""
    return [name for name in names if is_shown or not name.startswith("outlook_")]


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
        codes = rows[column.status]
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
