"""What is behind, by unit or by category: stacked bars of far behind and behind, the most behind on top."""

import pandas as pd
import plotly.graph_objects as go

from briefing.charts.look import CHARACTER, QUIET, Chart, add_status, counted, shortened, with_names
from metrics.terms import BAD, STATUSES, count_word

_LEAST_WIDTH = 220  # pixels of the longest bar, on a phone


def behind_bars(counts: pd.DataFrame, column: str, what: str, *, row_height: int = 19) -> Chart:
    """A row per value of `column` (`what`: 各单位) of `backlog.behind_by`, in its order, with the total at its end."""
    names = [str(name) for name in counts[column]]
    shown, rows = [shortened(name) for name in names], list(range(len(names)))
    most = int(counts["behind_total"].max()) if len(counts) else 1
    words = _words(counts)
    figure = go.Figure()
    for code in BAD:
        status = STATUSES[code]
        values = [int(value) for value in counts[code]]
        texts = [counted(value, status.mark, value / most * _LEAST_WIDTH) for value in values]
        hover = f"%{{customdata}} {words[code]}%{{x}}个子项<extra></extra>"
        add_status(figure, code, values, rows, texts, size=11, customdata=names, hovertemplate=hover)
    # One trace rather than an annotation each: annotations cost plotly a hundred times as much.
    figure.add_scatter(
        x=counts["behind_total"], y=rows, mode="text", text=[f" {total}" for total in counts["behind_total"]],
        textposition="middle right", textfont={"color": QUIET, "size": 12}, hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
    left = int(CHARACTER * max(map(len, shown), default=0)) + 8
    with_names(figure, shown, most * 1.1, left=left, row_height=row_height, bargap=0.14)
    return Chart(figure, behind_bars_alt(counts, column, what))


def behind_bars_alt(counts: pd.DataFrame, column: str, what: str) -> str:
    """The bars in a sentence: `各单位滞后子项:区住建局9个(严重滞后4个)、…`."""
    if counts.empty:
        return f"{what}没有滞后子项。"
    far = _words(counts)["far_behind"]
    parts = [
        f"{name}{total}个" + (f"({far}{worst}个)" if worst else "")
        for name, total, worst in zip(counts[column], counts["behind_total"], counts["far_behind"], strict=True)
    ]
    return f"{what}滞后子项:" + "、".join(parts) + "。"


def _words(counts: pd.DataFrame) -> dict[str, str]:
    return {code: count_word(code, is_december=bool(counts["is_december"].any())) for code in BAD}
