"""A closed month refuses workbooks, save from a unit with an exception; sample data are asked about."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from loaders import __main__ as command_line
from loaders.accept.commit import commit
from loaders.accept.standing import month_register
from loaders.accept.trial import judged
from loaders.check.actuals import check
from metrics.errors import UserError
from store.acts import closed_months, deadlines, submissions
from store.acts.rights import at_the_machine
from store.engine.opening import opened
from store.reads.figures.status import status_rows
from store.reads.view import View
from tests import books, stores
from tests.loaders.conftest import SEPTEMBER, planted

CROSSINGS = "510115-2023-L02-1"
OFFICE = at_the_machine("区目标办")


def on(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2023, 10, day, hour)


@pytest.fixture
def closed(store):
    closed_months.close_month(store, SEPTEMBER, "数据已上报市局", OFFICE, on(8))
    return store


def one_sample(store) -> None:
    """A sample report of the same figure."""
    sample = submissions.Submission(
        "gongan", SEPTEMBER, "演示.xlsx", "demo", at_the_machine("演示"), on(8), is_demo=True
    )
    submissions.add_submission(
        store, sample, pd.DataFrame([{"measure_id": CROSSINGS, "month": SEPTEMBER, "value": 50.0}])
    )


def read(store, reader):
    content = books.report([[CROSSINGS, "", "", "", "", 60, "推进"]])
    return check(content, "公安.xlsx", month_register(store, SEPTEMBER), reader)


def test_a_workbook_for_a_closed_month_is_an_error(closed, reader):
    assert [found.id for found in judged(closed, read(closed, reader), on(9)).errors] == ["month_closed"]


def test_with_an_exception_the_unit_sends_until_its_last_day_and_not_after(closed, reader):
    deadlines.grant_exception(closed, "gongan", SEPTEMBER, dt.date(2023, 10, 12), "系统改造", OFFICE, on(9))
    checked = read(closed, reader)
    assert judged(closed, checked, on(12, 23)).errors == []
    assert [found.id for found in judged(closed, checked, on(13, 0)).errors] == ["month_closed"]
    with pytest.raises(UserError, match="准予延期已于2023年10月12日到期"):
        commit(closed, checked, at_the_machine("张三"), on(13, 0))
    assert commit(closed, checked, at_the_machine("张三"), on(12, 23)).is_new


def test_another_units_exception_helps_nobody_else(closed, reader):
    deadlines.grant_exception(closed, "jiaotong", SEPTEMBER, dt.date(2023, 10, 12), "系统改造", OFFICE, on(9))
    assert [found.id for found in read(closed, reader).errors] == ["month_closed"]


def test_what_was_checked_before_the_month_was_closed_is_not_stored_after(store, reader):
    checked = read(store, reader)
    closed_months.close_month(store, SEPTEMBER, "数据已上报市局", OFFICE, on(8))
    with pytest.raises(UserError, match="2023年9月已封账"):
        commit(store, checked, at_the_machine("张三"), on(9))


def test_the_command_line_asks_what_becomes_of_sample_data_before_it_stores_real_ones(tmp_path: Path, capsys):
    db, file = tmp_path / "dashboard.duckdb", tmp_path / "公安.xlsx"
    file.write_bytes(books.report([[CROSSINGS, "", "", "", "", 60, "推进"]]))
    with opened(stores.copied(planted, db)) as store:
        one_sample(store)
    words = ["actuals", str(file), "--month", "2023-09", "--db", str(db)]
    assert command_line.main(words) == 2
    assert capsys.readouterr().err == (
        "系统中还有2023年演示数据,没有入库。请先清除(python -m store drop-demo);要与正式数据混在一起,加 --keep-demo。\n"
    )
    assert command_line.main([*words, "--keep-demo"]) == 0
    with opened(db) as store:
        submissions.drop_demo(store, OFFICE, on(9))
        rows = status_rows(store, View(SEPTEMBER))
        assert rows.set_index("measure_id").at[CROSSINGS, "actual"] == 60.0
