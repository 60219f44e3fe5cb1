"""What the frame shows of who is signed in: the name with the way out, or the way in."""

import streamlit as st

from ui import access, errors
from ui.menu import NEEDS


def is_listed(name: str) -> bool:
    """Whether a screen stands in the menu of whoever looks. Accounts are begun by a command, not on a screen."""
    return (name not in NEEDS or access.may(NEEDS[name])) and (name != "accounts" or access.account() is not None)


def who() -> None:
    """`张三(审核) · 退出`, or the way to sign in; nothing where there is no account yet."""
    account = access.account()
    if account is not None:
        name = errors.plain(f"{account.name}({account.role_text})")
        st.markdown(f":gray[已登录:{name}] · [修改密码](/password)", width="content")
        st.button("退出", key="sign_out", type="tertiary", on_click=access.sign_out)
    elif access.known_accounts():
        st.markdown("[登录](/signin)", width="content")


def ask_to_sign_in(error: access.SignedOut) -> None:
    """What stands in a screen's place for somebody who has to sign in first."""
    st.warning(f"**{errors.plain(error.title)}** {errors.plain(error.message)}")
    if access.known_accounts():
        st.markdown("[登录](/signin)")
