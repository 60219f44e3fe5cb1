"""Any value that the store accepts is shown on every screen and in every file; what older stores hold beyond, too."""

import datetime as dt
import json
from collections.abc import Iterator
from itertools import cycle

import pandas as pd
import pytest

from briefing import material
from briefing.pack import products
from loaders.accept.standing import month_register
from loaders.targets.commit import targets_workbook
from loaders.template.template import template
from metrics import terms
from metrics.errors import UserError
from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.records import status_json
from store.engine.store import Store
from store.reads import editions
from store.reads.figures.outlook import month_rows
from store.reads.figures.status import figure_history, status_rows
from store.reads.view import View
from tests.pages.stores import autumn
from ui.cache import current
from ui.menu import MENU

ACCEPTED = (999_999_999_999_999.0, -999_999_999_999_999.0, 1e-6, -1e-6, 0.0, 123_456_789.123456)
BEYOND = ("1e27", "'inf'", "'-inf'", "'nan'", "-1e300", "1e-300", "1.7e308")
SAID = ("\x00\x0b\x1f", "\x07\x1a半个字", "**粗**[链](http://x)<b>" * 20, "长" * 400, "🀄‮反\n\n行", "=1+1")
SEPTEMBER = dt.date(2023, 9, 1)


def accepted_values() -> Store:
    """Every measure with the largest, smallest and finest figures and targets there can be, and with odd texts."""
    store = autumn.targets_alone()
    values, said = cycle(ACCEPTED), cycle(SAID)
    rows = status_rows(store, View(SEPTEMBER))
    for month in (8, 9):
        figures = pd.DataFrame([
            {"measure_id": name, "month": pd.Timestamp(2023, month, 1), "value": next(values), "problem": next(said),
             "next_step": next(said), "progress": next(said), "sheet": next(said)[:20], "cell": "H5"}
            for name in rows["measure_id"]
        ])  # fmt: skip
        by, day = at_the_machine("经办人"), dt.datetime(2023, month, 28)
        name = f"\x00/../{'长' * 400}.xlsx"
        submission = submissions.Submission("gongan", dt.date(2023, month, 1), name, f"{month}", by, day)
        submissions.add_submission(store, submission, figures)
    targets = store.query_text("select * from target where lower is not null or upper is not null")
    bounds = [abs(next(values)) or 1e-6 for _ in range(len(targets))]
    with store.writing() as transaction:
        for name in ("lower", "upper"):
            targets[name] = [bound if has else None for bound, has in zip(bounds, targets[name].notna(), strict=True)]
        transaction.append("target", targets[::2].assign(recorded_at=dt.datetime(2023, 6, 1)))
    return store


def an_older_store() -> Store:
    """The same, and what no way in takes any more: numbers, and units that nobody knows."""
    store = accepted_values()
    store.query_text("update item set lead_unit_id = 'nobody' where item_id = '510115-2023-L20'")
    store.query_text("update measure set supplier_unit_id = 'nobody' where item_id = '510115-2023-L05'")
    for place, beyond in enumerate(BEYOND):
        step = f"= cast({beyond} as double) where hash(measure_id) % {2 * len(BEYOND)} = {place}"
        store.query_text(f"update actual set value {step}")
        for name in ("lower", "upper", "base"):
            store.query_text(f"update target set {name} {step} and {name} is not null")
    return store


@pytest.fixture(scope="module")
def odd() -> Iterator[Store]:
    store = an_older_store()
    current.use(store)
    yield store
    current.use(None)


@pytest.mark.parametrize("name", [name for name, _ in MENU if name != "accounts"])
def test_every_screen_is_drawn_whole(odd, name):
    app = autumn.screen(name, month="2023-09")
    assert not app.exception and not app.error


@pytest.mark.parametrize("series", ["livelihood", "tasks"])
def test_every_item_is_drawn_whole(odd, series):
    for code in ("1", "5", "20"):
        app = autumn.screen(series, month="2023-09", item=f"{'民生' if series == 'livelihood' else '任务'}{code}")
        assert not app.exception and not app.error


def test_every_file_is_made(odd):
    draft = editions.draft(odd, View(SEPTEMBER), "区目标办", dt.datetime(2023, 10, 12))
    for product in products(odd, material.take(odd, draft)):
        if product.suffix not in ("pdf", "zip"):  # made of the same pages and charts, and slow
            assert len(product.make(lambda _: None)) > 10_000
    assert targets_workbook(odd, 2023)
    register = month_register(odd, SEPTEMBER)
    assert all(template(register, unit) for unit in register.units[:3])
    assert json.dumps(status_json(month_rows(odd, View(SEPTEMBER))), allow_nan=False)


def test_what_cannot_be_reckoned_with_says_so_in_its_row_and_the_others_are_judged():
    store = autumn.two_months()
    store.query_text(f"update actual set value = 1e27 where measure_id = '{autumn.ALARMS}' and month = '2023-09-01'")
    rows = status_rows(store, View(SEPTEMBER)).set_index("measure_id")
    assert (rows.at[autumn.ALARMS, "value_words"], rows.at[autumn.ALARMS, "status"]) == (terms.ANOMALOUS, "undecided")
    assert rows.at[autumn.COVERS, "margin_points"] == -15.0
    assert figure_history(store, [autumn.ALARMS])["value_words"].iloc[0] == terms.ANOMALOUS


@pytest.mark.parametrize("value", [1e15, 1e27, float("inf"), 1e-7, 1 / 3])
def test_the_store_takes_no_other_numbers(odd, value):
    with pytest.raises(UserError, match="数值"):
        autumn.report(odd, autumn.ALARMS, "xiaofang", 9, value)
