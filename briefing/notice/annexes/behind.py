"""滞后清单: every measure that is behind once, with all that its gap follows from, and what its unit says."""

from dataclasses import dataclass

import pandas as pd

from briefing.material import Material
from briefing.notice.paper.table import Cell, Row, Table, Words, cell, heading
from briefing.notice.paragraphs.problems import plan_ends
from briefing.notice.paragraphs.targets import figure_of_month, marked_unit, told_target
from metrics import terms
from metrics.columns import COLUMNS, printed
from metrics.rows import BehindRow
from store.engine.records import records

NOT_FILLED, _PROMISED = "未填报", "预计完成时间:"
_WIDTHS_MM = (11.0, 58.0, 29.0, 31.0, 27.0, 16.0, 21.0, 15.0, 17.0)
UPRIGHT_MM = (7.0, 36.5, 23.0, 27.0, 18.0, 12.0, 16.0, 12.0, 16.5)
# Of one unit: without a column that says it again and again.
OWN_MM = (7.0, 53.0, 0.0, 30.0, 22.0, 12.0, 16.0, 12.0, 16.0)
_UNIT = 2  # its place among them
_HEADINGS = (
    "序号", "事项及子项", "牵头单位", "年度目标", "累计完成", "完成率\n%", "序时进度\n%", "差距\n百分点",
    "子项滞后\n月数",
)  # fmt: skip
_SHARES = ("done_pct", "plan_pct", "margin_points")


@dataclass(frozen=True)
class Group:
    """What is behind under one heading, worst first: its words (`严重滞后`) and rows of `Material.behind`."""

    word: str
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
    if material.is_last:
        return [Group(terms.UNFINISHED, behind)]
    found = ((code, behind[behind["status"] == code]) for code in terms.BAD)
    return [Group(_word(code, rows), rows) for code, rows in found if len(rows)]


def behind_table(
    material: Material, found: pd.DataFrame, first_number: int = 1, widths: tuple[float, ...] = _WIDTHS_MM
) -> Table:
    """Two rows for each of some of `Material.behind`: its figures, and what the unit says and what it takes.

    A column without a width is left out.
    """
    ends = plan_ends(material)
    shares = zip(*(printed(found, COLUMNS[name]) for name in _SHARES), strict=True)
    rows = [
        row
        for number, (record, texts) in enumerate(zip(records(found, BehindRow), shares, strict=True), first_number)
        for row in _entry(number, record, texts, ends, has_unit=widths[_UNIT] > 0)
    ]
    shown = [(width, words) for width, words in zip(widths, _HEADINGS, strict=True) if width]
    return Table(tuple(width for width, _ in shown), (heading([words for _, words in shown]), *rows))


def _word(code: str, rows: pd.DataFrame) -> str:
    """By pace and by level the word is another one; both stand in the heading where both occur."""
    status = terms.STATUSES[code]
    return "、".join(
        word
        for word, by_pace in ((status.by_pace, True), (status.by_level, False))
        if (rows["by_pace"] == by_pace).any()
    )


def _entry(
    number: int, row: BehindRow, texts: tuple[str, ...], ends: dict[str, int], *, has_unit: bool
) -> tuple[Row, Row]:
    done, plan, margin = texts
    end = ends.get(row["measure_id"]) if row["by_pace"] else None
    facts = (
        cell(str(number), "center", merge="restart"),
        Cell((Words("", row["coded_item"]), Words(row["measure"]))),
        *([cell(marked_unit(row), "center")] if has_unit else []),
        cell(told_target(row), "center"),
        cell(figure_of_month(row), "center"),
        cell(done, "center"),
        Cell((Words(plan), *([Words(f"{end}月到期")] if end else [])), "center"),
        cell(margin, "center"),
        cell(str(row["months_behind"]), "center"),
    )
    said = f"原因:{_quoted(row['problem'])};下一步:{_quoted(row['next_step'])}"
    lines = [Words(said)]
    promise = (row["expected"] or "").strip()
    if row["what_it_takes"]:
        lines.append(Words(row["what_it_takes"] + (f";{_PROMISED}{promise}" if promise else ""), "完成所需:"))
    elif promise:
        lines.append(Words(promise, _PROMISED))
    if row["ruling_status"]:
        lines.append(Words(f"{row['ruled_by']}:{row['ruling_reason']}", "人工认定:"))
    below = (cell("", merge="continue"), Cell(tuple(lines), span=len(facts) - 1))
    return Row(facts, is_kept=True), Row(below)


def _quoted(text: str | None) -> str:
    """What a unit wrote, without its own full stop."""
    return f"“{text.strip().rstrip('。')}”" if text and text.strip() else NOT_FILLED
