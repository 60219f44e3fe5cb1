"""开始使用: what does a place still lack to run a year: name and year, units, targets, people, first templates?"""

import streamlit as st

from ui import errors
from ui.access import acting, person
from ui.cache import reads
from ui.changes import years as changed
from ui.frame import choices, parts
from ui.starting import people, place, targets, units
from ui.starting.steps import draw_step, draw_summary, found

parts.plain_heading("开始使用", ":gray[从无到有:五步建好一个年度;每步都可以停下,下次接着办]")
left, right = st.columns([4, 1], gap="small")
with right:
    region = choices.choose_region()
    acting.ask_name()
with left:
    for where in (place.WHERE, units.WHERE, *units.IN_REPORT, "load"):
        acting.show_outcome(where)


def another() -> None:
    """The way to one more place."""
    if place.may_begin_another():
        with st.expander("在本系统中再开始一个地区"):
            place.draw_new("another")


years = place.begun()
if not region or not years:
    draw_summary(None)
    with draw_step("① 地区和年度", "还没有开始", is_done=False, is_next=True):
        place.draw_new("first")
        if region:
            changed.draw_states()
    st.stop()

here = person.regions()[region]
if received := reads.received():  # its years, units and targets are of the place's own store
    st.info(errors.plain(received))
    another()
    st.stop()
year = years[0]
if len(years) > 1:
    year = st.selectbox("年度", years, key="begin_year", format_func="{}年度".format, width=160)
progress = found(year)
draw_summary(progress)
with draw_step("① 地区和年度", f"{here.name}({here.level.word},{here.code}),{year}年度", is_done=True):
    place.draw_known(here)
    changed.draw_states()
with draw_step("② 单位", f"{progress.units}个" if progress.units else "还没有", is_done=progress.units > 0,
               is_next=not progress.units):  # fmt: skip
    units.draw(year)
has_targets = progress.items > 0
told = f"{progress.items}项、{progress.measures}个子项" if has_targets else "还没有"
with draw_step("③ 年度目标", told, is_done=has_targets, is_next=progress.units > 0 and not has_targets):
    for words in progress.lacks:
        st.markdown(f":orange[{words}]")
    if has_targets:
        st.page_link("../pages/changes.py", label="逐项调整、增补载入、收回载入,都在“目标调整”")
    targets.draw(year)
roles = people.accounts_by_role()
told = f"{sum(roles.values())}个账号" if roles else "还没有账号,在本机可以先办"
with draw_step("④ 谁可以办理", told, is_done=bool(roles), is_next=False):
    people.draw_people(progress.units)
told = f"已收{progress.reports}份报送" if progress.reports else "还没有报送"
with draw_step("⑤ 首月报送模板", told, is_done=progress.reports > 0, is_next=has_targets and not progress.reports):
    if has_targets:
        people.draw_templates(year)
    else:
        st.info("载入年度目标后,这里可以下载各单位的报送模板。")
another()
