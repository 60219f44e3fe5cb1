"""The store as a file: migrated once, backed up and restored, held by one process at a time, read by many threads."""

import datetime as dt
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import duckdb
import pandas as pd
import pytest

from metrics.errors import Unavailable, UserError
from store.__main__ import main
from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine import disk
from store.engine.engines import duckdb_connection
from store.engine.engines.places import PROJECT, default_place
from store.engine.opening import files_of, open_store, opened, restore
from store.engine.store import Store
from store.reads.figures.status import status_rows
from store.reads.view import View
from tests.store.builder import World, day, first
from tests.store.engine import full_disk

NOW = dt.datetime(2023, 10, 12, 9)
HOLD = """
import sys
from pathlib import Path
from store.engine.store import Store
store = Store(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""

BY: dict[str, object] = {"recorded_at": dt.datetime(2023, 1, 1), "recorded_by": "测试"}


@pytest.fixture
def path(tmp_path) -> Path:
    return Path(tmp_path / "store" / "dashboard.duckdb")


def _note(store: Store, name: str) -> None:
    with store.writing() as transaction:
        transaction.append("region", pd.DataFrame([{"region_code": name, "name": name, **BY}]))


def _regions(path: Path) -> set[str]:
    store = Store(path)
    try:
        return set(store.query_text("select name from region")["name"])
    finally:
        store.close()


@pytest.fixture
def holder(path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the file."""
    Store(path).close()
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.communicate("")


def test_migrations_run_once_each_in_order(path):
    Store(path).close()
    store = Store(path)
    applied = list(store.query_text("select name from migration order by applied_at, name")["name"])
    store.close()
    assert applied == sorted(file.name for file in (PROJECT / "store" / "schema").glob("*.sql"))


def test_the_version_goes_on_counting_after_a_restart(path):
    store = Store(path)
    _note(store, "甲")
    store.close()
    store = Store(path)
    _note(store, "乙")
    assert store.version == 2
    store.close()


def test_a_store_of_a_newer_program_is_not_opened(path):
    store = Store(path)
    store.close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("insert into migration values ('9999_later.sql', localtimestamp)")
    with pytest.raises(UserError, match="9999_later") as refused:
        Store(path)
    duckdb.connect(str(path), read_only=True).close()  # it is let go of, whoever still looks at the error
    assert refused.value.title == "程序版本过旧"


def test_the_place_of_the_store_can_be_named_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_STORE", str(tmp_path / "b.duckdb"))
    assert default_place() == tmp_path / "b.duckdb"
    monkeypatch.delenv("DASHBOARD_STORE")
    assert default_place() == PROJECT / "data" / "local" / "dashboard.duckdb"


def test_a_file_that_is_no_store_is_named_in_one_sentence(path):
    path.parent.mkdir(parents=True)
    path.write_text("这不是数据文件" * 1000, encoding="utf-8")
    with pytest.raises(UserError, match=r"dashboard\.duckdb 打不开"):
        Store(path)


def test_queries_can_neither_read_files_nor_open_that_again(path):
    secret = path.parent / "secret.csv"
    store = Store(path)
    secret.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(duckdb.PermissionException):
        store.query_text(f"select * from read_csv('{secret}')")
    with pytest.raises(duckdb.Error, match="locked"):
        store.query_text("set enable_external_access = true")
    store.close()


def test_a_backup_put_back_is_the_store_as_it_was(path):
    store = Store(path)
    _note(store, "备份前")
    backup = store.backup_folder / "一.duckdb"
    store.back_up(backup)
    _note(store, "备份后")
    store.close()
    kept = restore(backup, path, NOW)
    assert _regions(path) == {"备份前"}
    assert kept == (previous := path.with_name("dashboard.20231012-090000.duckdb"))
    assert _regions(previous) == {"备份前", "备份后"}


def test_a_backup_keeps_every_row_of_every_table(path):
    store = open_store(path)
    backup = store.backup_folder / "一.duckdb"
    store.back_up(backup)
    names = store.query_text("select table_name from information_schema.tables where table_type = 'BASE TABLE'")
    before = {name: store.query_text(f'select * from "{name}" order by all') for name in names["table_name"]}
    before_status = status_rows(store, View(dt.date(2023, 9, 1)))
    store.close()
    restore(backup, path, NOW)
    with opened(path) as store:
        pd.testing.assert_frame_equal(status_rows(store, View(dt.date(2023, 9, 1))), before_status)
    store = Store(path)
    for name in set(before) - {"version"}:  # opening planted the seed, which is a write without rows
        pd.testing.assert_frame_equal(store.query_text(f'select * from "{name}" order by all'), before[name])
    store.close()
    assert len(before) > 15


