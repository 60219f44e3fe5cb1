"""结转 on the screen of two years: what a year did not finish is chosen, previewed, and carried over with a reason."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from metrics.errors import UserError
from store.acts.rights import Actor
from store.engine.records import Record, records
from store.engine.store import Store
from store.loads import words as load_words
from store.loads.loads import Done, Preview
from store.years import carrying
from store.years.comparison import WAITING, left_over
from ui import errors
from ui.access import acting
from ui.cache import reads
from ui.cache.store_cache import cached
from ui.frame import parts, tables

WHERE = "carry over"
_SHOWN = {"code": "编号", "item": "事项", "measure": "子项", "lead_unit": "牵头单位", "target_text": "目标",
          "actual_text": "结果"}  # fmt: skip


@cached(4)
def _waiting(store: Store, year: int) -> list[Record]:
    return [row for row in records(left_over(store, year)) if row["carried_word"] == WAITING]


@cached(8)
def _preview(store: Store, year: int, wanted: tuple[tuple[str, float | None], ...]) -> Preview:
    return carrying.preview(store, year, dict(wanted), store.now())


def draw(year: int) -> None:
    """What a year left over and the next does not have yet: to be chosen, with the target that it goes over with."""
    acting.show_outcome(WHERE)
    rows = _waiting(year) if acting.may("change") else []
    if not rows:
        return
    parts.block(f"结转到{year + 1}年", "勾选后预览;累计量按差额、年末数和形象进度按原目标拟定,可以改")
    if year + 1 not in reads.begun_years():
        st.info(f"{year + 1}年度还没有开始,先在“开始使用”开始该年度,再结转。")
        return
    wanted = _chosen(year, rows)
    if not wanted:
        return
    try:
        preview = _preview(year, tuple(wanted.items()))
    except UserError as error:
        errors.show(error)
        return
    changes = load_words.change_rows(preview)
    tables.plain_table(
        changes, ["named", "what", "from_text", "after"], alt=f"结转后新增{len(changes)}处。", key="carry_changes",
        widths={"named": 430, "what": 110, "from_text": 100, "after": 420}, most=240,
    )  # fmt: skip
    for line in load_words.consequences(preview):
        st.markdown(errors.plain(line))
    who, why = st.columns([1, 3], gap="small", vertical_alignment="bottom")
    with who:
        acting.ask_name(label="您的姓名")
    with why:
        acting.ask_reason("carry")
    st.button(
        f"结转所选{len(wanted)}个子项到{year + 1}年", key="carry_sure", type="primary", on_click=_carry,
        args=(year, wanted, preview.token),
    )  # fmt: skip


def _chosen(year: int, rows: list[Record]) -> Mapping[str, float | None]:
    """What is ticked, by measure, with its target; None where that is empty."""
    offered = pd.DataFrame([
        {"is_chosen": False, **{name: row[name] for name in _SHOWN}, "target": carrying.new_target(row),
         "unit": row["unit"]}
        for row in rows
    ])  # fmt: skip
    told = {"is_chosen": tables.tick("结转"), **{name: (word, None) for name, word in _SHOWN.items()},
            "target": st.column_config.NumberColumn("结转目标", width=90, format="%.10g"),
            "unit": ("计量单位", 80)}  # fmt: skip
    alt = f"{year}年没有完成的{len(rows)}个子项,逐个勾选。"
    edited = tables.edited(offered, told, key=f"carry_{year}", alt=alt, most=340)
    return {
        row["measure_id"]: None if pd.isna(target) else float(target)
        for row, is_chosen, target in zip(rows, edited["is_chosen"], edited["target"], strict=True)
        if is_chosen
    }


def _carry(year: int, wanted: Mapping[str, float | None], token: str) -> None:
    reason = acting.typed("carry_reason")

    def carry(store: Store, by: Actor, at: dt.datetime) -> Done:
        return carrying.carry_over(store, year, wanted, reason, by, at, token)

    def told(done: Done) -> acting.Outcome:
        return acting.Outcome(
            f"{len(wanted)}个子项已结转到{year + 1}年(第{done.number}次载入);"
            "要收回的,在“目标调整”的“载入年度目标”中收回。"
        )

    acting.attempt(carry, told, ["carry_reason"], where=WHERE, act=f"结转 {year} {token}")
