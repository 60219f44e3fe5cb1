"""Giving the month's state the next number, and what can be done with a state that has one."""

from dataclasses import replace

import streamlit as st

from metrics.periods import month_code
from store.acts.publishing import publish
from store.reads.editions import Edition
from ui import errors
from ui.access import acting
from ui.editions import choice


def form(draft: Edition) -> None:
    """The head of the briefing, and the button that freezes it, for whoever may."""
    if not acting.may("publish"):
        st.info("编号由审核人员进行。下面的文件按现有数据生成,标“未定期”。")
        return
    acting.show_outcome("edition")
    with st.form("publish", border=True):
        bulletin, office = st.columns(2, gap="small")
        title = f"title_{month_code(draft.view.month)}"  # another month has its own
        bulletin.text_input("简报名称", draft.bulletin, max_chars=30, key="bulletin")
        office.text_input("印发单位", draft.office, max_chars=30, key="office")
        st.text_input("标题", draft.title, max_chars=80, key=title)
        who, button = st.columns([1, 1], vertical_alignment="bottom", gap="small")
        with who:
            acting.ask_name("", label="您的姓名")
        button.form_submit_button(
            "定为下一期", type="primary", width="stretch", key="publish_sure", on_click=_publish, args=(draft, title)
        )


def _publish(draft: Edition, title: str) -> None:
    edition = replace(
        draft, bulletin=acting.typed("bulletin"), office=acting.typed("office"), title=acting.typed(title)
    )
    acting.attempt(
        lambda store, by, at: publish(store, edition, by, at), _show_edition, where="edition", act=f"定期 {title}"
    )


def _show_edition(_: Edition) -> acting.Outcome:
    """The screen itself says what came of it: it goes on with the edition, under its number."""
    choice.forget_choice()
    return acting.Outcome("")


def head(edition: Edition) -> None:
    """Who froze it and when, and the way into the dashboard as of then."""
    acting.show_outcome("edition")
    st.markdown(
        f"{errors.plain(edition.bulletin)} · {errors.plain(edition.office)} · "
        f":gray[{errors.plain(edition.made_by)} {edition.made_at:%Y-%m-%d %H:%M}定]"
    )
    if st.button(f"以{edition.name}的数据打开全部页面", key="open_edition", width="stretch"):
        st.switch_page("../pages/overview.py", query_params={"edition": str(edition.number)})
