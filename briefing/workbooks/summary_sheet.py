"""汇总: how many items have which status, by series, category and lead unit, with on-schedule rates and ranks."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from briefing.material import Material
from briefing.workbooks import live, sheet_table, summary_charts
from briefing.workbooks import sheet_look as look
from briefing.workbooks.full_columns import counted
from metrics import terms
from metrics.arithmetic.counting import Tally
from metrics.columns import Column, columns
from metrics.periods import span_name
from metrics.wording import rounding_note

NAME = "汇总"
_FIRST, _COUNT, _NAME = 27.0, 7.5, 9.0  # widths in characters
# Percent: all columns on a page, also where a wider font stands in; smaller as far as all units stand on one.
_SCALE, _LEAST_SCALE, _PAGE = 74, 60, 505  # points of a page's height


def add_summary(sheet: Worksheet, material: Material) -> None:
    """Three tables below each other, each on pages of its own: the whole and its series with two charts; categories;
    lead units.
    """
    month = material.edition.view.month
    title = f"{material.snapshot.place.short_name}{month.year}年{span_name(month)}目标任务进展情况汇总表"
    sheet_table.head(sheet, title, material.foot, has_demo=material.snapshot.has_demo)
    counts = [counted(code) for code in terms.STATUS_CODES]
    totals = columns("total", "judged", "good", "rate_pct")
    last = _overall(sheet, 3, material)
    charts = last + 2
    last = charts + summary_charts.ROWS
    sheet.row_breaks.append(Break(last))
    last = _block(
        sheet, last + 1, "按类别(不含经济指标)",
        material.snapshot.by_category, [*columns("category"), *counts, *totals, *columns("series_name")],
    )  # fmt: skip
    sheet.row_breaks.append(Break(last + 1))  # the units begin a page, under their own headings
    units = last + 3  # their headings
    last = _block(
        sheet, last + 2, "按牵头单位(按期率从高到低,相同的并列)",
        material.board, [*columns("unit_label"), *counts, *totals, *columns("rank", "behind_total", "cells_text")],
    )  # fmt: skip
    summary_charts.add(
        sheet, charts, statuses=(5, 4 + len(terms.STATUSES)), whole=2 * len(terms.SERIES) + 2, units=(units + 1, last)
    )
    sheet.freeze_panes = "B3"
    sheet.print_title_rows = "1:2"
    high = sum(sheet.row_dimensions[row].height for row in (1, 2, *range(units - 1, last + 1)))
    scale = max(_LEAST_SCALE, min(_SCALE, int(100 * _PAGE / high)))
    sheet_table.on_paper(sheet, material.foot, scale=scale)


def _overall(sheet: Worksheet, top: int, material: Material) -> int:
    """One row per status, with count and share for each series and for all; below it totals and the rate."""
    snapshot = material.snapshot
    tallies = {name: snapshot.tally_of(series) for series, name in terms.SERIES.items()} | {"全部": snapshot.tally}
    rounding = any(rounding_note(list(tally.counts.values())) for tally in tallies.values())
    note = ";占比因四舍五入,各项之和不都是100%" if rounding else ""
    look.put_section(sheet, top, f"总体情况(事项数,按最差的子项计{note})")
    head = top + 1
    look.put(sheet, head, 1, "状态", look.HEAD)
    for number, (name, tally) in enumerate(tallies.items()):
        column = 2 + 2 * number
        look.put(sheet, head, column, name, look.HEAD)
        look.put(sheet, head, column + 1, f"{name}占比(%)", look.HEAD)
        counts, shares = _pair(tally, head + 1, column, is_whole=name == "全部")
        _column(sheet, head + 1, column, counts, ["count"] * 12)
        _column(sheet, head + 1, column + 1, shares, ["share"] * 12)
    look.fit_height(sheet, head, [(f"{terms.SERIES['task']}占比(%)", _COUNT)])
    names = [terms.marked(code, status.word) for code, status in terms.STATUSES.items()]
    _column(sheet, head + 1, 1, [*names, "合计", "可判定项数", "按期项数(完、超、达)", "按期率(%)"], ["text"] * 12)
    sheet_table.colour_by_mark(sheet, f"A{head + 1}:A{head + len(names)}")
    return head + 12


def _pair(tally: Tally, top: int, column: int, *, is_whole: bool) -> tuple[list[Any], list[Any]]:
    """Counts, and beside each its own share, none where there is nothing to share; totals and the rate below them."""
    own = get_column_letter(column)
    at = {code: f"{own}{row}" for row, code in enumerate(tally.counts, top)}
    series = [get_column_letter(2 + 2 * number) for number in range(len(terms.SERIES))]
    counts = [
        look.Formula("=" + "+".join(f"{letter}{row}" for letter in series), count) if is_whole else count
        for row, count in enumerate(tally.counts.values(), top)
    ]
    total, judged, good = (f"{own}{top + len(at) + number}" for number in range(3))
    totals = [
        look.Formula(f"=SUM({own}{top}:{own}{top + len(at) - 1})", tally.total),
        look.Formula(f"={total}-{at['undecided']}-{at['not_due']}", tally.judged),
        look.Formula(f"={'+'.join(at[code] for code in terms.GOOD)}", tally.good),
    ]
    if not tally.total:
        return [*counts, *totals, None], [None] * 12  # there is no rate either
    shares = [
        look.Formula(f"=100*{at[code]}/{total}", 100 * count / tally.total) for code, count in tally.counts.items()
    ]
    rate = None if tally.rate_pct is None else look.Formula(f"=100*{good}/{judged}", tally.rate_pct)
    return [*counts, *totals, None], [*shares, 100.0, None, None, rate]


def _column(sheet: Worksheet, top: int, column: int, values: Sequence[Any], kinds: Sequence[str]) -> None:
    for row, (value, kind) in enumerate(zip(values, kinds, strict=True), start=top):
        look.put(sheet, row, column, value, look.NUMBERS.get(kind, look.TEXT))
        look.fit_height(sheet, row, ())


def _block(sheet: Worksheet, top: int, heading: str, rows: pd.DataFrame, shown: Sequence[Column]) -> int:
    look.put_section(sheet, top, heading)
    widths = {column.name: _COUNT for column in shown} | {shown[0].name: _FIRST, "series_name": _NAME, "rank": _NAME}
    formulas = live.of_counts(rows, shown, top + 1)
    last = sheet_table.add_table(sheet, rows, shown, top=top + 1, widths=widths, formulas=formulas)
    sheet_table.colour_by_mark(sheet, f"B{top + 1}:I{top + 1}")
    return last
