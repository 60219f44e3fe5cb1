"""How wide a table's columns are: as their words need, as far as there is room; then long texts are broken."""

from collections.abc import Sequence
from typing import Any, Literal

from briefing.pictures.svg.writing import width_of

Give = Literal["never", "narrower", "both ways"]  # how a column's width may give way

_HEADING_SIZE = 11.5
_SIDES = 10.0  # points left and right of a cell's words
_CHIP = 10.5  # of a chip's own
_MOST_SHOWN = 36  # rows that a page may have room for; what comes later widens nothing
_GIVEN: dict[Give, float] = {"never": 1.0, "narrower": 0.6, "both ways": 0.0}  # of the need, at least
_USUAL = 0.85  # of a column's cells fit where not all can


def column_widths(
    headings: Sequence[str], cells: Sequence[Sequence[Any]], give: Sequence[Give], size: float, room: float
) -> tuple[list[str], list[float]]:
    """Headings and widths in points that add up to the room; `cells` by column, chips as mappings with their text.

    What is left over goes to the texts. Where room is short, headings are broken before their unit, then the few
    longest of the columns that may give way.
    """
    needs = [sorted(_need(value, size) for value in column[:_MOST_SHOWN]) for column in cells]
    full = _needs(headings, needs, 1.0)
    if sum(full) > room:
        headings = [name.replace("（", "\n（") for name in headings]
        full = _needs(headings, needs, 1.0)
    usual = _needs(headings, needs, _USUAL)
    least = [max(short, _GIVEN[how] * long) for short, long, how in zip(usual, full, give, strict=True)]
    return list(headings), _shared(least, full, give, room)


def _shared(least: list[float], full: list[float], give: Sequence[Give], room: float) -> list[float]:
    """Between `least` and `full` as far as the room goes; short of the least, the longest texts get equal parts."""
    texts = [place for place, how in enumerate(give) if how == "both ways"]
    over = room - sum(full)
    if over >= 0:
        wanted = sum(full[place] for place in texts)
        return [width + (over * width / wanted if place in texts else 0.0) for place, width in enumerate(full)]
    over = room - sum(least)
    if over >= 0:
        part = over / (sum(full) - sum(least))
        return [short + part * (long - short) for short, long in zip(least, full, strict=True)]
    widths = list(least)
    left = room - sum(width for place, width in enumerate(least) if place not in texts)
    for done, place in enumerate(sorted(texts, key=lambda place: least[place])):
        widths[place] = min(least[place], max(left, 0.0) / (len(texts) - done))
        left -= widths[place]
    taken = sum(widths)
    return [width * room / taken for width in widths]


def _needs(headings: Sequence[str], needs: list[list[float]], share: float) -> list[float]:
    """What the headings and so many of the cells need, of each column."""
    return [
        max(_heading(name), column[round((len(column) - 1) * share)] if column else 0.0)
        for name, column in zip(headings, needs, strict=True)
    ]


def _heading(heading: str) -> float:
    return max(width_of(line, _HEADING_SIZE) for line in heading.split("\n")) + _SIDES


def _need(value: Any, size: float) -> float:
    """What a cell needs on one line."""
    if isinstance(value, dict):
        return width_of(str(value["text"]), size) + _SIDES + _CHIP
    return width_of(str(value), size) + _SIDES
