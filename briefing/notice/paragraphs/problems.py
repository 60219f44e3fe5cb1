"""主要问题: what stands worst, by the causes that the units gave, each with unit, gap and what it takes."""

from dataclasses import dataclass

import pandas as pd

from briefing.material import Material
from metrics import wording
from metrics.rows import BehindRow
from metrics.sentences.causes import OTHER, UNSAID, cause_of
from metrics.sentences.rest_of_year import what_is_needed
from metrics.sentences.status import figure_text
from store.engine.records import records

_TELLING = 5  # characters
_WITHOUT = "尚未说明原因的"  # that nothing was written is no cause


@dataclass(frozen=True)
class Telling:
    """How many of the worst items a short notice tells by their causes, or names with their gaps; the annex has all."""

    told: int = 0
    named: int = 0


THREE_TOLD = Telling(told=3)


@dataclass(frozen=True)
class Cause:
    """A cause with how many measures' units named it, and the sentences of its worst items."""

    word: str
    measures: int
    problems: tuple[str, ...]


def causes(material: Material, most: int | None = None) -> list[Cause]:
    """The causes, the most frequent first, other and unsaid ones last. An item stands once, under its worst measure.

    `most`: how many items are told, None for all.
    """
    behind = material.behind
    if behind.empty:
        return []
    behind = behind.assign(cause=[cause_of(text) for text in behind["problem"]])
    counts = behind["cause"].value_counts(sort=False)
    order = sorted(counts.index, key=lambda word: (word in (OTHER, UNSAID), word == UNSAID, -counts[word]))
    worst = _once(behind.drop_duplicates("item_id"), material.twins)
    told = (
        worst
        if most is None
        else worst.groupby("cause", sort=False).head(max(1, most // len(order))).sort_index().head(most)
    )
    ends, usual = plan_ends(material), usual_plan(material)
    return [
        Cause(
            _WITHOUT if word == UNSAID else word,
            int(counts[word]),
            tuple(
                _sentence(row, ends.get(row["measure_id"]), usual)
                for row in records(told[told["cause"] == word], BehindRow)
            ),
        )
        for word in order
    ]


def worst(material: Material, most: int) -> list[str]:
    """The worst items, each under its worst measure, with its gap alone: `团区委“志愿服务”(民生40)慢39.9个百分点`."""
    rows = _once(material.behind.drop_duplicates("item_id"), material.twins).head(most)
    return [_named(row) + (_gap(row) if _is_by_pace(row) else _level(row)) for row in records(rows, BehindRow)]


def plan_ends(material: Material) -> dict[str, int]:
    """By measure, the month in which its plan reached all of the target, where that was before the year's end."""
    course = material.snapshot.course
    full = course[(course["plan_pct"] >= 100 - 1e-9) & (course["month_no"] < 12)]
    return {str(measure): int(month) for measure, month in full.groupby("measure_id")["month_no"].min().items()}


def usual_plan(material: Material) -> str:
    """The 序时进度 that most of what is behind is judged by, so that it need be said once; empty for none."""
    shares = material.behind.loc[material.behind["by_pace"].astype(bool), "plan_pct"].dropna().map(wording.percent)
    return str(shares.mode().iloc[0]) if len(shares) else ""


def _once(worst: pd.DataFrame, twins: pd.DataFrame) -> pd.DataFrame:
    """Without the items whose measure is the same commitment as one above it, in another place of the plan."""
    same = dict(zip(twins["measure_id"], twins["same_as_id"], strict=True))
    commitments = worst["measure_id"].map(lambda name: same.get(name, name))
    return worst[~commitments.duplicated()].reset_index(drop=True)


def _sentence(row: BehindRow, end: int | None, usual: str) -> str:
    """`区交通运输局“新建农村公路”(民生4)完成3.6公里,为目标8公里的45.0%,慢30.0个百分点,后3个月月均需1.5公里`.

    `end`: the month in which the plan came to its end; `usual`: the plan share that is said once above.
    """
    if _is_by_pace(row):
        told, needed = _pace(row, end, usual), what_is_needed(row)
    else:
        told, needed = _level(row), what_is_needed(row)
        needed = needed if needed.startswith("后") else ""  # what else is asked of a level is its gap again
    return ",".join(part for part in (f"{_named(row)}{told}", needed) if part)


def _is_by_pace(row: BehindRow) -> bool:
    return row["by_pace"] and row["done_pct"] is not None


def _level(row: BehindRow) -> str:
    """How a level stands to its bound; the month that the notice is of is not said again."""
    is_of_month = row["actual_month"] == row["month"]
    return row["why"].removeprefix(f"截至{row['month_no']}月") if is_of_month else row["why"]


def _named(row: BehindRow) -> str:
    return f"{row['lead_unit']}“{_name(row)}”({row['code']})"


def _name(row: BehindRow) -> str:
    """The measure's name, with the item's where it would not be understood alone."""
    is_plain = len(row["measure"]) >= _TELLING or row["measure"] in row["item"]
    return row["measure"] if is_plain else f"{row['item']}·{row['measure']}"


def _pace(row: BehindRow, end: int | None, usual: str) -> str:
    until = "" if row["actual_month"] == row["month"] else f"截至{row['actual_month'].month}月"
    share, target = wording.percent(row["done_pct"]), figure_text(row, row["lower"])
    if row["kind"] == "milestone":
        done = f"{until}形象进度{share}"
    elif row["kind"] == "stock":
        done = f"{until}达{row['actual_text']},目标{target},完成全年增量的{share}"
    else:
        done = f"{until}完成{row['actual_text']},为目标{target}的{share}"
    plan = wording.percent(row["plan_pct"])
    due = f",按计划{end}月应全部完成(序时进度{plan})" if end else "" if plan == usual else f",序时进度{plan}"
    return f"{done}{due},{_gap(row)}"


def _gap(row: BehindRow) -> str:
    margin = row["margin_points"]
    gap = "与序时进度持平" if margin == 0 else f"{'快' if margin > 0 else '慢'}{wording.points(margin)}"
    return f"{gap},人工认定为{row['status_word']}" if row["ruling_status"] else gap