def test_a_backup_never_goes_over_a_file_nor_out_of_its_folder(path, tmp_path):
    store = Store(path)
    backup = store.backup_folder / "一.duckdb"
    store.back_up(backup)
    with pytest.raises(UserError, match=r"一\.duckdb 已存在"):
        store.back_up(backup)
    with pytest.raises(UserError, match="只能备份到"):
        store.back_up(tmp_path / "elsewhere" / "一.duckdb")
    store.close()


def test_a_backup_into_a_folder_that_cannot_be_is_one_sentence(path, capsys):
    Store(path).close()
    assert main(["backup", "/dev/null/备份/一.duckdb", "--db", str(path)]) == 2
    said = "文件夹 /dev/null/备份 不能使用(文件夹不存在,或被同名文件占用)。\n"
    assert capsys.readouterr().err == said


def test_a_backup_that_is_missing_or_no_backup_leaves_the_store_alone(path, tmp_path):
    store = Store(path)
    _note(store, "原有")
    store.close()
    with pytest.raises(UserError, match="没有找到备份文件"):
        restore(tmp_path / "none.duckdb", path, NOW)
    (tmp_path / "text.duckdb").write_text("不是" * 5000, encoding="utf-8")
    with pytest.raises(UserError, match="不是本系统的备份文件"):
        restore(tmp_path / "text.duckdb", path, NOW)
    assert _regions(path) == {"原有"}


