"""What workbooks are sent into: a store with the seed's targets and nothing reported, and one reading process."""

import datetime as dt
from collections.abc import Iterator

import pytest

from loaders.files.reader import Reader
from store.engine.seed import plant
from store.engine.store import Store
from tests import stores


def planted(store: Store) -> None:
    """What `stores` fills its copies with."""
    plant(store, dt.datetime(2023, 12, 31))


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture
def store() -> Iterator[Store]:
    made = stores.filled(planted)
    yield made
    made.close()
