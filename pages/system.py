"""系统状态: does the system run as it should, is there room, when was it backed up, and does what it holds agree?"""

import datetime as dt
import time

import pandas as pd
import streamlit as st

from metrics.version import VERSION
from store.reads.safety import condition
from ui import errors
from ui.cache import current
from ui.frame import parts
from ui.frame.watch import counted, memory, self_test

_BACKUPS, _LISTED = 8, 10


def megabytes(size: float) -> str:
    """`12.3 MB`, from a thousand on in GB."""
    return f"{size / 1e6:,.1f} MB" if size < 1e9 else f"{size / 1e9:,.1f} GB"


def ago(moment: float) -> dt.datetime:
    """The store's time of a moment that time.monotonic counted."""
    return current.now() - dt.timedelta(seconds=round(time.monotonic() - moment))


store = current.opened()
now = condition.of(store)
minutes = int((time.monotonic() - counted.STARTED_AT) / 60)
held, own = memory.megabytes()
backups = condition.backups(store)[:_BACKUPS]
is_server = not store.backs_itself_up
tested = self_test.last(store)

parts.plain_heading("系统状态", f"程序版本**{VERSION}** · 已运行**{minutes // 60}**小时**{minutes % 60}**分钟")

shown = [
    ("数据库" if is_server else "数据文件", megabytes(now.store_bytes), f"已入库报送{now.submissions}份"),
    ("磁盘可用", megabytes(now.free_bytes), f"共{megabytes(now.disk_bytes)}"),
    ("内存", f"{held:,} MB", f"其中程序数据{own:,} MB"),
    ("打开的页面", f"{counted.open_pages()}个", "各人浏览器中打开的本系统页面"),
    ("出错", f"{errors.logged_count()}次", "自启动以来;编号见下表"),
]
for column, (label, value, note) in zip(st.columns(len(shown), gap="small"), shown, strict=True):
    with column.container(border=True):
        st.metric(label, value)
        st.caption(note)

left, right = st.columns(2, gap="medium")
with left:
    parts.block("自检", "校验链、对应关系、保存的原表、回执;只检查,不改动数据")
    st.button("开始自检", key="self_test", on_click=self_test.asked)
    if tested is None:
        st.caption("启动以来还没有自检。")
    elif tested.problems:
        listed = "\n".join(f"- {errors.plain(one)}" for one in tested.problems[:_LISTED])
        more = f"\n- 另有{len(tested.problems) - _LISTED}处" if len(tested.problems) > _LISTED else ""
        st.error(f"{tested.at:%Y-%m-%d %H:%M} 自检发现{len(tested.problems)}处问题,请用备份核对:\n{listed}{more}")
    else:
        st.success(f"{tested.at:%Y-%m-%d %H:%M} 自检:{'数据库' if is_server else '数据文件'}完好。")
    parts.block("最近出错", "把编号告知系统管理员,可在日志中查到原因")
    if errors.RECENT:
        rows = [(f"{ago(one.at):%Y-%m-%d %H:%M:%S}", one.reference) for one in reversed(errors.RECENT)]
        st.table(pd.DataFrame(rows, columns=["时间", "编号"]).set_index("时间"), border="horizontal")
    else:
        st.caption("启动以来没有出错。")
with right:
    parts.block(
        "备份",
        "由数据库管理员定时做,本系统不自动备份;这里只列用命令备份到默认文件夹的" if is_server
        else "每天自动备份,升级前和封账时另备一份;按整块存放,可能大于刚启用的数据文件;恢复的办法见《使用说明》",
    )  # fmt: skip
    if backups:
        listed_rows = [(f"{one.made_at:%Y-%m-%d %H:%M}", one.why, megabytes(one.size_bytes)) for one in backups]
        st.table(pd.DataFrame(listed_rows, columns=["时间", "由来", "大小"]).set_index("时间"), border="horizontal")
    elif is_server:
        st.warning("这里没有备份。请向数据库管理员核实备份是否按时;也可以用命令备份(python -m store backup 文件)。")
    else:
        st.warning("还没有备份。系统运行时每天自动备份一次,也可以随时用命令备份(见《使用说明》)。")
