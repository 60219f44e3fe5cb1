"""The matrix to be taken along: as a workbook, a slide, a picture."""

from functools import partial

import streamlit as st

from briefing.above.files import FILES, file_name
from store.above.matrix import Matrix
from ui.cache import current


def draw(matrix: Matrix) -> None:
    """A button for each; the file is made when it is asked for."""
    with st.container(horizontal=True, gap="small"):
        for word, (ending, make) in FILES.items():
            st.download_button(
                word, partial(make, matrix, current.now()), file_name=file_name(matrix, ending), key=f"above_{ending}",
                type="tertiary", on_click="ignore",
            )  # fmt: skip
