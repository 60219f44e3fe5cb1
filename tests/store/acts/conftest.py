"""What workbooks are sent into: a store with the seed's targets and nothing reported, and one reading process."""

from collections.abc import Iterator

import pytest

from loaders.files.reader import Reader
from store.engine.store import Store
from tests import stores
from tests.loaders.conftest import planted


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture
def store() -> Iterator[Store]:
    made = stores.filled(planted)
    yield made
    made.close()
