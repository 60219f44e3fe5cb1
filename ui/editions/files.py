"""The files of a briefing: each by a click, and all in one, with what is being made shown meanwhile."""

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


@cached(8)
def _products(store: Store, edition: Edition, form: Form) -> list[Product]:
    return pack.products(store, reads.material(edition), form)


@cached(1)
def _made(store: Store, edition: Edition, form: Form) -> list[bytes]:
    """Where all files are kept once they are made: what is drawn in a kept function would be drawn again with it."""
    return []


def _whole(edition: Edition, form: Form, bar: st.delta_generator.DeltaGenerator) -> bytes:
    """All files in one zip, made by whoever asks first."""
    kept = _made(edition, form)
    if not kept:

        def tell(name: str, share: float) -> None:
            bar.progress(share, text=f"正在生成 {name}")

        kept[:] = [pack.whole(reads.material(edition), _products(edition, form), tell)]
    return kept[0]


def draw(material: Material, form: Form) -> None:
    """All files by one button, then a line for each; `form` is the notice's."""
    edition, made = material.edition, _products(material.edition, form)
    _all(material, form)
    for product in made:
        words, button = st.columns([2.6, 1], vertical_alignment="center", gap="small")
        words.markdown(f"**{product.name}** {product.suffix.upper()}  \n:gray[{product.holds}]")
        button.download_button(
            "下载",
            partial(product.make, _untold),
            file_name=product.file_name(material),
            key=f"file_{edition.number}_{product.key}_{form}",
            on_click="ignore",
            width="stretch",
        )
    if pdf.converter() is None:
        st.caption(pdf.MISSING)
    elif absent := fonts.absent():
        st.caption(fonts.told(absent))


def _all(material: Material, form: Form) -> None:
    """The button that makes everything, and in its place, once that is done, the file."""
    edition, place = material.edition, st.empty()
    is_wanted = st.session_state.get("whole of") == (edition, form)
    if not is_wanted and not place.button("生成全部文件(一个zip)", key="whole", type="primary", width="stretch"):
        return
    st.session_state["whole of"] = (edition, form)
    content = _whole(edition, form, place.progress(0.0, text="正在准备"))
    place.download_button(
        f"下载全部文件({len(content) / 1e6:.0f} MB)",
        content,
        file_name=f"{material.file_stem}_全部文件.zip",
        key="whole_file",
        type="primary",
        on_click="ignore",
        width="stretch",
    )


def _untold(_: float) -> None:
    """A single file takes a second or two: nothing is shown meanwhile."""
