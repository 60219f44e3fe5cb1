"""The proposed rows, the least sure first: each beside its sentence, its figure marked, to be mended and decided."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from loaders.report.drafts.draft import MENDED, Draft
from loaders.report.drafts.plan import EXAMPLE, plan_words
from loaders.report.drafts.standing import NO_LEAD, WAITS, certain, counts
from loaders.report.naming import UnitNames
from loaders.targets.rows import ADOPTED, PENDING, REJECTED
from metrics import lengths, terms
from ui.changes.report import beside, under_way
from ui.frame import tables

_PAGE = 5
_PIXELS = 98  # of a row: its sentence has four lines beside it
ALL = "全部"
_TICKS = (ADOPTED, REJECTED)  # a column each: one click decides
AS_BEFORE = "同上年"  # one click takes what last year's measure offers


def draw(draft: Draft, fields: Sequence[DeltaGenerator]) -> None:
    """The filters, what may be done at once (in three `fields` above), and a page of rows beside the text."""
    units = under_way.units(draft.year)
    found = {**counts(draft, units), ALL: draft.by_doubt}
    pills, bulk = st.columns([4.2, 1], vertical_alignment="center", gap="small")
    chosen = st.session_state.get("review_filter")  # stays to be seen when its last row has gone
    which = pills.pills(
        "筛选", [what for what, numbers in found.items() if numbers or what in (WAITS, chosen)], default=WAITS,
        required=True, key="review_filter", label_visibility="collapsed",
        format_func=lambda what: f"{what} {len(found[what])}",
    )  # fmt: skip
    listed = found[which or WAITS]
    choice, sure, these = fields
    blocks = list(dict.fromkeys(draft.rows[number].block for number in range(len(draft.rows))))
    block = choice.selectbox("所在列表", blocks, index=None, key="review_block", placeholder="全部列表和章节")
    if block:
        listed = [number for number in listed if draft.rows[number].block == block]
    clear = certain(draft, units)
    sure.button(
        f"采用确定的{len(clear)}行" if clear else "没有待采用的确定行", key="accept_certain", type="primary",
        disabled=not clear, width="stretch", on_click=_decide, args=(draft.year, clear),
        help="读得确定、没有存疑、单位已登记、内容齐全的各行",
    )  # fmt: skip
    _take_all(draft, listed, bulk)
    skipped = (ADOPTED,) if which == REJECTED else _TICKS  # what was not adopted stays so, unless those are looked at
    waiting = [number for number in listed if draft.decision(number) not in skipped] if block else []
    these.button(
        f"采用所列的{len(waiting)}行" if block else "采用整个列表", key="accept_listed", disabled=not waiting,
        width="stretch", on_click=_decide, args=(draft.year, waiting), help="先选所在列表,再一次采用其中筛选出的各行",
    )  # fmt: skip
    if which == NO_LEAD and listed:
        _lead(draft, listed, units)
    if not listed:
        waits = len(found[WAITS])
        st.success("这里没有要审核的行" + (f",还有{waits}行在“{WAITS}”中。" if waits and which != WAITS else "。"))
        return
    _page(draft, listed, units)


def _take_all(draft: Draft, listed: Sequence[int], where: DeltaGenerator) -> None:
    """What last year's measures offer to the rows that are listed, in one click."""
    offered = [number for number in listed if draft.rows[number].offers and not draft.is_as_last_year(number)]
    if offered:
        where.button(
            f"所列{len(offered)}行{AS_BEFORE}", key="last_year_listed", on_click=_take_last_year, width="stretch",
            args=(draft.year, offered), help="名称、类型、报送频率、单位、基数、序时进度照上年子项;逐行可在表中勾选",
        )  # fmt: skip


def _take_last_year(year: int, numbers: Sequence[int]) -> None:
    under_way.change(year, lambda draft: draft.take_last_year(numbers))


def _lead(draft: Draft, listed: Sequence[int], units: UnitNames) -> None:
    choice, button = st.columns([3, 1], vertical_alignment="bottom", gap="small")
    choice.selectbox(
        "拟定牵头单位", sorted(units.names), index=None, key="review_lead", label_visibility="collapsed",
        placeholder="原文没有写牵头单位的,可先拟定一个,以后再调整",
    )  # fmt: skip
    button.button(
        f"所列{len(listed)}行由其牵头", key="lead_listed", on_click=_take_lead, args=(draft.year, list(listed)),
        width="stretch",
    )  # fmt: skip


def _take_lead(year: int, listed: list[int]) -> None:
    if name := st.session_state.get("review_lead"):
        under_way.change(year, lambda draft: draft.lead(listed, name))


