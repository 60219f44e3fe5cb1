"""Sample figures, drawn from seeded distributions of pace. A status is never an input, and nothing here knows the rule.

Every measure draws from its own generator, named by its id: a change of one measure moves no other.
"""

import datetime as dt
import math
import random
import re
from dataclasses import dataclass

from loaders.demo.sample import sample
from loaders.register import Measure, Register
from metrics import wording

# How an item's year goes: the share of draws, and the mean and spread of the amount reached by December on that course.
_PACES = ((0.17, 1.75, 0.16), (0.14, 1.26, 0.05), (0.45, 1.07, 0.025), (0.17, 0.93, 0.03), (0.07, 0.74, 0.07))
_STOPS = 0.03  # stops growing in some month of spring or summer
_NOISE = 0.012  # from month to month, of the year's amount
_APART = 0.02  # between the measures of one item
_TWIN = re.compile(r"与民生实事第(\d+)项(?:为同|同)")
_SMALL = 5


@dataclass(frozen=True)
class Course:
    """How an item's work goes over the year: December's share if it goes on so, its curve, and where it stops."""

    pace: float
    bend: float
    stop: int  # the month after which nothing more comes; 12 where it never stops


def course(item_id: str) -> Course:
    """The course that an item has drawn."""
    draw = random.Random(f"{sample().seed}/{item_id}")
    _, mean, spread = draw.choices(_PACES, weights=[share for share, _, _ in _PACES])[0]
    pace = draw.gauss(mean, spread)
    bend = draw.uniform(0.9, 1.3)
    stop = draw.randint(4, 7) if draw.random() < _STOPS else 12
    return Course(max(0.2, pace), bend, stop)


def share_done(measure: Measure, month: dt.date, register: Register) -> float:
    """The cumulative share of the year's amount that a measure has reached by the end of a month; may exceed 1."""
    source = _source(measure, register)
    own = course(source.item_id)
    draw = random.Random(f"{sample().seed}/{source.measure_id}")
    pace = own.pace + draw.gauss(0, _APART)
    steps = [max(0.0, draw.gauss(0, _NOISE)) for _ in range(12)]
    month_no = min(month.month, own.stop)
    if measure.plan_pct is not None and abs(measure.plan_pct - 100 * month.month / 12) > 1e-6:
        return pace * measure.plan_pct / 100  # a plan of its own: the work keeps to its seasons
    # An S-curve: slow in the first months, quicker in the middle; September's share is what the pace says.
    elapsed = month_no / 12
    curve = elapsed * (1 + (own.bend - 1) * math.cos(math.pi * elapsed / 0.75) * -0.6 * (1 - elapsed / 0.75))
    return max(0.0, pace * curve + steps[month_no - 1] - _NOISE / 2)


def _source(measure: Measure, register: Register) -> Measure:
    """What a measure draws as: a task that is the same thing as a livelihood item draws as that item's measure."""
    twin = _TWIN.search(measure.note or "")
    if not twin:
        return measure
    same = [m for m in register.measures if m.series == "livelihood" and m.item_no == int(twin[1])]
    alike = [m for m in same if (m.lower, m.unit) == (measure.lower, measure.unit)]
    return (alike or same or [measure])[0]


def amount(measure: Measure, month: dt.date, register: Register) -> float:
    """A cumulative figure of a measure judged by pace; never below the one before it."""
    share = share_done(measure, month, register)
    target = measure.lower or 0.0
    if measure.kind == "milestone":
        value = float(min(100, round(100 * share)))
    elif measure.kind == "stock":
        value = _counted(target * (0.86 + 0.12 * share), measure)
    else:
        most = 1.0 if wording.COUNTED_IN_PARTS in (measure.note or "") else 1.12
        value = _counted(target * min(share, most), measure)
    return max(value, measure.previous or 0.0)


def _counted(value: float, measure: Measure) -> float:
    """As a unit would count it: whole things whole, other amounts with about three digits."""
    target = measure.lower or 0.0
    if (
        wording.COUNTED_IN_PARTS in (measure.note or "")
        or target != int(target)
        or measure.unit in ("公里", "公顷", "亿元", "万平方米")
    ):
        return round(value, 1 if target >= 3 else 2)
    return float(math.floor(value + (0.75 if target <= _SMALL else 0.5)))


def level(measure: Measure, month: dt.date, register: Register) -> float:
    """A figure of a measure judged by level: it drifts about its bound."""
    draw = random.Random(f"{sample().seed}/{measure.measure_id}")
    if measure.kind == "relative":
        growth = next(m for m in register.measures if m.series == "indicator" and m.kind == "growth")
        return round(level(growth, month, register) + draw.gauss(0.1, 0.35) + _drift(draw, month, 0.08), 1)
    if measure.kind == "growth":
        lower = measure.lower or 0.0
        return round(lower + draw.gauss(0.3, 0.75) + _drift(draw, month, 0.35), 1)
    if measure.kind == "ceiling":
        # Air is worst in winter: the year's average so far falls until autumn.
        bound = measure.upper or 0.0
        return round(bound * (0.93 + draw.gauss(0, 0.02) + 0.55 * math.exp(-month.month / 2.6)), 1)
    return _rate(measure, month, draw)


def _rate(measure: Measure, month: dt.date, draw: random.Random) -> float:
    lower = measure.lower or 0.0
    if measure.unit != "%":
        return float(max(1, round(lower * draw.choice((1, 1, 1.05, 1.1)))))
    value = lower + draw.gauss(0.35, 0.5) + _drift(draw, month, 0.12)
    return round(min(100.0, value if lower < 100 else 100 + draw.choice((0.5, 0.5, -0.6))), 1)


def _drift(draw: random.Random, month: dt.date, size: float) -> float:
    """Where a walk of monthly steps, drawn back to 0, stands in a month."""
    place = 0.0
    for _ in range(month.month):
        place = 0.7 * place + draw.gauss(0, size)
    return place


def total(measure: Measure, month: dt.date, register: Register) -> float | None:
    """A total beside a growth rate: last year's, by the months elapsed, grown as the rate says. None without both."""
    if measure.unit == "%" or measure.last_year is None:
        return None
    for sibling in register.measures:
        if sibling.item_id == measure.item_id and sibling.kind == "growth":
            grown = 1 + level(sibling, month, register) / 100
            return round(measure.last_year * month.month / 12 * grown, 2)
    return None
