"""慢序时 and 应报未报: every measure that is behind once, with what was reported and what it takes; who owes."""

from dataclasses import dataclass

import pandas as pd

from briefing.material import Material
from briefing.notice.table import Cell, Row, Table, Words, cell, heading, split_cell
from briefing.notice.tasks import Task, by_unit
from metrics import terms
from metrics.columns import COLUMNS, printed
from metrics.rows import BehindRow, ToldRow
from store.engine.records import records

NOT_FILLED = "未填报"
_WIDTHS_MM = (10.0, 41.0, 25.0, 22.0, 22.0, 18.0, 18.0)
_HEADINGS = ("序号", "事项及子项", "牵头单位", "年度目标", "累计完成", "差距\n百分点", "连续滞后\n月数")


@dataclass(frozen=True)
class Group:
    """What is behind under one heading, worst first: its words (`严重滞后`) and rows of `Material.behind`."""

    word: str
    is_far: bool
    rows: pd.DataFrame

    @property
    def table_name(self) -> str:
        """What the template calls the group's table."""
        return f"滞后:{self.word}"


def groups(material: Material) -> list[Group]:
    """严重滞后, then 慢序时, as far as there are any; in December both are 未完成."""
    behind = material.behind
    if behind.empty:
        return []
    if material.edition.view.month.month == 12:
        return [Group(terms.UNFINISHED, False, behind)]
    found = ((code, behind[behind["status"] == code]) for code in terms.BAD)
    return [Group(_word(code, rows), code == "far_behind", rows) for code, rows in found if len(rows)]


def group_table(group: Group, first_number: int) -> Table:
    """Two rows for each measure: its figures, and below them what the unit says and what it takes."""
    margins = printed(group.rows, COLUMNS["margin_points"])
    rows = [
        row
        for number, (record, margin) in enumerate(
            zip(records(group.rows, BehindRow), margins, strict=True), first_number
        )
        for row in _entry(number, record, margin)
    ]
    return Table(_WIDTHS_MM, (heading(_HEADINGS), *rows))


def debts(material: Material) -> list[Task]:
    """The units whose figures are due and not in, with the items; 拟定 are those that owe nothing else."""
    owing = material.owing
    is_proposed = owing["unit_basis"].eq("proposed") & owing["supplier_unit"].eq(owing["lead_unit"])
    return by_unit(owing["supplier_unit"], is_proposed, owing["item"])


def figure_of_month(row: ToldRow) -> str:
    """The figure; one of an older month says which: `47个(8月)`."""
    month = row["actual_month"]
    return row["actual_text"] if month is None or month == row["month"] else f"{row['actual_text']}({month.month}月)"


def _word(code: str, rows: pd.DataFrame) -> str:
    """By pace and by level the word is another one; both stand in the heading where both occur."""
    status = terms.STATUSES[code]
    return "、".join(
        word
        for word, by_pace in ((status.by_pace, True), (status.by_level, False))
        if (rows["by_pace"] == by_pace).any()
    )


def _entry(number: int, row: BehindRow, margin: str) -> tuple[Row, Row]:
    named = Cell((Words("", row["coded_item"]), Words(row["measure"])))
    facts = (
        cell(str(number), "center", merge="restart"),
        named,
        split_cell(row["unit_label"]),
        cell(row["target_text"], "center"),
        split_cell(figure_of_month(row)),
        cell(margin, "center"),
        cell(str(row["months_behind"]), "center"),
    )
    said = [
        Words(_quoted(row["problem"]), "原因:"),
        Words(_quoted(row["next_step"]), "下一步:"),
    ]
    if row["what_it_takes"]:
        said.append(Words(f"{row['what_it_takes']}。", "完成所需:"))
    if row["ruling_status"]:
        said.append(Words(f"{row['ruled_by']}:{row['ruling_reason']}", "人工认定:"))
    below = (cell("", merge="continue"), Cell(tuple(said), span=len(_WIDTHS_MM) - 1))
    return Row(facts, is_kept=True), Row(below)


def _quoted(text: str | None) -> str:
    return f"“{text.strip()}”" if text and text.strip() else f"{NOT_FILLED}。"
