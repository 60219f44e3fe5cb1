"""The log of sign-ins on the screen of accounts: the last entries, of all or of one account, and to take along."""

import streamlit as st

from metrics.columns import columns
from store.people.sign_ins import EACH, sign_in_rows
from ui.access import person
from ui.accounts import accounts
from ui.cache import current
from ui.frame import tables

SHOWN, TAKEN = (50, 200, 1000), 20_000
_WIDTHS = {"happened_text": 160, "sign_in_word": 120, "account_name": 150, "address": 160, "times": 130}


def draw() -> None:
    """Read anew on each run: no cache knows of a sign-in."""
    with st.expander("登录记录:登录、登录失败和退出", key="log"):
        left, right, _ = st.columns([1, 1, 2], gap="small")
        names = [one.name for one in accounts.own()]
        name = left.selectbox("账号", names, index=None, key="log_name", placeholder="全部")
        most = right.selectbox("显示", SHOWN, key="log_most", format_func=lambda number: f"最近{number}条")
        store, codes = current.store(), [*person.regions(), *person.tops()]
        rows = sign_in_rows(store, codes, name, most)
        if rows.empty:
            st.info("还没有登录记录。")
            return
        tables.plain_table(
            rows, list(rows.columns), alt=f"最近{len(rows)}条登录记录。", key="sign_ins", widths=_WIDTHS, most=400
        )
        st.caption(f"不记密码;不存在的账号名不记。同一来源1小时内超过{EACH}次的,记第8、16、32……次。")
        note = f"{current.now():%Y-%m-%d %H:%M} · {f'账号 {name}' if name else '全部账号'} · 最近{TAKEN}条以内"
        tables.excel(
            lambda: sign_in_rows(store, codes, name, TAKEN), columns(*rows.columns), title="登录记录", note=note,
            name="登录记录", key="log",
        )  # fmt: skip
