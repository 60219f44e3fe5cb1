"""The month of a notice in the words that its sentences need."""

import datetime as dt
from dataclasses import dataclass

from metrics.periods import span_name, time_elapsed_pct
from metrics.wording import percent


@dataclass(frozen=True)
class Period:
    """The month of a notice."""

    month: dt.date

    @property
    def is_last(self) -> bool:
        """December: what is behind is 未完成, and nothing is left of the year."""
        return self.month.month == 12

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
    def next_name(self) -> str:
        """`10月`; after December `2024年1月`."""
        return f"{self.month.year + 1}年1月" if self.is_last else f"{self.month.month + 1}月"
