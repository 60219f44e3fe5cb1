"""The course of the counts: a stacked column per month so far, rate and backlog in the table below."""

from briefing.charts.counts import course_alt
from briefing.charts.counts import months as by_month
from briefing.slides.charts.count_charts import COURSE, month_columns
from briefing.slides.legend import HEIGHT, put_legend, status_chips
from briefing.slides.master import BOTTOM, LEFT, TOP
from briefing.slides.page import Deck
from briefing.slides.table import HEAD_FILL, Cell, put
from briefing.slides.text import Place
from briefing.slides.words import behind_word
from metrics import terms, wording
from metrics.arithmetic.counting import Tally

_LABEL, _WIDEST = 96.0, 110.0
_ROW = 24.0
_WORD = behind_word(COURSE)


def course_page(deck: Deck) -> None:
    """One slide; in January it has one column."""
    items = deck.material.snapshot.item_course
    months = by_month(items)
    if not months:
        return
    slide = deck.page(_title(months, deck.behind_word), "全部事项各月状态,单位:项")
    column = min(_WIDEST, (930 - LEFT - _LABEL) / len(months))
    table_top = BOTTOM - HEIGHT - 8 - 4 * _ROW
    place = Place(LEFT + _LABEL, TOP, column * len(months), table_top - TOP - 2)
    alt = course_alt(items, deck.material.snapshot.place.whole)
    month_columns(deck, slide, "各月状态", alt, months, place)
    widths = [_LABEL, *[column] * len(months)]
    put(slide, "各月按期率", alt, LEFT, table_top, widths, _rows(months), [_ROW] * 4)
    put_legend(slide, status_chips(items["status"], COURSE), BOTTOM - HEIGHT)


def _title(months: dict[int, Tally], word: str) -> str:
    """`各月进展:9月按期率67.4%(1月44.7%),滞后36项(1月滞后62项)`."""
    told = {number: tally for number, tally in months.items() if tally.rate_pct is not None}
    if not told:
        return "各月进展:尚无报送" if any(tally.is_thin for tally in months.values()) else "各月进展:尚无可判定事项"
    first, last = min(told), max(told)
    now = told[last]
    if first == last:
        return f"各月进展:{last}月按期率{wording.percent(now.rate_pct)},{word}{now.behind}项"
    return (
        f"各月进展:{last}月按期率{wording.percent(now.rate_pct)}({first}月{wording.percent(told[first].rate_pct)}),"
        f"{word}{now.behind}项({first}月{_WORD}{told[first].behind}项)"
    )


def _rows(months: dict[int, Tally]) -> list[list[Cell]]:
    lines = {
        "月份": [f"{number}月" for number in months],
        "按期率": [wording.percent(tally.rate_pct) for tally in months.values()],
        "按期/可判定": [
            terms.NO_VALUE if tally.is_thin else f"{tally.good}/{tally.judged}" for tally in months.values()
        ],
        f"{_WORD}项数": [terms.NO_VALUE if tally.is_unreported else str(tally.behind) for tally in months.values()],
    }
    return [
        [Cell(text, fill=HEAD_FILL if number == 0 or place == 0 else None, bold=number == 0 or place == 0, size=12,
              align="ctr" if place else "l") for place, text in enumerate([name, *texts])]
        for number, (name, texts) in enumerate(lines.items())
    ]  # fmt: skip
