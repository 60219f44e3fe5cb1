"""Giving the month's state the next number, and what can be done with a state that has one."""

from dataclasses import replace

import streamlit as st

from metrics import lengths
from metrics.errors import UserError
from store.acts.publishing import publish
from store.reads.editions import Edition
from ui import errors
from ui.access import acting, person
from ui.cache import current
from ui.editions import choice


def form(draft: Edition) -> None:
    """The head of the briefing, and the button that freezes it, for whoever may."""
    if not acting.may("publish"):
        st.info("编号由审核人员进行。下面的文件按现有数据生成,标“未定期”。")
        return
    with st.form("publish", border=True):
        bulletin, office = st.columns(2, gap="small")
        named = bulletin.text_input("简报名称", draft.bulletin, max_chars=30)
        by_office = office.text_input("印发单位", draft.office, max_chars=30)
        title = st.text_input("标题", draft.title, max_chars=80)
        who, button = st.columns([1, 1], vertical_alignment="bottom", gap="small")
        if person.account() is None:
            who.text_input("您的姓名", key="sender", max_chars=lengths.PERSON, persist_state="session")
        if button.form_submit_button("定为下一期", type="primary", width="stretch"):
            _publish(replace(draft, bulletin=named, office=by_office, title=title))


def _publish(draft: Edition) -> None:
    act = f"定期 {draft.title}"
    if acting.is_repeated(act):
        return
    try:
        publish(current.store(), draft, acting.actor(), current.now())
    except UserError as error:
        st.error(f"**{errors.plain(error.title)}** {errors.plain(error.message)}")
        return
    acting.remember(act)
    choice.forget_choice()
    st.rerun()


def head(edition: Edition) -> None:
    """Who froze it and when, and the way into the dashboard as of then."""
    st.markdown(
        f"{errors.plain(edition.bulletin)} · {errors.plain(edition.office)} · "
        f":gray[{errors.plain(edition.made_by)} {edition.made_at:%Y-%m-%d %H:%M}定]"
    )
    if st.button(f"以{edition.name}的数据打开全部页面", key="open_edition", width="stretch"):
        st.switch_page("../pages/overview.py", query_params={"edition": str(edition.number)})
