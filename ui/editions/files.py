"""The files of a briefing: each by a click, and all in one, made in the background while the screen stays usable."""

from functools import partial

import streamlit as st

from briefing import fonts, pack, pdf
from briefing.material import Material
from briefing.notice.facts import Form
from briefing.pack import Product
from store.engine.store import Store
from store.reads.editions import Edition
from ui.cache import reads
from ui.cache.store_cache import cached
from ui.editions import making


@cached(3)  # each holds its material: no more of them than reads.material keeps
def _products(store: Store, edition: Edition, form: Form) -> list[Product]:
    return pack.products(store, reads.material(edition), form)


def draw(material: Material, form: Form) -> None:
    """All files by one button, then a line for each; `form` is the notice's."""
    edition, made = material.edition, _products(material.edition, form)
    _all(material, form)
    for product in made:
        words, button = st.columns([2.6, 1], vertical_alignment="center", gap="small")
        words.markdown(f"**{product.name}** {product.suffix.upper()}  \n:gray[{product.holds}]")
        button.download_button(
            "下载", partial(product.make, lambda _: None), file_name=product.file_name(material),
            key=f"file_{edition.number}_{product.key}_{form}", on_click="ignore", width="stretch",
        )  # fmt: skip
    if pdf.converter() is None:
        st.caption(pdf.MISSING)
    elif absent := fonts.absent():
        st.caption(fonts.told(absent))


def _all(material: Material, form: Form) -> None:
    """The button that makes everything; meanwhile how far that is, and once it is done, the file."""
    edition = material.edition
    made = making.find(edition, form)
    if made is None:
        if st.button("生成全部文件(一个zip)", key="whole", type="primary", width="stretch"):
            making.start(material, _products(edition, form), form)
            st.rerun()
        return
    if not made.is_done:
        _followed(edition, form)
        return
    content = made.content()
    st.download_button(
        f"下载全部文件({len(content) / 1e6:.1f} MB)", content, file_name=f"{material.file_stem}_全部文件.zip",
        key="whole_file", type="primary", on_click="ignore", width="stretch",
    )  # fmt: skip


@st.fragment(run_every=1.0)
def _followed(edition: Edition, form: Form) -> None:
    """How far it is, looked at once a second; the screen is drawn again when it is done."""
    made = making.find(edition, form)
    if made is None or made.is_done:
        st.rerun()
    st.progress(made.share, text="正在后台生成全部文件,可以继续使用本页")
