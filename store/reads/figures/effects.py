"""What a change does, in words: each reported cell beside what stood before it, each status that becomes another."""

import pandas as pd

from metrics import origin, terms
from metrics.periods import month_name
from metrics.rows import StatusRow
from metrics.sentences.status import actual_text
from store.engine.records import Record, records, with_words

CHANGES = {"new": "新增", "changed": "变更", "same": "不变"}
_SHOWN = [
    "code", "coded_item", "measure", "unit", "supplier_unit", "change", "cell_change", "old_text", "new_text",
    "others_text", "place_text",
]  # fmt: skip
_FIGURE = ("value", "value_words", "basis", "vintage")
_FIGURE_WORDS = {"basis": "口径", "vintage": "数据性质"}
EFFECTS = ("新增滞后", "滞后加重", "滞后减轻", "不再滞后", "")  # worst news first; empty: no news
_CAUSES = ["status", "undecided_because", "not_due_because"]


def cells(found: pd.DataFrame, status: pd.DataFrame) -> pd.DataFrame:
    """Rows of submission_cells.sql with code, item, measure, unit, supplier_unit and `change` (new, changed, same).

    In words: cell_change, old_text and new_text (figure with unit), and others_text: what else changes of it.
    A row of texts alone leaves the figure as it stands.
    """
    named = {row["measure_id"]: row for row in records(status.drop_duplicates("measure_id"), StatusRow)}
    rows = [_cell(row, named[row["measure_id"]]) for row in records(found)]
    return pd.concat([found, pd.DataFrame(rows, columns=_SHOWN, index=found.index)], axis=1)


def beside_statuses(cells: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """`cells` with their statuses of the month before and after the change, what becomes behind first.

    Adds old_status, old_word, status, new_word, effect, why. References have no status, and no words for it.
    """
    keys = ["measure_id", "month"]
    then = with_words(before.merge(cells[keys], on=keys))[[*keys, "status", "status_word"]]
    now = with_words(after.merge(cells[keys], on=keys))[[*keys, "status", "status_word", "why"]]
    both = then.merge(now, on=keys, suffixes=("_before", ""))
    named = {"status_before": "old_status", "status_word_before": "old_word", "status_word": "new_word"}
    rows = cells.merge(both.rename(columns=named), on=keys, how="left", validate="many_to_one")
    rows["effect"] = [effect(row["old_status"], row["status"]) for row in records(rows[["old_status", "status"]])]
    order = [
        (EFFECTS.index(news), list(CHANGES).index(change))
        for news, change in zip(rows["effect"], rows["change"], strict=True)
    ]
    return rows.iloc[sorted(range(len(rows)), key=lambda place: order[place])].reset_index(drop=True)


def statuses(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Measures and months whose status, or its cause, differs, worst news first, with the words of `with_words`.

    old_status and old_word are those before, status and new_word those after; `effect` as of the function of that name.
    """
    keys = ["measure_id", "month"]
    joined = after.merge(before[[*keys, *_CAUSES]], on=keys, how="left", suffixes=("", "_before"))
    differs = pd.Series(False, index=joined.index)
    for name in _CAUSES:
        differs |= joined[name].fillna("") != joined[f"{name}_before"].fillna("")
    changed = joined[differs]
    now = with_words(changed[list(after.columns)])
    then = with_words(before.merge(changed[keys], on=keys, how="right")[list(before.columns)])
    effects = [effect(old, new) for old, new in zip(then["status"], now["status"], strict=True)]
    rows = now.assign(
        old_status=list(then["status"]),
        old_word=list(then["status_word"]),
        new_word=list(now["status_word"]),
        effect=effects,
        reported_month=[month_name(month.date()) for month in now["month"]],
        order=[EFFECTS.index(name) for name in effects],
    )
    return rows.sort_values(["order", "month"], kind="stable", ignore_index=True).drop(columns="order")


def effect(old: str | None, new: str | None) -> str:
    """What a status that became another means for whoever watches what is behind; empty where it means nothing."""
    if new in terms.BAD and old not in terms.BAD:
        return "新增滞后"
    if old in terms.BAD and new in terms.BAD and old != new:
        return "滞后加重" if new == "far_behind" else "滞后减轻"
    return "不再滞后" if old in terms.BAD and new not in terms.BAD else ""


def _cell(row: Record, named: StatusRow) -> Record:
    is_figure = row["value"] is not None or row["value_words"] is not None
    differing = [name for name in _FIGURE if is_figure and row[name] != row[f"old_{name}"]]
    had_figure = row["old_value"] is not None or row["old_value_words"] is not None
    texts = [name for name in terms.TEXTS if row[name] != row[f"old_{name}"]]
    is_new = not row["has_old"] or (is_figure and not had_figure)
    leaves_demo = is_figure and row["old_is_demo"] is True and not row["is_demo"]
    change = "new" if is_new else "changed" if differing or texts or leaves_demo else "same"
    names = (*_FIGURE_WORDS.items(), *terms.TEXTS.items())
    others = [words for name, words in names if name in [*differing, *texts]]
    if leaves_demo:
        others.append(f"原为{terms.DEMO_LABEL}")
    code = terms.item_code(named["series"], named["item_no"])
    return {
        "code": code, "coded_item": f"{code} {named['item']}", "measure": named["measure"], "unit": named["unit"],
        "supplier_unit": named["supplier_unit"] or named["lead_unit"], "change": change, "cell_change": CHANGES[change],
        "old_text": _figure(named, row["old_value"], row["old_value_words"]),
        "new_text": _figure(named, row["value"], row["value_words"]) if is_figure else "",
        "others_text": "、".join(others) if not is_new else "", "place_text": origin.place(row["sheet"], row["cell"]),
    }  # fmt: skip


def _figure(named: StatusRow, value: float | None, words: str | None) -> str:
    """A figure as it is printed; empty for none."""
    if value is None and words is None:
        return ""
    return actual_text({"kind": named["kind"], "unit": named["unit"], "actual": value, "value_words": words})
