"""Months: a date (its first day) inside, `2023-09` outside, 2023年9月 and 1–9月 on screen."""

import datetime as dt
import re
from contextlib import suppress

from metrics.errors import UserError

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTERS = {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}


def parse_month(text: str) -> dt.date:
    """The first day of the month written as `2023-09`. Raises UserError for anything else."""
    found = _MONTH.fullmatch(text.strip())
    if not found or not 1 <= int(found[2]) <= 12 or not 2000 <= int(found[1]) <= 2099:
        raise UserError(f"“{text}”不是有效月份,格式应为 2023-09。", title="月份有误")
    return dt.date(int(found[1]), int(found[2]), 1)


def month_code(month: dt.date) -> str:
    """`2023-09`, as the command line, the JSON and the URL write a month."""
    return f"{month:%Y-%m}"


def month_name(month: dt.date) -> str:
    """`2023年9月`."""
    return f"{month.year}年{month.month}月"


def day_name(day: dt.date) -> str:
    """`2023年10月5日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def span_name(month: dt.date) -> str:
    """The cumulative period that ends with a month: `1–9月`; January alone is `1月`."""
    return "1月" if month.month == 1 else f"1–{month.month}月"


def months_name(months: list[dt.date]) -> str:
    """Months of one year, in their order: `2023年1–9月`, `2023年1–3月、5月`. Empty for none."""
    runs: list[list[int]] = []
    for number in (month.month for month in months):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = "、".join(f"{run[0]}–{run[-1]}月" if len(run) > 1 else f"{run[0]}月" for run in runs)
    return f"{months[0].year}年{named}" if months else ""


def quarter_name(month: dt.date) -> str:
    """`前三季度` where a quarter ends with the month; otherwise the span."""
    return _QUARTERS.get(month.month, span_name(month))


def months_of_year(month: dt.date) -> list[dt.date]:
    """January up to and including the month."""
    return [month.replace(month=number) for number in range(1, month.month + 1)]


def previous_month(month: dt.date) -> dt.date:
    """The month before, also over the turn of the year."""
    return (month - dt.timedelta(days=1)).replace(day=1)


def parse_day(text: str) -> dt.date:
    """A day written as `2023-10-12`. Raises UserError for anything else."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise UserError(f"“{text}”不是有效日期,格式应为 2023-10-12。", title="日期有误") from None


def time_elapsed_pct(month: dt.date) -> float:
    """时间进度: how much of the year has passed by the end of the month, in percent."""
    return 100 * month.month / 12


def parse_moment(text: str) -> dt.datetime:
    """A moment as `2023-10-12T09:00` or `2023-10-12` (its end). Raises UserError for anything else."""
    moment: dt.datetime | None = None
    with suppress(ValueError):
        moment = dt.datetime.fromisoformat(text.strip())
    if moment is None or moment.tzinfo is not None:  # moments stand in the store's own zone
        raise UserError(f"“{text}”不是有效时间,格式应为 2023-10-12T09:00。", title="时间有误")
    if "T" not in text and " " not in text.strip():
        return moment.replace(hour=23, minute=59, second=59)
    return moment
