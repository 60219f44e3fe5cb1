"""Tables: of named columns, to be taken along, to be ticked or written in, and to choose a row of by a click."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from briefing.charts.look import ACTUAL, WIDE
from briefing.column_pixels import SCREEN_PIXELS
from briefing.workbooks.table_workbook import table_workbook
from metrics import terms
from metrics.arithmetic import reporting_rates
from metrics.columns import Column, columns, printed, with_outlook
from metrics.periods import month_code
from metrics.terms import STATUSES
from store.reads.view import View
from ui import errors
from ui.cache import reads
from ui.cache.arrow_tables import arrow_table
from ui.components import listing, mounting
from ui.frame import column_room, narrow
from ui.frame.parts import figure_note, taken_note

# Every word that a status can be printed as, with its colour, for the chips in tables.
STATUS_COLOURS = {
    terms.marked(code, word): status.fill for code, status in STATUSES.items() for word in terms.status_words(code)
}
REPORTING_COLOURS = {state.marked: state.fill for state in reporting_rates.STATES.values()}
ROW_PIXELS = 33  # of a table, its header too
WRAPPED = 62  # of a row whose sentences are broken: Streamlit does that in rows of more than 4rem alone
_FEW = 10
_TALLER = 1.4  # a screen of 3840 pixels, seen from as far as one of 1920, still has room for so many more rows


def plain_table(
    rows: pd.DataFrame, names: Sequence[str], *, alt: str, key: str, widths: Mapping[str, int] | None = None,
    room: int | None = None, **options: Any,
) -> Any:  # fmt: skip
    """A table of the named columns (metrics/columns.py), some with a width of their own in pixels.

    `room`: pixels that its columns share by what they hold (ui/frame/column_room.py). Of few rows, what is longer yet
    is broken, but not beside statuses, which would not stand level with it. `options` go to `table_of` and to
    st.dataframe, whose answer is returned.
    """
    shown, pixels = columns(*names), {**SCREEN_PIXELS, **(widths or {})}
    if room and not narrow.is_narrow():
        pixels = column_room.fitted(rows, shown, pixels, room)
        has_status = any(column.kind == "status" for column in shown)
        if len(rows) <= _FEW and not has_status and column_room.cuts(rows, shown, pixels):
            options |= {"row_height": WRAPPED, "height": "content"}
    return table_of(rows, shown, alt=alt, key=key, widths=pixels, **options)


def table_of(
    rows: pd.DataFrame, shown: Sequence[Column], *, alt: str, key: str, widths: Mapping[str, int] | None = None,
    most: int | None = None, **options: Any,
) -> Any:  # fmt: skip
    """A `plain_table` of columns with headings of their own. It is as high as its rows, at `most` so many pixels."""
    if narrow.is_narrow():
        return _list(rows, shown, alt=alt, key=key, on_select=options.get("on_select"))
    if most is not None:
        options["height"] = fitting(rows, most, options.get("row_height", ROW_PIXELS))
    if narrow.is_wide() and isinstance(options.get("height"), int):
        options["height"] = round(fitting(rows, round(options["height"] * _TALLER)) * WIDE)
    if narrow.is_wide() and "row_height" in options:
        options["row_height"] = round(options["row_height"] * WIDE)
    configuration = {column.name: _configuration(column, (widths or {}).get(column.name)) for column in shown}
    return st.dataframe(
        arrow_table(rows, shown), column_config=configuration, hide_index=True, key=key, placeholder=terms.NO_VALUE,
        alt=alt, **options,
    )  # fmt: skip


def _list(rows: pd.DataFrame, shown: Sequence[Column], *, alt: str, key: str, on_select: Any) -> Any:
    """The same rows below each other, answering as the table does."""
    html = listing.listed(rows, shown, alt, chooses=on_select is not None)
    return mounting.board(html, key=key) if on_select is None else mounting.choosing(html, key=key, on_select=on_select)


def text_table(rows: pd.DataFrame, names: Sequence[str], *, alt: str, key: str) -> None:
    """A table of the named columns for a few rows of longer words, which are wrapped."""
    if narrow.is_phone():
        _list(rows, columns(*names), alt=alt, key=key, on_select=None)
        return
    shown = {column.heading: [errors.plain(text) for text in printed(rows, column)] for column in columns(*names)}
    st.table(pd.DataFrame(shown), border="horizontal")


def status_chips(rows: pd.DataFrame, *, key: str) -> None:
    """Every status with its colour, word and meaning: rows of `metrics.glossary.status_table`."""
    if narrow.is_narrow():
        mounting.board(listing.statuses(rows), key=key)
        return
    words = list(STATUS_COLOURS)
    colours = [STATUS_COLOURS[word] for word in words]
    chips = {
        name: st.column_config.MultiselectColumn(heading, width=128, options=words, color=colours)
        for name, heading in (("by_pace", "按进度判定"), ("by_level", "按水平判定"))
    }
    st.dataframe(
        rows.assign(**{name: rows[name].str.split("|") for name in chips}),
        column_config={
            "order": st.column_config.NumberColumn("次序", width=52),
            **chips,
            "when": st.column_config.TextColumn("什么情况", width=800),
        },
        hide_index=True,
        key=key,
        alt=f"{len(rows)}种状态的颜色、文字和含义。",
    )


def table(
    rows: pd.DataFrame, names: Sequence[str], *, title: str, view: View, key: str, taken_along: Sequence[str] = (),
    chosen: Iterable[str | None] = (), has_demo: bool | None = None, **options: Any,
) -> Any:  # fmt: skip
    """A `plain_table` that can be taken along as an Excel file, there with the columns `taken_along` besides.

    Both without those of 年底预计 where that is switched off. `chosen` are the filters that the rows have passed, which
    the file names; None stands for no choice. `has_demo`: whether sample data are in them, None where that is as in the
    month itself.
    """
    shown, alt = _shown(names, view), f"{title},共{len(rows)}行,{figure_note(view)}。"
    answer = plain_table(rows, shown, alt=alt, key=key, **options)
    taken(rows, [*names, *taken_along], title=title, view=view, key=key, chosen=chosen, has_demo=has_demo)
    return answer


def _shown(names: Sequence[str], view: View) -> list[str]:
    return with_outlook(names, is_shown=reads.month_snapshot(view).shows_outlook)


def taken(
    rows: pd.DataFrame, names: Sequence[str], *, title: str, view: View, key: str,
    chosen: Iterable[str | None] = (), has_demo: bool | None = None,
) -> None:  # fmt: skip
    """The button by which rows of a month are taken along as an Excel file, as `table` has it."""
    shown = columns(*_shown(names, view))
    note, name = taken_note(view, chosen), f"{title}_{month_code(view.month)}"
    is_demo = reads.month_snapshot(view).has_demo if has_demo is None else has_demo
    excel(lambda: rows, shown, title=title, note=note, name=name, key=key, has_demo=is_demo)


def excel(
    made: Callable[[], pd.DataFrame], shown: Sequence[Column], *, title: str, note: str, name: str, key: str,
    has_demo: bool = False,
) -> None:  # fmt: skip
    """The same of any rows, which are made at the click; `note` is what the file says of them."""
    st.download_button(
        "下载为Excel", lambda: table_workbook(title, note, made(), shown, has_demo=has_demo),
        file_name=reads.place().file_name(f"{name}.xlsx"), key=f"{key}_xlsx", type="tertiary", on_click="ignore",
    )  # fmt: skip


def edited(rows: pd.DataFrame, told: Mapping[str, Any], *, key: str, alt: str, most: int) -> pd.DataFrame:
    """A table in which somebody ticks or writes; returns it as it stands.

    `told` are its columns: a heading and its width where they can only be read, else a configuration.
    """
    read = {name: one for name, one in told.items() if isinstance(one, tuple)}
    text = {name: st.column_config.TextColumn(heading, width=width) for name, (heading, width) in read.items()}
    found: pd.DataFrame = st.data_editor(
        rows, hide_index=True, key=f"{key}_{digest(rows)}", height=fitting(rows, most), disabled=list(read), alt=alt,
        column_config={**told, **text},
    )  # fmt: skip
    return found


def tick(word: str) -> Any:
    """The column by which rows are chosen."""
    return st.column_config.CheckboxColumn(word, width=50)


def digest(rows: pd.DataFrame) -> str:
    """Tells a table's rows from as many others: what was ticked is kept by place, and must not tick another's row."""
    return hashlib.sha256(rows.to_csv(index=False).encode()).hexdigest()[:16]


def fitting(rows: pd.DataFrame, most: int, row: int = ROW_PIXELS) -> int:
    """The height in pixels that a table needs for its rows, each so high, at most so many."""
    return min(row * len(rows) + ROW_PIXELS + 3, most)


def choosing(table_key: str, choice_key: str, values: Sequence[object]) -> dict[str, Any]:
    """Options for a table whose rows stand for `values`: a clicked row's value goes into the state of `choice_key`.

    Cells are chosen rather than rows, because a row can only be chosen by the box before it.
    """
    return {"selection_mode": "single-cell", "on_select": partial(take_row, table_key, choice_key, list(values))}


def take_row(table_key: str, choice_key: str, values: Sequence[object]) -> None:
    """Make the value of the row that was clicked the choice, and let go of the cell: the choice lives elsewhere."""
    cells = st.session_state[table_key]["selection"]["cells"]
    if cells:
        st.session_state[choice_key] = values[cells[0][0]]
    if cells and not narrow.is_narrow():  # a list forgets by itself
        st.session_state[table_key] = {"selection": {"rows": [], "columns": [], "cells": []}}


def _configuration(column: Column, pixels: int | None) -> Any:
    if column.kind in ("status", "reporting"):
        colours = STATUS_COLOURS if column.kind == "status" else REPORTING_COLOURS
        return st.column_config.MultiselectColumn(
            column.heading, width=pixels, options=list(colours), color=list(colours.values())
        )
    if column.kind == "share":
        return st.column_config.ProgressColumn(
            column.heading, width=pixels, format="%.1f", min_value=0, max_value=100, color=ACTUAL
        )
    if column.kind in ("count", "number"):
        return st.column_config.NumberColumn(column.heading, width=pixels, format="localized")
    return st.column_config.TextColumn(
        column.heading, width=pixels, alignment="right" if column.kind == "points" else "left"
    )
