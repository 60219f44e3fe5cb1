"""全市一览 in markup: the month in a few lines, the matrix, one measure across all regions, who owes, what changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from metrics import terms
from metrics.periods import span_name
from metrics.wording import signed_points
from store.above.matrix import OTHER_RULE, Common, Matrix, lasting
from store.engine.records import Record
from store.reads.view import View
from ui.components import addresses
from ui.components.drawing import drawn

_NAMED = 3  # regions in a line of words
_MOST_NEWS = 6
_MOST_OWING = 8


@dataclass(frozen=True)
class _Links:
    """Where the parts of a region's row lead."""

    view: View

    def region(self, row: Record, screen: str = "overview") -> str:
        """A screen of a region."""
        return addresses.address(screen, self.view, {"region": row["region_code"]})

    def cell(self, cell: Record) -> str:
        """An item of a region."""
        return addresses.item_address(cell["code"], self.view, {"region": cell["region_code"]})


def brief(matrix: Matrix) -> str:
    """Which regions are behind, since when, and who has not reported, in words."""
    return drawn("above_brief.html", lines=list(_lines(matrix)))


def table(matrix: Matrix) -> str:
    """The matrix: a row per region, lowest rate first; those that are not compared below."""
    shown = matrix.due
    links = _Links(View(matrix.month))
    return drawn(
        "above.html",
        rows=matrix.rows, apart=matrix.apart, commons=shown, title=matrix.title, links=links,
        hidden=[one.name for one in matrix.commons if one not in shown],
        preset=terms.PRESETS.get(matrix.preset, matrix.preset),
        presets=sorted({terms.PRESETS.get(row["preset"], row["preset"]) for row in matrix.apart}),
        short=lambda common: terms.short_name(common.name), basis=lambda common: " ".join(common.like),
        told=_cell_told, points=signed_points, other_rule=OTHER_RULE, course=_course, row_told=_row_told,
        months=lasting, value=_sort_value,
    )  # fmt: skip


def bars(matrix: Matrix, common: Common) -> str:
    """One measure across all regions: how far each is from its own target, the furthest behind first."""
    sizes = [abs(cell["margin_points"]) for cell in common.cells if cell["margin_points"] is not None]
    most = max([*sizes, 1e-9])
    own = [cell for cell in common.cells if cell["apart"] is None]
    return drawn(
        "above_bars.html",
        title=common.title, own=own, apart=[cell for cell in common.cells if cell["apart"] is not None],
        width=lambda cell: 50 * abs(cell["margin_points"] or 0) / most, links=_Links(View(matrix.month)),
        told=_cell_told, months=lasting, by_pace=any(cell["by_pace"] for cell in own),
    )  # fmt: skip


def owing(matrix: Matrix) -> str:
    """Who owes what, by region."""
    rows = matrix.owing
    links = _Links(View(matrix.month))
    return drawn("above_owing.html", first=rows[:_MOST_OWING], rest=rows[_MOST_OWING:], links=links)


def changes(matrix: Matrix) -> str:
    """The regions whose rate rose and fell most since the month before."""
    changed = [row for row in matrix.rows if row["change"]]
    fell = sorted((row for row in changed if row["change"] < 0), key=lambda row: row["change"])
    rose = sorted((row for row in changed if row["change"] > 0), key=lambda row: -row["change"])
    return drawn(
        "above_changes.html",
        groups={"下降": fell[:_MOST_NEWS], "上升": rose[:_MOST_NEWS]}, counts={"下降": len(fell), "上升": len(rose)},
        points=signed_points, links=_Links(View(matrix.month)), is_first=matrix.month.month == 1,
    )  # fmt: skip


def _lines(matrix: Matrix) -> Any:
    """Clauses of a label, words and the regions that they are about; no label without any."""
    links = _Links(View(matrix.month))
    lowest = _named(matrix.lowest[:_NAMED], lambda row: f"{row['rate']}({row['rate_text']}项)", links.region)
    if lowest:
        yield "按期率最低", lowest
    cells = [cell for one in matrix.commons for cell in one.cells if cell["status"] in terms.BAD]
    longest = sorted(cells, key=lambda cell: (-cell["months_behind"], cell["status"] != "far_behind"))
    if longest:
        yield "主要指标落后最久", _named(longest[:_NAMED], _since, links.cell)
    missing = [row for row in matrix.owing if row["units_missing"]]
    most = sorted(missing, key=lambda row: -row["units_missing"])
    total = sum(row["units_missing"] for row in missing)
    told = _named(most[:_NAMED], _missing_told, lambda row: links.region(row, "discipline"))
    lacking = sum(row["cells_due"] - row["cells_in"] for row in matrix.owing)
    all_sent = "应报单位均已报送" + (f",尚缺{lacking}个数据" if lacking else "")
    yield f"未报送{len(missing)}个地区、{total}家单位" if missing else all_sent, told
    if matrix.apart:
        yield "判定标准不同,不参加排名", _named(matrix.apart, lambda _: "", links.region)
    if matrix.absent:
        yield "没有本年度目标", [("、".join(matrix.absent), "", "")]


def _named(rows: list[Record], told: Callable[[Record], str], to: Callable[[Record], str]) -> list[tuple[str, ...]]:
    return [(row["region"], told(row), to(row)) for row in rows]


def _since(cell: Record) -> str:
    state = ",".join(one for one in (cell["status_word"], lasting(cell)) if one)
    return f"{terms.short_name(cell['measure'])}{cell['actual_text']}({state})"


def _missing_told(row: Record) -> str:
    return f"{row['units_missing']}/{row['units_due']}家"


def _cell_told(cell: Record) -> str:
    lines = [f"{cell['region']} {cell['measure']}", f"{cell['actual_text']},目标{cell['target_text']}"]
    if cell["margin_points"] is not None:
        gap = f"与序时进度相差{cell['margin']}个百分点" if cell["by_pace"] else f"与目标相差{cell['margin']}"
        lines.append(f"{cell['status_text']},{gap}{'个百分点' if not cell['by_pace'] and cell['unit'] == '%' else ''}")
    else:
        lines.append(cell["status_text"])
    period = f"数据为{span_name(cell['actual_month'])}" if cell["actual_month"] else ""
    return "\n".join([*lines, *(one for one in (period, lasting(cell), cell["apart"] or "") if one)])


def _row_told(row: Record) -> str:
    series = [f"{terms.SERIES[name]}{rate}" for name, rate in row["series_rates"].items()]
    worst = f"滞后最久({row['longest']}个月):{row['worst']}" if row["worst"] else ""
    return "\n".join(one for one in (row["region"], f"按期率:{'、'.join(series)}", worst, "点开看该地区") if one)


def _course(row: Record) -> dict[str, Any]:
    """The rates of the months as points in a field of 100 × 30; a month without a rate breaks no line."""
    points = [(100 * (month - 1) / 11, 30 - 0.3 * rate) for month, rate in row["course"] if rate is not None]
    return {"line": " ".join(f"{x:.1f},{y:.1f}" for x, y in points), "latest": points[-1] if points else None}


def _sort_value(cell: Record) -> float | str:
    """By what a column is sorted; nothing for what is not compared, which comes last."""
    return "" if cell["apart"] is not None or cell["margin_points"] is None else float(cell["margin_points"])
