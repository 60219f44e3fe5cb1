"""The second step of a report: workbooks are sent, and checked one after the other in a child."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from loaders.check import batch as batches
from loaders.check.actuals import check
from loaders.check.result import Checked
from loaders.files.reader import Reader
from loaders.table.layout import IGNORE
from loaders.table.questions import NO_ANSWERS, UNIT_KEY, Answers
from loaders.table.units_of_measure import is_known
from store.reads.view import View
from ui import errors
from ui.frame import parts, tables
from ui.reporting import drafts, results, typed
from ui.reporting.drafts import Upload
from ui.reporting.start import Sender

NONE_OF_OURS = "不是报送事项,不读取"
_WIDTHS = {"file_name": 236, "unit_name": 100, "row_count": 70, "error_count": 48, "doubt_count": 48, "missing": 70}


class Sent(NamedTuple):
    """One workbook that was sent, checked, with the key of its upload, and that of all that the check depends on.

    `is_typed`: it was typed on the screen, so that its sender has no file and knows none of its cells.
    """

    file_id: str
    checked: Checked
    key: results.Key
    is_typed: bool


def round_no() -> int:
    """Counts the reports of this session: each begins with an empty uploader."""
    return int(st.session_state.setdefault("round", 0))


def draw(view: View, sender: Sender) -> list[Sent]:
    """The uploader, and what came of each workbook; the same content twice counts once."""
    parts.block(
        "② 上传填好的表格",
        f"将表格文件拖到下框,或点“选择文件”;模板或本单位自己的表都可以,可选多个,每个不超过{st.get_option('server.maxUploadSize')}MB;"
        "确认前只检查,不入库",
    )
    left, right = st.columns([1, 1.55], gap="medium")
    with left:
        uploads: Sequence[Any] = st.file_uploader(
            "表格文件", type=None, accept_multiple_files=True, key=f"upload_{round_no()}", label_visibility="collapsed"
        )
        typed_here = typed.draw(view, sender, round_no())
        names = {one.name for one in typed_here.values()}  # restored when this session is back from another screen
        before = [one for one in drafts.restored() if one.name not in names]
        if before:
            _taken_up(before)
    with right:
        taken = [*before, *(_upload(one.name, one.getvalue()) for one in uploads)]
        own = {_upload(one.name, one.content): unit for unit, one in typed_here.items() if one.content}
        taken += own
        distinct = list({one.content: one for one in reversed(taken)}.values())[::-1]
        drafts.keep(distinct)
        chosen = sender.unit.unit_id if sender.unit else None
        checked = _checked(distinct, view, [own.get(one, chosen) for one in distinct])
        sent = [Sent(one.file_id, found, key, one in own) for one, (key, found) in zip(distinct, checked, strict=True)]
        if not sent:
            st.info("尚未上传文件。上传后,这里列出每个文件的检查结果。")
            if drafts.was_lost():
                st.warning(f"刷新前上传的文件没有保留下来(只保留{drafts.MINUTES}分钟),没有入库,请重新上传。")
            return []
        rows = batches.file_rows([one.checked for one in sent])
        tables.plain_table(
            rows, ["file_name", "unit_name", "row_count", "error_count", "doubt_count", "missing", "verdict"],
            alt=f"上传的{len(rows)}个文件的检查结果。", key="files", widths=_WIDTHS, most=200,
        )  # fmt: skip
        if len(sent) < len(taken):
            st.caption(f"有{len(taken) - len(sent)}个文件与其他文件内容完全相同,只计一次。")
    return sent


def _taken_up(uploads: Sequence[Upload]) -> None:
    """What a reload has not lost."""
    names = "、".join(errors.plain(one.name) for one in uploads)
    words, button = st.columns([3, 1], vertical_alignment="center", gap="small")
    words.caption(f"已恢复刷新前上传的{len(uploads)}个文件及各项回答(尚未入库):{names}。")
    button.button("重新上传", key="begin_anew", on_click=drafts.begin_anew, width="stretch")


def _upload(name: str, content: bytes) -> Upload:
    digest = hashlib.sha256(content)
    digest.update(name.encode("utf-8", "replace"))
    return Upload(digest.hexdigest()[:32], name, content)


def answers_of(file_id: str) -> Answers:
    """What was said of a workbook's columns and rows so far."""
    found: Answers = st.session_state.setdefault("answers", {}).get(file_id, NO_ANSWERS)
    return found


def take_answer(file_id: str, kind: str, key: str, widget: str) -> None:
    """A callback: keep what a selectbox says of a column or a row of a workbook."""
    said, answer = answers_of(file_id), st.session_state[widget]
    if key.startswith(UNIT_KEY) and answer is not None and not is_known(answer.lstrip("0123456789.")):
        st.session_state[f"refused_{widget}"] = answer  # typed, and no unit either
        return
    if answer is not None:
        st.session_state["answers"][file_id] = (said.with_column if kind == "column" else said.with_row)(key, answer)


def ask(
    file_id: str, kind: str, key: str, label: str, names: Mapping[str, str], answer: str | None, *, widget: str,
    placeholder: str = "请选择", take: Callable[[str, str, str, str], None] = take_answer, **options: Any,
) -> str | None:  # fmt: skip
    """A question of a workbook: one of some names, `answer` until another is chosen. `options` go to st.selectbox."""
    codes = list(names)
    chosen: str | None = st.selectbox(
        label, codes, index=codes.index(answer) if answer in codes else None, key=widget, placeholder=placeholder,
        format_func=lambda code: names.get(code, code),  # what is typed is its own name
        on_change=take, args=(file_id, kind, key, widget), **options,
    )  # fmt: skip
    return chosen


def row_widget(file_id: str, key: str) -> str:
    """The key of the selectbox that asks about a row of a workbook."""
    return f"row_{file_id}_{key}"


def set_aside(file_id: str, keys: Sequence[str]) -> None:
    """A callback: rows of a workbook that are none of ours."""
    for key in keys:
        st.session_state["answers"][file_id] = answers_of(file_id).with_row(key, IGNORE)
        st.session_state[row_widget(file_id, key)] = IGNORE


def _checked(uploads: Sequence[Upload], view: View, units: Sequence[str | None]) -> list[tuple[results.Key, Checked]]:
    """Every upload, with whose it is, read and checked in a child. Kept until what it is compared with changes."""
    keys = [
        results.key_of(one, answers_of(one.file_id), view.month, unit) for one, unit in zip(uploads, units, strict=True)
    ]
    known: dict[results.Key, Checked] = st.session_state.get("checks", {})
    checks = {key: known[key] for key in keys if key in known}
    unread = [place for place, key in enumerate(keys) if key not in checks]
    if unread:
        bar = st.progress(0.0, text="正在检查")
        for done, place in enumerate(unread):
            one = uploads[place]
            bar.progress(done / len(unread), text=f"正在检查第{done + 1}个,共{len(unread)}个:{errors.plain(one.name)}")

            def tell(before: int, done: int = done) -> None:
                bar.progress(done / len(unread), text=f"正在排队,前面还有{before}个文件")

            register, reader = results.month_register(view.month), Reader(_whose(), tell)
            said = answers_of(one.file_id)
            checks[keys[place]] = check(one.content, one.name, register, reader, units[place], said)
        bar.empty()
    st.session_state["checks"] = checks
    judged = results.judged(tuple(keys), [checks[key] for key in keys]) if keys else []
    return list(zip(keys, judged, strict=True))


def _whose() -> str:
    """Of whom one file is opened at a time."""
    context = get_script_run_ctx()
    return drafts.owner() or (context.session_id if context else "")
