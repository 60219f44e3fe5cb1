"""Rows of a workbook that are called otherwise than the unit's measures: each beside the one that it may mean.

What is shown beside a row is its answer once 全部确认 is pressed; until then nothing of it is read. Rows that resemble
nothing of the unit's stand in a list of their own and are set aside at once.
"""

from collections.abc import Sequence

import streamlit as st

from loaders.register import Measure
from loaders.table.layout import IGNORE
from loaders.table.questions import RowQuestion
from metrics.terms import item_code
from ui import errors
from ui.reporting import files
from ui.reporting.files import Sent

_IN_A_LINE = 3
_MOST = 9  # strangers that are asked one by one; a table of others has hundreds


def draw(one: Sent, rows: Sequence[RowQuestion]) -> None:
    """The rows that are some measure's, with one button for all that is shown, and those that are none's."""
    named = [row for row in rows if row.is_near or row.answer not in (None, IGNORE)]
    _named(one, named)
    _strangers(one, [row for row in rows if row not in named])


def _named(one: Sent, rows: Sequence[RowQuestion]) -> None:
    name, choices = errors.plain(one.checked.file_name), _Choices(one)
    still = [row for row in rows if row.answer is None]
    if rows and not still:
        with st.expander(f"{name}:已说明{len(rows)}行对应的子项,可修改"):
            choices.draw(rows)
    if not still:
        return
    shown = [row for row in still if choices.shown(row) is not None]
    left = len(still) - len(shown)
    with st.container(border=True, gap="xsmall"):
        words, button = st.columns([4, 1.2], vertical_alignment="center", gap="small")
        words.markdown(
            f"**请核对{len(rows)}行对应的子项** :gray[{name};名称与系统不完全相同,确认后才读取;不对的先改选,"
            + (f"标“请选择”的{left}行须逐行选;" if left else "")
            + "回答会为这种表记住]"
        )
        if shown:
            button.button(
                f"全部确认({len(shown)}行)", key=f"confirm_{one.file_id}", type="primary", width="stretch",
                on_click=_confirm, args=(one.file_id, shown),
            )  # fmt: skip
        choices.draw(rows)


def _strangers(one: Sent, rows: Sequence[RowQuestion]) -> None:
    name, choices = errors.plain(one.checked.file_name), _Choices(one)
    still = [row.key for row in rows if row.answer is None]
    if rows and not still:
        with st.expander(f"{name}:{len(rows)}行不报送,没有读取,可修改"):
            choices.draw(rows)
    if not still:
        return
    with st.container(border=True, gap="xsmall"):
        words, button = st.columns([4, 1.2], vertical_alignment="center", gap="small")
        note = f"{name};没有读取,不影响其他行入库;要报送的请先选对应的子项;回答会为这种表记住"
        words.markdown(f"**有{len(rows)}行找不到对应的子项** :gray[{note}]")
        button.button(
            f"这{len(still)}行{'都' if len(still) > 1 else ''}不报送", key=f"aside_{one.file_id}", width="stretch",
            on_click=files.set_aside, args=(one.file_id, still),
        )  # fmt: skip
        choices.draw(rows[:_MOST])
        if rest := rows[_MOST:]:
            listed = "、".join(f"{row.key}“{row.read}”" for row in rest)
            st.caption(f"其余{len(rest)}行:{errors.plain(listed)}")


class _Choices:
    """What each row of a workbook may be said to be: what it is likest to, then the unit's other measures."""

    def __init__(self, one: Sent) -> None:
        self._file_id, self._register = one.file_id, one.checked.register
        own = self._register.of_unit(one.checked.unit.unit_id) if one.checked.unit else []
        self._own = [measure.measure_id for measure in own]

    def shown(self, row: RowQuestion) -> str | None:
        """What stands beside a row: its answer, else what somebody has chosen, else the one that can be meant."""
        if row.answer is not None:
            return row.answer
        clear = row.proposals[0].measure_id if row.is_clear else None
        chosen: str | None = st.session_state.get(files.row_widget(self._file_id, row.key), clear)
        return chosen

    def draw(self, rows: Sequence[RowQuestion]) -> None:
        """A box for each row, some in a line."""
        for start in range(0, len(rows), _IN_A_LINE):
            for place, row in zip(st.columns(_IN_A_LINE, gap="small"), rows[start : start + _IN_A_LINE], strict=False):
                with place:
                    self._box(row)

    def _box(self, row: RowQuestion) -> None:
        shown, near = self.shown(row), [proposal.measure_id for proposal in row.proposals]
        options = [*near, IGNORE, *(code for code in self._own if code not in near)]
        mark = ":green[✓]" if row.answer is not None else ":orange[待确认]" if shown else ":orange[请选择]"
        amount = row.value if row.value.endswith(row.unit) else f"{row.value}{row.unit}"
        mark = mark if row.is_near or row.answer else ""
        files.ask(
            self._file_id, "row", row.key, f"{mark} {row.cell} **{errors.plain(row.read)}** {errors.plain(amount)}",
            {code: self._words(code) for code in options}, shown, widget=files.row_widget(self._file_id, row.key),
            placeholder="请选择对应的子项" if row.is_near else "不报送,或选择对应的子项",
            help=errors.plain(f"工作表“{row.sheet}”的{row.cell}:{row.read}"),
        )  # fmt: skip

    def _words(self, code: str) -> str:
        return files.NONE_OF_OURS if code == IGNORE else _measure_words(self._register.by_id[code])


def _measure_words(measure: Measure) -> str:
    """What a measure is called where it is chosen: with its target, by which it can be told from others."""
    return f"{measure.name}({measure.target_text}) {item_code(measure.series, measure.item_no)}"


def _confirm(file_id: str, rows: Sequence[RowQuestion]) -> None:
    """A callback: every row means what is shown beside it."""
    for row in rows:
        said = st.session_state.get(files.row_widget(file_id, row.key)) or row.proposals[0].measure_id
        st.session_state["answers"][file_id] = files.answers_of(file_id).with_row(row.key, said)
