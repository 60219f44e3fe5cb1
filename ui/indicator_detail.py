"""One main target in words: how it stands, why, what the rest of the year needs, and what it is compared with."""

import pandas as pd
import streamlit as st

from metrics.terms import BAD
from store.indicators import Indicators
from store.records import Record, records
from ui import parts
from ui.errors import plain


def standing(measures: pd.DataFrame) -> None:
    """Status, cause and what the rest of the year needs, a paragraph per measure of the item."""
    for row in records(measures):
        lines = [
            f"{parts.status_text(row['status'], row['status_word'])} {plain(row['measure'])} "
            f":gray[· {plain(row['unit_label'])}{_behind_for(row)}]",
            plain(row["why"]),
            f":gray[余下月份:]{plain(row['rest_of_year'])}",
        ]
        st.markdown("  \n".join(lines))


def _behind_for(row: Record) -> str:
    return f",连续滞后{row['months_behind']}个月" if row["status"] in BAD else ""


def compared_with(facts: Indicators, code: str) -> None:
    """Last year's results, quoted with their source, the city's latest figures, and what is noted of the measures."""
    told = [_last_year(row) for row in records(facts.of_item(code))]
    city = [row for row in records(facts.city_of(code)) if row["actual"] is not None]
    told += [
        f"{plain(row['measure'])}{row['period']}{row['actual_text']}({plain(row['figure_source'])})" for row in city
    ]
    if not city:
        told.append("暂无全市数据")
    told += [plain(note) for note in facts.of_item(code)["note"].dropna().unique()]
    st.caption(" · ".join(told))


def _last_year(row: Record) -> str:
    year = row["month"].year - 1
    if row["last_year_text"] is None:
        return f"{plain(row['measure'])}{year}年结果:报告未写"
    basis = f"{plain(row['last_year_basis'])}," if row["last_year_basis"] else ""
    return f"{plain(row['measure'])}{year}年{plain(row['last_year_text'])}({basis}{plain(row['last_year_source'])})"
