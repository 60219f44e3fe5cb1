"""An open item: whose it is, its measures, one measure's course and words, and where its figures come from."""

import streamlit as st

from briefing.charts.measure_course import shows
from metrics import terms, wording
from metrics.periods import month_name
from metrics.rows import MeasureRow
from metrics.sentences import outlook_words, target_steps
from store.engine.records import records
from store.reads.figures.dossiers import Dossier
from store.reads.view import View
from ui import errors
from ui.cache import charts, reads
from ui.components import listing
from ui.frame import choices, parts, tables
from ui.frame.column_room import PAGE

_MEASURES = [
    "status_word", "measure_label", "target_text", "actual_text", "done_pct", "plan_pct", "margin_points",
    "months_behind",
]  # fmt: skip
_WIDTHS = {
    "status_word": 126, "measure_label": 162, "target_text": 114, "actual_text": 108, "done_pct": 78, "plan_pct": 88,
    "margin_points": 104, "months_behind": 66,
}  # fmt: skip
_REASONS = ["measure_label", "why", "what_it_takes", "outlook_word", "supplier_unit", "note"]
_REASONS_WIDTHS = {
    "measure_label": 160, "why": 372, "what_it_takes": 222, "outlook_word": 76, "supplier_unit": 104, "note": 150,
}  # fmt: skip
_TAKEN_ALONG = [
    "status_word", "target_text", "actual_text", "lower", "upper", "actual", "unit", "done_pct", "plan_pct",
    "margin_points", "months_behind", "computed_word", "source", "outlook_text", "outlook_basis", "outlook_value",
    "outlook_low", "outlook_high",
]  # fmt: skip
_HISTORY = ["reported_month", "value_text", "standing", "revision"]
_WHERE_KNOWN = ["vintage", "basis", "odd_reason"]  # columns that most histories have nothing in
_ORIGIN = ["demo_text", "file_text", "place_text", "submitted_by", "submitted_text"]
_HISTORY_WIDTHS = {
    "reported_month": 88, "value_text": 100, "standing": 150, "revision": 84, "demo_text": 78, "file_text": 286,
    "place_text": 178, "submitted_by": 82, "submitted_text": 136,
}  # fmt: skip
_ROWS_SHOWN = 5
_ROW = 30


def draw(dossier: Dossier, view: View) -> MeasureRow:
    """The item with its measures and, of the chosen one, course and words. Returns the chosen measure."""
    _head(dossier)
    table = st.container()
    chart, words = st.columns([1.25, 1], gap="medium")
    with words:
        measure = _choice(dossier)  # before all that depends on it
        _words(dossier, measure, view)
    with table:
        _measures(dossier, measure, view)
    with chart:
        _course(dossier, measure, view)
    return measure


def draw_sources(dossier: Dossier, measure: MeasureRow, view: View) -> None:
    """Why each measure stands as it does and what it takes; every figure of the chosen one and where it came from."""
    parts.block("各子项判定依据", f"目标出处:{'、'.join(dossier.measures['source'].unique())};下载含各子项全部数据")
    tables.table(
        dossier.measures, _REASONS, taken_along=_TAKEN_ALONG, title=f"{dossier.item['code']}各子项",
        view=view, key="reasons", widths=_REASONS_WIDTHS, room=PAGE, height="content",
    )  # fmt: skip
    history = dossier.history_of(measure["measure_id"])
    parts.block("历次数据与来源", f"{measure['measure']},最新在前")
    if history.empty:
        st.info("该子项尚未报送过数据。")
        return
    tables.table(
        history, [*_HISTORY, *(name for name in _WHERE_KNOWN if history[name].notna().any()), *_ORIGIN],
        taken_along=["value", *terms.TEXTS], title=f"{dossier.item['code']}历次数据", view=view, key="history",
        has_demo=bool(history["is_demo"].any()), widths=_HISTORY_WIDTHS, room=PAGE,
    )  # fmt: skip


def _choice(dossier: Dossier) -> MeasureRow:
    """The chosen measure; without a choice, or with one of another item, the one that stands worst."""
    by_name = {row["measure"]: row for row in dossier.by_id.values()}
    if len(by_name) == 1:
        return dossier.worst
    names = list(by_name)
    choices.carry_over("measure", names)
    chosen = st.selectbox(
        "子项", names, index=None, key="measure", bind="query-params", placeholder=dossier.worst["measure"],
        label_visibility="collapsed",
    )  # fmt: skip
    return by_name.get(chosen or "", dossier.worst)


