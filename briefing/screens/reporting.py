"""数据报送 as a picture: who has reported for the month, who owes what, and what was sent last."""

import pandas as pd

from briefing.material import Material
from briefing.pictures.cells import Table, Words
from briefing.pictures.page import Block, Page, Row
from briefing.screens.frame import owing_block, page, table_or, titled, told_row
from store.engine.records import records
from store.reads.figures import boards

_SENT = ["unit_name", "file_name", "row_count", "submitted_text", "submitted_by", "standing"]

_MOST_OWING = 12


def reporting(material: Material, submissions: pd.DataFrame) -> Page:
    """The month's reports; `submissions` are those of `store.reads.figures.status.submission_list`."""
    snapshot, month = material.snapshot, material.edition.view.month
    reported, owed = snapshot.units_reported
    cells_in, cells_due = snapshot.cells_reported
    line: Words = [
        f"{month.month}月应报", [str(owed)], "家、数据", [str(cells_due)], "个 · 已报", [str(reported)], "家、数据",
        [str(cells_in)], "个 · 含以前月份,应报未报子项", [str(len(material.owing))], "个",
    ]  # fmt: skip
    sent = boards.month_submissions(submissions, month, None)
    owing = owing_block(
        boards.owing_units(material.owing, snapshot.reporting), "应报未报", "含以前月份所欠;按所欠子项数排列",
        most=_MOST_OWING if len(sent) else None,
    )  # fmt: skip
    rows = Row([[_units(snapshot.reporting)], [owing, _sent(sent)]], (1, 2.5))
    return page(material, titled(material, "数据报送"), told_row(line), rows, has_legend=False)


def reporting_rows(reporting: pd.DataFrame) -> pd.DataFrame:
    """`Snapshot.reporting` as it is printed, the least reported first: unit_name, cells_text, reported_word."""
    plain = records(reporting)
    rows = reporting.assign(
        unit_name=reporting["unit"],
        cells_text=[f"{row['cells_in']}/{row['cells_due']}" for row in plain],
        reported_word=[_word(row["cells_in"], row["cells_due"]) for row in plain],
        share=reporting["cells_in"] / reporting["cells_due"],
    )
    return rows.sort_values(["share", "cells_due"], ascending=[True, False], kind="stable", ignore_index=True)


def _word(cells_in: int, cells_due: int) -> str:
    return "已报齐" if cells_in == cells_due else "部分未报" if cells_in else "全部未报"


def _units(reporting: pd.DataFrame) -> Block:
    table = Table(
        reporting_rows(reporting), ["unit_name", "cells_text", "reported_word"],
        measure_word="家", size=11.5, padding=2,
    )  # fmt: skip
    return table_or("本月报送情况", table, "本月没有应报数据。", "按数据提供单位,未报的在前")


def _sent(sent: pd.DataFrame) -> Block:
    table = Table(sent, _SENT, measure_word="份")
    return table_or(f"本月报表{len(sent)}份", table, "本月尚未收到报表。", "新的在前,撤回的也列出")
