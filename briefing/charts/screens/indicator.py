"""What the main targets' screen shows of one item, made once and kept: its rows, and every figure with its sentence."""

from dataclasses import dataclass

from briefing.charts import amounts, bullets, indicator_course
from briefing.charts.look import Chart
from metrics.rows import IndicatorRow
from metrics.sentences.place import Place
from store.engine.records import records
from store.reads.figures.indicators import Indicators


@dataclass(frozen=True)
class Opened:
    """An item with its measures, the city's figures beside them, and the screen's figures with it chosen."""

    place: Place
    measures: list[IndicatorRow]
    city: list[IndicatorRow]
    bullets: Chart
    course: Chart
    amounts: Chart


def opened(facts: Indicators, code: str) -> Opened:
    """The item of that code."""
    return Opened(
        place=facts.place,
        measures=records(facts.of_item(code), IndicatorRow),
        city=records(facts.city_of(code), IndicatorRow),
        bullets=bullets.bullets(facts.measures, code),
        course=indicator_course.course(facts, code),
        amounts=amounts.amounts(facts),
    )
