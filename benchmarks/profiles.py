"""Where Python spends its time, by looking at all threads' stacks every millisecond while something runs again and
again: a line of ours, and what it calls. Unlike cProfile it sees the threads of others and slows down no small call."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from benchmarks.measurement import amount
from benchmarks.server import ROOT

_SECONDS = 2.0
_INTERVAL = 0.001
_WRAPPER = "metrics_util.py"  # stands around every st.* call and says nothing of which
_NOT_OURS = (".venv", "benchmarks")


def largest_cause(act: Callable[[], object], seconds: float = _SECONDS) -> str:
    """Do something again and again for some seconds: which function of the project takes most of it, and in what."""
    seen: Counter[str] = Counter()
    is_over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(seen, is_over))
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_INTERVAL / 2)
    watcher.start()
    runs, start = 0, time.perf_counter()
    try:
        while runs == 0 or time.perf_counter() - start < seconds:
            act()
            runs += 1
    finally:
        taken = time.perf_counter() - start
        is_over.set()
        watcher.join()
        sys.setswitchinterval(interval)
    if not seen:
        return f"no code of the project seen in {runs} runs of {amount(taken)} s"
    where, count = seen.most_common(1)[0]
    return f"{where}: {100 * count / seen.total():.0f}% (sampled over {runs} runs of {amount(1000 * taken / runs)} ms)"


def _watch(seen: Counter[str], is_over: threading.Event) -> None:
    own = threading.get_ident()
    while not is_over.wait(_INTERVAL):
        for thread, frame in sys._current_frames().items():
            if thread != own and (place := _place(frame)):
                seen[place] += 1


def _place(frame: FrameType | None) -> str | None:
    """`briefing/charts/cards.py cards → plotly add_annotation`; None for a stack without a line of the product."""
    called: FrameType | None = None
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(ROOT) and file.relative_to(ROOT).parts[0] not in _NOT_OURS:
            name = f"{file.relative_to(ROOT).as_posix()} {frame.f_code.co_qualname}"
            return f"{name} → {_library(called)}" if called else name
        if file.name != _WRAPPER:
            called = frame
        frame = frame.f_back
    return None


def _library(frame: FrameType) -> str:
    """`plotly add_annotation`: the package and its function."""
    parts = Path(frame.f_code.co_filename).parts
    package = parts[parts.index("site-packages") + 1] if "site-packages" in parts else Path(parts[-1]).stem
    return f"{package} {frame.f_code.co_qualname}"
