"""The last two steps: who may sign in, and the first templates."""

import datetime as dt
from collections import Counter

import streamlit as st

from loaders.template.archive import archive_name, template_archive
from metrics.periods import month_code, month_name, months_of_year
from store.engine.store import Store
from store.people.accounts import own_accounts
from ui import errors
from ui.access import person
from ui.cache import current
from ui.cache.store_cache import cached
from ui.frame import months
from ui.reporting import results

_FIRST = "python -m store account add 您的姓名 --role 管理"


@cached(4)
def accounts_by_role(store: Store) -> Counter[str]:
    """How many accounts there are in a role."""
    return Counter(one.role for one in own_accounts(store) if one.is_active)


def draw_people(unit_count: int) -> None:
    """Who may sign in; the first account is made at the machine, the others on their screen."""
    if not person.known_accounts():
        st.markdown(
            "只在本机一个人使用的,可以先不建账号:在本机打开就能办理,姓名记入操作记录。"
            "要让各单位自己报送的,在本机的命令行建立第一个管理账号(密码自己输入,不显示):"
        )
        st.code(_FIRST, language=None)
        st.markdown("建好后刷新本页登录,其他账号在“账号管理”里新增。")
        return
    found = accounts_by_role()
    st.markdown(
        f"现有管理账号{found['administers']}个、审核{found['reviews']}个、"
        f"报送{found['reports']}个、领导{found['looks']}个;单位{unit_count}家。"
    )
    st.page_link("../pages/accounts.py", label="到“账号管理”新增账号")


def draw_templates(year: int) -> None:
    """The templates of a month, all units' in one file, and where they come back to."""
    asked = months.due(current.store().region)
    month = st.selectbox(
        "哪个月的数据", months_of_year(dt.date(year, 12, 1)), format_func=month_name,
        index=asked.month - 1 if asked.year == year else 0,
        key=f"begin_month_{year}", help="各单位填的是截至当月的累计数",
    )  # fmt: skip
    register = results.month_register(month)
    suppliers = register.suppliers()
    if not suppliers:
        st.info(f"{month_name(month)}没有要报的数据,请选别的月份。")
        return
    st.download_button(
        f"下载{len(suppliers)}家单位的报送模板(zip)", lambda: template_archive(register),
        file_name=archive_name(register), key="begin_templates", on_click="ignore", type="primary",
    )  # fmt: skip
    st.markdown(errors.plain(f"发给各单位填好,收回后在“数据报送”上传{month_name(month)}的表。"))
    st.page_link("../pages/reporting.py", label="到“数据报送”", query_params={"month": month_code(month)})