def test_a_second_process_on_the_same_file_gets_one_sentence_with_the_first_ones_number(path, holder, capsys):
    assert main(["status", "--month", "2023-09", "--db", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"数据文件正被另一个程序(进程号 {holder.pid})使用,请先停止它再试。\n"


def test_a_second_process_says_so_on_its_own_too(path, holder):
    run = subprocess.run(
        [sys.executable, "-m", "store", "drop-demo", "--db", str(path)],
        cwd=PROJECT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.splitlines() == [f"数据文件正被另一个程序(进程号 {holder.pid})使用,请先停止它再试。"]


def test_restoring_over_a_store_in_use_is_refused_and_leaves_nothing_behind(path, holder, tmp_path):
    backup = tmp_path / "backup.duckdb"
    Store(backup).close()
    before = sorted(file.name for file in path.parent.iterdir())
    with pytest.raises(UserError, match=f"进程号 {holder.pid}"):
        restore(backup, path, NOW)
    assert sorted(file.name for file in path.parent.iterdir()) == before


def test_a_process_that_was_killed_leaves_a_store_that_opens(path, holder):
    holder.kill()
    holder.wait()
    store = Store(path)
    _note(store, "之后")
    store.close()
    assert _regions(path) == {"之后"}


def test_eight_threads_read_whole_and_unmixed_answers_while_one_writes():
    world = World()
    for _ in range(20):
        world.measure(lower=1200).figure(9, 0)
    store = world.store()
    ids = [measure.measure_id for measure in world.measures]
    done = threading.Event()

    def write() -> None:
        try:
            for step in range(1, 11):
                # Every measure always gets the same figure: a torn or mixed answer would show two.
                rows = pd.DataFrame({"measure_id": ids, "month": first(9), "value": 10.0 * step})
                at = day(10, 1) + dt.timedelta(minutes=step)
                submissions.add_submission(
                    store, submissions.Submission("a", first(9), "x", f"new {step}", at_the_machine("张三"), at), rows
                )
        finally:
            done.set()

    def read(reader: int) -> tuple[list[float], int]:
        seen: list[float] = []
        rounds = 0
        month = 9 + reader % 2  # half of the readers ask something else on the same connection
        while rounds < 3 or not done.is_set():
            rows = status_rows(store, world.view(month))
            assert list(rows["measure_id"]) == ids
            assert set(rows["month_no"]) == {month}
            (value,) = set(rows["actual"])
            seen.append(value)
            rounds += 1
        return seen, rounds

    with ThreadPoolExecutor(9) as pool:
        writer = pool.submit(write)
        readers = [pool.submit(read, number) for number in range(8)]
        writer.result()
        for reader in readers:
            seen, rounds = reader.result()
            assert rounds >= 3
            assert seen == sorted(seen)
    assert set(status_rows(store, world.view(9))["actual"]) == {100.0}


def test_writers_in_several_threads_wait_for_each_other():
    store = World().store()
    before = store.version
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: _note(store, f"{number}"), range(40)))
    assert store.query_text("select count(*) as n from region")["n"].iloc[0] == 41
    assert store.version - before == 40


def test_the_file_can_be_moved_to_another_folder(path, tmp_path):
    store = Store(path)
    _note(store, "甲")
    store.close()
    moved = tmp_path / "另一处" / "数据.duckdb"
    moved.parent.mkdir()
    shutil.move(path, moved)
    assert _regions(moved) == {"甲"}


def _texts(store: Store, count: int) -> None:
    with store.writing() as transaction:
        names = [uuid4().hex * 50 for _ in range(count)]
        transaction.append("region", pd.DataFrame({"region_code": [name[:32] for name in names], "name": names, **BY}))


def test_a_commit_that_the_disk_refuses_is_one_sentence_and_the_store_stays_usable(path):
    store = Store(path)
    version, size = store.version, path.stat().st_size
    with full_disk.no_file_grows_over(size), pytest.raises(UserError, match=r"没有写成.*没有入库"):
        _texts(store, size // 1000)
    assert store.version == version and store.query_text("select * from region").empty
    _note(store, "510115")
    store.close()
    assert _regions(path) == {"510115"}


def test_a_disk_that_is_full_when_the_log_is_folded_in_loses_nothing_and_the_store_stays_usable(tmp_path):
    try:
        with full_disk.small_disk(tmp_path / "disk", 64) as small:
            store = Store(small / "dashboard.duckdb")
            full_disk.fill(small, but=20_000_000)
            for number in range(1, 13):  # DuckDB folds 16 MB of log into the file
                with suppress(UserError):
                    _texts(store, 1000)
                assert len(store.query_text("select region_code from region")) == 1000 * store.version, number
            assert store.version >= 10
            (small / "filler").unlink()
            before = store.version
            _texts(store, 1000)
            assert store.version == before + 1
            store.close()
            assert len(_regions(small / "dashboard.duckdb")) == 1000 * (before + 1)
    except OSError as error:
        pytest.skip(str(error))


def test_the_store_its_folder_its_log_and_its_backups_are_for_its_own_user_alone(path):
    store = Store(path)
    _note(store, "510115")
    store.back_up(path.parent / "backups" / "copy.duckdb")
    ours = [path, path.with_name(f"{path.name}.wal"), path.parent / "backups" / "copy.duckdb"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in ours} == {0o600}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent / "backups")} == {0o700}
    assert disk.open_to_others(files_of(path)) == []
    path.chmod(0o644)
    assert disk.open_to_others(files_of(path)) == [
        f"{path} 的权限为0644,本机其他用户可以读取,请执行 chmod 600 '{path}'。"
    ]
    store.close()


def test_a_query_that_needs_more_memory_than_there_is_is_one_sentence_and_the_store_stays_usable(path, monkeypatch):
    monkeypatch.setattr(duckdb_connection, "_MOST_MEMORY", "30MB")
    with opened(path) as store:
        with pytest.raises(Unavailable, match="没有算出"):
            store.query_text("select max(len(l)) from (select list(range) as l from range(20000000))")
        assert store.query_text("select 1 as one")["one"].item() == 1


@pytest.mark.parametrize("most", [256, 0])
def test_a_query_that_is_kept_answers_all_who_ask_at_once_each_with_their_own_values(path, monkeypatch, most):
    monkeypatch.setattr(duckdb_connection, "_MOST_PARSED", most)  # 0: no more are kept
    sql = f"select sum(range) as n from range($most) where {most} >= 0"
    with opened(path, is_planted=False) as store, ThreadPoolExecutor(8) as threads:
        asked = threads.map(lambda number: int(store.query_text(sql, most=number)["n"].iloc[0]), range(1, 400))
        assert list(asked) == [number * (number - 1) // 2 for number in range(1, 400)]
    assert (sql in duckdb_connection._parsed) == (most > 0)
