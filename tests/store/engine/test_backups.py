"""Backups that are made by themselves, and a machine that is gone: everything comes back from the folder of backups."""

import datetime as dt
import hashlib
import shutil
import threading
from pathlib import Path

import pytest

from metrics.errors import UserError
from store.__main__ import main
from store.acts.closed_months import close_month, reopen_month
from store.acts.rights import at_the_machine
from store.engine import opening
from store.engine.backups import automatic_path, copy_originals, made_on, mark_of, prune
from store.engine.engines.duckdb_connection import connected
from store.engine.reader import STORE
from store.engine.store import Store
from store.people import accounts
from store.reads.safety import condition
from store.reads.safety.lacking import lacking
from tests import stores
from tests.store.builder import day, first
from tests.store.engine.test_restoring import send, small

OFFICE = at_the_machine("区目标办")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return stores.copied(small, tmp_path / "a" / "dashboard.duckdb")


def test_a_machine_that_is_gone_comes_back_from_its_backups_with_status_originals_and_accounts(path, tmp_path, capsys):
    store = Store(path)
    send(store, 900)
    accounts.add_account(store, "李四", "administers", None, "Chang9-mima-2023", OFFICE, day(10))
    close_month(store, first(9), "月度封账", OFFICE, day(10, 6))
    before = store.query("accounts")
    store.close()
    status = ["status", "--month", "2023-09", "--json", "--db"]
    assert main([*status, str(path)]) == 0
    told = capsys.readouterr().out
    originals = {file.name: file.read_bytes() for file in (path.parent / "uploads").glob("*/*")}
    shutil.move(path.parent / "backups", tmp_path / "usb")
    shutil.rmtree(path.parent)
    backup = next((tmp_path / "usb").glob("auto-*-2023-09.duckdb"))
    there = tmp_path / "empty" / "dashboard.duckdb"
    assert main(["restore", str(backup), "--db", str(there)]) == 0
    assert capsys.readouterr().out.startswith(f"已从 {backup} 恢复。\n备份之后办理的")
    assert main([*status, str(there)]) == 0
    assert capsys.readouterr().out == told
    assert {file.name: file.read_bytes() for file in (there.parent / "uploads").glob("*/*")} == originals != {}
    store = Store(there)
    assert store.query("accounts").equals(before)
    store.close()