def _measures(dossier: Dossier, measure: MeasureRow, view: View) -> None:
    rows = dossier.measures
    labels = rows["measure_label"]
    is_chosen = rows["measure_id"] == measure["measure_id"]
    tables.plain_table(
        rows.assign(measure_label=labels.where(~is_chosen, listing.CHOSEN + labels.str.strip())), _MEASURES,
        alt=f"{dossier.item['code']}的{len(rows)}个子项,{parts.figure_note(view)}。", key="measures", widths=_WIDTHS,
        row_height=_ROW, height=_ROW * min(len(rows), _ROWS_SHOWN) + 38,
        **tables.choosing("measures", "measure", list(rows["measure"])),
    )  # fmt: skip


def _head(dossier: Dossier) -> None:
    item = dossier.item
    words, back = st.columns([6, 1], vertical_alignment="top")
    back.button("返回列表", key="back", on_click=_close, width="stretch")
    is_doubted = (dossier.measures["figure_state"] == "doubtful").any()
    doubted = f" :orange[{terms.DOUBTFUL}]" if is_doubted else ""
    lasting = f" · 事项连续滞后**{item['item_months']}**个月" if item["item_months"] else ""
    condition = f" · 适用条件:{errors.plain(dossier.condition)}" if dossier.condition else ""
    words.markdown(
        f"**{item['code']} {errors.plain(item['item'])}** {parts.status_text(item['status'], item['status_word'])}"
        f"{doubted}  \n{errors.plain(item['category'])} · 牵头单位**{errors.plain(item['unit_label'])}** · "
        f"分管领导{errors.plain(item['leader'] or terms.NO_VALUE)} · "
        f"平均完成率 **{wording.percent(item['mean_done_pct'])}** · "
        f"子项完成**{item['measures_text']}**{lasting}{condition}"
    )


def _close() -> None:
    st.session_state["item"] = st.session_state["measure"] = None


def _course(dossier: Dossier, measure: MeasureRow, view: View) -> None:
    parts.block(measure["measure"], f"{shows(measure)},{parts.figure_note(view, measure['unit'])}")
    code = dossier.item["code"]
    chart = charts.course(view, measure["series"], code, measure["measure_id"])
    parts.chart(chart, f"{code}_{measure['measure']}", view, key="course")


def _doubt(dossier: Dossier, measure: MeasureRow) -> list[str]:
    """What is said of a figure that is 存疑, or of one that is set aside."""
    state, rows = measure["figure_state"], records(dossier.history_of(measure["measure_id"]))
    if state == "doubtful":
        own = next(row for row in rows if row["submission_id"] == measure["submission_id"])
        return [f":orange[**存疑,尚待审核**] 报送时说明:{errors.plain(own['odd_reason'] or terms.NO_VALUE)}"]
    if state == "set_aside":
        own = next(row for row in rows if row["verdict"] == "set_aside")
        said = f"{own['value_text']}({own['reported_month']},{own['reviewed_by']}:{own['review_reason']})"
        return [f":orange[**暂不采用**] {errors.plain(said)},此前的数据有效"]
    return []


def _words(dossier: Dossier, measure: MeasureRow, view: View) -> None:
    """What the numbers say of the chosen measure, an official word beside it, and what its unit reported."""
    lines = [f"{parts.status_text(measure['status'], measure['status_word'])} {errors.plain(measure['why'])}。"]
    if measure["ruling_status"]:
        until = f"至{month_name(measure['ruled_until'])}" if measure["ruled_until"] else "至年末"
        computed = parts.status_text(measure["computed_status"], measure["computed_word"])
        lines.append(f"**人工认定** {measure['ruled_at']:%Y-%m-%d},{until};系统判定 {computed}")
    if step := dossier.step_of(measure["measure_id"]):
        rates = target_steps.both_rates(step, measure["actual"])
        lines.append(f"**目标调整** {errors.plain(step.words + (';' + rates if rates else ''))}。")
    lines += _doubt(dossier, measure)
    if last := reads.last_year_texts(view).get(measure["measure_id"]):
        lines.append(f":gray[上年结果] {errors.plain(last)}")
    if measure["what_it_takes"]:
        lines.append(f"**怎样才能完成** {errors.plain(measure['what_it_takes'])}。")
    if estimate := outlook_words.sentence(measure):
        lines.append(f"**年底预计** {errors.plain(estimate)}。")
    text = dossier.texts.get(measure["measure_id"])
    if text is None:
        lines.append(":gray[尚未报送过文字说明。]")
    else:
        lines.append(f":gray[{month_name(text['month'])}报送]")
        lines += [f"**{name}** {errors.plain(text[key] or terms.NO_VALUE)}" for key, name in terms.TEXTS.items()]
    st.markdown("  \n".join(lines))
