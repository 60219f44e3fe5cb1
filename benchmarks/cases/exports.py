"""The files of an edition, from the store to their bytes; and whether the server's memory grows with them."""

import datetime as dt
import os
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.cases.trial import Trial
from benchmarks.machine import resident_mb
from benchmarks.measurement import Measurement, aimed, amount
from benchmarks.profiles import largest_cause
from briefing import material as materials
from briefing.details import Details
from briefing.material import Material
from briefing.notice.document import notice_document
from briefing.screens.archive import picture_archive
from briefing.slides.deck import slides
from briefing.workbooks.full_workbook import full_workbook
from store.acts.publishing import publish
from store.acts.rights import at_the_machine
from store.engine.opening import opened
from store.engine.store import Store
from store.reads import editions
from store.reads.editions import Edition
from store.reads.view import View
from ui.frame.watch.memory import give_back

PACK_LIMIT_S, PICTURES_LIMIT_S, GROWTH_LIMIT_MB = 3, 20, 20
PACKS = 20
_WARM_UP = 3  # packs after which what is kept on purpose (fonts, styles, queries) is there
_FILES: dict[str, Callable[[Material], bytes]] = {"DOCX": notice_document, "PPTX": slides, "XLSX": full_workbook}


def measure(trial: Trial) -> Iterator[Measurement]:
    """The September of the samples, as an edition."""
    with opened(trial.demo_store("exports")) as store:
        now = dt.datetime(2023, 10, 12, 9)
        draft = editions.draft(store, View(dt.date(2023, 9, 1)), "测试", now)
        edition = publish(store, draft, at_the_machine("测试"), now)
        yield _pack(store, edition, trial.times(7, 1))
        yield _pictures(store, edition, trial.times(3, 1))
        yield _growth(store, edition, trial.times(PACKS, 2))


def _pack(store: Store, edition: Edition, times: int) -> Measurement:
    phases: dict[str, list[float]] = {}
    for _ in range(times + 1):
        start = time.perf_counter()
        material = materials.take(store, edition)
        marks = {"figures": time.perf_counter() - start}
        for name, make in _FILES.items():
            start = time.perf_counter()
            make(material)
            marks[name] = time.perf_counter() - start
        for name, taken in marks.items():
            phases.setdefault(name, []).append(taken)
    medians = {name: statistics.median(taken[1:]) for name, taken in phases.items()}
    shares = ", ".join(f"{name} {amount(1000 * taken)} ms" for name, taken in medians.items())
    return aimed(
        "the whole pack, DOCX + PPTX + XLSX", sum(medians.values()), "s", PACK_LIMIT_S,
        lambda: largest_cause(partial(_made, store, edition)), f"{shares}; medians of {times}",
    )  # fmt: skip


def _made(store: Store, edition: Edition) -> int:
    material = materials.take(store, edition)
    return sum(len(make(material)) for make in _FILES.values())


def _pictures(store: Store, edition: Edition, times: int) -> Measurement:
    material = materials.take(store, edition)
    details = Details(store, material)
    taken, size = [], 0
    for _ in range(times):
        start = time.perf_counter()
        size = len(picture_archive(material, details))
        taken.append(time.perf_counter() - start)
    return aimed(
        "all pictures as a zip of PNG", statistics.median(taken), "s", PICTURES_LIMIT_S,
        lambda: largest_cause(lambda: picture_archive(material, details), seconds=0),
        f"{amount(size / 1e6)} MB; median of {times}",
    )  # fmt: skip


def _growth(store: Store, edition: Edition, times: int) -> Measurement:
    """How much more memory the process holds after so many packs than after the first few."""
    for _ in range(min(_WARM_UP, times)):
        _made(store, edition)
    give_back()  # as the server does once a minute
    before = resident_mb(os.getpid())
    for _ in range(times):
        _made(store, edition)
    give_back()
    return aimed(
        f"memory that {times} packs leave behind", max(0.0, resident_mb(os.getpid()) - before), "MB", GROWTH_LIMIT_MB,
        lambda: "see the line above for what a pack takes", f"{amount(before)} MB before, after {_WARM_UP} packs",
    )  # fmt: skip
