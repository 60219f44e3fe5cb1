"""One main target in words: how it stands, why, what the rest of the year needs, and what it is compared with."""

import streamlit as st

from briefing.charts.screens.indicator import Opened
from metrics.rows import IndicatorRow
from metrics.sentences import outlook_words
from metrics.terms import BAD
from ui.errors import plain
from ui.frame import parts


def standing(opened: Opened) -> None:
    """Status, cause and what the rest of the year needs, a paragraph per measure of the item."""
    st.markdown("\n\n".join("  \n".join(_standing(row)) for row in opened.measures))


def _standing(row: IndicatorRow) -> list[str]:
    behind_for = f",连续滞后{row['months_behind']}个月" if row["status"] in BAD else ""
    estimate = outlook_words.sentence(row)
    return [
        f"{parts.status_text(row['status'], row['status_word'])} {plain(row['measure'])} "
        f":gray[· {plain(row['unit_label'])}{behind_for}]",
        plain(row["why"]),
        f":gray[余下月份:]{plain(row['rest_of_year'])}",
        *([f":gray[年底预计:]{plain(estimate)}"] if estimate else []),
    ]


def compared_with(opened: Opened) -> None:
    """Last year's results, quoted with their source, the city's latest figures, and what is noted of the measures."""
    told = [_last_year(row) for row in opened.measures]
    city = [
        f"{row['measure']}{row['period']}{row['actual_text']}({row['figure_source']})"
        for row in opened.city
        if row["actual"] is not None
    ]
    told += city or [f"暂无{opened.place.parent_whole}数据"]
    told += dict.fromkeys(row["note"] for row in opened.measures if row["note"])
    st.caption(" · ".join(map(plain, told)))


def _last_year(row: IndicatorRow) -> str:
    year = row["month"].year - 1
    if row["last_year_text"] is None:
        return f"{row['measure']}{year}年结果:报告未写"
    basis = f"{row['last_year_basis']}," if row["last_year_basis"] else ""
    return f"{row['measure']}{year}年{row['last_year_text']}({basis}{row['last_year_source']})"
