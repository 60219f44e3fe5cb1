"""What the frame shows of who is signed in: the name with the way out, or the way in."""

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlencode, urlsplit

import streamlit as st

from metrics.errors import UserError
from store.above.regions import place_of
from store.acts.rights import ROLES
from store.engine.store import Store
from store.reads.places import places
from store.reads.view import years
from ui import errors
from ui.access import door, person
from ui.cache import current
from ui.cache.store_cache import cached
from ui.menu import ABOVE, BEGIN, NEEDS, START, YEARS

_WITH_ACCOUNTS = ("accounts", "system")


def is_listed(name: str) -> bool:
    """Whether a screen stands in the menu of whoever looks.

    Accounts are begun by a command, not on a screen; without any, 系统状态 is found by its address.
    """
    if name == BEGIN and current.is_open() and not lacks_targets():
        return False  # it is at hand where a year is loaded, and in the way every day
    if name == ABOVE:
        return current.is_open() and bool(_told(person.tops))
    if name == YEARS and not (current.is_open() and any(len(known) > 1 for known in _known_years())):
        return False
    return (name not in NEEDS or person.may(NEEDS[name])) and (
        name not in _WITH_ACCOUNTS or person.account() is not None
    )


def title_of(name: str, title: str) -> str:
    """What a screen is called in the menu of whoever looks: 全市一览 by the level of the place looked down from."""
    if name != ABOVE or not current.is_open() or not (found := _told(person.tops)):
        return title
    return f"{place_of(_places(), found[0]).whole}一览"


def begins_above(name: str) -> bool:
    """Whether somebody of a city or province arrives, who has not chosen any screen yet: theirs is the first look."""
    has_arrived = st.session_state.get("has arrived", False)
    st.session_state["has arrived"] = True
    account = person.account()
    is_theirs = account is not None and account.region_code in _told(person.tops)
    return name == START and is_theirs and not has_arrived and not st.query_params


def _told(places_of: Callable[[], Iterable[str]]) -> list[str]:
    """Those of whoever looks; none where nobody may be told (the screen itself says why)."""
    try:
        return list(places_of())
    except UserError:
        return []


_places = cached(4, opening=current.opened)(places)


def lacks_targets() -> bool:
    """Whether there is nothing to show: no place that whoever looks may look at has targets."""
    return not any(_known_years())


def _known_years() -> Iterator[list[int]]:
    """Of each place that whoever looks may look at."""
    return (_years_of(code) for code in _told(person.regions))


@cached(16, opening=current.opened)
def _years_of(store: Store, region: str) -> list[int]:
    return years(store.of(region), region)


def who() -> None:
    """Who is signed in, with what can be done about it behind the name; or the way to sign in.

    Nothing where there is no account yet.
    """
    account = person.account()
    if account is not None:
        label = errors.plain(f"{account.name}({ROLES[account.role]})")
        with st.popover(label, key="me", type="tertiary", width="content"):
            st.markdown(f"已登录:{errors.plain(f'{account.name}({account.role_text})')}")
            if person.is_by_gateway():
                st.markdown("由统一认证登录,请在统一认证处退出。")
                return
            st.markdown(f"[修改密码]({door.address('/password')})")
            st.button("退出登录", key="sign_out", on_click=person.sign_out)
    elif person.known_accounts():
        st.markdown(_way_in(), width="content")


def ask_to_sign_in(error: person.SignedOut) -> None:
    """What stands in a screen's place for somebody who has to sign in first."""
    st.warning(f"**{errors.plain(error.title)}** {errors.plain(error.message)}")
    if person.known_accounts():
        st.markdown(f"{_way_in()} :gray[登录后回到本页]")


def _way_in() -> str:
    """A link to the form, which leads back to the screen as it stands."""
    path = door.own_path(urlsplit(st.context.url or "/").path or "/")
    shown = urlencode(st.query_params.to_dict())  # the address that Streamlit tells has none of it
    query = urlencode({"next": f"{path}?{shown}" if shown else path})
    return f"[登录]({door.address('/signin')}?{query})"
