"""How the lead units stand: a stacked bar of their items' statuses each, by rank."""

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.look import CHARACTER, Chart, add_status, shortened, with_names
from metrics import wording
from metrics.terms import STATUSES
from store.engine.records import records


def unit_bars(board: pd.DataFrame, *, row_height: int = 16) -> Chart:
    """A row per unit of `boards.unit_board`, in its order; a segment per status with its number and mark."""
    rows = list(range(len(board)))
    ranked = records(board[["unit_name", "rank"]])
    names = [f"{row['rank'] or ''} {shortened(row['unit_name'])}".strip() for row in ranked]
    figure = go.Figure()
    for code, status in STATUSES.items():
        values = [int(value) for value in board[code]]
        if any(values):
            texts = [f"{value}{status.mark}" if value > 1 else status.mark if value else "" for value in values]
            add_status(figure, code, values, rows, texts, size=11)
    left = int(CHARACTER * max(map(len, map(shortened, board["unit_name"])), default=0)) + 28
    with_names(figure, names, max(board["total"], default=1), left=left, row_height=row_height, bargap=0.14)
    return Chart(figure, unit_bars_alt(board))


def unit_bars_alt(board: pd.DataFrame) -> str:
    """The bars in a sentence: each unit's items, how many are behind, and its rate."""
    if board.empty:
        return "没有牵头单位。"
    parts = [
        f"{row['unit_name']}{row['total']}项,滞后{row['behind_total']}项,按期率{wording.percent(row['rate_pct'])}"
        for row in records(board)
    ]
    return f"{len(board)}家牵头单位按名次:" + ";".join(parts) + "。"
