"""The matrix as a table: a row per region, a column per fact, and the lines that each of its files carries."""

from collections.abc import Sequence

import pandas as pd

from metrics import terms
from metrics.columns import Column
from metrics.periods import month_name, span_name
from store.above.matrix import Common, Matrix, lasting
from store.engine.records import Record

_ABOUT = (
    Column("rank", "名次", "count"),
    Column("region", "地区"),
    Column("rate_pct", "按期率(%)", "share"),
    Column("rate_text", "按期/可判定"),
    Column("change", "比上月(百分点)", "points"),
    Column("behind_total", "滞后(项)", "count"),
    Column("longest", "最久(个月)", "count"),
    Column("units_missing", "未报(家)", "count"),
    Column("units_due", "应报(家)", "count"),
)
_MORE = (Column("owing", "未报单位和数据"), Column("worst", "滞后最久的事项"), Column("standard", "判定标准"))


def rows(matrix: Matrix, regions: Sequence[Record] | None = None) -> pd.DataFrame:
    """All regions, those that are compared first; with what `columns` and `wide_columns` name."""
    told = [
        {
            **{column.name: row.get(column.name) for column in (*_ABOUT, *_MORE)},
            **({} if row["rule"] == matrix.rule else {"region": f"{row['region']}(标准不同)"}),
            "rate_text": row["rate"].removeprefix("—") if row["is_thin"] else row["rate_text"],
            "standard": f"{terms.PRESETS.get(row['preset'])}{'' if row['rule'] == matrix.rule else '(不参加排名)'}",
            **{name: value for one in matrix.commons for name, value in _cell(row["cells"][one.code], one).items()},
        }
        for row in (matrix.every if regions is None else regions)
    ]
    return pd.DataFrame(told)


def columns(matrix: Matrix) -> list[Column]:
    """For what is looked at: the figure of each measure in common on the colour of its status."""
    shown = [*_ABOUT[:6], _ABOUT[7]]
    return [*shown, *(Column(one.code, _heading(one), "status", f"{one.code} status") for one in matrix.due)]


def wide_columns(matrix: Matrix) -> list[Column]:
    """For what is counted on with: figures as numbers, each beside its state, gap, and for how long."""
    each = [
        column
        for one in matrix.commons
        for column in (
            Column(f"{one.code} actual", f"{_heading(one)}({one.unit})", "number"),
            Column(f"{one.code} word", f"{terms.short_name(one.name)}状态", "status", f"{one.code} status"),
            Column(f"{one.code} gap", f"{terms.short_name(one.name)}差距"),
        )
    ]
    return [*_ABOUT, *each, *_MORE]


def headline(matrix: Matrix, most: int = 3) -> str:
    """`按期率最低:示例区31.7%、…`: the slide's title."""
    lowest = [f"{row['region']}{row['rate']}" for row in matrix.lowest[:most]]
    return f"{matrix.title}:按期率最低的是{'、'.join(lowest)}" if lowest else f"{matrix.title}:没有可以点名的地区"


def until(matrix: Matrix) -> str:
    """`数据截至2023年1–9月`, or that there is nothing yet; and as known when."""
    known = f"({matrix.known_text})" if matrix.known_text else ""
    if not matrix.has_figures:
        return f"{month_name(matrix.month)}尚无数据{known}"
    return f"数据截至{matrix.month.year}年{span_name(matrix.month)}{known}"


def basis(matrix: Matrix) -> str:
    """What is compared and what is not."""
    apart = f";{len(matrix.apart)}个地区判定标准不同,不参加排名" if matrix.apart else ""
    return f"按{terms.PRESETS.get(matrix.preset, matrix.preset)}判定{apart};※ 口径、期别或计量单位不同,不比较"


def foot(matrix: Matrix) -> str:
    """All that a page says of itself, in one line."""
    demo = terms.DEMO_LINE if matrix.has_demo else ""
    return " · ".join(one for one in (until(matrix), basis(matrix), demo) if one)


def _heading(common: Common) -> str:
    said = "、".join(common.like)
    return f"{terms.short_name(common.name)}({said})" if said else terms.short_name(common.name)


def _cell(cell: Record | None, common: Common) -> Record:
    names = ("", " status", " actual", " word", " gap")
    if cell is None:
        return dict.fromkeys((f"{common.code}{name}" for name in names), None)
    is_told = cell["status"] not in ("not_due", "not_reported")
    star = "※" if cell["apart"] else ""
    months = f"({told})" if (told := lasting(cell)) else ""
    gap = None if cell["margin_points"] is None else cell["margin"]
    values = (
        f"{cell['actual_text']}{star}" if is_told else terms.NO_VALUE, cell["status"],
        cell["actual"] if is_told else None, f"{cell['status_word']}{months}", cell["apart"] or gap,
    )  # fmt: skip
    return {f"{common.code}{name}": value for name, value in zip(names, values, strict=True)}