def test_kept_are_seven_days_five_weeks_twelve_months_and_every_closed_month(tmp_path):
    start = dt.datetime(2022, 1, 1, 3)
    for number in range(800):
        automatic_path(tmp_path, start + dt.timedelta(days=number), "daily").touch()
    closed = [automatic_path(tmp_path, dt.datetime(2022, month, 5, 9), f"2022-{month:02d}") for month in (1, 2, 3)]
    by_hand = tmp_path / "一.duckdb"
    for file in [*closed, by_hand]:
        file.touch()
    prune(tmp_path)
    left = {file.name for file in tmp_path.iterdir()}
    assert {file.name for file in [*closed, by_hand]} <= left
    days = sorted(name[5:13] for name in left if name.endswith("daily.duckdb"))
    assert days[-7:] == ["20240304", "20240305", "20240306", "20240307", "20240308", "20240309", "20240310"]
    assert days[:-7] == [
        "20230430", "20230531", "20230630", "20230731", "20230831", "20230930", "20231031", "20231130", "20231231",
        "20240131", "20240211", "20240218", "20240225", "20240229", "20240303",
    ]  # fmt: skip
    prune(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == left


def test_a_store_of_an_older_version_is_backed_up_before_it_is_migrated(path):
    store = Store(path)
    store.query_text("drop view latest_actual")
    store.query_text("drop view submission_turn")
    store.query_text("create view latest_actual as select 1 as one")
    store.query_text("delete from migration where name = '0019_order.sql'")
    store.close()
    Store(path).close()
    (made,) = (path.parent / "backups").glob("auto-*-migration.duckdb")
    before = connected(made, read_only=True)
    assert before.execute("select count(*) from migration").fetchall() == [
        (len(list((STORE / "schema").glob("[0-9]*.sql"))) - 1,)
    ]
    before.close()
    Store(path).close()
    assert len(list((path.parent / "backups").glob("*.duckdb"))) == 1


def test_a_backup_is_made_once_a_day_while_people_work(path, monkeypatch):
    monkeypatch.setattr(opening, "_LOOK_EVERY_SECONDS", 0.01)
    store = Store(path)
    with opening.daily_backups(store):
        for value in range(900, 905):
            send(store, value)
        threading.Event().wait(0.3)
    (made,) = store.backup_folder.glob("auto-*-daily.duckdb")
    reopen = Store(made)
    assert len(reopen.query_text("select * from actual")) > 0
    reopen.close()
    store.close()


def test_of_two_data_files_in_one_folder_each_is_backed_up_listed_and_pruned_by_itself(path):
    county, folder = stores.copied(small, path.with_name("甲县.duckdb")), path.parent / "backups"
    for number, one in enumerate((path, county)):
        store = Store(one)
        today, mark = store.now().date(), mark_of(one)
        send(store, 900 + number)
        assert lacking(store) == []  # the other's originals lie beside its own
        assert not made_on(folder, today, mark)
        opening.keep_backup(store, "daily")
        assert made_on(folder, today, mark) and [made.why for made in condition.backups(store)] == ["每日"]
        store.close()
    (made,) = folder.glob("甲县-auto-*-daily.duckdb")
    for number in range(1, 10):
        automatic_path(folder, dt.datetime(2040, 1, number), "daily").touch()
    prune(folder)
    assert made.exists() and made_on(folder, today, mark) and not made_on(folder, dt.date(2040, 1, 9), mark)


def test_backups_of_before_they_bore_the_files_name_are_still_listed(path):
    county = stores.copied(small, path.parent.parent / "b" / "甲县.duckdb")
    store, folder = Store(county), county.parent / "backups"
    opening.back_up(store, automatic_path(folder, dt.datetime(2023, 10, 1, 3), "2023-09"))
    opening.keep_backup(store, "daily")
    assert sorted(made.why for made in condition.backups(store)) == ["2023-09封账", "每日"]
    path.rename(county.with_name("dashboard.duckdb"))  # whose they are where it lies beside
    assert [made.why for made in condition.backups(store)] == ["每日"]
    store.close()


def test_a_copy_that_reads_otherwise_is_no_backup(path, monkeypatch):
    store = Store(path)
    target = store.backup_folder / "一.duckdb"
    monkeypatch.setattr("store.engine.engines.duckdb_file._digests", lambda cursor: object())
    with pytest.raises(UserError, match="备份核对不符"):
        store.back_up(target)
    assert not target.exists()
    monkeypatch.undo()
    store.back_up(target)
    close_month(store, first(9), "封账", OFFICE, day(10))
    reopen_month(store, first(9), "重开", OFFICE, day(11))
    assert len(list(store.backup_folder.glob("*.duckdb"))) == 2
    store.close()


def test_a_damaged_original_takes_no_good_ones_place_and_is_mended_where_it_is_read_again(tmp_path):
    content = b"the workbook as it was sent"
    name = f"2023-09/{hashlib.sha256(content).hexdigest()}.xlsx"
    kept, backup = tmp_path / "uploads", tmp_path / "backups" / "uploads"
    (kept / name).parent.mkdir(parents=True)
    (kept / name).write_bytes(content)
    copy_originals(kept, backup)
    (kept / name).write_bytes(content[:5])  # cut off
    copy_originals(kept, backup)
    assert (backup / name).read_bytes() == content
    (kept / name).write_bytes(content.upper())  # as long as before
    copy_originals(backup, kept, is_read_again=True)
    assert (kept / name).read_bytes() == content


def test_one_original_that_cannot_be_copied_keeps_no_other_from_it(tmp_path):
    kept, backup = tmp_path / "uploads", tmp_path / "backups"
    (kept / "2023-09" / "副本").mkdir(parents=True)  # of somebody's own: no original
    for number in "123":
        (kept / "2023-09" / f"{number}.xlsx").write_text(number)
    (backup / "2023-09" / ".1.xlsx.part").mkdir(parents=True)  # where the first would be written
    with pytest.raises(IsADirectoryError):
        copy_originals(kept, backup)
    assert sorted(file.name for file in (backup / "2023-09").glob("*.xlsx")) == ["2.xlsx", "3.xlsx"]


def test_a_backup_folder_that_takes_nothing_is_said_and_keeps_no_month_open(path, caplog):
    (path.parent / "backups").symlink_to("/proc")  # where not even root may write
    store = Store(path)
    with pytest.raises(UserError, match="无法写入"):
        store.back_up(store.backup_folder / "一.duckdb")
    close_month(store, first(9), "封账", OFFICE, day(10))
    assert "自动备份没有成功" in caplog.text
    with pytest.raises(UserError, match="已经封账"):
        close_month(store, first(9), "封账", OFFICE, day(10))
    store.close()


def test_a_task_that_fails_once_is_tried_again():
    tries, again = [], threading.Event()

    def fail() -> None:
        tries.append(1)
        if len(tries) > 1:
            again.set()
        raise ValueError("once")

    with opening.repeated(fail, 0.001, "failing"):
        assert again.wait(60)


def test_a_backup_that_is_cleared_away_while_they_are_counted_is_none(path):
    store = Store(path)
    (store.backup_folder / "gone.duckdb").symlink_to(path.with_name("nowhere"))
    assert condition.of(store).backup is None and condition.backups(store) == []
    store.close()


def test_a_file_whose_name_has_no_moment_in_it_is_no_backup_of_ours(tmp_path):
    (tmp_path / "auto-20261399-000000-daily.duckdb").touch()
    assert not made_on(tmp_path, dt.date(2026, 1, 1))
    prune(tmp_path)
    assert list(tmp_path.iterdir())
