"""What linked measures may take from last year, all at once: its results as bases, its months as plans."""

from functools import partial

import pandas as pd
import streamlit as st

from metrics import wording
from metrics.periods import month_name
from metrics.sentences.plan_words import plan_text
from metrics.terms import NO_VALUE, PLAN_KINDS
from store.acts.plans import change_plans
from store.acts.targets import change_bases
from store.reads.naming import measure_name
from store.years import links
from ui import errors
from ui.access import acting
from ui.cache.store_cache import cached
from ui.frame import parts, tables

_WHERE = "year links"

_bases = cached(4)(links.base_proposals)
_plans = cached(4)(links.plan_proposals)


def draw_bases(year: int) -> None:
    """Last year's results as the bases of this year's stocks."""
    found = _bases(year)
    if not found:
        return
    rows = {row["measure_id"]: result for row, result, month in found if month.month == 12}
    parts.block(f"上年结果与基数不同的年末数{len(found)}个", "12月的结果可采用为基数,全年按新基数计算")
    for row, result, month in found:
        told = f"{measure_name(row)}:基数{wording.figure(row['base'], row['unit'])},"
        told += f"上年结果{wording.figure(result, row['unit'])}({month_name(month)})"
        st.markdown(errors.plain(told + ("" if month.month == 12 else ",尚非年末数")))
    if not rows:
        return
    done = f"已采用{len(rows)}个上年结果为基数。"
    act = partial(acting.change, "bases", change_bases, rows, done=done, where=_WHERE, act=f"基数 {rows}")
    acting.ask_beside("bases", f"采用这{len(rows)}个结果为基数", act)


def draw_plans(year: int) -> None:
    """Last year's months as the plans of this year's amounts; what is planned evenly so far is ticked."""
    found = _plans(year)
    if not found:
        return
    parts.block(f"可采用上年各月进度的{len(found)}个", "采用后全年按新进度判定;现为按月均分的和没有进度的增速已先勾选")
    rows = pd.DataFrame([
        {"is_chosen": row["plan_kind"] in ("linear", None), "measure": measure_name(row),
         "now": PLAN_KINDS.get(row["plan_kind"], NO_VALUE),
         "months": plan_text("last_year", points).partition(":")[2]}
        for row, points in found
    ])  # fmt: skip
    told = {"is_chosen": tables.tick("采用"), "measure": (f"{year}年子项", 330), "now": ("现行方式", 90),
            "months": (f"{year - 1}年各月累计进度", 560)}  # fmt: skip
    alt = f"可以采用上年各月进度的{len(rows)}个子项,逐个勾选。"
    edited = tables.edited(rows, told, key=f"plans_{year}", alt=alt, most=240)
    chosen = {row["measure_id"]: points for (row, points), is_chosen in zip(found, edited["is_chosen"], strict=True)
              if is_chosen}  # fmt: skip
    act = partial(
        acting.change, "plans", change_plans, chosen, "last_year", where=_WHERE, act=f"上年进度 {list(chosen)}",
        done=f"{len(chosen)}个子项的序时进度已采用上年各月进度。",
    )  # fmt: skip
    acting.ask_beside("plans", f"采用所选{len(chosen)}个", act, disabled=not chosen)
