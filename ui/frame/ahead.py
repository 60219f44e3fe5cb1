"""What takes long is done when the server starts, so that whoever comes first does not wait for it: the first view is
read, computed and drawn, and the regions that are looked at side by side are judged."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from logging import LogRecord, getLogger
from threading import Event, Thread, current_thread

from metrics.errors import UserError
from store.above import regions
from store.reads.view import View
from ui import errors
from ui.cache import current, reads
from ui.components import overview
from ui.frame import months

_LOG = getLogger("dashboard.ahead")
_NAME = "read ahead"


def _of_a_screen(_: LogRecord) -> bool:
    return current_thread().name != _NAME


# Streamlit warns wherever it is asked outside a screen; here that is meant.
getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").addFilter(_of_a_screen)


@contextmanager
def read_ahead() -> Iterator[None]:
    """In a thread, beside the server; ended with the block, before the store is closed."""
    is_ended = Event()
    reading = Thread(target=_read, args=(is_ended,), name=_NAME, daemon=True)
    reading.start()
    yield
    is_ended.set()
    reading.join()


def _read(is_ended: Event) -> None:
    try:
        _read_first_view()
        _judge_regions(is_ended)
    except UserError as error:
        _LOG.warning("首屏没有预先读取:%s", error.message)  # whoever opens it is told there
    except Exception as exc:  # noqa: BLE001 - the boundary of a thread: nothing of it is printed as it is
        errors.logged(exc)


def _read_first_view() -> None:
    import_module("ui.frame.brief")  # what the frame around every screen loads, and the server itself does not
    known = list(reads.places())
    for code in known[:1]:  # the one that opens where none is named
        with current.as_region(code):
            if reads.years(code):
                view = View(months.home(code), code, reads.preset_in_use(code))
                overview.body(view, {"region": code} if len(known) > 1 else {}, None)


def _judge_regions(is_ended: Event) -> None:
    """Those below each place that is looked down from, in its last year: each alone, and kept, until it is ended."""
    # Parquet's reader comes with it, which a start that ends with a sentence has no need of.
    from store.above.roll_up import rolled_up

    store = current.opened()
    today = store.now().date()
    for top in regions.tops(store):
        year = max(regions.years(store, top, today), default=today.year)
        in_force, _ = regions.below(store, top, year, today)
        for region in in_force:
            if is_ended.is_set():
                return
            rolled_up(store, [region], year)
