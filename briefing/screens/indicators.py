"""经济指标 as a picture: every main target against its range, and one of them opened: course, standing, amounts."""

from collections.abc import Mapping
from typing import Any

from briefing.charts import amounts, bullets
from briefing.charts.indicator_course import course
from briefing.material import Material
from briefing.pictures.cells import Words, quiet
from briefing.pictures.page import CONTENT, GAP, Block, Page, Paragraphs, Row
from briefing.pictures.svg.writing import width_of
from briefing.screens.frame import fitting, page, status_chip, titled, told_row
from metrics import terms
from metrics.rows import IndicatorRow
from metrics.terms import BAD
from store.engine.records import records
from store.reads.figures.indicators import Indicators

_HALVES = (1, 1.02)
_LEGEND = "浅蓝为目标区间或同步范围,浅绿为上限以内;竖线为参照或上限;彩条为与目标之差;空心点为最近一期数据"
_AMOUNTS = 138  # points
_ROOM = 640.0 - 24 - _AMOUNTS  # for the bullets, and for what stands beside them
_SIZE, _LINE, _BETWEEN = 13.0, 16.0, 9.0  # of a paragraph


def indicators(material: Material, code: str | None = None) -> Page:
    """All main targets with one opened; without a code, the one that stands worst."""
    facts = material.indicators
    title = titled(material, terms.SERIES["indicator"])
    if facts.measures.empty:
        return page(material, title, told_row(["本年度没有设定经济指标。"], 13.5))
    opened = code or facts.worst_code
    beside = [Row([[_amounts(facts)]])] if len(facts.amounts) else []
    return page(material, title, Row([[_bullets(facts, opened)], _opened(facts, opened)], _HALVES), *beside)


def _bullets(facts: Indicators, code: str) -> Block:
    rows = facts.measures
    height = fitting(_ROOM - 24, len(rows), 44, 76)
    chart = bullets.bullets(rows, code, row_height=height)
    return Block(f"{len(facts.codes)}项指标与目标对照", chart, "各用各的标尺;着底色的一项见右侧")


def _opened(facts: Indicators, code: str) -> list[Block]:
    rows = records(facts.of_item(code), IndicatorRow)
    told = [words for row in rows for words in _standing(row)] + [_beside(facts, code, rows)]
    height = int(_ROOM - 48 - sum(_LINE * _lines(words) + _BETWEEN for words in told))
    return [
        Block(rows[0]["item"], course(facts, code, height=max(height, 170)), f"本年走势,单位:{facts.units_of(code)}"),
        Block("", Paragraphs(told, size=_SIZE)),
    ]


def _amounts(facts: Indicators) -> Block:
    chart = amounts.amounts(facts, height=_AMOUNTS)
    return Block("总量与增速", chart, f"灰柱为上年全年;增速为同期公布数,不由总量推算。上图:{_LEGEND}")


def _standing(row: IndicatorRow) -> list[Words]:
    """Status, cause and what the rest of the year needs."""
    lasting = f",连续滞后{row['months_behind']}个月" if row["status"] in BAD else ""
    return [
        [status_chip(row), "　", [row["measure"]], quiet(f" · {row['unit_label']}{lasting}")],
        [row["why"], quiet("　余下月份:"), row["rest_of_year"]],
    ]


def _beside(facts: Indicators, code: str, rows: list[IndicatorRow]) -> Words:
    """Last year's results and the city's latest figures, with their sources."""
    told = [
        f"{row['measure']}{row['month'].year - 1}年{row['last_year_text']}({row['last_year_source']})"
        if row["last_year_text"] else f"{row['measure']}{row['month'].year - 1}年结果:报告未写"
        for row in rows
    ]  # fmt: skip
    city = [
        f"{row['measure']}{row['period']}{row['actual_text']}({row['figure_source']})"
        for row in records(facts.city_of(code), IndicatorRow)
        if row["actual"] is not None
    ]
    return [quiet(" · ".join(told + (city or [f"暂无{facts.place.parent_whole}数据"])))]


def _lines(words: Words) -> int:
    """About how many lines a paragraph takes."""
    width = sum(width_of(_text(part), _SIZE) for part in words)
    return 1 + int(width / (CONTENT * _HALVES[1] / sum(_HALVES) - GAP))


def _text(part: str | list[str] | Mapping[str, Any]) -> str:
    if isinstance(part, Mapping):
        return str(part.get("quiet") or part["text"])
    return part if isinstance(part, str) else part[0]
