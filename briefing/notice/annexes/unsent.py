"""应报未报, 存疑 and 更正: figures that are missing, doubted or others now, as tables."""

import pandas as pd

from briefing.material import Material
from briefing.notice.paper.table import Row, Table, cell, heading
from briefing.notice.paragraphs.targets import figure_of_month, told_target
from metrics import terms
from metrics.rows import ToldRow
from store.engine.records import Record, records
from store.reads.figures import boards

_MOST_LISTED = 40  # measures; more are told by unit
_READ = ("coded_item", "measure", "unit_name", "codes", "reason")  # text, which is not centred


def is_by_unit(material: Material) -> bool:
    """Whether so much is missing that it is told by unit."""
    return len(material.owing) > _MOST_LISTED


def unsent_table(material: Material) -> Table:
    """What is due and not in: a row for each measure, or for each unit where they are many."""
    if is_by_unit(material):
        return owing_table(boards.owing_units(material.owing, material.snapshot.reporting))
    return missing_table(material.owing)


def owing_table(units: pd.DataFrame) -> Table:
    """A row for each of some units that owe figures (boards.owing_units)."""
    return plain_table(
        (44, 25, 36, 120),
        ("数据提供单位", "未报子项", "本月已报/应报", "涉及事项"),
        units,
        ("unit_name", "missing", "cells_text", "codes"),
    )


def missing_table(owing: pd.DataFrame) -> Table:
    """A row for each of some measures that are due and not in (boards.owing_rows)."""
    return plain_table(
        (68, 68, 35, 26, 28),
        ("应报事项", "子项", "数据提供单位", "应报月份", "最近一次数据"),
        owing,
        ("coded_item", "measure", "supplier_unit", "due_text", "last_text"),
    )


def own_missing_table(owing: pd.DataFrame) -> Table:
    """The same of one unit, which need not be told who it is."""
    return plain_table(
        (56, 52, 26, 34), ("应报事项", "子项", "应报月份", "最近一次数据"), owing,
        ("coded_item", "measure", "due_text", "last_text"),
    )  # fmt: skip


def undecided_table(rows: pd.DataFrame) -> Table:
    """Every measure that cannot be judged, with what is missing."""
    told = records(rows, ToldRow)
    return plain_table(
        (48, 48, 28, 24, 20),
        ("待认定事项", "子项", "年度目标", "累计完成", "原因"),
        rows.assign(
            target=list(map(told_target, told)),
            figure=list(map(figure_of_month, told)),
            why=rows["undecided_because"].map(terms.UNDECIDED),
        ),
        ("coded_item", "measure", "target", "figure", "why"),
    )


def doubtful_table(material: Material) -> Table:
    """Every figure that waits to be looked at."""
    doubtful = material.snapshot.doubtful
    return plain_table(
        (78, 78, 35, 34),
        ("存疑事项", "子项", "牵头单位", "已报数据"),
        doubtful.assign(figure=list(map(figure_of_month, records(doubtful, ToldRow)))),
        ("coded_item", "measure", "lead_unit", "figure"),
    )


def restated_table(rows: pd.DataFrame, then: str = "上期", now: str = "本期") -> Table:
    """Every figure that was corrected (Comparison.restated): unit, first, then, now, and why."""
    return plain_table(
        (42, 40, 27, 23, 19, 19, 19, 36),
        ("更正事项", "子项", "牵头单位", "数据月份", "首次报送", then, now, "原因"),
        rows,
        ("coded_item", "measure", "lead_unit", "reported_month", "first_text", "then_text", "now_text", "reason"),
    )


def plain_table(
    widths: tuple[float, ...], headings: tuple[str, ...], rows: pd.DataFrame, names: tuple[str, ...]
) -> Table:
    """A row for each of a frame, of its columns `names`; "—" for what is missing."""
    return Table(widths, (heading(headings), *(_row(row, names) for row in records(rows))))


def _row(row: Record, names: tuple[str, ...]) -> Row:
    texts = ((name, str(row[name]) if row[name] not in (None, "") else "—") for name in names)
    return Row(tuple(cell(text, "left" if name in _READ else "center") for name, text in texts))
