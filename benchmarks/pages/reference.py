"""A plain page: 8 metrics with sparklines, 3 plotly charts, a table of 160 rows; other figures for each month."""

import random

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ui.frame import choices

view = choices.view()
draw = random.Random(f"reference/{view.month}")
months = [f"{number}月" for number in range(1, 13)]

for number, column in enumerate(st.columns(8)):
    course = [round(draw.uniform(80, 120), 1) for _ in months]
    column.metric(f"指标{number + 1}", course[-1], round(course[-1] - course[-2], 1), chart_data=course, border=True)

bars, lines, shares = st.columns(3)
bars.plotly_chart(
    go.Figure(go.Bar(x=months, y=[draw.uniform(80, 120) for _ in months])).update_layout(
        title="各月完成量", height=300
    ),
    key="bars",
)
lines.plotly_chart(
    go.Figure(
        [go.Scatter(x=months, y=[draw.uniform(80, 120) for _ in months], name=f"系列{number}") for number in (1, 2, 3)]
    ).update_layout(title="三个系列", height=300),
    key="lines",
)
shares.plotly_chart(
    go.Figure(
        go.Bar(x=[draw.uniform(0, 100) for _ in range(10)], y=[f"类别{n}" for n in range(10)], orientation="h")
    ).update_layout(title="分类完成率", height=300),
    key="shares",
)

st.dataframe(
    pd.DataFrame(
        {
            "序号": range(1, 161),
            "事项": [f"事项{number}" for number in range(1, 161)],
            "牵头单位": [f"单位{draw.randrange(27)}" for _ in range(160)],
            "完成率": [draw.uniform(0, 120) for _ in range(160)],
            "序时进度": [view.month.month / 0.12] * 160,
            "状态": [draw.choice(["已完成", "达序时", "慢序时", "严重滞后"]) for _ in range(160)],
        }
    ),
    column_config={"完成率": st.column_config.ProgressColumn(min_value=0, max_value=120, format="%.1f")},
    hide_index=True,
    key="rows",
)
