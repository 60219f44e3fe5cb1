"""A share of `make kills` and of the reports of `make fuzz` in the suite."""

from tests import stores
from tests.fuzz import kills, reports
from tests.pages.stores import autumn


@stores.of_duckdb
def test_a_store_whose_writers_are_killed_holds_every_receipt_they_were_given(tmp_path):
    outcome = kills.run(stores.copied(autumn.planted, tmp_path / "dashboard.duckdb"), 1, kills.Outcome())
    assert outcome.failed == {} and outcome.receipts >= 1 and outcome.unreceipted in (0, 1)


def test_reports_in_any_form_are_read_as_they_were_written_and_damaged_ones_break_nothing():
    outcome = reports.run(range(100), reports.Outcome())
    assert outcome.failed == {} and outcome.count == 100
