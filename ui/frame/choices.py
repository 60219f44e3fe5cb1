"""What a person chooses, and a link carries: region, month, unit, category, status, 分管领导 and the open item."""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import get_script_run_ctx

from metrics.arithmetic.verdicts import Verdict
from metrics.errors import UserError
from metrics.periods import month_code, month_name, months_name, parse_month
from metrics.terms import SERIES_SHORT, Status
from store.reads import editions
from store.reads.editions import Edition
from store.reads.view import REGION, View
from ui import errors
from ui.access import person
from ui.cache import reads
from ui.frame import history, months
from ui.frame.narrow import is_phone

_TWO_BY_TWO = 156  # pixels: two, and the gap, on the narrowest phone


def view(*, is_live: bool = False, is_due: bool = False) -> View:
    """The chosen month, or the edition that is open, as a view; draws the month's selector, or the way out, here.

    `is_live`: the month as it stands now, whatever edition is open; `is_due`: until one is chosen, the month that is
    to be reported now. Raises UserError for a month or an edition in the
    address that is none, or that no target covers.
    """
    chosen = choose_region()
    opened = None if is_live else edition()
    if opened is None:
        return _month(chosen, is_due=is_due)
    st.button(f"退出{opened.name},看最新数据", key="leave", on_click=forget, args=("edition",), width="stretch")
    return opened.view


def edition() -> Edition | None:
    """The edition that the whole dashboard is opened with: named by the address, and kept from screen to screen."""
    asked = st.query_params.get("edition") or st.session_state.get("edition")
    if asked is None:
        return None
    if not asked.isdecimal():
        raise UserError(f"“{asked}”不是期号,应为数字,如 7。", title="期号有误")
    found = editions.chosen(reads.editions(region()), int(asked))
    if st.query_params.get("edition") != asked:
        st.query_params["edition"] = asked
    st.session_state["edition"] = asked
    return found


def region() -> str:
    """The code of the region that is looked at: the address's, kept from screen to screen.

    Until one is chosen it is the first with targets: a city may keep none itself. Where there is but one, the address
    need not say it. Raises UserError for one that is none.
    """
    known = person.regions()
    asked = st.query_params.get("region") or st.session_state.get("region") or _first(list(known))
    if known and asked not in known:
        have = "、".join(f"{one.code} {one.short_name}" for one in known.values())
        raise UserError(f"没有行政区划代码为“{asked}”的地区,可选:{have}。", title="地区有误")
    if len(known) > 1 and st.query_params.get("region") != asked:
        st.query_params["region"] = asked
    st.session_state["region"] = asked
    return asked


def _first(known: list[str]) -> str:
    if len(known) < 2:
        return next(iter(known), REGION)
    with_targets = person.with_targets()
    return next((code for code in known if code in with_targets), known[0])


def region_drawn() -> str:
    """`region` where a screen is drawn for somebody; elsewhere nobody has chosen any, and it is empty."""
    return region() if get_script_run_ctx() is not None else ""


def choose_region(above: Mapping[str, str] = MappingProxyType({})) -> str:
    """The region, with its selector drawn here where there are several.

    `above`: places above them, by name, which can be chosen on this screen alone and are looked at on no other.
    """
    chosen, known = region(), {**above, **{code: one.short_name for code, one in person.regions().items()}}
    if len(known) > 1:
        # The address has the code and the choice shows the name, so that it cannot be bound to the address.
        codes = list(known)
        st.selectbox(
            "地区", codes, index=codes.index(chosen), key="region chosen", on_change=_go_to_region,
            format_func=known.__getitem__, label_visibility="collapsed",
        )  # fmt: skip
    return chosen


def _go_to_region() -> None:
    """Look at another region: an edition is of the one that was left, and so is a month of a year that this has not."""
    chosen = st.session_state["region chosen"]
    if chosen not in person.regions():
        return
    st.query_params["region"] = st.session_state["region"] = chosen
    forget("edition")
    if str(st.session_state.get("month"))[:4] not in map(str, months.years(chosen)):
        forget("month")


def forget(choice: str) -> None:
    """As if nothing had been chosen, by hand or address."""
    st.session_state[f"{choice} left"] = st.query_params.get(choice)
    st.session_state.pop(choice, None)
    with suppress(KeyError, StreamlitAPIException):  # bound to a widget, it goes with that: months.asked
        del st.query_params[choice]


def pictured() -> Edition:
    """What a picture of a screen is of: the open edition, else the month of the address as it stands now.

    Draws nothing. Raises UserError like `view`.
    """
    opened = edition()
    if opened is not None:
        return opened
    own = region()
    codes = _month_codes(own)
    _checked_month(codes, own)
    asked = months.asked()
    month = parse_month(asked) if asked else months.home(own)
    return reads.draft(View(month, own, reads.preset_in_use(own)))


def _month_codes(of: str) -> list[str]:
    """All months that a region's targets cover. Raises UserError where there are none."""
    codes = [month_code(dt.date(year, number, 1)) for year in months.years(of) for number in range(1, 13)]
    if not codes:
        raise UserError(_without_targets(of), title="没有目标")
    return codes


