"""A report that was given in one step is at hand in the next: its file, as it is read for a year."""

import hashlib
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from loaders.report.reader import report_source
from loaders.report.reports import Report, read_report
from loaders.report.review import review_frame
from loaders.targets.rows import Record
from store.engine.store import Store
from ui import errors
from ui.cache.store_cache import cached

_HELD = "begin_report"  # the file's name and content, kept with the session


class Given(NamedTuple):
    """A report that was read: under its digest and name, with its rows to be reviewed."""

    sha256: str
    name: str
    report: Report
    rows: list[Record]
    frame: pd.DataFrame


def uploaded(key: str, year: int) -> Given | None:
    """The report, with the field to give one, or another; None while there is none. Raises UserError for a bad one."""
    held: tuple[str, bytes] | None = st.session_state.get(_HELD)
    label = f"已有 {held[0]},要换的再上传" if held else "政府工作报告、任务清单(.docx、.pdf、.txt、.xlsx、网页)"
    found: Any = st.file_uploader(errors.plain(label), key=key)
    if found is not None:
        held = st.session_state[_HELD] = found.name, found.getvalue()
    if held is None:
        return None
    name, content = held
    with st.spinner("正在读报告", show_time=True):
        return _read(hashlib.sha256(content).hexdigest(), name, year, content)


@cached(4)
def _read(store: Store, sha256: str, name: str, year: int, _content: bytes) -> Given:
    report = read_report(report_source(_content, name), year)
    return Given(sha256, name, report, *review_frame(report, year))
