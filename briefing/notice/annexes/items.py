"""全部事项: one table per series with every item and all of its measures, references beside them; some alone."""

from collections.abc import Iterator

import pandas as pd

from briefing.material import Material
from briefing.notice.paper.table import Cell, Merge, Row, Table, Words, cell, heading, split_cell
from briefing.notice.paragraphs.targets import figure_of_month, marked_unit, told_target
from metrics import terms
from metrics.columns import COLUMNS, printed
from metrics.rows import SeriesItemRow, ToldRow
from store.engine.records import records

_WIDTHS_MM = (29.5, 21.0, 25.0, 36.0, 28.5, 22.0, 13.5, 13.5, 15.0, 21.0)
_STANDING_MM = (46.0, 46.0, 27.0, 22.0, 14.0, 20.0)
_HEADINGS = (
    "事项", "事项状态", "牵头单位", "子项", "年度目标", "累计完成", "完成率\n%", "序时\n进度%",
    "进度差\n百分点", "子项状态",
)  # fmt: skip
_Told = tuple[ToldRow, dict[str, str]]  # a measure, and its columns of _PRINTED as they are printed
_PRINTED = ("done_pct", "plan_pct", "margin_points", "status_word")


def annex_tables(material: Material) -> dict[str, Table]:
    """By the series' name, its table; series without items are left out."""
    return {
        name: Table(_WIDTHS_MM, (heading(_HEADINGS), *_rows(material, code)))
        for code, name in terms.SERIES.items()
        if len(material.series_items[code])
    }


def standing_table(measures: pd.DataFrame) -> Table:
    """A row for each of some judged measures: its target, its figure, its gap and how it stands."""
    margins, words = (printed(measures, COLUMNS[name]) for name in ("margin_points", "status_word"))
    rows = zip(records(measures, ToldRow), margins, words, strict=True)
    return Table(
        _STANDING_MM,
        (
            heading(("事项", "子项", "年度目标", "累计完成", "差距\n百分点", "状态")),
            *(
                Row((
                    cell(row["coded_item"]), cell(row["measure"]), cell(told_target(row), "center"),
                    split_cell(figure_of_month(row)), cell(margin, "center"),
                    cell(word, "center", ink=_ink(row["status"])),
                ))
                for row, margin, word in rows
            ),
        ),
    )  # fmt: skip


def _rows(material: Material, series: str) -> Iterator[Row]:
    measures = material.snapshot.all_measures
    measures = measures[measures["series"] == series].sort_values(["item_no", "measure_no"], kind="stable")
    texts = {name: printed(measures, COLUMNS[name]) for name in _PRINTED}
    members: dict[str, list[_Told]] = {}
    for place, row in enumerate(records(measures, ToldRow)):
        members.setdefault(row["item_id"], []).append((row, {name: column[place] for name, column in texts.items()}))
    items = material.series_items[series]
    statuses = printed(items, COLUMNS["status_word"])
    category = None
    for item, status in zip(records(items, SeriesItemRow), statuses, strict=True):
        if item["category"] != category:
            category = item["category"]
            yield Row((Cell((Words("", category),), span=len(_WIDTHS_MM)),), is_kept=True, is_shaded=True)
        yield from _item(item, status, members.get(item["item_id"], []))


def _item(item: SeriesItemRow, status: str, measures: list[_Told]) -> Iterator[Row]:
    """An item's measures; its own name, status and unit are merged over them."""
    for place, (row, texts) in enumerate(measures):
        merge: Merge = "" if len(measures) == 1 else "continue" if place else "restart"
        own = ("", "", "") if place else (item["coded_item"], status, marked_unit(row))
        yield Row(
            (
                cell(own[0], merge=merge),
                cell(own[1], "center", merge=merge, ink=_ink(item["status"])),
                cell(own[2], "center", merge=merge),
                cell(f"{'其中:' if row['part_of_id'] else ''}{row['measure']}"),
                cell(told_target(row), "center"),
                split_cell(figure_of_month(row)),
                *(cell(texts[name], "center") for name in _PRINTED[:-1]),
                cell(texts["status_word"], "center", ink=_ink(row["status"])),
            ),
            is_kept=place < len(measures) - 1,
        )


def _ink(status: str | None) -> str:
    return terms.STATUSES[status].ink.lstrip("#").upper() if status in terms.STATUSES else ""
