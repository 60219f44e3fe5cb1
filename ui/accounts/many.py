"""Many accounts at once: a list that is pasted or sent, what it comes to, and the slips, which are shown this once."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from loaders.report.units import rows_of_file
from metrics.errors import UserError
from store.acts.rights import ROLES, Actor
from store.engine.store import Store
from store.people.account_list import ListedAccount, listed_accounts
from store.people.accounts import add_accounts, first_passwords
from store.people.slips import FILE_NAME, slips
from store.reads import places
from store.years.unit_list import rows_of_lines
from ui import errors
from ui.access import acting, door
from ui.cache import reads
from ui.cache.store_cache import cached
from ui.frame import tables

WHERE, PASTED, FILE = "many accounts", "粘贴名单", "上传名单"
_WIDTHS = {"list_row": 50, "unit_name": 190, "list_trouble": 420}
Rows = tuple[tuple[str, ...], ...]

listed = cached(4)(listed_accounts)


def draw() -> None:
    """The slips of the accounts that were just added, and the way to add more."""
    acting.show_outcome(WHERE)
    _slips()
    with st.expander("批量新增账号(粘贴或上传名单)", key="many"):
        way = st.pills("名单从哪里来", [PASTED, FILE], default=PASTED, required=True, key="many_way",
                       label_visibility="collapsed")  # fmt: skip
        if way == PASTED:
            st.text_area(
                "每行一个账号:账号名、角色、单位,可直接从表格复制", key="many_text", height=150,
                placeholder="王芳,报送,区公安分局\n李四,审核",
            )  # fmt: skip
            st.button("核对名单", key="many_read", help="也可以按 Ctrl+Enter")  # what is typed is read by that click
        else:
            st.file_uploader("名单(Excel、CSV 或文本):列名写账号名、角色、单位", key="many_file")
        try:
            rows = _rows()
            found = listed(rows) if rows else []
        except UserError as error:
            errors.show(error)
            return
        if found:
            _preview(found, rows)


def _rows() -> Rows:
    """The cells of the list as it stands in its field, none while that is empty. Raises UserError for no list."""
    if st.session_state.get("many_way", PASTED) == PASTED:
        text = acting.typed("many_text")
        found = rows_of_lines(text, "名单") if text.strip() else []
    else:
        uploaded = st.session_state.get("many_file")
        found = [] if uploaded is None else rows_of_file(uploaded.getvalue(), uploaded.name, acting.actor().name)
    return tuple(tuple(row) for row in found)


def _preview(found: Sequence[ListedAccount], rows: Rows) -> None:
    fresh = [one.account for one in found if not one.is_there and not one.trouble]
    wrong = [str(one.row) for one in found if one.trouble]
    shown = pd.DataFrame({
        "list_row": [one.row for one in found],
        "account_name": [one.account.name for one in found],
        "role_word": [ROLES.get(one.account.role, "") for one in found],
        "unit_name": [one.account.unit or None for one in found],
        "list_trouble": [one.trouble or ("此前已有,不再新增" if one.is_there else "将新增") for one in found],
    })  # fmt: skip
    tables.plain_table(
        shown, list(shown.columns), alt=f"名单{len(found)}行。", key="many_rows", widths=_WIDTHS, most=400
    )
    if wrong:
        where = f"{'、'.join(wrong[:10])}{'等' if len(wrong) > 10 else ''}"
        st.warning(f"第{where}行须改正(原因见表),改正后再核对;一次新增全部账号,不会只增一部分。")
    st.button(
        f"新增这{len(fresh)}个账号", key="many_sure", type="primary", disabled=bool(wrong) or not fresh,
        on_click=_add, args=(rows,),
    )  # fmt: skip


def _add(previewed: Rows) -> None:
    """A callback: add what was looked at, where the field still says the same."""
    context = urlsplit(st.context.url or "")
    is_elsewhere = context.hostname is not None and context.hostname not in door.LOCAL  # else others would not get here
    address = f"{context.scheme}://{context.netloc}{door.base()}/" if is_elsewhere else ""
    found = listed(previewed) if acting.may("manage") else []
    new = first_passwords([one.account for one in found if not one.is_there and not one.trouble])

    def add(store: Store, by: Actor, at: dt.datetime) -> tuple[int, str]:
        if _rows() != previewed:
            raise UserError("名单在核对之后又有改动,请再核对一次。", title="没有新增账号")
        if any(one.trouble for one in found):
            raise UserError("名单中有须改正的行,请再核对一次。", title="没有新增账号")
        add_accounts(store, new, by, at)
        return len(new), slips(places.place(store).title, address, new)

    def told(made: tuple[int, str]) -> acting.Outcome:
        st.session_state["account_slips"] = made[1]
        return acting.Outcome(f"已新增{made[0]}个账号。")

    acting.attempt(
        add, told, ["many_text"], where=WHERE, act=f"新增账号 {hashlib.sha256(repr(previewed).encode()).hexdigest()}"
    )


def _slips() -> None:
    """The slips until they are said to be in hand; kept in this page alone, and nowhere when it is closed."""
    made = st.session_state.get("account_slips")
    if not made:
        return
    with st.container(border=True):
        st.markdown(
            "**密码条只在这里、只这一次** 每个单位一页,下载后用浏览器打开打印,当面交给本人;关闭或刷新本页就没有了。"
        )
        with st.container(horizontal=True, gap="small"):
            st.download_button(  # no text/html: that is what an address which is no screen is answered with
                "下载密码条", made, file_name=reads.place().file_name(FILE_NAME),
                mime="application/octet-stream", key="slips", type="primary",
                on_click="ignore",
            )  # fmt: skip
            st.button("已经保存,不再显示", key="slips_kept", on_click=lambda: st.session_state.pop("account_slips"))
