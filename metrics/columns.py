"""The columns of every table, on screen and in Excel: one heading, one unit and one way to print each."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from metrics import terms, wording

Sort = Literal["text", "status", "share", "points", "count", "number"]


@dataclass(frozen=True)
class Column:
    """One column: its name in the frame, its heading, what it holds, and about how wide it is on screen in pixels."""

    name: str
    heading: str
    sort: Sort = "text"
    width: int | None = None


_ALL = (
    Column("status_word", "状态", "status", 100),
    Column("previous_word", "上月状态", "status", 100),
    Column("code", "编号", width=64),
    Column("series_name", "系列", width=76),
    Column("category", "类别", width=96),
    Column("item", "事项", width=176),
    Column("measure", "子项", width=180),
    Column("unit_label", "牵头单位", width=124),
    Column("supplier_unit", "数据提供单位", width=116),
    Column("leader", "分管领导", width=84),
    Column("target_text", "年度目标", width=104),
    Column("actual_text", "累计完成", width=100),
    Column("actual_at", "数据月份", width=80),
    Column("done_pct", "完成率(%)", "share", 128),
    Column("plan_pct", "序时进度(%)", "share", 128),
    Column("margin_points", "进度差(百分点)", "points", 108),
    Column("months_behind", "滞后月数", "count", 76),
    Column("measures", "子项数", "count", 72),
    Column("measures_done", "已完成子项", "count", 88),
    Column("why", "判定依据", width=420),
    Column("what_it_takes", "怎样才能完成", width=260),
    Column("progress", "进展情况", width=300),
    Column("problem", "存在问题及原因", width=240),
    Column("next_step", "下一步措施", width=240),
    Column("expected", "预计完成时间", width=110),
    Column("source", "目标出处", width=260),
    Column("note", "备注", width=260),
    Column("unit_name", "单位", width=130),
    Column("rate_pct", "按期率(%)", "share", 128),
    Column("judged", "可判定项数", "count", 88),
    Column("total", "事项数", "count", 72),
    Column("rank", "名次", "count", 60),
    *(Column(code, status.word, "count", 76) for code, status in terms.STATUSES.items()),
)
COLUMNS = {column.name: column for column in _ALL}


def columns(*names: str) -> list[Column]:
    """The columns of these names, in this order. Raises KeyError for a name that the catalogue does not have."""
    return [COLUMNS[name] for name in names]


def printed(rows: pd.DataFrame, column: Column) -> list[str]:
    """A column's cells as they are printed, with marks before statuses; "—" for what is missing."""
    values = list(rows[column.name].astype(object).where(rows[column.name].notna(), None))
    if column.sort == "status":
        codes = rows["previous_status" if column.name == "previous_word" else "status"]
        return [terms.marked(code, word) if word else terms.NO_VALUE for code, word in zip(codes, values, strict=True)]
    if column.sort == "points":
        return [wording.signed_points(value) for value in values]
    if column.sort == "share":
        return [wording.percent(value).removesuffix("%") for value in values]
    if column.sort in ("count", "number"):
        return [wording.number(value) for value in values]
    return [terms.NO_VALUE if value is None or value == "" else str(value) for value in values]
