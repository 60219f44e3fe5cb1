"""Stores that tests of the screens read, made once; a test that writes takes one of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from store.engine.store import Store
from tests.pages.stores import autumn
from ui.access import acting
from ui.cache import current


@contextmanager
def _shown(store: Store) -> Iterator[Store]:
    """The screens read this store for as long as the block lasts."""
    current.use(store)
    try:
        yield store
    finally:
        current.use(None)


@contextmanager
def shown_and_closed(store: Store) -> Iterator[Store]:
    """The same of a store of the test's own, which may be added to."""
    with _shown(store):
        yield store
    store.close()


@contextmanager
def _unchanged(store: Store) -> Iterator[Store]:
    version = store.version
    yield store
    assert store.version == version, "a test that writes takes own_store or own_bare"


@pytest.fixture
def double_click(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second click of a test may come late on a busy machine."""
    monkeypatch.setattr(acting, "DOUBLE_CLICK_SECONDS", 600.0)


@pytest.fixture(scope="session")
def _two_months() -> Store:
    return autumn.two_months()


@pytest.fixture(scope="session")
def _targets_alone() -> Store:
    return autumn.targets_alone()


@pytest.fixture
def store(_two_months: Store) -> Iterator[Store]:
    """Two months of reports, to be read."""
    with _shown(_two_months), _unchanged(_two_months):
        yield _two_months


@pytest.fixture
def bare(_targets_alone: Store) -> Iterator[Store]:
    """Targets without any report, to be read."""
    with _shown(_targets_alone), _unchanged(_targets_alone):
        yield _targets_alone


@pytest.fixture
def own_store() -> Iterator[Store]:
    """Two months of reports, to be added to."""
    with shown_and_closed(autumn.two_months()) as store:
        yield store


@pytest.fixture
def own_bare() -> Iterator[Store]:
    """Targets without any report, to be added to."""
    with shown_and_closed(autumn.targets_alone()) as store:
        yield store
