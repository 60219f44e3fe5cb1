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


# Kind → name → heading; of what is a text as it stands nothing more is to be said. Names that are made of codes:
# progress problem next_step expected, standard_ahead standard_on_track standard_far_behind, lights_ahead
# lights_on_track lights_far_behind, indicator task livelihood, likely_count at_risk_count unlikely_count unclear_count,
# done ahead on_track behind far_behind not_reported undecided not_due, month_1 to month_12.
_HEADINGS: dict[ColumnKind, dict[str, str]] = {
    "text": {
        "effect": "滞后变化", "code": "编号", "series_name": "系列", "category": "类别", "item": "事项",
        "coded_item": "事项", "measure": "子项", "unit_label": "牵头单位", "supplier_unit": "数据提供单位",
        "leader": "分管领导", "target_text": "年度目标", "actual_text": "累计完成", "why": "判定依据",
        "what_it_takes": "怎样才能完成", "outlook_word": "年底预计", "outlook_text": "预计年底数",
        "outlook_basis": "预计依据", "record_month": "预计月份", "told": "结果", "source": "目标出处", "note": "备注",
        "unit_name": "单位", "aliases": "别名", "change_word": "较上月", "unit": "计量单位", "basis_word": "牵头依据",
        "rate_text": "按期/可判定", "cells_text": "本月已报/应报", "codes": "涉及事项", "sent_text": "报送情况",
        "due_text": "应报月份", "last_text": "最近一次数据", "due_month": "到期月份",
        "wanted": "届时应达", "short_text": "已达或尚差", "margin_other": "差距(其他单位)",
        "ruling_text": "人工认定", "measure_id": "编码", "reported_month": "报送月份", "file_name": "文件",
        "submitted_text": "入库时间", "submitted_by": "报送人", "standing": "入库状态", "level_word": "级别",
        "sheet": "工作表", "cell": "单元格", "issue_place": "位置", "read": "读到", "should_be": "问题",
        "remedy": "怎么改", "verdict": "结论", "counts_text": "变化", "cell_change": "变化", "old_text": "原数",
        "new_text": "本次报送", "others_text": "其他改动", "demo_text": "性质", "measure_label": "子项",
        "computed_word": "系统判定", "measures_text": "子项完成", "revision_note": "修订说明", "value_text": "累计数",
        "vintage": "数据性质", "basis": "口径", "file_text": "文件或出处", "place_text": "工作表与单元格",
        "odd_reason": "数据说明", "period": "数据期间", "rest_of_year": "余下月份所需", "figure_source": "数据出处",
        "last_year_text": "上年结果", "last_year_basis": "上年口径", "last_year_source": "上年结果出处",
        "growth_text": "同期增速", "version": "版次", "change_text": "较前一版", "threshold_kind": "种类",
        "margin_rule": "差距怎样算", "level_words": "用语:由好到差", "kind_name": "种类", "gap": "情况",
        "consequence": "怎样处理", "edition_name": "期号", "edition_no": "编号", "edition_title": "标题",
        "office": "印发单位", "frozen_text": "定期时间", "made_by": "定期人", "first_text": "首次报送",
        "change_kind": "变化", "then_text": "上期", "now_text": "本期", "title": "名称", "publisher": "发布单位",
        "published_text": "发布日期", "complete_text": "已报/应报", "state_word": "处理", "named": "事项与子项",
        "question": "退回问题", "answer": "答复", "conclusion": "结论", "exchange_text": "往来全文",
        "until_text": "延期至", "lock_word": "封账", "from_text": "自何月起", "base_text": "上年末基数",
        "approval": "批准依据", "what": "改什么", "year": "年度", "act": "操作", "object": "对象", "before": "原为",
        "after": "改为", "reason": "原因", "done_by": "经办人", "done_text": "时间", "account_name": "账号",
        "role_word": "角色", "account_region": "地区", "account_state": "状态", "changed_text": "最近变更",
        "list_trouble": "核对", "happened_text": "时间", "sign_in_word": "登录情况", "address": "来访地址",
        "token_label": "使用的系统", "made_text": "生成时间", "when": "什么情况", "reported_word": "报送情况",
        **dict[str, str](terms.TEXTS.items()),
        **{f"{preset}_{level}": f"{name}·{terms.STATUSES[level].mark}" for preset, name in terms.PRESETS.items()
           for level in ("ahead", "on_track", "far_behind")},
    },
    "count": {
        "months_behind": "滞后月数", "item_months": "事项滞后月数", "measures": "子项数", "judged": "可判定项数",
        "total": "事项数", "rank": "名次", "proposed": "其中拟定", "behind_total": "滞后", "missing": "未报子项",
        "row_no": "序号", "good": "按期项数", "submission_id": "报送编号", "row_count": "数据条数",
        "error_count": "错误", "doubt_count": "疑问", "revision": "第几次报送", "measure_count": "合计",
        "gap_count": "子项数", "return_id": "退回编号", "ruling_id": "认定编号", "load_no": "第几次",
        "list_row": "行", "times": "1小时内第几次", "token_no": "编号", "order": "次序", **terms.SERIES,
        **{f"{code}_count": f"{verdict.word}(个)" for code, verdict in VERDICTS.items()},
        **{code: status.word for code, status in terms.STATUSES.items()},
    },
    "number": {
        "outlook_value": "预计年底(数值)", "outlook_low": "预计区间下端(数值)", "outlook_high": "预计区间上端(数值)",
        "lower": "目标下限(数值)", "upper": "目标上限(数值)", "actual": "累计完成(数值)", "value": "累计数(数值)",
        "base": "上年末基数(数值)",
    },
    "share": {
        "done_pct": "完成率(%)", "plan_pct": "序时进度(%)", "mean_done_pct": "平均完成率(%)", "rate_pct": "按期率(%)",
        "complete_pct": "完整率(%)", "on_time_pct": "按时率(%)", "first_try_pct": "一次通过率(%)",
    },
    "points": {"margin_points": "进度差(百分点)"},
    "month": {"actual_month": "数据月份"},
    "reporting": {f"month_{number}": f"{number}月" for number in range(1, 13)},
}  # fmt: skip
# Words of a status, each beside the column with its code.
_OF_STATUS = (
    Column("status_word", "状态", "status"),
    Column("previous_word", "上月状态", "status", "previous_status"),
    Column("old_word", "原状态", "status", "old_status"),
    Column("new_word", "报送后状态", "status"),
    Column("back_word", "撤回后状态", "status"),
    Column("load_word", "载入后状态", "status"),
    Column("by_pace_word", "按进度判定", "status"),
    Column("by_level_word", "按水平判定", "status"),
)
COLUMNS = {
    column.name: column
    for column in (
        *(Column(name, heading, kind) for kind, told in _HEADINGS.items() for name, heading in told.items()),
        *_OF_STATUS,
    )
}


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
