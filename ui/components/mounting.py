"""Mounting a drawing (HTML of ui/components/templates) as one component: it is there at once, and its links open.

A link is an address of ours (ui/components/addresses.py); board.js goes there within the session.
The markup is put into the page as it is: it comes from the templates alone, which escape whatever they are given.
"""

import hashlib
import weakref
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

from streamlit.components.v2 import component
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from metrics.terms import STATUSES, Status

_HERE = Path(__file__).parent
_PROJECT, _NAME, _SCRIPT = "dashboard", "board", "board.js"
_WALL = "wall"
# Named for what the script says, so that a browser may keep it for good (ui/routes/front.py).
_VERSION = hashlib.sha256((_HERE / _NAME / _SCRIPT).read_bytes()).hexdigest()[:12]
ASSETS = f"/_stcore/bidi-components/{_PROJECT}-{_VERSION}.{_NAME}/"  # Streamlit's own route
SCRIPT = f"{ASSETS}{_SCRIPT}"
_STRIPES = "repeating-linear-gradient(135deg, {fill} 0 5px, #ffffff 5px 6.5px)"


def _surface(status: Status) -> str:
    """The classes of a status: its surface, and its ink on white."""
    fill = _STRIPES.format(fill=status.fill) if status.hatch else status.fill
    surface = f".board .s-{status.code} {{ background: {fill}; color: {status.on_fill} }}"
    if status.hatch:  # no line runs through a character
        surface += f"\n.board .s-{status.code} > * {{ background: {status.fill} }}"
    return f"{surface}\n.board .i-{status.code} {{ color: {status.ink} }}"


FIRST = (_HERE / "templates" / "first.html").read_text(encoding="utf-8")  # ui/routes/front.py puts it into the page
CSS = "\n".join([(_HERE / _NAME / "board.css").read_text(encoding="utf-8"), *map(_surface, STATUSES.values())])

_CSS_OF = {_NAME: CSS, _WALL: f"{CSS}\n{(_HERE / _WALL / 'wall.css').read_text(encoding='utf-8')}"}
# Streamlit keeps what is registered per runtime, and a screen under test has one for each run.
_renderers: weakref.WeakKeyDictionary[BidiComponentManager, dict[str, Any]] = weakref.WeakKeyDictionary()


def board(html: str, *, key: str) -> None:
    """Draw the markup here."""
    _renderer(_NAME)(key=key, data={"html": html})


def choosing(html: str, *, key: str, on_select: Callable[[], Any] | Literal["rerun"]) -> SimpleNamespace:
    """Draw a list whose rows can be chosen, with what st.dataframe would answer: the rows that are.

    "rerun" keeps the choice; a callback finds it under the key, this once.
    """
    keeps = on_select == "rerun"
    answer = _renderer(_NAME)(
        key=key,
        data={"html": html, "keeps": keeps},
        on_selection_change=on_select if callable(on_select) else lambda: None,
    )
    kept = answer.selection if keeps and answer.selection else {"rows": []}
    return SimpleNamespace(selection=SimpleNamespace(rows=kept["rows"]))


def wall(html: str, seconds: int, health: str, *, key: str) -> None:
    """Draw the wall's pages, each for so many seconds; `health` is the address that says that the server is there."""
    _renderer(_WALL)(key=key, data={"html": html, "seconds": seconds, "health": health})


def _renderer(name: str) -> Any:
    manager = get_bidi_component_manager()
    if manager not in _renderers:
        project = f"{_PROJECT}-{_VERSION}"
        known = [ComponentConfig(one, one) for one in _CSS_OF]
        manager.register_from_manifest(ComponentManifest(project, _VERSION, known), _HERE)
        # Files, not strings: a string is imported as a blob:, which the security policy refuses.
        _renderers[manager] = {
            one: component(f"{project}.{one}", css=css, js=f"{one}.js", isolate_styles=False)
            for one, css in _CSS_OF.items()
        }
    return _renderers[manager][name]
