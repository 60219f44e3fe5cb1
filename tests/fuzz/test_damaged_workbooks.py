"""A share of `make fuzz` in the suite."""

import datetime as dt

import pytest

from loaders.accept.standing import month_register
from store.engine.seed import plant
from store.engine.store import Store
from tests.fuzz.run import MONTH, Outcome, left_over, run

CASES = 200


@pytest.mark.filterwarnings("ignore::UserWarning")  # what openpyxl says of the books while they are damaged
def test_hundreds_of_damaged_workbooks_end_in_an_answer_and_leave_nothing():
    store = Store()
    plant(store, dt.datetime(2023, 12, 31))
    before = left_over()  # a server that another test of this process has started
    outcome = run(range(CASES), month_register(store, MONTH), Outcome())
    store.close()
    assert outcome.failed == {}
    assert outcome.count == CASES and outcome.outcomes["read"] > CASES / 5
    assert set(left_over()) <= set(before)
