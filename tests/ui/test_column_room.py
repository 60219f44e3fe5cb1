"""The widths of a table's columns: what short texts leave goes to long ones, and never more than the page has."""

import pandas as pd

from metrics.columns import columns
from ui.frame.column_room import cuts, fitted

SHOWN = columns("standing", "odd_reason", "months_behind")


def widths(reason: str, room: int) -> dict[str, int]:
    rows = pd.DataFrame({"standing": ["采用"], "odd_reason": [reason], "months_behind": [3]})
    return fitted(rows, SHOWN, {"standing": 160, "odd_reason": 200, "months_behind": 76}, room)


def test_a_long_text_has_what_the_short_ones_leave() -> None:
    assert widths("三十字的数据说明" * 3, 500) == {"standing": 73, "odd_reason": 337, "months_behind": 76}


def test_where_not_all_have_room_the_columns_fill_it_and_no_more() -> None:
    found = widths("三十字的数据说明" * 3, 400)
    assert found == {"standing": 73, "odd_reason": 251, "months_behind": 76} and sum(found.values()) == 400


def test_a_table_that_is_moved_sideways_anyway_cuts_no_text() -> None:
    assert widths("三十字的数据说明" * 3, 200)["odd_reason"] == 337


def test_a_text_without_end_takes_no_page() -> None:
    assert widths("说明" * 200, 2000)["odd_reason"] == 600


def test_a_text_is_cut_where_it_is_longer_than_its_column_and_a_heading_is_no_text() -> None:
    rows = pd.DataFrame({"standing": ["采用"], "odd_reason": ["三十字的数据说明"], "months_behind": [3]})
    fits = {"standing": 47, "odd_reason": 126, "months_behind": 10}
    assert not cuts(rows, SHOWN, fits)
    assert cuts(rows, SHOWN, fits | {"odd_reason": 120})
