"""Mounting a drawing (HTML of ui/components/templates) as one component: it is there at once, and its links open.

A link is an address of ours (ui/frame/links.py); board.js goes there within the session.
The markup is put into the page as it is: it comes from the templates alone, which escape whatever they are given.
"""

import hashlib
import weakref
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from metrics.terms import STATUSES, Status

_HERE = Path(__file__).parent
_PROJECT, _NAME, _SCRIPT = "dashboard", "board", "board.js"
# Named for what the script says, so that a browser may keep it for good (ui/routes/front.py).
_VERSION = hashlib.sha256((_HERE / _NAME / _SCRIPT).read_bytes()).hexdigest()[:12]
ASSETS = f"/_stcore/bidi-components/{_PROJECT}-{_VERSION}.{_NAME}/"  # Streamlit's own route
SCRIPT = f"{ASSETS}{_SCRIPT}"
_STRIPES = "repeating-linear-gradient(135deg, {fill} 0 5px, #ffffff 5px 6.5px)"


def _surface(status: Status) -> str:
    """The classes of a status: its surface, and its ink on white."""
    fill = _STRIPES.format(fill=status.fill) if status.hatch else status.fill
    surface = f".board .s-{status.code} {{ background: {fill}; color: {status.on_fill} }}"
    return f"{surface}\n.board .i-{status.code} {{ color: {status.ink} }}"


FIRST = (_HERE / "templates" / "first.html").read_text(encoding="utf-8")  # ui/routes/front.py puts it into the page
CSS = "\n".join([(_HERE / _NAME / "board.css").read_text(encoding="utf-8"), *map(_surface, STATUSES.values())])

# Streamlit keeps what is registered per runtime, and a screen under test has one for each run.
_renderers: weakref.WeakKeyDictionary[BidiComponentManager, Any] = weakref.WeakKeyDictionary()


def board(html: str, *, key: str) -> None:
    """Draw the markup here."""
    _renderer()(key=key, data={"html": html})


def _renderer() -> Any:
    manager = get_bidi_component_manager()
    if manager not in _renderers:
        project = f"{_PROJECT}-{_VERSION}"
        manifest = ComponentManifest(project, _VERSION, [ComponentConfig(_NAME, _NAME)])
        manager.register_from_manifest(manifest, _HERE)
        # A file, not a string: a string is imported as a blob:, which the security policy refuses.
        _renderers[manager] = component(f"{project}.{_NAME}", css=CSS, js=_SCRIPT, isolate_styles=False)
    return _renderers[manager]
