"""Which number of a sentence is whose: by the unit of measure, by the names, by what it is said to be."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.prose.fit import FOREIGN, PERCENT, WHOLE, is_foreign, is_same_unit, is_stage, may_be, name_fit, value_of
from loaders.prose.roles import AIM, BARE, CHANGE, DONE, PART
from loaders.prose.statements import Said, said
from loaders.prose.times import OTHER, OWN
from loaders.register import Measure
from metrics import kinds

_NAMED = 0.5  # of 1: how much of a name has to be said
_AHEAD = 0.15  # what the better of two must have more
_SAME_UNIT = 0.3  # what the measure's own counter is worth beside the name
_ADDED = re.compile(r"新增|净增|新认定|新培育|增加(?!到|至)")
_STOCK = re.compile(r"总数|总量|总规模|保有|存量|拥有|现有|共有|(?:增加|增长|扩大|上升|提高)[到至]|增至")


@dataclass(frozen=True)
class Offer:
    """A number that may be a measure's, in its unit, and the words that it stands in."""

    value: Decimal
    text: str


@dataclass(frozen=True)
class Told:
    """What a sentence says of one measure. `value` None: nothing, or nothing that can be told (then `offers`).

    `is_sure` False: it has to be asked, since `offers` are several, or the one is said in another way than plainly.
    """

    value: Decimal | None = None
    is_sure: bool = True
    is_about: bool = False
    unit: str = ""
    offers: tuple[Offer, ...] = ()


NOTHING = Told()


def told(
    text: str, wanted: Sequence[Measure], around: Sequence[Measure], month: dt.date, written: Mapping[str, str]
) -> dict[str, Told]:
    """What a text says of each wanted measure, by its id.

    `around`: the measures of the same item, which the text may speak of too. `written`: measure → the unit of
    bare numbers, where the sheet says one.
    """
    numbers = said(text, month)
    if not numbers:
        return {measure.measure_id: NOTHING for measure in wanted}
    among = list({one.measure_id: one for one in (*wanted, *around)}.values())
    claims = _claims(numbers, among, wanted, written)
    aims = {one.measure_id: _aims(numbers, one, written.get(one.measure_id, "")) for one in wanted}
    return {one.measure_id: _chosen(claims[one.measure_id], one, aims[one.measure_id]) for one in wanted}


def aim_in(text: str, measure: Measure, month: dt.date, written: str = "") -> list[Decimal]:
    """The numbers of a text that may be the measure's target: 新建充电桩2200个."""
    return [
        value
        for one in said(text, month)
        if one.role in (DONE, BARE, AIM)
        and not is_foreign(one, measure)
        and is_same_unit(one, measure, written)
        and (value := value_of(one, measure, written)) is not None
    ]


@dataclass(frozen=True)
class _Claim:
    """A number that may be a measure's: how well it fits its name and unit, 0–1.3. `is_tied`: another's as well."""

    said: Said
    value: Decimal
    fit: float
    is_tied: bool = False
    is_foreign: bool = False


def _claims(
    numbers: Sequence[Said], among: Sequence[Measure], wanted: Sequence[Measure], written: Mapping[str, str]
) -> dict[str, list[_Claim]]:
    """Each measure's numbers: those whose words and unit fit no other one better.

    In the row of one measure a number without a name is that one's.
    """
    found: dict[str, list[_Claim]] = {one.measure_id: [] for one in among}
    for number in numbers:
        fits = []
        is_named = any(name_fit(number, measure) >= FOREIGN for measure in among)
        for measure in among if is_named or len(wanted) > 1 else wanted:
            unit = written.get(measure.measure_id, "")
            value = value_of(number, measure, unit)
            if value is None or not may_be(number, measure):
                continue
            name = name_fit(number, measure)
            is_same = is_same_unit(number, measure, unit)
            if not is_same and name < _NAMED:
                continue  # 会议3次 of a measure in 个
            fits.append((measure, value, name + (_SAME_UNIT if is_same else 0)))
        best = max((fit for _, _, fit in fits), default=0.0)
        closest = [one for one in fits if one[2] > best - _AHEAD]
        for measure, value, fit in closest:
            foreign = is_foreign(number, measure)
            found[measure.measure_id].append(_Claim(number, value, fit, len(closest) > 1, foreign))
    return found


