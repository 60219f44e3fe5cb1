"""PostgreSQL and DuckDB hold the same rows, answer every query alike and let every act do the same."""

import json
from pathlib import Path

import pandas as pd
import pytest

from loaders import __main__ as loaders_line
from metrics.errors import UserError
from store import __main__ as store_line
from store.above.roll_up import rolled_up
from store.commands.copying import copy
from store.engine.opening import opened
from store.engine.store import Store
from tests import books, stores
from tests.loaders.conftest import planted
from tests.pages.stores.autumn import screen, words
from tests.store.acts.test_rights import OFFICE, WAYS
from tests.store.builder import REGION
from tests.store.engine.test_regions import QUERIES, asked, two_contrary_districts, two_districts
from ui.cache import current

CROSSINGS = "510115-2023-L02-1"
# One of each kind; passwords and tokens are drawn by lot, and differ.
SOME = ("add_submission", "answer", "confirm", "rule", "change_target", "rename_unit", "add_item", "commit_load",
        "turn", "withdraw", "publish", "close_month", "use_preset", "drop_year")  # fmt: skip


def rolled_districts(store: Store) -> None:
    """Two contrary districts, one of them looked at from above."""
    two_contrary_districts(store)
    rolled_up(store, [REGION], 2023)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return stores.copied(rolled_districts, tmp_path / "dashboard.duckdb")


def test_every_query_answers_alike_and_every_table_comes_back_as_it_was(file, url, tmp_path):
    copy(file, url)
    ours, theirs = Store(file), Store(url)
    assert stores.checksums(ours) == stores.checksums(theirs)
    for name in sorted(set(QUERIES) - {"store_version"}):  # each store counts its own
        alone = asked(ours.of(REGION), name)
        pd.testing.assert_frame_equal(asked(theirs.of(REGION), name), alone, obj=name)
    exported, expected = theirs.of(REGION).own_tables(), ours.of(REGION).own_tables()
    assert {table: (one.columns, set(one.rows)) for table, one in exported.items()} == {
        table: (one.columns, set(one.rows)) for table, one in expected.items()
    }
    back = tmp_path / "back.duckdb"
    copy(url, back)
    again = Store(back)
    assert stores.checksums(again) == stores.checksums(ours)
    for store in (ours, theirs, again):
        store.close()


def test_the_systems_state_has_the_databases_own_size_and_promises_no_backup_that_nobody_makes(url, tmp_path):
    file = stores.copied(planted, tmp_path / "dashboard.duckdb")
    copy(file, url)
    shown = []
    for place in (file, url):
        with opened(place) as store:
            current.use(store)
            shown.append(screen("system"))
            assert store.size_bytes > 1e6
            current.use(None)
    ours, theirs = map(words, shown)
    assert "每天自动备份" in ours and "系统运行时每天自动备份一次" in ours
    assert "每天自动备份" not in theirs and "请向数据库管理员核实备份是否按时" in theirs
    assert [app.metric[0].label for app in shown] == ["数据文件", "数据库"]
    assert shown[1].metric[0].value != "0.0 MB"


def test_nothing_is_copied_onto_what_is_there(file, url, tmp_path):
    copy(file, url)
    with pytest.raises(UserError, match="已有数据"):
        copy(file, url)
    with pytest.raises(UserError, match="已存在"):
        copy(url, file)


def test_every_act_leaves_the_same_rows(url, tmp_path):
    file, copied = stores.copied(two_districts, tmp_path / "dashboard.duckdb"), tmp_path / "copied.duckdb"
    copy(file, copied)
    copy(file, url)
    ours, theirs = Store(copied), Store(url)
    for store in (ours, theirs):
        for name in SOME:
            WAYS[name][1](store.of(REGION), OFFICE)
    assert stores.checksums(ours) == stores.checksums(theirs)
    ours.close()
    theirs.close()


def test_a_report_comes_from_its_workbook_to_its_receipt(url, tmp_path, capsys):
    copy(stores.copied(planted, tmp_path / "dashboard.duckdb"), url)
    book = tmp_path / "公安.xlsx"
    book.write_bytes(books.report([[CROSSINGS, "", "", "", "", 60, "推进"]]))

    def run(line, *words):
        assert line.main([*map(str, words), "--db", url, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    [receipt] = [run(loaders_line, "actuals", book, "--month", "2023-09")]
    status = {row["measure_id"]: row for row in run(store_line, "status", "--month", "2023-09")}
    assert (status[CROSSINGS]["actual"], status[CROSSINGS]["status"]) == (60.0, "on_track")
    with opened(url) as store:
        [kept] = store.query("known_files")["kept_as"]
        assert store.path is not None
        assert (store.path.parent / "uploads" / kept).read_bytes() == book.read_bytes()
    assert run(store_line, "check") == {"problems": []}, receipt
    kept = tmp_path / "备份" / "store.dump"
    run(store_line, "backup", kept)
