"""What a briefing will say, before any file is made: the notice's text, and what changed since the edition before."""

from itertools import takewhile

import streamlit as st

from briefing.material import Material
from briefing.notice.document import notice_tables
from briefing.notice.facts import FORMS, SHORT, Form
from briefing.notice.lines import Line
from briefing.notice.text import notice_lines
from metrics import terms
from store.engine.store import Store
from store.reads.editions import Edition
from ui import errors
from ui.cache import reads
from ui.cache.store_cache import cached
from ui.frame import parts, tables
from ui.frame.narrow import is_phone

_HEADINGS = {"标题": "#### {0}", "一级": "**{0}**", "二级": "**{0}**"}
_LEFT_OUT = ("演示", "红头", "期号", "印发", "数据", "表题", "表格")  # of the paper's head, and its tables
_ROOM, _PHONE_ROOM = 1000, 420  # pixels: beside the forms as far down as they go


@cached(8)
def _text(store: Store, edition: Edition, form: Form) -> str:
    """The notice's paragraphs as Markdown, as far as its annex."""
    material = reads.material(edition)
    body = takewhile(lambda line: line.mark != "附件", notice_lines(material, notice_tables(material), form))
    return "\n\n".join(_markdown(line) for line in body if line.mark not in _LEFT_OUT)


def form() -> Form:
    """How long the notice is to be."""
    chosen = st.segmented_control("篇幅", FORMS, default=SHORT, required=True, key="form", label_visibility="collapsed")
    return chosen or SHORT


def text(edition: Edition, form: Form) -> None:
    """The notice as plain text."""
    with st.container(height=_PHONE_ROOM if is_phone() else _ROOM, border=True):
        st.markdown(_text(edition, form))


def _markdown(line: Line) -> str:
    return _HEADINGS.get(line.mark, "{0}").format(errors.plain(line.text.replace("\t", "")))


def changes(material: Material) -> None:
    """Completed, fallen behind, recovered and restated since the edition before."""
    found = material.comparison
    if found is None:
        return
    news = {word: getattr(found, name) for name, word in terms.NEWS.items()}
    counted = "、".join(f"{word}{len(rows)}项" for word, rows in news.items())
    parts.block(f"较{found.previous.label}", f"{counted},{terms.RESTATED}{len(found.restated)}个")
    for word, rows in news.items():
        parts.item_list(word, rows)
    if len(found.restated):
        names = ["coded_item", "measure", "reported_month", "first_text", "then_text", "now_text"]
        tables.table(
            found.restated, [*names, "unit_label", "submitted_text", "submitted_by"], title=terms.RESTATED,
            view=material.edition.view, key="restated",
        )  # fmt: skip
