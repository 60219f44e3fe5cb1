"""The board of who owes what: the month in one line, units × months, and the reminder to copy."""

import streamlit as st

from metrics.arithmetic import reporting_rates
from metrics.arithmetic.reporting_rates import STATES
from metrics.periods import month_name
from metrics.sentences import reminder
from store.reads.reporting.reporting_board import Board
from store.reads.view import View
from ui.cache import reads
from ui.frame import parts, tables

_WIDTHS = {"unit_name": 132, "complete_text": 76, "complete_pct": 86, "on_time_pct": 86, "first_try_pct": 106}
_LATE_WIDTHS = {"unit_name": 114, "complete_pct": 70, "on_time_pct": 70, "first_try_pct": 92}
_CHIP = 72  # pixels of a state's mark and word: of twelve months a laptop has room for the rates beside them, no more
_FOLD = 532  # pixels that a laptop's screen has left below the heading: fifteen units, those that owe first


def summary(board: Board, view: View) -> None:
    """The month's deadline, how many units stand how, whether it is closed; the district's rates."""
    deadline = reads.month_deadlines(view.month.year, as_of=view.as_of)[view.month]
    stand = [(state.word, board.counts[code]) for code, state in STATES.items()]
    counts = "、".join(f"{word}**{count}**家" for word, count in stand if count)
    closed = ":red-badge[已封账]" if board.is_closed else ":gray-badge[未封账]"
    st.markdown(
        f"{view.month.month}月数据应于**{deadline.year}年{deadline.month}月{deadline.day}日**前报送 {closed} · "
        f"应报**{board.units_due}**家:{counts or '本月无应报单位'}  \n"
        f"{reads.month_snapshot(view).place.whole}1–{view.month.month}月 {reporting_rates.rates_text(board.rates)}"
    )


def matrix(board: Board, view: View) -> None:
    """Units × months, who owes most first."""
    rows = board.by_unit
    parts.block(
        f"{len(rows)}家单位各月报送", "欠报的在前;按应报数据首次报齐的时间判定,报齐后更正的不算逾期;完整率按数据个数"
    )
    if rows.empty:
        st.info("本年到目前没有应报数据的单位。")
        return
    months = [f"month_{number}" for number in range(1, view.month.month + 1)]
    pixels = 1000 // max(len(months), 9) - 30
    is_late = pixels < _CHIP
    counted = [] if is_late else ["complete_text"]
    tables.table(
        rows, ["unit_name", *months, *counted, "complete_pct", "on_time_pct", "first_try_pct"],
        title="各单位各月报送", view=view, key="matrix", most=_FOLD, taken_along=["complete_text"] if is_late else [],
        widths=(_LATE_WIDTHS if is_late else _WIDTHS) | dict.fromkeys(months, max(pixels, _CHIP)),
    )  # fmt: skip
    st.caption("图例: " + " ".join(f"**{state.mark}** {state.word}" for state in STATES.values()))


def reminding(board: Board) -> None:
    """Who still owes figures of the month, as a text to copy."""
    owing = board.owing
    if not owing:
        parts.block("全部报齐", month_name(board.month))
        st.info(board.reminder)
        return
    parts.block(reminder.count_words(owing), "提醒文字,点右上角复制")
    st.code(board.reminder, language=None, wrap_lines=True, height=330)
