"""牵头单位 as pictures: how all units stand by rank, and one unit's own page."""

import pandas as pd

from briefing.charts.counts import counts_course
from briefing.charts.screens import unit as unit_screen
from briefing.charts.screens.unit import UnitPage
from briefing.charts.units import unit_bars
from briefing.material import Material
from briefing.pictures.cells import Table, Words
from briefing.pictures.page import Block, Page, Row
from briefing.screens.frame import counts_row, fitting, page, rate_words, table_or, titled, told_row
from store.reads.figures import boards

_BOARD = ["rank", "unit_label", "total", "rate_pct", "rate_text", "behind_total", "not_reported", "cells_text"]
_ITEMS = ["status_word", "coded_item", "basis_word", "mean_done_pct", "measures_text", "item_months"]
_BEHIND = ["status_word", "measure", "margin_points", "months_behind", "what_it_takes"]
_MEASURES = ["status_word", "code", "measure", "target_text", "actual_text", "done_pct"]
_SENT = ["reported_month", "file_name", "row_count", "submitted_text", "submitted_by", "standing"]
_OWING = ["coded_item", "measure", "due_text", "last_text"]
_ROOM = 578.0  # points, for a table with its heading beside the bars, under their titles
_LETTERS = 8.43  # how high a table's row is without its padding, at 11.5 points
_MOST_ITEMS, _MOST_BEHIND, _MOST_OWING = 15, 8, 4


def units(material: Material) -> Page:
    """All lead units: bars of what they lead beside the ranks of their rates."""
    snapshot, board = material.snapshot, material.board
    cells_in, cells_due = snapshot.cells_reported
    line: Words = [
        "牵头单位", [str(len(board))], "家,其中", [str(boards.units_behind(board))], "家有滞后事项 · ",
        *rate_words(snapshot.tally), " · 本月应报数据", [str(cells_due)], "个,已报", [str(cells_in)], "个",
    ]  # fmt: skip
    pending = "" if cells_in else ";本月尚未报送,名次仅供参考"
    height = fitting(_ROOM, len(board) + 1, 13, 26)
    # Rows of the table are as high as the bars, and stand beside them.
    padding = (height - _LETTERS) / 2
    table = Table(board, _BOARD, measure_word="家", size=11.5, padding=padding, most_padding=padding)
    bars = unit_bars(board, row_height=height)
    bars.figure.update_layout(height=bars.figure.layout.height + height, margin_t=1 + height)
    drawn, ranked = Block("各单位事项状态", bars, "名次在前,单位:项"), Block("按期率排名", table, f"同率并列{pending}")
    rows = Row([[drawn], [ranked]], (0.85, 1.35))
    return page(material, titled(material, "牵头单位"), told_row(line), rows)


def unit(material: Material, name: str, submissions: pd.DataFrame) -> Page:
    """One lead unit; `submissions` are those of `store.reads.figures.status.submission_list`."""
    found = unit_screen.unit_page(material.snapshot, material.board, material.behind, material.owing, submissions, name)
    row = found.row
    line: Words = [
        "牵头", [str(row["total"])], "项,其中拟定", [str(row["proposed"])], "项 · 按期率", [row["rank_text"]],
        f"(共{len(material.board)}家) · 本月数据已报/应报", [row["cells_text"]], " · 滞后子项",
        [str(len(found.behind))], "个",
    ]  # fmt: skip
    course = counts_course(boards.unit_course(material.snapshot, name), name)
    left = [_items(found), _measures(material, name)]
    right = [
        _behind(found), _owing(found), _sent(found, material), Block("各月状态", course, "牵头事项,单位:项"),
    ]  # fmt: skip
    return page(
        material,
        f"{row['unit_label']}{material.edition.view.month.year}年目标进度",
        told_row(line),
        counts_row(found.tally, name),
        Row([left, right], (1, 1.2)),
    )


def _items(found: UnitPage) -> Block:
    table = Table(found.items, _ITEMS, most=_MOST_ITEMS, padding=4)
    return table_or(f"牵头事项{len(found.items)}项", table, "该单位没有牵头事项。", "各系列")


def _measures(material: Material, name: str) -> Block:
    rows = material.snapshot.measures
    table = Table(rows[rows["lead_unit"] == name], _MEASURES, measure_word="个子项")
    return table_or(f"牵头子项{len(table.rows)}个", table, "该单位没有牵头子项。")


def _behind(found: UnitPage) -> Block:
    table = Table(found.behind, _BEHIND, measure_word="个子项", most=_MOST_BEHIND, padding=4.5)
    return table_or(f"滞后子项{len(found.behind)}个", table, "该单位本月没有滞后事项。", "按滞后程度排列")


def _owing(found: UnitPage) -> Block:
    table = Table(found.owing, _OWING, measure_word="个子项", most=_MOST_OWING, padding=4.5)
    return table_or(f"应报未报{len(found.owing)}个子项", table, "没有应报未报的数据。", "由该单位提供数据")


def _sent(found: UnitPage, material: Material) -> Block:
    table = Table(found.sent, _SENT, measure_word="份")
    note = f"{material.edition.view.month.year}年,新的在前"
    return table_or(f"报送记录{len(found.sent)}份", table, "该单位本年尚未报送。", note)
