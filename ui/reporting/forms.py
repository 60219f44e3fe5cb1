"""What is known of a unit's own forms: seen, and taken back so that it is asked again."""

import streamlit as st

from loaders.table.layout import IGNORE
from loaders.table.questions import answer_words
from metrics.origin import sent_at
from store.acts.submissions import forget_form
from store.engine.records import Record, records
from store.reads.submissions import form_answers
from store.reads.view import View
from ui import errors
from ui.access import acting
from ui.cache import current
from ui.reporting.start import Sender

_SHOWN = 6  # headings of a form, answers of a list
_KINDS = {"column": "列", "row": "行"}


def draw(view: View, sender: Sender) -> None:
    """Each form of the chosen unit with what was said of it, and a button that takes it back; nothing without one."""
    if sender.unit is None:
        return
    rows = records(form_answers(current.store(), view.region, sender.unit.unit_id))
    acting.show_outcome("forms")
    if not rows:
        return
    forms: dict[str, list[Record]] = {}
    for row in rows:
        forms.setdefault(row["form"], []).append(row)
    with st.expander(f"{sender.unit.name}已记住的表式{len(forms)}种:同一种表不再询问;收回后重新询问"):
        for form, answers in forms.items():
            _form(sender.unit.unit_id, form, answers)


def _form(unit_id: str, form: str, answers: list[Record]) -> None:
    words, back = st.columns([6, 1], vertical_alignment="center", gap="small")
    headings = answers[0]["form_name"].split("、")
    name = "、".join(headings[:_SHOWN]) + ("…" if len(headings) > _SHOWN else "") or "各种表"
    said = ";".join(_answer(row) for row in answers[:_SHOWN])
    more = f"等{len(answers)}条" if len(answers) > _SHOWN else ""
    latest = max(answers, key=lambda row: row["recorded_at"])
    words.markdown(
        f"**{errors.plain(name)}**  \n:gray[{errors.plain(said)}{more} · {errors.plain(latest['recorded_by'])} "
        f"{sent_at(latest['recorded_at'])}]"
    )
    back.button("收回", key=f"forget_{form}", on_click=_forget, args=(unit_id, form), width="stretch")


def _answer(row: Record) -> str:
    """`列“做完多少”是本月累计`, `行“修建月球基地”不报送`."""
    key = row["key"].strip("|").split("|")[-1] if row["kind"] == "row" else row["key"]
    words = "不报送" if row["kind"] == "row" and row["answer"] == IGNORE else f"是{answer_words(row['answer'])}"
    return f"{_KINDS[row['kind']]}“{key}”{words}"


def _forget(unit_id: str, form: str) -> None:
    acting.attempt(
        lambda store, by, at: forget_form(store, unit_id, form, by, at),
        "已收回,下次报送这种表时重新询问。",
        where="forms",
        act=f"forget {unit_id} {form}",
    )
