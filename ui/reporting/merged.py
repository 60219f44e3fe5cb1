"""A figure in a cell merged over several measures: given to one of them, shared out, or set aside."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

import streamlit as st

from loaders.check.rows.sharing import number_in, parts_of
from loaders.table.layout import IGNORE
from loaders.table.questions import RowQuestion
from ui import errors
from ui.access import acting
from ui.reporting import files
from ui.reporting.files import Sent

_SHARED = "分摊到各子项…"


def draw(one: Sent, rows: Sequence[RowQuestion]) -> None:
    """Whose each figure is; nothing where there are none."""
    if not rows:
        return
    with st.container(border=True, gap="xsmall"):
        name = errors.plain(one.checked.file_name)
        st.markdown(f"**请说明合并单元格中的数属于哪个子项** :gray[{name};整个归一个子项,或分摊到各子项]")
        for row in rows:
            _figure(one.file_id, row)


def _figure(file_id: str, row: RowQuestion) -> None:
    whose, *fields = st.columns([1.6, *[1] * len(row.proposals), 0.8], vertical_alignment="bottom", gap="small")
    names = {proposal.measure_id: proposal.name for proposal in row.proposals}
    names |= {_SHARED: _SHARED, IGNORE: files.NONE_OF_OURS}
    parts = parts_of(row.answer or "")
    with whose:
        chosen = files.ask(
            file_id, "row", row.key, f"{errors.plain(row.key)}“{errors.plain(row.read)}”", names,
            _SHARED if parts else row.answer, widget=files.row_widget(file_id, row.key), take=_take,
        )  # fmt: skip
    if chosen != _SHARED:
        return
    keys = {proposal.measure_id: f"share_{file_id}_{row.key}_{proposal.measure_id}" for proposal in row.proposals}
    for field, proposal in zip(fields, row.proposals, strict=False):
        field.text_input(errors.plain(proposal.name), value=parts.get(proposal.measure_id, ""),
                         key=keys[proposal.measure_id], placeholder="分得的数")  # fmt: skip
    fields[-1].button(
        "分摊", key=f"share_{file_id}_{row.key}", on_click=_share, args=(file_id, row, keys), width="stretch"
    )
    if said := st.session_state.pop(f"unshared_{file_id}_{row.key}", ""):
        st.caption(f":red[{errors.plain(said)}]")


def _take(file_id: str, kind: str, key: str, widget: str) -> None:
    """A callback: one of the measures has it all, or nobody has. How it is shared is written beside."""
    if st.session_state[widget] != _SHARED:
        files.take_answer(file_id, kind, key, widget)


def _share(file_id: str, row: RowQuestion, keys: dict[str, str]) -> None:
    """A callback: the shares that are written down, where they add up to the figure."""
    written = {measure_id: said for measure_id, key in keys.items() if (said := acting.typed(key).strip())}
    try:
        total = sum((Decimal(said) for said in written.values()), Decimal(0))
    except InvalidOperation:
        st.session_state[f"unshared_{file_id}_{row.key}"] = "请只填数字。"
        return
    whole = number_in(row.read)
    if not written or total != whole:
        st.session_state[f"unshared_{file_id}_{row.key}"] = f"各数合计为{total},与表中的{row.read}不一致。"
        return
    answer = ",".join(f"{measure_id}:{said}" for measure_id, said in written.items())
    st.session_state["answers"][file_id] = files.answers_of(file_id).with_row(row.key, answer)