def _page(draft: Draft, listed: Sequence[int], units: UnitNames) -> None:
    count = -(-len(listed) // _PAGE)
    if st.session_state.get("review_page", 1) > count:  # rows that were decided have left the list
        st.session_state["review_page"] = count
    table, pages = st.container(), st.empty()  # the pages are turned below the rows
    page = pages.pagination(count, key="review_page") if count > 1 else 1
    shown = listed[(page - 1) * _PAGE : page * _PAGE]
    text, table = table.columns([1, 2.5], gap="small")
    with text, st.container(gap=None):
        with st.container(height=tables.ROW_PIXELS, border=False):
            st.markdown(f":gray[原文 · 第{page}/{count}页 · 右边各格双击可改]")
        for number in shown:
            with st.container(height=_PIXELS, border=False, gap=None):
                st.markdown(beside.told(draft, number, units))
    with table:
        _editor(draft, shown, units)


def _editor(draft: Draft, shown: Sequence[int], units: UnitNames) -> None:
    values = [draft.values(number) for number in shown]
    is_relative = any(row["kind"] == terms.KINDS["relative"] for row in values)
    names = [name for name in MENDED if name != "reference" or is_relative]
    growths = draft.referable()
    frame = pd.DataFrame(
        [{**{word: draft.decision(number) == word for word in _TICKS}, **{name: row.get(name) for name in names},
          "plan": row.get("plan") or plan_words(row), "reference": growths.get(row.get("reference") or ""),
          AS_BEFORE: _is_as_before(draft, number)}
         for number, row in zip(shown, values, strict=True)]
    ).astype({"lower": "float64", "upper": "float64", AS_BEFORE: "boolean"})  # fmt: skip
    order = [*_TICKS, *([AS_BEFORE] if frame[AS_BEFORE].notna().any() else []), *names]
    # A name that the store does not know stays to be seen.
    written = [row["lead_unit"] for row in values if row.get("lead_unit") and row["lead_unit"] not in units.names]
    key = f"review_rows_{draft.sha256[:8]}_{st.session_state.setdefault('review_round', 0)}"
    ticks = {ADOPTED: 62, REJECTED: 74, AS_BEFORE: 66}
    columns = {name: st.column_config.CheckboxColumn(name, width=width) for name, width in ticks.items()}
    columns |= measure_columns([*sorted(units.names), *dict.fromkeys(written)], list(growths.values()))
    st.data_editor(
        frame, column_config=columns,
        hide_index=True, key=key, placeholder=terms.NO_VALUE, column_order=order,
        row_height=_PIXELS, height=_PIXELS * len(shown) + tables.ROW_PIXELS + 3, on_change=_mend,
        args=(draft.year, list(shown), key), alt=f"报告整理出的{len(shown)}行,可以修改和审核。",
    )  # fmt: skip


def _is_as_before(draft: Draft, number: int) -> bool | None:
    return draft.is_as_last_year(number) if draft.rows[number].offers else None


def bound(heading: str, pixels: int) -> Any:
    """A column for a number."""
    return st.column_config.NumberColumn(heading, width=pixels, format="%.10g")


def measure_columns(leads: list[str], references: list[str], new: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The columns of a table in which measures are written; `new`: what a new row begins with."""

    def chosen(name: str, heading: str, words: Mapping[str, str], width: int) -> Any:
        return st.column_config.SelectboxColumn(
            heading, width=width, options=list(words.values()), required=True, default=(new or {}).get(name)
        )

    return {
        "measure": st.column_config.TextColumn("子项", width=102, required=True, max_chars=lengths.TITLE),
        "comparator": chosen("comparator", "比较", terms.COMPARATORS, 68),
        "lower": bound("目标值", 76),
        "upper": bound("上限", 64),
        "unit": st.column_config.TextColumn("单位", width=64, required=True, max_chars=lengths.UNIT_OF_MEASURE),
        "kind": chosen("kind", "类型", terms.KINDS, 72),
        "lead_unit": st.column_config.SelectboxColumn("牵头单位", width=88, options=leads),
        "calendar": chosen("calendar", "频率", terms.CALENDARS, 64),
        "plan": st.column_config.TextColumn("计划节点", width=88, help=f"分步推进的写明各月累计,如 {EXAMPLE}"),
        "reference": st.column_config.SelectboxColumn("参照指标", width=150, options=references),
    }


def _mend(year: int, shown: list[int], key: str) -> None:
    """A callback: keep what was changed in the table, which then begins anew with it."""
    edited: dict[int, dict[str, Any]] = st.session_state[key]["edited_rows"]

    def take(draft: Draft) -> None:
        for place, changed in edited.items():
            number, values = shown[int(place)], dict(changed)
            for word in _TICKS:
                if (is_ticked := values.pop(word, None)) is not None:
                    draft.decide([number], word if is_ticked else PENDING)
            if (is_taken := values.pop(AS_BEFORE, None)) is not None:
                draft.take_last_year([number], back=not is_taken)
            draft.mend(number, values)

    under_way.change(year, take)
    st.session_state["review_round"] += 1


def _decide(year: int, numbers: Sequence[int]) -> None:
    under_way.change(year, lambda draft: draft.decide(numbers, ADOPTED))
