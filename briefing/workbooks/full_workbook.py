"""An edition's whole table as an Excel file: what the notice's figures are, and where each of them came from."""

from collections.abc import Mapping, Sequence

import pandas as pd
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from briefing.material import Material
from briefing.workbooks import full_columns as fields
from briefing.workbooks import legend_sheet, live, sheet_look, sheet_table, summary_sheet
from metrics import terms
from metrics.columns import Column, columns, with_outlook
from metrics.periods import month_name, span_name
from store.reads.figures.edition_comparison import Comparison

BEHIND_SHEET, OWING_SHEET, CHANGES_SHEET = "滞后事项", "未报送", "较上期变化"


def full_workbook(material: Material) -> bytes:
    """汇总, a sheet per series with every measure, 滞后事项, 未报送, 较上期变化 where there is one, and 说明.

    Numbers are numbers, missing is an empty cell, and two files of one edition are equal.
    """
    book = sheet_look.new_book()
    summary_sheet.add_summary(book.create_sheet(summary_sheet.NAME), material)
    for series, name in terms.SERIES.items():
        _series(book.create_sheet(name), material, series)
    _behind(book.create_sheet(BEHIND_SHEET), material)
    _owing(book.create_sheet(OWING_SHEET), material)
    if material.comparison:
        _changes(book.create_sheet(CHANGES_SHEET), material, material.comparison)
    legend_sheet.add_legend(book.create_sheet(legend_sheet.NAME), material)
    legend_sheet.name_words(book)
    edition = material.edition
    return sheet_look.saved_as_of(book, edition.title, edition.office, material.made_utc)


def _series(sheet: Worksheet, material: Material, series: str) -> None:
    rows = material.table[material.table["series"] == series]
    items = material.snapshot.tally_of(series).total
    references = int((rows["kind"] == "reference").sum())
    beside = f",另列参考数{references}个" if references else ""
    title = f"{terms.SERIES[series]}进展情况({items}项,{len(rows) - references}个子项{beside})"
    shown = columns(*with_outlook(fields.TABLE, is_shown=material.snapshot.shows_outlook))
    _list(sheet, material, title, rows, shown, "目标尚未录入。", frozen=3, in_view=len(fields.IN_VIEW))


def _behind(sheet: Worksheet, material: Material) -> None:
    found = material.behind.set_index("measure_id")["change_word"]
    rows = material.table.set_index("measure_id", drop=False).loc[list(found.index)].assign(change_word=found)
    title = f"滞后事项({rows['item_id'].nunique()}项,{len(rows)}个子项,由重到轻)" if len(rows) else "滞后事项"
    nothing = material.snapshot.nothing_behind
    shown = columns(*with_outlook(fields.BEHIND, is_shown=material.snapshot.shows_outlook))
    _list(sheet, material, title, rows, shown, nothing, frozen=3, in_view=len(fields.IN_VIEW))


def _owing(sheet: Worksheet, material: Material) -> None:
    units = material.owing["supplier_unit"].nunique()
    title = f"应报未报数据({len(material.owing)}个子项,涉及{units}家单位)" if units else "应报未报数据"
    _list(sheet, material, title, material.owing, columns(*fields.OWING), "应报数据已全部报送。", frozen=3, in_view=9)


def _changes(sheet: Worksheet, material: Material, comparison: Comparison) -> None:
    moved = [_moved(getattr(comparison, name), word) for name, word in terms.NEWS.items()]
    restated = comparison.restated
    rows = pd.concat([*moved, restated.assign(change_kind=terms.RESTATED)], ignore_index=True)
    order = rows["series"].map(list(terms.SERIES).index)
    rows = rows.assign(order=order, kind=pd.Categorical(rows["change_kind"], [*terms.NEWS.values(), terms.RESTATED]))
    rows = rows.sort_values(["kind", "order"], kind="stable", ignore_index=True)
    shown = [column for column in fields.CHANGES if len(restated) or column.name not in fields.OF_RESTATED]
    previous = f"{comparison.previous.name}({month_name(comparison.previous.view.month)})"
    title = f"目标任务较{previous}的变化({len(rows)}条)"
    _list(sheet, material, title, rows, shown, f"较{previous}没有变化。", widths=fields.CHANGE_WIDTHS)


def _moved(items: pd.DataFrame, word: str) -> pd.DataFrame:
    then = list(map(terms.marked, items["previous_status"], items["previous_word"]))
    now = list(map(terms.marked, items["status"], items["status_word"]))
    return items.assign(change_kind=word, then_text=then, now_text=now)


def _list(
    sheet: Worksheet,
    material: Material,
    title: str,
    rows: pd.DataFrame,
    shown: Sequence[Column],
    nothing: str,
    *,
    frozen: int = 0,
    in_view: int | None = None,
    widths: Mapping[str, float] = fields.WIDTHS,
) -> None:
    """A sheet with one table that can be sorted, filtered and printed; without rows it says so.

    `in_view`: how many columns are shown and printed, None for all; the others are folded away at the right.
    """
    month = material.edition.view.month
    span = f"{material.snapshot.place.short_name}{month.year}年{span_name(month)}"
    sheet_table.head(sheet, f"{span}{title}", material.foot, has_demo=material.snapshot.has_demo)
    numbered = _parted_margins(rows).assign(row_no=range(1, len(rows) + 1))
    formulas = live.of_measures(numbered, shown, sheet_table.TABLE_TOP)
    last = sheet_table.add_table(sheet, numbered, shown, widths=widths, formulas=formulas)
    if rows.empty:
        sheet_look.put(sheet, last + 1, 1, nothing, sheet_look.NOTE)
    for number, column in enumerate(shown, start=1):
        letter = get_column_letter(number)
        cells = f"{letter}{sheet_table.TABLE_TOP + 1}:{letter}{max(last, sheet_table.TABLE_TOP + 1)}"
        if column.name in fields.MARKED:
            sheet_table.colour_by_mark(sheet, cells)
        if column.name == fields.STATUS:
            legend_sheet.offer_words(sheet, cells)
    sheet_table.as_list(sheet, last, len(shown), frozen=frozen)
    if in_view is not None:
        sheet_table.fold(sheet, in_view, len(shown))
        sheet.print_area = f"A1:{get_column_letter(in_view)}{max(last, sheet_table.TABLE_TOP + 1)}"
    sheet_table.on_paper(sheet, material.foot)


def _parted_margins(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose margin_points holds percentage points only: what is in another unit stands in margin_other."""
    if "margin_other" not in rows:
        return rows
    return rows.assign(margin_points=rows["margin_points"].where(rows["margin_other"] == ""))