def _chosen(claims: list[_Claim], measure: Measure, aims: set[Decimal]) -> Told:
    """The one number that is a measure's so far this year; several of equal weight are offered."""
    held = [one for one in claims if one.said.role in _roles(measure)]
    done = [one for one in held if one.said.span not in (OTHER, OWN) and not is_stage(one.said, measure)]
    unsure = [one for one in claims if not one.said.is_sure and one.said.span not in (OTHER, OWN)]
    if len({one.value for one in done}) > 1 and measure.kind in kinds.PACE:
        stated = [one for one in done if one.value not in aims and not _is_target(one, measure)]
        done = stated or done
    if measure.kind == "stock":
        done = [one for one in done if not _ADDED.search(one.said.near)]
    if measure.kind == "milestone":
        done = [one for one in done if WHOLE.search(one.said.near)] or done
    if not done:
        others = [one for one in held if not is_stage(one.said, measure) and one not in unsure]
        if not unsure and others:  # only the month's own, another month's, what a stock grew by: nothing is proposed
            return replace(_offering(others), value=None)
        return _offering(unsure) if unsure else NOTHING
    best = max(one.fit for one in done)
    done = [one for one in done if one.fit > best - _SAME_UNIT]
    rank = max(one.said.rank for one in done)
    top = [one for one in done if one.said.rank == rank]
    values = {one.value for one in top}
    first = top[0]
    if len(values) > 1:
        return _offering(done)
    if measure.kind == "quantity" and (others := _of_the_year(first, claims, measure)):
        return _offering(others)
    doubts = [one for one in done if not one.said.is_sure and one.value != first.value]
    is_sure = all(one.said.is_sure for one in top[:1]) and not first.is_tied and not first.is_foreign and not doubts
    if not is_sure:
        return _offering(done)
    return Told(first.value, True, first.said.is_about, first.said.figure.unit)


def _of_the_year(chosen: _Claim, claims: list[_Claim], measure: Measure) -> list[_Claim]:
    """What has to be asked where the number may be all that there is, and not what this year added; else nothing.

    全区累计建成2251个,其中今年新建251个; 全区基站总数达2251个
    """
    stock = _STOCK.search(chosen.said.near)
    is_stock = stock is not None and stock[0] not in measure.name
    if chosen.said.is_years and not is_stock:
        return []
    years = [
        one for one in claims
        if one.said.is_years and one.said.role in (DONE, BARE, PART) and one.value < chosen.value
        and not is_stage(one.said, measure)
    ]  # fmt: skip
    return [*years, chosen] if years or is_stock else []


def _offering(claims: list[_Claim]) -> Told:
    """What has to be asked: a single number stands proposed."""
    offers = {one.value: Offer(one.value, one.said.figure.text) for one in claims}
    only = next(iter(offers)) if len(offers) == 1 else None
    unit = claims[0].said.figure.unit if only is not None else ""
    return Told(only, False, claims[0].said.is_about, unit, tuple(offers.values()))


def _roles(measure: Measure) -> tuple[str, ...]:
    if measure.kind in kinds.GROWTHS and measure.unit == PERCENT:
        return DONE, BARE, CHANGE
    return (DONE, BARE, PART) if measure.part_of_id else (DONE, BARE)


def _is_target(claim: _Claim, measure: Measure) -> bool:
    """Whether a number without 已 before it is just the year's target: 新建充电桩2200个,已完成1850个."""
    return claim.said.role == BARE and measure.lower is not None and float(claim.value) == measure.lower


def _aims(numbers: Sequence[Said], measure: Measure, written: str) -> set[Decimal]:
    found = (value_of(one, measure, written) for one in numbers if one.role == AIM and one.is_sure)
    return {value for value in found if value is not None and measure.kind in kinds.PACE}
