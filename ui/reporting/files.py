"""The second step of a report: workbooks are sent, read one after the other in the reading process, and checked."""

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import streamlit as st

from loaders.check import batch as batches
from loaders.check.result import Checked
from loaders.files.reader import Reader
from loaders.files.workbook import Book
from loaders.table.questions import NO_ANSWERS, Answers
from store.reads.view import View
from ui.frame import parts
from ui.reporting import computing
from ui.reporting.computing import Read
from ui.reporting.start import Sender

_WIDTHS = {"file_name": 236, "unit_name": 100, "row_count": 70, "error_count": 48, "doubt_count": 48, "missing": 70}


class Sent(NamedTuple):
    """One workbook that was sent, checked, with the key of its upload."""

    file_id: str
    checked: Checked


def round_no() -> int:
    """Counts the reports of this session: each begins with an empty uploader."""
    return int(st.session_state.setdefault("round", 0))


def draw(view: View, sender: Sender) -> list[Sent]:
    """The uploader, and what came of each workbook; the same content twice counts once."""
    parts.block(
        "② 上传填好的表格",
        "将Excel文件拖到下框,或点“Upload”选择;模板或本单位自己的表都可以,可选多个,每个不超过20兆;确认前只检查,不入库",
    )
    left, right = st.columns([1, 1.55], gap="medium")
    with left:
        uploads: Sequence[Any] = st.file_uploader(
            "表格文件", type=None, accept_multiple_files=True, key=f"upload_{round_no()}", label_visibility="collapsed"
        )
    with right:
        books = _books(uploads)
        sent = _checked(_distinct(uploads), books, view, sender)
        if not sent:
            st.info("尚未上传文件。上传后,这里列出每个文件的检查结果。")
            return []
        rows = batches.file_rows([one.checked for one in sent])
        parts.plain_table(
            rows,
            ["file_name", "unit_name", "row_count", "error_count", "doubt_count", "missing", "verdict"],
            alt=f"上传的{len(rows)}个文件的检查结果。",
            key="files",
            widths=_WIDTHS,
            height=parts.fitting(rows, 200),
        )
        if len(sent) < len(uploads):
            st.caption(f"有{len(uploads) - len(sent)}个文件与其他文件内容完全相同,只计一次。")
    return sent


def answers_of(file_id: str) -> Answers:
    """What was said of a workbook's columns and rows so far."""
    found: Answers = st.session_state.setdefault("answers", {}).get(file_id, NO_ANSWERS)
    return found


def take_answer(file_id: str, kind: str, key: str, widget: str) -> None:
    """A callback: keep what a selectbox says of a column or a row of a workbook."""
    said, answer = answers_of(file_id), st.session_state[widget]
    if answer is not None:
        st.session_state["answers"][file_id] = (said.with_column if kind == "column" else said.with_row)(key, answer)


def _books(uploads: Sequence[Any]) -> dict[str, Book]:
    """Every upload as read. Kept with the session: reading takes a process, and the upload itself is kept there too."""
    known_books: dict[str, Book] = st.session_state.get("books", {})
    books = {upload.file_id: known_books[upload.file_id] for upload in uploads if upload.file_id in known_books}
    unread = [upload for upload in uploads if upload.file_id not in books]
    if unread:
        bar = st.progress(0.0, text=f"正在读取 {unread[0].name}")
        with Reader() as reader:
            for place, upload in enumerate(unread):
                bar.progress(place / len(unread), text=f"正在读取第{place + 1}个,共{len(unread)}个:{upload.name}")
                books[upload.file_id] = reader.book(upload.getvalue(), upload.name)
        bar.empty()
    st.session_state["books"] = books
    return books


def _distinct(uploads: Sequence[Any]) -> list[Any]:
    return list({hashlib.sha256(upload.getvalue()).hexdigest(): upload for upload in reversed(uploads)}.values())[::-1]


def _checked(uploads: Sequence[Any], books: dict[str, Book], view: View, sender: Sender) -> list[Sent]:
    unit_id = sender.unit.unit_id if sender.unit else None
    read = [
        Read(upload.file_id, books[upload.file_id], upload.getvalue(), answers_of(upload.file_id)) for upload in uploads
    ]
    checked = computing.checked(read, view.month, unit_id)
    return [Sent(upload.file_id, one) for upload, one in zip(uploads, checked, strict=True)]
