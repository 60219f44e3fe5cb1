"""The parts that every screen is built from: heading, ribbon, legend, tables that can be taken along."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from briefing.charts.look import ACTUAL, WIDE, Chart, configured
from briefing.column_pixels import SCREEN_PIXELS
from briefing.workbooks.table_workbook import table_workbook
from metrics import terms
from metrics.arithmetic import reporting_rates
from metrics.arithmetic.counting import Tally
from metrics.columns import Column, columns, printed, with_outlook
from metrics.periods import month_code, month_name, span_name, time_elapsed_pct
from metrics.terms import STATUSES
from store.reads.figures.snapshot import Snapshot
from store.reads.view import View
from ui import errors
from ui.access import parts
from ui.cache import reads
from ui.cache.arrow_tables import arrow_table
from ui.components import listing, mounting
from ui.frame import brief, choices, narrow

# Every word that a status can be printed as, with its colour, for the chips in tables.
STATUS_COLOURS = {
    terms.marked(code, word): status.fill for code, status in STATUSES.items() for word in terms.status_words(code)
}
REPORTING_COLOURS = {state.marked: state.fill for state in reporting_rates.STATES.values()}
# st.badge knows colour names; each status takes the nearest, and its word or mark stands with it.
BADGE = {
    "done": "blue", "ahead": "green", "on_track": "green", "behind": "orange", "far_behind": "red",
    "not_reported": "gray", "undecided": "violet", "not_due": "gray",
}  # fmt: skip

_PICTURE_PIXELS, _MONTH_PIXELS = 92, 198  # of the heading's two controls
ROW_PIXELS = 33  # of a table, its header too


def heading(
    title: str | None, *, of_year: bool = True, is_live: bool = False, is_due: bool = False
) -> tuple[View, Snapshot]:
    """The first line of a screen: its title, what the figures stand for, the month's selector and the ribbon.

    A title of None is the place's own. `of_year` puts the year before the title, where the screen is of one; `is_live`
    keeps to the figures as they stand now, on screens that change them; `is_due` opens with the month to be reported.
    """
    with st.container(horizontal=not narrow.is_phone(), vertical_alignment="center", gap="small"):
        title_here = st.container(horizontal=True, vertical_alignment="center", gap="small")
        controls = st.container(horizontal=True, vertical_alignment="center", gap="small", width="content")
    with controls:
        picture_here, month_here = st.container(width=_PICTURE_PIXELS), st.container(width=_MONTH_PIXELS)
    with month_here:
        view = choices.view(is_live=is_live, is_due=is_due)
    with picture_here:
        brief.offer(view)
    edition = reads.edition_of(view)
    snapshot = reads.month_snapshot(view)
    reported, owing = snapshot.units_reported
    month = f"**{month_name(view.month)}**"
    state = f"数据截至{month}" if snapshot.cells_reported[0] else f"{month}尚无数据"
    have = "" if snapshot.cells_reported[0] else choices.months_with_figures(view.region, view.month.year)
    title = title or snapshot.place.title
    with title_here:
        st.markdown(f"### {view.month.year}年{title}" if of_year else f"### {title}", width="content")
        st.markdown(
            f"{state} · 时间进度**{time_elapsed_pct(view.month):.1f}%** "
            f"· 已报**{reported}/{owing}**家"
            + (f" :blue-badge[{edition.name}]" if edition else "")
            + (f" :orange-badge[{terms.DEMO_LABEL}]" if snapshot.has_demo else ""),
            width="content",
        )
        parts.who()
    if have:
        st.caption(have)
    if is_live and (received := reads.received()):
        st.info(errors.plain(received))
    if is_live and (opened := choices.edition()):
        st.caption(f"已打开{opened.name},本页仍是最新数据;在这里所做的改动不影响{opened.name}。")
    return view, snapshot


def plain_heading(title: str, *notes: str) -> DeltaGenerator:
    """The first line of a screen that is of no month; where it is, for what else stands in it."""
    line = st.container(horizontal=True, vertical_alignment="center", gap="small")
    with line:
        for text in (f"### {title}", *notes):
            st.markdown(text, width="content")
        parts.who()
    return line


def block(title: str, note: str = "") -> None:
    """The heading of a block, with a quiet note beside it."""
    title, note = errors.plain(title), errors.plain(note)  # names come from workbooks: as text, never as markup
    st.markdown(f"**{title}** :gray[{note}]" if note else f"**{title}**")


def rate_text(counts: Tally) -> str:
    """The on-schedule rate with its n."""
    of = "" if counts.is_thin else f" :gray[({counts.good}/{counts.judged}项)]"
    return f"按期率 **{counts.rate}**{of}"


def chart(drawn: Chart, name: str, view: View, *, key: str, **options: Any) -> Any:
    """A figure with the sentence that stands for it; its button saves it as a picture called by name, month and label.

    `options` go to st.plotly_chart, whose answer is returned.
    """
    edition = reads.edition_of(view)
    of_edition = [edition.name] if edition else []
    label = [terms.DEMO_LABEL] if reads.month_snapshot(view).has_demo else []
    stem = reads.place().file_name("_".join([name, month_code(view.month), *of_edition, *label]))
    figure = drawn.to_show_narrow if narrow.is_narrow() else drawn.to_show_wide if narrow.is_wide() else drawn.to_show
    return st.plotly_chart(figure, config=configured(stem), key=key, alt=drawn.alt, **options)


def item_list(heading: str, items: pd.DataFrame) -> None:
    """Items in one line of text, by code, name and unit; "无" where there are none."""
    named = zip(items["code"], items["item"], items["lead_unit"], strict=True)
    names = [errors.plain(f"{code} {item}({unit})") for code, item, unit in named]  # 任务1 万亩…, never 任务1万亩…
    st.markdown(f"**{heading}{len(items)}项** " + (":gray[" + "、".join(names) + "]" if names else ":gray[无]"))


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


def legend() -> None:
    """What the marks and colours mean, in one line."""
    st.caption(
        "图例: " + " ".join(status_text(code, status.word) for code, status in STATUSES.items()) + " · 判定标准见“说明”"
    )


def figure_note(view: View, unit: str = "") -> str:
    """What stands under or beside a figure: 数据截至, and the unit of measure."""
    return f"数据截至{span_name(view.month)}" + (f",单位:{unit}" if unit else "")


def taken_note(view: View, chosen: Iterable[str | None] = ()) -> str:
    """What a file says that is no longer on its screen: whose figures, of which months and edition, which filters."""
    edition = reads.edition_of(view)
    note = f"{reads.month_snapshot(view).place.short_name} · 数据截至{view.month.year}年{span_name(view.month)}" + (
        f" · {edition.name}" if edition else ""
    )
    filters = "、".join(choice for choice in chosen if choice)
    return f"{note} · 筛选:{filters}" if filters else note


def status_text(status: str | None, word: str) -> str:
    """Mark and word as coloured Markdown."""
    return f":{BADGE[status]}[**{terms.marked(status, word)}**]" if status in STATUSES else terms.NO_VALUE


def plain_table(
    rows: pd.DataFrame,
    names: Sequence[str],
    *,
    alt: str,
    key: str,
    widths: Mapping[str, int] | None = None,
    **options: Any,
) -> Any:
    """A table of the named columns (metrics/columns.py), some with a width of their own in pixels.

    `options` go to `table_of` and to st.dataframe, whose answer is returned.
    """
    pixels = {**SCREEN_PIXELS, **(widths or {})}
    return table_of(rows, columns(*names), alt=alt, key=key, widths=pixels, **options)


def table_of(
    rows: pd.DataFrame, shown: Sequence[Column], *, alt: str, key: str, widths: Mapping[str, int] | None = None,
    most: int | None = None, **options: Any,
) -> Any:  # fmt: skip
    """A `plain_table` of columns with headings of their own. It is as high as its rows, at `most` so many pixels."""
    if narrow.is_narrow():
        return _list(rows, shown, alt=alt, key=key, on_select=options.get("on_select"))
    if most is not None:
        options["height"] = fitting(rows, most)
    if narrow.is_wide() and isinstance(options.get("height"), int):
        options["height"] = round(options["height"] * WIDE)
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


def tick(word: str) -> Any:
    """The column by which rows are chosen."""
    return st.column_config.CheckboxColumn(word, width=50)


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


def digest(rows: pd.DataFrame) -> str:
    """Tells a table's rows from as many others: what was ticked is kept by place, and must not tick another's row."""
    return hashlib.sha256(rows.to_csv(index=False).encode()).hexdigest()[:16]


def fitting(rows: pd.DataFrame, most: int) -> int:
    """The height in pixels that a table needs for its rows, at most so many."""
    return min(ROW_PIXELS * (len(rows) + 1) + 3, most)


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
