"""What all drawings share: the templates, which escape everything, and a card's course as points."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from briefing.charts.cards import MONTHS, Card, Points
from briefing.charts.look import shortened
from briefing.charts.wall import told
from metrics.terms import STATUSES

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ACROSS, _DOWN = 100.0, 30.0  # of a card's course, stretched to its card


def drawn(template: str, **values: Any) -> str:
    """The markup of a template. Values are text, never markup."""
    return _TEMPLATES.get_template(template).render(**values)


def parts() -> Any:
    """The family of drawings: a macro each."""
    return _TEMPLATES.get_template("parts.html").module


def _y(card: Card) -> Callable[[float], float]:
    return lambda value: _DOWN * (card.high - value) / (card.high - card.low)


def _points(card: Card, points: Points) -> list[tuple[float, float]]:
    first, last = MONTHS
    return [(_ACROSS * (month - first) / (last - first), _y(card)(value)) for month, value in points]


def course(card: Card) -> dict[str, Any]:
    """A card's course in a field of 100 × 30: the `band` (y, height), both lines, and the latest point."""
    own, reference = (_points(card, points) for points in (card.own, card.reference))
    band = card.band and (_y(card)(card.band[1]), _y(card)(card.band[0]) - _y(card)(card.band[1]))
    return {"band": band, "own": _line(own), "reference": _line(reference), "latest": own[-1] if own else None}


def _line(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


_TEMPLATES.filters.update(course=course, shortened=shortened, tile=told, mark=lambda code: STATUSES[code].mark)
