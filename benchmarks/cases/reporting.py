"""What a person waits for on the reporting screen: from an upload to its preview, the child started anew.

The store has the nine months of sample reports; the workbooks are October's, as in `benchmarks.cases.workbooks`.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from benchmarks.cases.trial import Trial
from benchmarks.cases.workbooks import MONTH, NOW, ROWS, Book, give_to_one_unit, unit_books
from benchmarks.measurement import Measurement, aimed, amount
from benchmarks.profiles import largest_cause
from loaders.accept.approval import Approved
from loaders.accept.commit import preview_all
from loaders.accept.standing import month_register
from loaders.accept.trial import judged_all
from loaders.check.actuals import check
from loaders.files import children
from loaders.files.reader import Reader
from store.acts import what_if
from store.acts.rights import at_the_machine
from store.engine.opening import opened
from store.engine.store import Store
from store.reads.view import View

ONE_LIMIT_S, ALL_LIMIT_S = 1.5, 15
FILES = 27


def measure(trial: Trial) -> Iterator[Measurement]:
    """One unit's workbook of 160 rows, then a workbook each of 27 units at once."""
    times = trial.times(7, 1)
    with opened(trial.demo_store("one_preview")) as store:
        unit = give_to_one_unit(store, ROWS)
        books = unit_books(month_register(store, MONTH), [unit], 0)
        rows = len(month_register(store, MONTH).asked_of(unit.unit_id))
        yield _measured(store, f"one of {rows} rows", books, ONE_LIMIT_S, times)
    with opened(trial.demo_store("all_previews")) as store:
        units = sorted(month_register(store, MONTH).suppliers(), key=lambda unit: unit.name)[:FILES]
        books = unit_books(month_register(store, MONTH), units, 0)
        yield _measured(store, f"one for each of {len(units)} units", books, ALL_LIMIT_S, times)


def _measured(store: Store, what: str, books: list[Book], limit: float, times: int) -> Measurement:
    phases: defaultdict[str, float] = defaultdict(float)
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        _upload_to_preview(store, books, phases)
        taken.append(time.perf_counter() - start)
    shares = ", ".join(f"{name} {amount(1000 * phases[name] / times)} ms" for name in phases)
    return aimed(
        f"from an upload to its preview, {what}", statistics.median(taken), "s", limit,
        lambda: largest_cause(lambda: _upload_to_preview(store, books, defaultdict(float)), seconds=0),
        f"{shares}; median of {times}",
    )  # fmt: skip


def _upload_to_preview(store: Store, books: list[Book], phases: defaultdict[str, float]) -> None:
    """What the screen does after an upload, caches empty. Raises RuntimeError where there is nothing to preview."""
    children.close_idle()
    marks = [("", time.perf_counter())]
    register = month_register(store, MONTH)
    marks.append(("query what is known", time.perf_counter()))
    reader = Reader()
    checked = [check(content, name, register, reader, unit.unit_id) for unit, content, name in books]
    marks.append(("read and check in a child", time.perf_counter()))
    checked = judged_all(store, checked, NOW)
    marks.append(("judge", time.perf_counter()))
    view = what_if.view_over(store, MONTH, View(MONTH))
    preview = preview_all(store, [Approved(one, at_the_machine("测试"), NOW, "测试") for one in checked], view)
    if preview is None or not len(preview.rows):
        raise RuntimeError("there was nothing to preview")
    marks.append(("preview", time.perf_counter()))
    for (_, before), (name, after) in pairwise(marks):
        phases[name] += after - before
