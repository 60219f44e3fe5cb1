"""Two years beside each other on their screen: the counts, the measures, and what was left over of the first."""

import pandas as pd

from metrics.columns import Column
from metrics.periods import month_name
from store.years import comparison
from ui.cache.store_cache import cached
from ui.frame import parts, tables

_NAMES = {"series_name": "系列", "lead_unit": "牵头单位"}
_WHICH = [
    Column("code", "编号"), Column("item", "事项"), Column("measure", "子项"), Column("series_name", "系列"),
    Column("lead_unit", "牵头单位"),
]  # fmt: skip


rows = cached(4)(comparison.comparison)
_left_over = cached(4)(comparison.left_over)
_month = cached(8)(comparison.result_month)


def month_word(year: int) -> str:
    """The month by which a year is told."""
    return month_name(_month(year))


def draw_counts(shown: pd.DataFrame, by: str, first: int, second: int) -> None:
    """How many measures there were and are done, by series or unit."""
    counted = {
        "first_count": f"{first}年子项", "first_done": "已完成", "second_count": f"{second}年子项",
        "second_done": "已完成", "linked": "其中关联",
    }  # fmt: skip
    columns = [Column(by, _NAMES[by]), *(Column(name, heading, "count") for name, heading in counted.items())]
    alt = f"按{_NAMES[by]}比较两个年度的子项数和完成数。"
    tables.table_of(comparison.counts(shown, by), columns, alt=alt, key=f"counts_{by}", most=200)


def draw_rows(shown: pd.DataFrame, first: int, second: int) -> None:
    """Every measure of the two years, to be taken along."""
    told = {"target": "目标", "actual": "结果", "word": "状态"}
    columns = _WHICH + [
        Column(f"{place}_{name}", f"{year}年{word}")
        for place, year in (("first", first), ("second", second))
        for name, word in told.items()
    ]
    tables.table_of(shown, columns, alt=f"{first}年与{second}年的{len(shown)}个子项。", key="compared", most=480)
    tables.excel(
        lambda: shown, columns, title=f"{first}年与{second}年对比", name=f"年度对比_{first}_{second}", key="compared",
        note=f"截至{month_word(first)}、{month_word(second)}",
    )  # fmt: skip


def draw_left_over(year: int) -> None:
    """What was counted up and not done: 结转."""
    table = _left_over(year)
    told = {"target_text": "目标", "actual_text": "结果", "rest_text": "差额", "carried_word": f"{year + 1}年"}
    columns = _WHICH + [Column(name, heading) for name, heading in told.items()]
    waiting = int((table["carried_word"] == comparison.WAITING).sum())
    parts.block(
        f"{year}年结转{len(table)}个子项",
        f"按进度判定、到{month_word(year)}还没有完成的;{waiting}个没有在{year + 1}年延续",
    )
    if len(table):
        tables.table_of(table, columns, alt=f"{year}年没有完成的{len(table)}个子项。", key="left_over", most=300)
