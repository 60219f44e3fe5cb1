"""总体情况 in numbers: how many items have which status, in all and by series, each percentage its own count's."""

import math
from dataclasses import dataclass

import pandas as pd

from briefing.material import Material
from briefing.notice.paper.styles import TEXT_MM
from briefing.notice.paper.table import Row, Table, cell, heading
from briefing.notice.period import Period
from metrics import terms, wording
from metrics.arithmetic import counting
from metrics.arithmetic.counting import Tally
from metrics.periods import previous_month

_ALL = "合计"
_NAME_MM, _TOTAL_MM, _RATE_MM, _OF_MM, _BEFORE_MM = 15.5, 8.0, 11.5, 16.2, 11.3


@dataclass(frozen=True)
class Share:
    """How many items have a status."""

    word: str
    count: int


@dataclass(frozen=True)
class Count:
    """The items of a series, or all: a share for every status, 0 too; `before`: a month earlier, None in January."""

    name: str
    tally: Tally
    shares: tuple[Share, ...]
    before: Tally | None

    @property
    def total(self) -> int:
        """All of them."""
        return self.tally.total

    @property
    def apart(self) -> list[Share]:
        """The statuses that occur and are in no rate: not due, or undecided."""
        words = [terms.STATUSES[code].word for code in ("undecided", "not_due")]
        return [share for share in self.shares if share.count and share.word in words]


def whole_count(material: Material) -> Count:
    """All items."""
    return _count(material, _ALL, None)


def series_counts(material: Material) -> list[Count]:
    """The items of each series that has any."""
    counts = [_count(material, name, code) for code, name in terms.SERIES.items()]
    return [count for count in counts if count.total]


def count_table(material: Material) -> Table:
    """One row per series and one for all, and below it each status' share of all."""
    whole = whole_count(material)
    counts = [*series_counts(material), whole]
    before = [] if whole.before is None else [f"{Period(material.edition.view.month).before_name}\n%"]
    words = [share.word for share in whole.shares]
    fixed = _NAME_MM + _TOTAL_MM + _RATE_MM + _OF_MM + _BEFORE_MM * len(before)
    status_mm = (TEXT_MM - fixed) / len(words)
    rows = [_row(count) for count in counts]
    return Table(
        (_NAME_MM, _TOTAL_MM, *(status_mm for _ in words), _RATE_MM, _OF_MM, *(_BEFORE_MM for _ in before)),
        (
            heading(["系列", "项\n数", *map(_in_two_lines, words), "按期\n率%", "按期/\n可判定", *before]),
            *rows,
            _shares(whole),
        ),
    )


def rounding_note(material: Material) -> str:
    """What is said below the table where its percentages do not add up to 100; empty where they do."""
    return wording.rounding_note([share.count for share in whole_count(material).shares])


def before_tally(material: Material, series: str | None = None) -> Tally | None:
    """The items of a series, or all, in the month before, as is known of it now; None in January."""
    month = material.edition.view.month
    if month.month == 1:
        return None
    rows = material.snapshot.item_course
    rows = rows[rows["month"] == pd.Timestamp(previous_month(month))]
    return counting.tally_items(rows if series is None else rows[rows["series"] == series])


def _groups(material: Material) -> list[tuple[str, tuple[str, ...]]]:
    """The words of the statuses with their codes; in December what is behind is one: 未完成."""
    groups: list[tuple[str, tuple[str, ...]]] = [
        (status.word, (code,))
        for code, status in terms.STATUSES.items()
        if code not in terms.BAD or not material.is_last
    ]
    if material.is_last:
        groups.insert(len(terms.GOOD), (terms.UNFINISHED, terms.BAD))
    return groups


def _count(material: Material, name: str, series: str | None) -> Count:
    tally = material.snapshot.tally if series is None else material.snapshot.tally_of(series)
    shares = (Share(word, sum(tally.counts[code] for code in codes)) for word, codes in _groups(material))
    return Count(name, tally, tuple(shares), before_tally(material, series))


def _row(count: Count) -> Row:
    before = [] if count.before is None else [_rate(count.before)]
    texts = [count.name, str(count.total), *(str(share.count) for share in count.shares)]
    of = terms.NO_VALUE if count.tally.is_thin and count.name != _ALL else _of(count.tally)  # said once
    return Row(tuple(cell(text, "center") for text in (*texts, _rate(count.tally), of, *before)), is_kept=True)


def _rate(tally: Tally) -> str:
    return wording.percent(tally.rate_pct).removesuffix("%")


def _of(tally: Tally) -> str:
    """Of how many; in a month of which too little is in, how little of the whole region's that is."""
    if tally.is_thin:
        return f"已报{tally.cells_in}/{tally.cells_due}个"
    return f"{tally.good}/{tally.judged}" if tally.judged else terms.NO_VALUE


def _shares(whole: Count) -> Row:
    of = whole.total or math.nan  # of nothing there are no shares
    shares = (wording.percent(100 * share.count / of).removesuffix("%") for share in whole.shares)
    rates = [terms.NO_VALUE] * (2 if whole.before is None else 3)
    return Row(tuple(cell(text, "center") for text in ("占比%", "100", *shares, *rates)))


def _in_two_lines(word: str) -> str:
    """`严重滞后` in two even lines: a narrow column would leave one character alone."""
    return f"{word[:2]}\n{word[2:]}" if len(word) == 4 else word
