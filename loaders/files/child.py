"""The process that opens somebody's file: `python -m loaders.files.child`, started by children.py and never imported.

Takes orders on its standard input, each a function of ours with its arguments (pickled: whoever writes here started
this process), and answers each, until the stream ends. What the function loads is loaded here alone, and a bad file
can harm nothing but this. Answers hold plain values and our own dataclasses; children.py takes no other.
"""

import os
import pickle
import sys
import threading
import time
import traceback
import warnings
from typing import Any, BinaryIO

if __name__ == "__main__":  # openpyxl and rapidfuzz would load numpy for nothing: half the start
    sys.modules["numpy"] = None  # type: ignore[assignment]

from loaders.files import limits
from loaders.files.frames import LAST, MORE, read_frame, write_frame
from loaders.files.reading import leave_looks_out
from metrics.errors import UserError

_TIRED_MEGABYTES = 400  # after a file that took so much the process ends, and a fresh one takes the next


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer every order that comes in, until the stream ends."""
    warnings.simplefilter("ignore")  # what openpyxl leaves out (themes, extensions) is nothing we read
    while (order := read_frame(incoming)) is not None:
        function, arguments, seconds = pickle.loads(order)  # from the process that started this one
        limits.limit_time(seconds)
        answer = _answer(function, arguments)
        if len(answer) > limits.OUTPUT_MEGABYTES * 1_000_000:
            answer = pickle.dumps(("problem", "file_too_much"))
        is_last = limits.memory_peak() > _TIRED_MEGABYTES
        write_frame(outgoing, (LAST if is_last else MORE) + answer)
        if is_last:
            return


def _answer(function: Any, arguments: tuple[Any, ...]) -> bytes:
    try:
        return pickle.dumps(("done", function(*arguments)), protocol=5)
    except UserError as error:
        return pickle.dumps(("refused", error.message, error.title))
    except (MemoryError, RecursionError):
        return pickle.dumps(("problem", "file_too_much"))
    except Exception as error:  # noqa: BLE001 - a file makes a library stumble in ways that nobody can list
        last = traceback.extract_tb(error.__traceback__)[-1]
        named = f"{function.__module__}.{function.__qualname__}"
        where = f"{named}: {type(error).__name__} in {last.filename}:{last.lineno}"
        return pickle.dumps(("problem", "file_unreadable", where))


def _end_with_parent(parent: int) -> None:
    """Look every second whether whoever started this process is still there: a file must not outlive the server.

    Not Linux's parent-death signal: that comes when the thread ends which started this process, as screens' threads do.
    """
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may get between the answers
    limits.limit_memory()
    leave_looks_out()
    serve(sys.stdin.buffer, answers)
