"""The draft that whoever looks has under way: read on every run, changed by callbacks alone."""

from collections.abc import Callable

from loaders.report.drafts import keeping
from loaders.report.drafts.draft import Draft
from loaders.report.naming import UnitNames
from metrics.errors import UserError
from ui import errors
from ui.cache import current
from ui.cache.store_cache import cached
from ui.reporting.drafts import owner

units = cached(4)(UnitNames)


def found(year: int) -> Draft | None:
    """The draft of a year; None while there is none."""
    return keeping.kept(current.store(), year, owner())


def unreadable(year: int) -> str:
    """The name of the file of a draft that cannot be read; "" where there is none."""
    path = keeping.unreadable(current.store(), year, owner())
    return path.name if path is not None else ""


def first_year(usual: int) -> int:
    """The year that is shown first: of a draft that waits to be gone on with, else the usual one."""
    return next(reversed(keeping.years_kept(current.store(), owner())), usual)


def begin(draft: Draft) -> None:
    """Keep a report that was just read. Raises UserError where that is not possible."""
    keeping.keep(current.store(), draft, owner(), current.now())


def change(year: int, act: Callable[[Draft], None]) -> None:
    """For callbacks: do something to the draft and keep it; what the disk refuses is shown."""
    try:
        keeping.change(current.store(), year, owner(), current.now(), act)
    except UserError as error:
        errors.show(error)


def end(year: int) -> None:
    """For callbacks: the draft was loaded, or is given up."""
    keeping.drop(current.store(), year, owner())
