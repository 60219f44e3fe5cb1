"""How the log is written: in lines for people, or (DASHBOARD_LOG=json) one JSON object a line for programs.

What is quoted in a record may be a person's name, a file's, a password or a figure, and so may the message of an
exception. The JSON lines have the words that stand in the code, and no value but an error's number; of an exception its
type and where it was raised. The whole of it is in no line: whoever needs it switches to the lines for people.
"""

import json
import logging
import os
import re
import traceback
from pathlib import Path

from metrics.errors import UserError

SETTING = "DASHBOARD_LOG"
_PROJECT = Path(__file__).resolve().parents[3]
_MOMENT = "%Y-%m-%dT%H:%M:%S%z"
_SLOT = re.compile(r"%[sdr]")
_REFERENCE = re.compile(r"\d{4}-\d{4}|[0-9a-f]{8}")  # of ui/errors.py and loaders/check/actuals.py
# Whose sentences we know. What a library says whole, without slots for its values, may have them in its midst.
_OURS = ("dashboard", "loaders")


class JsonLines(logging.Formatter):
    """time, level, logger, message; reference and error, a type with its places, where there are any."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "time": self.formatTime(record, _MOMENT),
            "level": record.levelname,
            "logger": record.name,
            "message": _words(record),
        }
        arguments = record.args if isinstance(record.args, tuple) else ()
        references = [one for one in arguments if isinstance(one, str) and _REFERENCE.fullmatch(one)]
        told |= {"reference": references[0]} if references else {}
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            told["error"] = type(error).__name__
            told["places"] = [_place(frame) for frame in traceback.extract_tb(error.__traceback__)[-8:]]
        return json.dumps(told, ensure_ascii=False)


def set_up() -> None:
    """Write the log as DASHBOARD_LOG says: json, or text, which it is by default. Raises UserError for another word.

    The log is the host's own, in the host's time: %z says which, beside the store's on the screens.
    """
    said = os.environ.get(SETTING, "").strip() or "text"
    if said not in ("text", "json"):
        raise UserError(f"设置 {SETTING} 应为 text 或 json,现为“{said}”。", title="设置有误")
    form = "%(asctime)s %(levelname)s %(name)s %(message)s"
    logging.basicConfig(level=logging.INFO, format=form, datefmt="%Y-%m-%d %H:%M:%S%z")
    if said == "json":
        known = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
        handlers = [handler for one in (logging.root, *known) for handler in one.handlers]
        # Streamlit and uvicorn between them leave uvicorn.error without a handler: what it says goes to the last one.
        for handler in filter(None, [*handlers, logging.lastResort]):
            handler.setFormatter(JsonLines())


def _words(record: logging.LogRecord) -> str:
    """The words, every value in them left out."""
    if not record.name.startswith(_OURS) and not record.args:
        return "…"
    return _SLOT.sub("…", str(record.msg))


def _place(frame: traceback.FrameSummary) -> str:
    """`store/engine/store.py:210 writing`; of a library the file alone."""
    file = Path(frame.filename)
    name = file.relative_to(_PROJECT).as_posix() if file.is_relative_to(_PROJECT) else file.name
    return f"{name}:{frame.lineno} {frame.name}"
