"""What the frame shows of who is signed in: the name with the way out, or the way in."""

from urllib.parse import urlencode, urlsplit

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
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            st.markdown(f":gray[已登录:{name}] · [修改密码](/password)", width="content")
            st.button("退出", key="sign_out", type="tertiary", on_click=access.sign_out)
    elif access.known_accounts():
        st.markdown(_way_in(), width="content")


def ask_to_sign_in(error: access.SignedOut) -> None:
    """What stands in a screen's place for somebody who has to sign in first."""
    st.warning(f"**{errors.plain(error.title)}** {errors.plain(error.message)}")
    if access.known_accounts():
        st.markdown(f"{_way_in()} :gray[登录后在新打开的页面中继续]")


def _way_in() -> str:
    """A link to the form, which leads back to the screen as it stands."""
    here = urlsplit(st.context.url or "/")
    return f"[登录](/signin?{urlencode({'next': f'{here.path}?{here.query}' if here.query else here.path or '/'})})"
