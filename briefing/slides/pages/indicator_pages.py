"""The main targets: a table with a row each, and the bullets on one axis beside it."""

from typing import Any

import pandas as pd

from briefing.charts.bullets import bullets_alt
from briefing.slides.charts.bullet_chart import AXIS, bullet_chart, bullet_chips
from briefing.slides.grid import Field, Grid, grid
from briefing.slides.legend import HEIGHT, put_legend
from briefing.slides.master import BOTTOM, TOP, WIDTH
from briefing.slides.page import Deck
from metrics import terms
from metrics.rows import IndicatorRow
from store.engine.records import records

_ROW = 44.0
_FIELDS = (
    Field("status_word", 94), Field("measure", 136, "指标"), Field("unit_label", 100), Field("target_text", 78),
    Field("actual_text", 62), Field("period", 60), Field("margin_points", 94, "距目标\n(百分点)"),
)  # fmt: skip
_CHART = WIDTH - sum(field.width for field in _FIELDS)


def indicator_pages(deck: Deck) -> None:
    """A slide per unit of measure, since its rows share an axis; nothing where the year has no main targets."""
    measures = deck.material.indicators.measures
    room = BOTTOM - TOP - AXIS - HEIGHT - 6
    for unit, rows in measures.groupby("unit", sort=False):
        pages = list(grid(rows, _FIELDS, chart=("累计数与目标", _CHART)).even_pages(room, _ROW))
        start = 0
        for slide, page in deck.pages(_title(measures, deck.month_no), _lead(str(unit), rows), pages):
            _put(deck, slide, page, rows.iloc[start : start + len(page.rows)])
            start += len(page.rows)


def _put(deck: Deck, slide: Any, page: Grid, rows: pd.DataFrame) -> None:
    plain, alt = records(rows, IndicatorRow), bullets_alt(rows)
    place = page.put(slide, "经济指标", alt)
    bullet_chart(deck, slide, "指标与目标区间", alt, plain, page.column(place, len(_FIELDS)))
    put_legend(slide, bullet_chips(plain, deck.month_no), place.bottom + AXIS + 6)


def _lead(unit: str, rows: pd.DataFrame) -> str:
    idle = rows[rows["actual"].notna() & rows["margin_points"].isna()]
    marks = "".join(f"“{terms.STATUSES[code].mark}”" for code in idle["status"].drop_duplicates())
    note = f";标{marks}的为最近一次数据,不作判定" if marks else ""
    return f"各指标与目标对照,单位:{unit}{note}"


def _title(measures: pd.DataFrame, month_no: int) -> str:
    """`经济指标8个:达到目标6个,低于目标1个,本月不发布1个`; never praised where too little is in."""
    groups = {
        "达到目标": measures["status"].isin(terms.GOOD).sum(),
        terms.UNFINISHED if month_no == 12 else "低于目标": measures["status"].isin(terms.BAD).sum(),
    }
    rest = {code: (measures["status"] == code).sum() for code in ("not_reported", "undecided", "not_due")}
    groups |= {terms.STATUSES[code].by_level: count for code, count in rest.items()}
    told = ",".join(f"{word}{count}个" for word, count in groups.items() if count)
    return f"{terms.SERIES['indicator']}{len(measures)}个:{told}"
