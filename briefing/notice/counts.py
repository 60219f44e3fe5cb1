"""总体情况 in numbers: how many items have which status, in all and by series, with percentages that add up to 100."""

from dataclasses import dataclass

from briefing.material import Material
from briefing.notice.table import Cell, Row, Table, Words, cell, heading
from metrics import terms, wording
from metrics.arithmetic.counting import Tally

_ALL = "合计"
_WIDTH_MM = 156.0
_NAME_MM, _TOTAL_MM, _RATE_MM = 20.0, 11.0, 19.0


@dataclass(frozen=True)
class Share:
    """How many items have a status; `percent` of all of them."""

    word: str
    count: int
    percent: str


@dataclass(frozen=True)
class Count:
    """The items of a series, or all: a share for every status, 0 too; `rate`: 按期率, "—" with nothing to judge.

    `is_thin`: too little of the month is in for a rate, and for praise.
    """

    name: str
    total: int
    good: int
    judged: int
    rate: str
    shares: tuple[Share, ...]
    is_thin: bool = False

    @property
    def present(self) -> list[Share]:
        """The statuses that occur."""
        return [share for share in self.shares if share.count]

    @property
    def apart(self) -> int:
        """Items that are in no rate: not due, or undecided."""
        return self.total - self.judged

    @property
    def apart_words(self) -> str:
        """The statuses of these: `待认定、未到时点`."""
        words = [terms.STATUSES[code].word for code in ("undecided", "not_due")]
        return "、".join(share.word for share in self.present if share.word in words)


def whole_count(material: Material) -> Count:
    """All items."""
    return _count(_ALL, material.snapshot.tally, _groups(material))


def series_counts(material: Material) -> list[Count]:
    """The items of each series that has any."""
    groups = _groups(material)
    counts = [_count(name, material.snapshot.tally_of(code), groups) for code, name in terms.SERIES.items()]
    return [count for count in counts if count.total]


def count_table(material: Material) -> Table:
    """One row per series and one for all: numbers and percentages of each status."""
    counts = [*series_counts(material), whole_count(material)]
    words = [share.word for share in counts[-1].shares]
    status_mm = (_WIDTH_MM - _NAME_MM - _TOTAL_MM - _RATE_MM) / len(words)
    rows = [_row(count, is_last=count is counts[-1]) for count in counts]
    return Table(
        (_NAME_MM, _TOTAL_MM, *(status_mm for _ in words), _RATE_MM),
        (heading(["系列", "项数", *map(_in_two_lines, words), "按期率(%)"]), *rows),
    )


def _groups(material: Material) -> list[tuple[str, tuple[str, ...]]]:
    """The words of the statuses with their codes; in December what is behind is one: 未完成."""
    is_last = material.edition.view.month.month == 12
    groups: list[tuple[str, tuple[str, ...]]] = [
        (status.word, (code,)) for code, status in terms.STATUSES.items() if code not in terms.BAD or not is_last
    ]
    if is_last:
        groups.insert(len(terms.GOOD), (terms.UNFINISHED, terms.BAD))
    return groups


def _count(name: str, tally: Tally, groups: list[tuple[str, tuple[str, ...]]]) -> Count:
    numbers = [sum(tally.counts[code] for code in codes) for _, codes in groups]
    percents = wording.shares_to_100(numbers)
    shares = (
        Share(word, number, wording.percent(percent))
        for (word, _), number, percent in zip(groups, numbers, percents, strict=True)
    )
    return Count(name, tally.total, tally.good, tally.judged, tally.rate, tuple(shares), tally.is_thin)


def _row(count: Count, *, is_last: bool) -> Row:
    cells = (
        cell(count.name, "center"),
        cell(str(count.total), "center"),
        *(Cell((Words(str(share.count)), Words(share.percent.removesuffix("%"))), "center") for share in count.shares),
        Cell((Words(count.rate.removesuffix("%")), Words(f"{count.good}/{count.judged}")), "center")
        if count.judged and not count.is_thin
        else cell(terms.NO_VALUE, "center"),
    )
    return Row(cells, is_kept=not is_last)


def _in_two_lines(word: str) -> str:
    """`严重滞后` in two even lines: a narrow column would leave one character alone."""
    return f"{word[:2]}\n{word[2:]}" if len(word) == 4 else word
