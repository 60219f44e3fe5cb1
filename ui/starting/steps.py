"""The five steps as they stand: which are done, which is next, and what is missing in a line."""

from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from store.years.progress import Progress, progress
from ui import errors
from ui.cache.store_cache import cached

found = cached(8)(progress)


def draw_summary(progress: Progress | None) -> None:
    """What is still missing; None: everything is."""
    if progress is None:
        st.info("还缺:地区和年度、单位、年度目标。先从第一步开始。")
        return
    missing = {"单位": not progress.units, "年度目标": not progress.items}
    if lacking := [name for name, is_missing in missing.items() if is_missing]:
        st.info(f"还缺:{'、'.join(lacking)}。")
    elif not progress.reports:
        st.success("可以开始报送了:下载模板发给各单位;收回后在“数据报送”上传,“总览”和“简报”随之可用。")
    else:
        st.success("本年度已在运行。")


def draw_step(title: str, state: str, *, is_done: bool, is_next: bool = False) -> AbstractContextManager[Any]:
    """The place of a step, open where it is the next one."""
    mark = "✓" if is_done else "○"
    return st.expander(errors.plain(f"{mark} {title}:{state}"), expanded=is_next)
