"""The month of a notice in the words that its sentences need, and by when is answered."""

import datetime as dt
from dataclasses import dataclass

from metrics.periods import previous_month, span_name, time_elapsed_pct
from metrics.wording import percent
from store.reads.editions import Edition

_ANSWER = dt.timedelta(days=14)  # where nobody has typed a day (本系统设定)


@dataclass(frozen=True)
class Period:
    """The month of a notice."""

    month: dt.date

    @property
    def long_until(self) -> str:
        """`截至2023年9月底`."""
        return f"截至{self.month.year}年{self.month.month}月底"

    @property
    def until(self) -> str:
        """`截至9月底`."""
        return f"截至{self.month.month}月底"

    @property
    def span(self) -> str:
        """`2023年1–9月`."""
        return f"{self.month.year}年{span_name(self.month)}"

    @property
    def name(self) -> str:
        """`9月`."""
        return f"{self.month.month}月"

    @property
    def time_elapsed(self) -> str:
        """`75.0%`."""
        return percent(time_elapsed_pct(self.month))

    @property
    def before_name(self) -> str:
        """`8月`."""
        return f"{previous_month(self.month).month}月"


def catch_up(edition: Edition) -> str:
    """The month by whose end what is behind is to be made up for: `10月`, the next that ends after the answer is due.

    A month that is over in three days makes up for nothing. The year's targets leave no time after December.
    """
    month, day = edition.view.month, answer_day(edition)
    left = range(month.month + 1, 12)
    return f"{next((one for one in left if dt.date(month.year, one + 1, 1) > day), 12)}月"


def answer_day(edition: Edition) -> dt.date:
    """By when a notice is answered: the day that was typed, else two weeks after it was made."""
    return edition.letter.deadline or edition.made_at.date() + _ANSWER


def deadline(edition: Edition) -> str:
    """The same in words, with the year where it is not the notice's: `10月26日`."""
    day = answer_day(edition)
    year = f"{day.year}年" if day.year != edition.view.month.year else ""
    return f"{year}{day.month}月{day.day}日"
