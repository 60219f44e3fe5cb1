"""The accounts on their screen: the list, what can be changed of one, and a new one. Passwords are shown once."""

import datetime as dt

import pandas as pd
import streamlit as st

from metrics import lengths
from store.acts.rights import ROLES, Actor
from store.engine.store import Store
from store.people.accounts import Account, activate, add_account, change_password, change_role, own_accounts
from store.people.passwords import temporary_password
from ui import errors
from ui.access import acting, person
from ui.cache import current, reads
from ui.frame import choices, parts, tables


def choose_place() -> bool:
    """Whose accounts these are, and where a new one is given rights: a region, or one above; whether it is a region."""
    choices.choose_region(person.tops())
    return _place() in person.regions()


def _place() -> str:
    """What is chosen, as of now."""
    held = st.session_state.get("region chosen")
    return held if held in person.tops() else choices.region()


def own() -> list[Account]:
    """The accounts of the chosen place and of what lies in it."""
    return own_accounts(current.store().of(_place()))


def unit_names() -> dict[str, str]:
    """Every unit's id with its name; a place above has none of its own."""
    return {unit_id: name for name, unit_id in reads.units().items()} if _place() in person.regions() else {}


def draw_alarm() -> None:
    """That many sign-ins fail, while they do."""
    if alarm := person.GUESSING.alarm(current.now()):
        st.warning(errors.plain(alarm))


def draw_list() -> Account | None:
    """All accounts; returns the chosen one, of which there is none until a row was clicked."""
    listed = own()
    parts.block(f"账号{len(listed)}个", "点选一行可以变更")
    names = [one.name for one in listed]
    # Units of two counties may bear one name.
    where = {"account_region": [one.region for one in listed]} if len({one.region_code for one in listed}) > 1 else {}
    rows = pd.DataFrame({
        "account_name": names,
        "role_word": [ROLES[one.role] for one in listed],
        **where,
        "unit_name": [one.unit for one in listed],
        "account_state": [_state(one) for one in listed],
        "changed_text": [f"{one.recorded_at:%Y-%m-%d %H:%M}" for one in listed],
    })  # fmt: skip
    tables.plain_table(
        rows, list(rows.columns), alt=f"{len(rows)}个账号的角色、单位和状态。", key="accounts",
        widths={"unit_name": 190}, most=400, **tables.choosing("accounts", "account", names),
    )  # fmt: skip
    return next((one for one in listed if one.name == st.session_state.get("account")), None)


def _state(account: Account) -> str:
    if not account.is_active:
        return "停用"
    return "临时密码" if account.is_temporary else "启用"


def draw_changes(account: Account | None) -> None:
    """Role and unit, password, and being let in, of one account. What locks somebody out is asked for again."""
    if account is None:
        parts.block("变更账号")
        acting.show_outcome("account")
        st.info("请先在账号表中点选一行。")
        return
    parts.block(f"变更:{account.name}", account.role_text)
    acting.show_outcome("account")
    _role_and_unit(f"of_{account.name}", account.role, account.unit_id)
    change, reset, stop = st.columns(3, gap="small")
    change.button("变更角色", key="change_role", width="stretch", on_click=_change_role, args=(account.name,))
    with reset.popover("重置密码", key="resetting", width="stretch"):
        st.markdown(f"{errors.plain(account.name)}此前的登录将全部失效,须凭新的临时密码重新登录。")
        st.button("确认重置密码", key="reset", on_click=_reset, args=(account.name,))
    if not account.is_active:
        stop.button("启用", key="start", width="stretch", on_click=_activate, args=(account.name, True))
        return
    with stop.popover("停用", key="stopping", width="stretch"):
        st.markdown(f"停用后,{errors.plain(account.name)}立即不能登录;可以再启用。")
        st.button("确认停用", key="stop", on_click=_activate, args=(account.name, False))


def draw_new() -> None:
    """A new account, which gets a password to be replaced at the first sign-in."""
    parts.block("新增账号", "系统生成临时密码,只显示一次,首次登录须修改")
    acting.show_outcome("new account")
    st.text_input("账号名(一般用本人姓名)", key="new_name", max_chars=lengths.PERSON)
    _role_and_unit("new", "reports", None)
    st.button("新增账号", key="add", type="primary", on_click=_add)


def _role_and_unit(key: str, role: str, unit_id: str | None) -> None:
    """Two fields, which begin with a role and a unit. `_chosen` reads them when the button is clicked."""
    left, right = st.columns(2, gap="small")
    roles, names = list(ROLES), unit_names()
    chosen = left.selectbox("角色", roles, index=roles.index(role), format_func=ROLES.__getitem__, key=f"role_{key}")
    units = sorted(names, key=names.__getitem__)
    right.selectbox(
        "单位(报送账号)", units, index=units.index(unit_id) if unit_id in units else None, key=f"unit_{key}",
        format_func=names.__getitem__, placeholder="请选择", disabled=chosen != "reports",
    )  # fmt: skip


def _chosen(key: str) -> tuple[str, str | None]:
    """The fields as they stand at the click: its arguments would be those of the last time that the page was drawn."""
    role = st.session_state[f"role_{key}"]
    return role, st.session_state.get(f"unit_{key}") if role == "reports" else None


def _change_role(name: str) -> None:
    role, unit_id = _chosen(f"of_{name}")
    acting.attempt(
        lambda store, by, at: change_role(store, name, role, unit_id, by, at), f"{name} 的角色已变更。", where="account"
    )


def _activate(name: str, is_active: bool) -> None:
    acting.attempt(
        lambda store, by, at: activate(store, name, by, at, is_active=is_active),
        f"{name} 已{'启用' if is_active else '停用'}。",
        where="account",
    )


def _reset(name: str) -> None:
    def reset(store: Store, by: Actor, at: dt.datetime) -> str:
        password = temporary_password()
        change_password(store, name, password, by, at, is_temporary=True)
        return password

    acting.attempt(
        reset,
        lambda password: acting.Outcome(f"{name} 的密码已重置,此前的登录全部失效。临时密码(只显示这一次):", password),
        where="account",
        act=f"重置密码 {name}",
    )


def _add() -> None:
    name, (role, unit_id), where = acting.typed("new_name").strip(), _chosen("new"), _place()

    def add(store: Store, by: Actor, at: dt.datetime) -> str:
        password = temporary_password()
        add_account(store.of(where), name, role, unit_id, password, by, at, is_temporary=True)
        return password

    def told(password: str) -> acting.Outcome:
        st.session_state["unit_new"] = None  # the next account is rarely the same unit's
        return acting.Outcome(f"已新增账号 {name}。临时密码(只显示这一次):", password)

    acting.attempt(add, told, ["new_name"], where="new account", act=f"新增账号 {name}")
