"""The reminder to the units that still owe figures, in an official's register and print, to be copied."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.periods import day_name, month_name
from metrics.typography import printed


@dataclass(frozen=True)
class Owing:
    """One unit with what it owes for the month: the names of the figures, how many were due, and until when."""

    unit: str
    missing: tuple[str, ...]
    cells_due: int
    deadline_on: dt.date

    @property
    def is_partial(self) -> bool:
        """Whether some of it is in."""
        return len(self.missing) < self.cells_due


def count_words(owing: Sequence[Owing]) -> str:
    """`还有5家未报`; with some that have sent a part, `还有5家未报齐` and how many of them."""
    partial = sum(one.is_partial for one in owing)
    return f"还有{len(owing)}家未报" + (f"齐(其中{partial}家已报部分数据)" if partial else "")


def reminder(
    month: dt.date, owing: Sequence[Owing], units_due: int, now: dt.datetime, *, is_closed: bool = False
) -> str:
    """The text: how many of the units that owe figures have not sent them, then a paragraph for each.

    Of a closed month nobody is asked to send without an exception, since nothing would be taken.
    """
    if not owing:
        return printed(f"{month_name(month)}目标进度数据,应报{units_due}家单位已全部报齐。")
    head = (
        f"截至{now.month}月{now.day}日{now.hour}时,应报{month_name(month)}目标进度数据的{units_due}家单位中,"
        f"{count_words(owing)}。"
        + ("该月已封账,确需补报的,请先向汇总单位书面申请延期。" if is_closed else
           "请下列单位抓紧核实,在“数据报送”中报齐;确有困难的,请书面说明原因和可报时间。")
    )  # fmt: skip
    paragraphs = [head, *(_paragraph(number, one, now, is_closed) for number, one in enumerate(owing, 1))]
    return "\n\n".join(printed(paragraph) for paragraph in paragraphs)


def _paragraph(number: int, one: Owing, now: dt.datetime, is_closed: bool) -> str:
    is_past = now.date() > one.deadline_on
    late = f"已于{day_name(one.deadline_on)}到期" + ("" if is_closed else ",请即补报")
    when = late if is_past else f"请于{day_name(one.deadline_on)}前报送"
    how_many = f"应报{one.cells_due}项,未报{len(one.missing)}项" if one.is_partial else f"应报{one.cells_due}项均未报"
    return f"{number}. {one.unit}:{how_many},{when}。未报事项:{';'.join(one.missing)}。"
