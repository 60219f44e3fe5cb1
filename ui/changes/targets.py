"""The forms for a measure's numbers: its target from a month on, its base, its plan."""

import datetime as dt
from functools import partial

import streamlit as st

from metrics import kinds, lengths, terms, wording
from metrics.periods import month_code, month_name, parse_month
from metrics.rows import ToldRow
from metrics.sentences.plan_words import parse_points, plan_text
from store.acts import plans, targets
from store.engine.store import Store
from store.reads.last_year import last_year_points
from store.reads.reporting.closed_months import closed_since, judged_anew
from store.reads.view import View
from ui import errors
from ui.access import acting
from ui.cache import current, reads
from ui.cache.store_cache import cached


def month_field(label: str, key: str, view: View, *, chosen: bool = True) -> None:
    """A choice of one of the year's months; `chosen`: the screen's month until another is."""
    codes = [month_code(view.month.replace(month=number)) for number in range(1, 13)]
    st.selectbox(
        label, codes, index=view.month.month - 1 if chosen else None, key=key, placeholder="年末",
        format_func=lambda code: month_name(parse_month(code)),
    )  # fmt: skip


def _closed(first: dt.date) -> str:
    """What a change from a month on means for the closed ones among them."""
    store = current.store()
    return judged_anew(closed_since(store, first, store.region))


def _of_the_year(view: View) -> dt.date:
    return view.month.replace(month=1)


def draw_target(measure: ToldRow, view: View) -> None:
    """Another target from a month on."""
    measure_id, unit = measure["measure_id"], measure["unit"]
    if measure["kind"] in kinds.FIXED:
        st.info("该子项的目标不是可以调整的数:形象进度固定为100%,相对目标和参考数据没有数值。")
        return
    with st.form("target", border=False):
        st.markdown(f"现行目标**{measure['target_text']}**。 :gray[此前月份仍按原目标判定,两个目标都保留显示。]")
        if said := _closed(_of_the_year(view)):
            st.caption(f"自已封账的月份起执行的:{said}")
        fields = st.columns(3, gap="small")
        with fields[0]:
            month_field("自何月起执行", "target_from", view)
        if measure["kind"] != "ceiling":
            fields[1].number_input(f"新目标({unit})", value=None, key=f"lower_{measure_id}", format="%f",
                                   placeholder="不变")  # fmt: skip
        if measure["kind"] == "ceiling" or measure["comparator"] == "range":
            fields[2].number_input(f"新上限({unit})", value=None, key=f"upper_{measure_id}", format="%f",
                                   placeholder="不变")  # fmt: skip
        st.text_input(
            "批准依据",
            key="target_approval",
            max_chars=lengths.SOURCE,
            placeholder=f"如 {reads.month_snapshot(view).place.government}第8次常务会议纪要",
        )
        acting.ask_reason("target")
        st.checkbox("已核对数值(与现行目标相差很大的须勾选)", key="target_checked")
        st.form_submit_button("调整目标", key="target_sure", on_click=_change_target, args=(measure_id,))


def _change_target(measure_id: str) -> None:
    month, approval = parse_month(st.session_state["target_from"]), acting.typed("target_approval")
    is_checked = bool(st.session_state["target_checked"])
    fields = f"lower_{measure_id}", f"upper_{measure_id}"
    lower, upper = map(st.session_state.get, fields)
    change = partial(targets.change_target, lower=lower, upper=upper, approval=approval, is_checked=is_checked)
    done = f"目标已调整,自{month_name(month)}起执行。{_closed(month)}"
    acting.change("target", change, measure_id, month, done=done, empties=["target_approval", *fields])


def draw_base(measure: ToldRow, view: View) -> None:
    """Another base of a stock."""
    if not kinds.KINDS[measure["kind"]].has_base:
        st.info("只有年末数有上年末基数。")
        return
    with st.form("base", border=False):
        st.number_input(
            f"上年末基数({measure['unit']})", value=None, key=f"base_{measure['measure_id']}", format="%f",
            placeholder=f"现为{wording.figure(measure['base'], measure['unit'])}",
        )  # fmt: skip
        if said := _closed(_of_the_year(view)):
            st.caption(said)
        acting.ask_and_submit("base", "更正基数", _change_base, measure["measure_id"])


def _change_base(measure_id: str) -> None:
    field, done = f"base_{measure_id}", "基数已更正,全年按新基数计算。"
    base = acting.number(st.session_state[field])
    acting.change("base", targets.change_base, measure_id, base, done=done, empties=[field])


def draw_plan(measure: ToldRow, view: View) -> None:
    """Another plan for the whole year."""
    ways = list(terms.PLAN_KINDS) if measure["kind"] in kinds.PACE else ["last_year"]
    if measure["kind"] not in (*kinds.PACE, "growth"):
        st.info("该子项按水平判定,没有序时进度。")
        return
    with st.form("plan", border=False):
        st.selectbox("方式", ways, key="plan_kind", format_func=lambda kind: terms.PLAN_KINDS[kind])
        st.text_input(
            "各月累计进度", key=f"plan_{measure['measure_id']}", max_chars=300,
            placeholder="节点:4月20%、9月70%、12月100%;逐月或按上年:按顺序写12个数;按月均分不写",
        )  # fmt: skip
        if said := _closed(_of_the_year(view)):
            st.caption(said)
        last = _last_year_points(measure["measure_id"], view.month.year)
        if last:
            st.markdown(f"{view.month.year - 1}年各月:{errors.plain(plan_text('last_year', last).partition(':')[2])}")
        acting.ask_reason("plan")
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button("调整序时进度", key="plan_sure", on_click=_change_plan, args=(measure["measure_id"],))
            if last:
                take = partial(
                    acting.change, "plan", plans.change_plan, measure["measure_id"], "last_year", last,
                    done="序时进度已采用上年各月进度,全年按新进度判定。",
                )  # fmt: skip
                st.form_submit_button(f"采用{view.month.year - 1}年各月进度", key="plan_last_year", on_click=take)


@cached(8)
def _last_year_points(store: Store, measure_id: str, year: int) -> list[tuple[int, float]]:
    return last_year_points(store, year).get(measure_id, [])


def _change_plan(measure_id: str) -> None:
    kind, text = st.session_state["plan_kind"], acting.typed(f"plan_{measure_id}")
    acting.change(
        "plan", lambda store, why, by, at: plans.change_plan(store, measure_id, kind, parse_points(text), why, by, at),
        done="序时进度已调整,全年按新进度判定。", empties=[f"plan_{measure_id}"],
    )  # fmt: skip
