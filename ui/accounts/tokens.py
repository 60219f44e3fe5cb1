"""Tokens of units' own systems on the screen of accounts: the list, a new one shown once, and revoking."""

import pandas as pd
import streamlit as st

from metrics import lengths
from store.engine.records import records
from store.engine.store import Store
from store.people import tokens
from ui import errors
from ui.access import acting
from ui.accounts import accounts
from ui.cache.store_cache import cached
from ui.frame import parts, tables

_WIDTHS = {"token_no": 60, "unit_name": 190, "token_label": 240, "made_text": 150, "account_state": 90}


@cached(2)
def token_rows(store: Store) -> pd.DataFrame:
    """Every token as the screen lists it."""
    rows = [
        (one["token_no"], one["unit"], one["label"], f"{one['made_at']:%Y-%m-%d %H:%M}",
         "作废" if one["is_revoked"] else "有效")
        for one in records(tokens.tokens(store))
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(_WIDTHS))


def draw() -> None:
    """All tokens, and what can be done with them."""
    rows = token_rows()
    parts.block(f"接口令牌{len(rows)}个", "供单位自己的系统报送(POST /api/submissions);点选一行可作废")
    if rows.empty:
        st.info("尚未生成接口令牌。")
    else:
        _list(rows)
    acting.show_outcome("token")
    names = accounts.unit_names()
    left, middle, right, _ = st.columns([1.2, 1.4, 0.6, 1.4], gap="small", vertical_alignment="bottom")
    unit = left.selectbox(
        "单位", sorted(names, key=names.__getitem__), index=None, format_func=names.__getitem__, key="token_unit",
        placeholder="请选择",
    )  # fmt: skip
    middle.text_input("给哪个系统使用", key="token_label", max_chars=lengths.SYSTEM)
    right.button("生成令牌", key="make_token", disabled=unit is None, on_click=_make)


def _list(rows: pd.DataFrame) -> None:
    """The tokens, and revoking the chosen one."""
    numbers = [int(number) for number in rows["token_no"]]
    table, revoke = st.columns([1.6, 1], gap="medium")
    with table:
        tables.plain_table(
            rows, list(rows.columns), alt=f"{len(rows)}个接口令牌。", key="tokens", widths=_WIDTHS,
            most=240, **tables.choosing("tokens", "token", numbers),
        )  # fmt: skip
    chosen = st.session_state.get("token")
    if chosen not in numbers:
        return
    token = records(rows)[numbers.index(chosen)]
    if token["account_state"] == "作废":
        revoke.caption(f"第{chosen}号令牌已作废。")
        return
    with revoke.popover(f"作废第{chosen}号令牌", key="revoking"):
        whose = f"{errors.plain(token['unit_name'])}的“{errors.plain(token['token_label'])}”"
        st.markdown(f"作废后,{whose}立即不能报送,不可恢复。")
        st.button("确认作废", key="revoke", on_click=_revoke, args=(chosen,))


def _make() -> None:
    """A callback: the fields as they stand at the click, not as they were when the button was drawn."""
    unit_id, label = st.session_state["token_unit"], acting.typed("token_label")
    acting.attempt(
        lambda store, by, at: tokens.make_token(store, unit_id, label, by, at),
        _show_token,
        where="token",
        act=f"生成令牌 {unit_id} {label}",
    )


def _show_token(made: tuple[int, str]) -> acting.Outcome:
    number, token = made
    return acting.Outcome(f"第{number}号令牌已生成(只显示这一次,请交给该系统的管理人员):", token)


def _revoke(number: int) -> None:
    acting.attempt(
        lambda store, by, at: tokens.revoke_token(store, number, by, at), f"第{number}号令牌已作废。", where="token"
    )
