"""Giving the month's state the next number, and what can be done with a state that has one."""

from dataclasses import replace

import streamlit as st

from briefing.notice.period import deadline
from metrics.periods import month_code
from store.acts.publishing import publish
from store.reads.editions import PARTS, Edition, Letter
from ui import errors
from ui.access import acting
from ui.cache import reads
from ui.editions import choice

_LONG, _SHORT = 200, 30  # characters


def form(draft: Edition) -> None:
    """The head of the briefing, and the button that freezes it, for whoever may."""
    if not acting.may("publish"):
        st.info(f"{errors.plain(reads.received()) or '编号由审核人员进行。'}下面的文件按现有数据生成,标“未定期”。")
        return
    acting.show_outcome("edition")
    with st.form("publish", border=True):
        bulletin, issue = st.columns([1.6, 1], gap="small")
        title = f"title_{month_code(draft.view.month)}"  # another month has its own
        bulletin.text_input("简报名称", draft.bulletin, max_chars=30, key="bulletin")
        st.text_input("印发单位", draft.office, max_chars=30, key="office")
        issue.number_input(
            "期号", 1, 999, value=None, key="issue", placeholder=f"第{draft.issue}期",
            help="不填则接本年度同名简报的上一期,每年从第1期起;此前已用其他方式印发的,写明从第几期接续",
        )  # fmt: skip
        st.text_input("标题", draft.title, max_chars=80, key=title)
        _letter(draft.letter)
        who, button = st.columns([1, 1], vertical_alignment="bottom", gap="small")
        with who:
            acting.ask_name("", label="您的姓名")
        button.form_submit_button(
            "定为下一期", type="primary", width="stretch", key="publish_sure", on_click=_publish, args=(draft, title)
        )


def _letter(usual: Letter) -> None:
    """What a clerk may add; none of it must be filled in."""
    with st.expander("主送、抄送、文号、期限和要求(可不填)"):
        st.text_input(
            "主送",
            usual.addressees,
            max_chars=_LONG,
            key="addressees",
            placeholder=f"如 各镇(街道),{reads.place().rank}各部门",
        )
        st.text_input("抄送", usual.copies, max_chars=_LONG, key="copies")
        number, signed, day = st.columns(3, gap="small")
        number.text_input("发文字号", usual.document_no, max_chars=_SHORT, key="document_no")
        signed.text_input("签发", usual.signed_by, max_chars=_SHORT, key="signed_by")
        day.date_input("回复期限", usual.deadline, key="deadline", format="YYYY-MM-DD", help="不填则为定期后14天")
        st.text_area(
            "另加的工作要求(一行一条)", "\n".join(usual.requirements), max_chars=600, key="requirements", height=90
        )
        st.multiselect("不写的部分", PARTS, default=usual.left_out, key="left_out", placeholder="全部写")


def _typed() -> Letter:
    words = {name: acting.typed(name) for name in ("addressees", "copies", "document_no", "signed_by")}
    return Letter(
        **words,
        requirements=tuple(acting.typed("requirements").splitlines()),
        deadline=st.session_state.get("deadline"),
        left_out=tuple(st.session_state.get("left_out") or ()),
    )


def _publish(draft: Edition, title: str) -> None:
    issue = st.session_state.get("issue")
    edition = replace(
        draft, bulletin=acting.typed("bulletin"), office=acting.typed("office"), title=acting.typed(title),
        letter=_typed(),
    )  # fmt: skip
    acting.attempt(
        lambda store, by, at: publish(store, edition, by, at, issue), _show_edition, where="edition",
        act=f"定期 {title}",
    )  # fmt: skip


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
    told = [f"**{word}** {errors.plain(text)}" for word, text in _told(edition) if text]
    st.markdown("  \n".join(told))
    if st.button(f"以{edition.name}的数据打开全部页面", key="open_edition", width="stretch"):
        st.switch_page("../pages/overview.py", query_params={"edition": str(edition.number)})


def _told(edition: Edition) -> list[tuple[str, str]]:
    """What was typed for its notice, each under the word by which it was asked for."""
    letter = edition.letter
    return [
        ("发文字号", letter.document_no), ("签发", letter.signed_by), ("主送", letter.addressees),
        ("抄送", letter.copies), ("回复期限", deadline(edition)), ("另加的工作要求", ";".join(letter.requirements)),
        ("不写的部分", "、".join(letter.left_out)),
    ]  # fmt: skip
