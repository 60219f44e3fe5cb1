"""What the sample workbooks say: whose they are, what is filled in, when they are sent, late, corrected or never.

Everything is drawn from seeded generators, so that every run makes the same figures.
"""

import datetime as dt
import random
from dataclasses import dataclass, replace

from loaders.demo import pace
from loaders.demo.sample import sample
from loaders.demo.text import texts
from loaders.register import Measure, Register, Unit
from loaders.template.template import file_name
from metrics.periods import month_name

_ABSENT = 0.012  # of cells: 暂无
_LATE = 0.08  # of workbooks: after the 12th
_MISSED = 0.012  # of workbooks: never sent
_REVISED = 0.03  # of workbooks: a correction a month later
_COUNTED = 20  # what is corrected is an amount of at least so many

Answer = dict[str, object]


@dataclass(frozen=True)
class Report:
    """One sample workbook: whose, for which month, what is filled in, and when it is sent."""

    register: Register
    unit: Unit
    answers: dict[str, Answer]
    file_name: str
    sent_at: dt.datetime
    is_late: bool = False
    is_revision: bool = False


def plan_reports(months: list[Register]) -> tuple[list[Report], int]:
    """Every workbook of the months in their order, and how many were never sent."""
    reports: list[Report] = []
    missed = 0
    figures: dict[str, tuple[float, dt.date]] = {}
    silent = _silent_unit(months[-1])
    for blank in months:
        register = blank.after(figures)
        for unit in register.suppliers():
            draw = random.Random(f"{sample().seed}/{unit.unit_id}/{register.month:%Y-%m}")
            answers = _answers(register, unit, draw)
            is_missed = draw.random() < _MISSED or (unit.unit_id == silent and blank is months[-1])
            if not answers or is_missed:
                missed += bool(answers)
                continue
            report = _report(register, unit, answers, draw)
            reports += _correction(report, draw) or [report]
            for measure_id, answer in answers.items():
                if isinstance(value := answer["value"], float):
                    figures[measure_id] = (value, register.month)
    return reports, missed


def _silent_unit(register: Register) -> str:
    """The unit that sends nothing for the last month: one of those with a handful of items."""
    candidates = [unit.unit_id for unit in register.suppliers() if 3 <= len(register.asked_of(unit.unit_id)) <= 5]
    return random.Random(f"{sample().seed}/silent").choice(candidates)


def _answers(register: Register, unit: Unit, draw: random.Random) -> dict[str, Answer]:
    answers = {}
    for measure in register.asked_of(unit.unit_id):
        answer = _answer(measure, register)
        if answer is None:
            continue
        if draw.random() < _ABSENT:
            answer = {"value": "暂无", "progress": "数据正在核实,待补报。"}
        answers[measure.measure_id] = answer
    return answers


def _answer(measure: Measure, register: Register) -> Answer | None:
    month = register.month
    if measure.kind == "reference":
        value = pace.total(measure, month, register)
        return None if value is None else {"value": value, **_nature(measure)}
    if not measure.is_due and measure.previous is None:
        return None  # a condition not triggered, or a plan that has not begun
    if measure.by_pace:
        value = pace.amount(measure, month, register)
        share = None if measure.kind == "stock" else value / (measure.lower or 1)
        return {"value": value, **texts(measure, value, share, month.month)}
    value = pace.level(measure, month, register)
    return {"value": value, **texts(measure, value, None, month.month), **_nature(measure)}


def _nature(measure: Measure) -> Answer:
    """口径 as last year's published figure had it, and 初步: nothing of this year is final yet."""
    if measure.series != "indicator":
        return {}
    return {"vintage": "初步", **({"basis": measure.last_year_basis} if measure.last_year_basis else {})}


def _report(register: Register, unit: Unit, answers: dict[str, Answer], draw: random.Random) -> Report:
    is_late = draw.random() < _LATE
    next_month = (register.month + dt.timedelta(days=32)).replace(day=1)
    day = draw.randint(8, 14) if is_late else 2 + draw.randint(0, 7) // 2  # in time: by the 5th
    sent_at = dt.datetime(next_month.year, next_month.month, day, draw.randint(9, 17), draw.randint(0, 59))
    if register.month.month == 1:
        sent_at = sample().first_at + dt.timedelta(days=draw.randint(0, 5), minutes=draw.randint(0, 480))
        is_late = False
    return Report(register, unit, answers, file_name(register, unit), sent_at, is_late)


def _correction(report: Report, draw: random.Random) -> list[Report]:
    """Sometimes a unit first sent another figure: the report as first sent, and the correction a month later.

    GDP's first two quarters are always revised once, from 初步 to 最终.
    """
    first_indicator = report.register.measures[0].measure_id
    is_gdp = first_indicator in report.answers and report.register.month.month in (3, 6)
    choices = [first_indicator] if is_gdp else []
    if not is_gdp and draw.random() < _REVISED:
        counted = [m.measure_id for m in report.register.asked_of(report.unit.unit_id) if m.kind == "quantity"]
        choices = [name for name in counted if _value(report.answers.get(name, {})) >= _COUNTED]
    if not choices:
        return []
    chosen = first_indicator if is_gdp else draw.choice(choices)
    final = report.answers[chosen]
    value = final["value"]
    if not isinstance(value, float):
        return []
    if is_gdp:
        first: Answer = {**final, "value": round(value + draw.choice((-0.2, -0.1, 0.1)), 1)}
        corrected: Answer = {**final, "vintage": "最终", "progress": "按最终核实数更正。"}
    else:
        measure = report.register.by_id[chosen]
        before = max(measure.previous or 0.0, float(round(value * draw.uniform(0.9, 0.97))))
        first = {**final, "value": before}
        corrected = {**final, "progress": f"更正:{month_name(report.register.month)}有部分数据漏报,现予补报。"}
    sent_at = report.sent_at + dt.timedelta(days=draw.randint(18, 28))
    original = replace(report, answers={**report.answers, chosen: first})
    name = report.file_name.replace(".xlsx", "(更正).xlsx")
    return [original, Report(report.register, report.unit, {chosen: corrected}, name, sent_at, is_revision=True)]


def _value(answer: Answer) -> float:
    value = answer.get("value")
    return value if isinstance(value, float) else 0.0
