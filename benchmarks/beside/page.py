"""What 总览 shows, in Dash: the same figures and plotly charts of our own builders; a page to be measured beside it.

Months are buttons, and the marks in the page are those that benchmarks/settled.js waits for. What a month shows is
computed once, as the product's is. `python -m benchmarks.beside.page --server.port N`, with DASH naming the folder
that benchmarks/beside/requirements.txt was installed into.
"""

import os
import sys
from functools import cache
from typing import Any

sys.path.append(os.environ["DASH"])  # after our own: plotly is the product's
import dash  # type: ignore[import-not-found]
from dash import Input, Output, dcc, html

from briefing.charts import cards, counts, groups, wall
from briefing.charts.counts import counts_course
from metrics.columns import columns, printed
from metrics.periods import parse_month
from store.engine.opening import opened
from store.reads.view import REGION, View
from ui.cache import current, reads

MONTHS = [f"2023-{number:02}" for number in range(5, 10)]
CHARTS = ["bar", "cards", "livelihood", "task", "months", "categories", "units"]
COLUMNS = ["status_word", "coded_item", "unit_label", "margin_points", "months_behind", "what_it_takes"]
WORST, UNITS = 5, 15


@cache
def shown(code: str) -> list[Any]:
    """The sentence, the charts in the order of CHARTS, the worst rows, what changed."""
    view = View(parse_month(code), REGION, reads.preset_in_use(REGION))
    snapshot, board = reads.month_snapshot(view), reads.unit_board(view)
    indicators = snapshot.measures[snapshot.measures["series"] == "indicator"]
    lowest = board[board["rate_pct"].notna()].sort_values("rate_pct").head(UNITS)
    drawn = [
        counts.counts_bar(snapshot.tally, ""),
        cards.cards(indicators, snapshot.course),
        wall.wall(snapshot.items_of("livelihood")),
        wall.wall(snapshot.items_of("task")),
        counts_course(snapshot.item_course, ""),
        groups.group_bars(snapshot.by_category, "category", ""),
        groups.group_bars(lowest, "unit_name", ""),
    ]
    worst = reads.behind_rows(view).drop_duplicates("item_id").head(WORST)
    cells = zip(*(printed(worst, column) for column in columns(*COLUMNS)), strict=True)
    rows = [html.Tr([html.Td(text) for text in row]) for row in cells]
    changed = ";".join(f"{key}:" + "、".join(rows["coded_item"]) for key, rows in snapshot.changes.items())
    return [";".join(snapshot.in_brief()), *(chart.figure.to_plotly_json() for chart in drawn), rows, changed]


def application() -> Any:
    """One column of controls, and one callback that brings another month to every part."""
    app = dash.Dash(__name__)
    app.server.route("/healthz")(lambda: "ok")
    months = [html.Button(code, id=f"month-{code}") for code in MONTHS]
    again = html.Div(html.Button("再运行一次", id="again"), className="st-key-again")
    graphs = [dcc.Graph(id=name, config={"displayModeBar": False}) for name in CHARTS]
    head = html.Tr([html.Th(column.heading) for column in columns(*COLUMNS)])
    run_number = html.Div("0", id="run", className="st-key-run_number_shown")
    parts = [html.P(id="brief"), *graphs, html.Table([html.Thead(head), html.Tbody(id="worst")]), html.P(id="changed")]
    main = html.Div([again, *months, *parts, run_number], **{"data-testid": "stMain"})
    app.layout = html.Div(main, **{"data-testid": "stApp", "data-test-script-state": "notRunning"})
    outputs = [
        Output("brief", "children"), *(Output(name, "figure") for name in CHARTS), Output("worst", "children"),
        Output("changed", "children"), Output("run", "children"),
    ]  # fmt: skip
    clicks = [Input(f"month-{code}", "n_clicks") for code in MONTHS]

    @app.callback(outputs, [Input("again", "n_clicks"), *clicks])  # type: ignore[untyped-decorator]
    def answer(*numbers: int | None) -> list[Any]:
        pressed = str(dash.ctx.triggered_id or "")
        state["month"] = pressed.removeprefix("month-") if pressed.startswith("month-") else state["month"]
        state["run"] = str(int(state["run"]) + 1)
        return [*shown(state["month"]), state["run"]]

    state = {"month": MONTHS[-1], "run": "0"}  # of the one person who looks
    return app


if __name__ == "__main__":
    with opened() as store:
        current.use(store)
        application().run(port=int(sys.argv[-1]))
