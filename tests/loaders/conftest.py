"""One reading process and one planted store for the loaders' tests. Tests that write get a store of their own."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from loaders.accept.standing import month_register
from loaders.check.actuals import Checked, check
from loaders.files.reader import Reader
from loaders.register import Register
from loaders.table.questions import NO_ANSWERS, Answers
from store.engine.seed import plant
from store.engine.store import Store
from tests import stores

PLANTED_AT = dt.datetime(2023, 12, 31)
SEPTEMBER, OCTOBER = dt.date(2023, 9, 1), dt.date(2023, 10, 1)

Checker = Callable[..., Checked]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


def planted(store: Store) -> None:
    """The seed's targets, nothing reported: what `stores` fills its copies with."""
    plant(store, PLANTED_AT)


_REGISTERS: dict[tuple[tuple[str, int], dt.date], Register] = {}


def register_of(store: Store, month: dt.date) -> Register:
    """`month_register`, worked out once for all copies of a store that nobody has written to since."""
    asked = store.key, month
    if asked not in _REGISTERS:
        _REGISTERS[asked] = month_register(store, month)
    return _REGISTERS[asked]


@pytest.fixture
def store() -> Iterator[Store]:
    made = stores.filled(planted)
    yield made
    made.close()


@pytest.fixture(scope="session")
def september() -> Register:
    """September 2023 before anything was reported."""
    made = stores.filled(planted)
    found = register_of(made, SEPTEMBER)
    made.close()
    return found


@pytest.fixture(scope="session")
def october() -> Register:
    """October 2023 before anything was reported."""
    made = stores.filled(planted)
    found = register_of(made, OCTOBER)
    made.close()
    return found


@pytest.fixture
def checked(reader: Reader, september: Register) -> Checker:
    """Check a workbook's bytes for September 2023."""

    def run(
        content: bytes,
        unit: str | None = None,
        name: str = "月报.xlsx",
        against: Register | None = None,
        answers: Answers = NO_ANSWERS,
    ) -> Checked:
        return check(content, name, against or september, reader, unit, answers)

    return run