def _without_targets(of: str) -> str:
    """What is missing, and what to do about it: a city that only looks at its counties has no targets of its own."""
    known = person.regions()
    where = known[of].short_name if of in known else ""
    others = "看其他地区的,请改选地区;" if len(known) > 1 else ""
    return f"{where}还没有任何年度的目标。{others}要载入的,由管理账号在“开始使用”中办理(网址后加 /begin)。"


def _checked_month(codes: list[str], of: str) -> None:
    """Raises UserError for an address whose month is none, or that no target covers; it names those that have data."""
    asked = months.asked()
    if not asked or asked in codes:
        return
    have = months_with_figures(of, int(codes[-1][:4]))
    try:
        wrong = f"{month_name(parse_month(asked))}没有目标,可选 {codes[0]} 至 {codes[-1]}。"
    except UserError as error:
        wrong = error.message
    raise UserError(wrong + have, title="月份有误")


def months_with_figures(of: str, year: int) -> str:
    """A sentence that names the months of a year which have data."""
    named = months_name(reads.reported_months(year, of))
    return f"有数据的月份:{named}。" if named else f"{year}年还没有数据。"


def _month_instead() -> None:
    st.query_params["month"] = st.session_state["month"] = st.session_state["month instead"]
    history.begin_with_address()


def _month(of: str, *, is_due: bool) -> View:
    codes = _month_codes(of)
    try:
        _checked_month(codes, of)
    except UserError:
        # The way out stands where it always does; not bound to the address, which would lose what is wrong with it.
        st.selectbox(
            "月份", codes, index=None, key="month instead", placeholder="请选择月份", on_change=_month_instead,
            label_visibility="collapsed",
        )  # fmt: skip
        raise
    months.open_with(months.due(of) if is_due else months.home(of))
    if codes[0][:4] != codes[-1][:4]:
        return View(months.draw(of, codes), of, reads.preset_in_use(of))
    held = st.session_state.get("month")
    carry_over("month", codes)
    # The options are the codes themselves: bound to the address, a selectbox writes what it shows.
    chosen = st.selectbox(
        "月份", codes, index=None, key="month", bind="query-params", label_visibility="collapsed", required=True
    )
    # Going back to an address without a month empties the choice: what was shown last stays.
    return View(parse_month(chosen or held or codes[-1]), of, reads.preset_in_use(of))


def one_of(key: str, label: str, options: list[str]) -> str | None:
    """One of the options or, without a choice, None for all of them. Bound to the address under `key`.

    Without any options the choice is shown, but cannot be made.
    """
    carry_over(key, options)
    return st.selectbox(
        label, options, index=None, key=key, bind="query-params",
        placeholder=f"全部{label}" if options else f"{label}未登记", label_visibility="collapsed", disabled=not options,
    )  # fmt: skip


def filters(count: int) -> Sequence[DeltaGenerator]:
    """Places for so many choices: beside each other, on a phone two by two."""
    if not is_phone():
        return st.columns(count, gap="small")
    row = st.container(horizontal=True, gap="small")
    return [row.container(width=_TWO_BY_TWO) for _ in range(count)]


def listed(choice: str, kinds: Mapping[str, Status] | Mapping[str, Verdict]) -> str | None:
    """The status, or verdict, of which the overview lists what has it, by its code: the address has its word."""
    word = st.query_params.get(choice)
    return next((code for code, kind in kinds.items() if kind.word == word), None)


def carry_over(key: str, options: Sequence[str], default: str | None = None) -> None:
    """Called before a choice is drawn that is bound to the address: keeps it from one screen to the next.

    Streamlit itself loses such a value on the first change of screen after an address was opened, and writes one that
    the next screen does not offer into that screen's address.
    """
    here = st.context.url
    arrived = st.session_state.get(f"{key} drawn on") != here
    st.session_state[f"{key} drawn on"] = here
    held = st.session_state.get(key)
    if not arrived or held is None or key in st.query_params:
        return
    if key != "month" and history.is_under_way():  # a link's item beside a unit held from before would be another's
        st.session_state[key] = default
        return
    st.session_state[key] = held if held in options else default
    if held in options:
        st.query_params[key] = held


def opened(label: str, codes: list[str], default: str, notice: DeltaGenerator) -> str:
    """The code of the item that a screen shows in detail, always one: `default` until another is chosen.

    An address that names an item which the screen does not have is told so in `notice`.
    """
    asked, held = st.query_params.get("item"), st.session_state.get("item")
    if held not in codes and asked not in codes:
        if asked and _series(asked) in (None, _series(default)):
            # The code of another series comes along from its screen by the menu, and is no mistake.
            notice.warning(errors.plain(f"{label}没有编号为“{asked}”的事项,现显示{default}。"))
        # Into the address as well, like the month: the default follows the figures, a link must not.
        st.query_params["item"] = st.session_state["item"] = default
    chosen = st.selectbox(
        label, codes, index=None, key="item", bind="query-params", label_visibility="collapsed", required=True
    )
    return chosen or default


def _series(code: str) -> str | None:
    """Which series the code of an item names: 民生, 任务, 经济; none, where it is no code."""
    return next((short for short in SERIES_SHORT.values() if code.startswith(short)), None)
