"""What linked measures may take from last year, all at once: its results as bases, its months as plans."""

import hashlib

import pandas as pd
import streamlit as st

from metrics import wording
from metrics.periods import month_name
from metrics.sentences.plan_words import Points, plan_text
from metrics.terms import NO_VALUE, PLAN_KINDS
from store.acts.plans import change_plans
from store.acts.targets import change_bases
from store.engine.records import Record
from store.reads.naming import measure_name
from store.years import links
from ui import errors
from ui.access import acting
from ui.cache.store_cache import cached
from ui.frame import parts

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
    acting.ask_beside("bases", f"采用这{len(rows)}个结果为基数", _take_bases, rows)


def _take_bases(bases: dict[str, float]) -> None:
    acting.change(
        "bases", lambda store, why, by, at: change_bases(store, bases, why, by, at),
        f"已采用{len(bases)}个上年结果为基数。", where=_WHERE, act=f"基数 {bases}",
    )  # fmt: skip


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
    edited = st.data_editor(
        rows, hide_index=True, key=f"plans_{year}_{_digest(found)}", height=parts.fitting(rows, 240),
        disabled=["measure", "now", "months"], alt=f"可以采用上年各月进度的{len(rows)}个子项,逐个勾选。",
        column_config={
            "is_chosen": st.column_config.CheckboxColumn("采用", width=50),
            "measure": st.column_config.TextColumn(f"{year}年子项", width=330),
            "now": st.column_config.TextColumn("现行方式", width=90),
            "months": st.column_config.TextColumn(f"{year - 1}年各月累计进度", width=560),
        },
    )  # fmt: skip
    chosen = {row["measure_id"]: points for (row, points), is_chosen in zip(found, edited["is_chosen"], strict=True)
              if is_chosen}  # fmt: skip
    acting.ask_beside("plans", f"采用所选{len(chosen)}个", _take_plans, chosen, disabled=not chosen)


def _digest(found: list[tuple[Record, Points]]) -> str:
    """Of which measures: what was ticked is kept by place, and must not tick another's row."""
    return hashlib.sha256(" ".join(row["measure_id"] for row, _ in found).encode()).hexdigest()[:16]


def _take_plans(chosen: dict[str, Points]) -> None:
    acting.change(
        "plans", lambda store, why, by, at: change_plans(store, chosen, "last_year", why, by, at),
        f"{len(chosen)}个子项的序时进度已采用上年各月进度。", where=_WHERE, act=f"上年进度 {list(chosen)}",
    )  # fmt: skip
