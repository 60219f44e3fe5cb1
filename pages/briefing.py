"""简报: what does a briefing of the month say, under which number is it frozen, and where are its files?"""

import streamlit as st

from ui.cache import reads
from ui.editions import choice, files, preview, publish
from ui.frame import parts
from ui.reporting import doubts

view, snapshot = parts.heading("简报", of_year=False, is_live=True)
edition = choice.choose(view)
material = reads.material(edition)

left, right = st.columns([1.45, 1], gap="medium")
with left:
    parts.block("① 核对内容", f"{edition.label}的通报正文;工作要求按规则起草,印发前请核对")
    form = preview.form()
    preview.text(edition, form)
with right:
    if edition.number is None:
        doubts.draw_before_edition(snapshot)
        parts.block("② 定期", "编号后数据不再变动,随时可以按同样的数据重新生成")
        publish.form(edition)
    else:
        parts.block(f"② {edition.name}", edition.title)
        publish.head(edition)
    parts.block("③ 生成文件", f"{edition.label}")
    files.draw(material, form)

preview.changes(material)
choice.table(view)
