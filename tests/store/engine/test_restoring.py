"""A backup is put back whatever has become of the store, and what it lacks is known and sent again."""

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from store.__main__ import main
from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.opening import back_up
from store.engine.receipt_book import _SAID, accepted, book_path, note_accepted
from store.engine.restoring import log_of
from store.engine.store import Store
from store.reads.submissions import submission_list
from tests import stores
from tests.store.builder import World, day, first

MEASURE = "990101-2023-00001-1"


def small(store: Store) -> None:
    """A district with one measure and its figure for August."""
    world = World()
    world.measure(lower=1200).figures({8: 800})
    world.write(store)


def send(store: Store, value: float) -> int:
    """A report for September, its file kept beside the store."""
    assert store.path is not None
    content = f"九月 {value}".encode()
    digest = hashlib.sha256(content).hexdigest()
    kept = store.path.parent / "uploads" / "2023-09" / f"{digest}.xlsx"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
    sent = submissions.Submission(
        "a", first(9), "九月.xlsx", digest, at_the_machine("张三"), day(10, 5), kept_as=f"2023-09/{kept.name}"
    )
    return submissions.add_submission(
        store, sent, pd.DataFrame([{"measure_id": MEASURE, "month": first(9), "value": value, "sheet": None}])
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a backup in its folder, and a report after that."""
    path = stores.copied(small, tmp_path / "a" / "dashboard.duckdb")
    store = Store(path)
    back_up(store, store.backup_folder / "一.duckdb")
    store.close()
    shutil.copyfile(store.backup_folder / "一.duckdb", path)  # written in one go: half of it is no store any more
    store = Store(path)
    send(store, 900)
    store.close()
    return path


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def _rotten(path: Path) -> None:
    """It still opens: every block but the first three, which say what the blocks are, has a wrong byte."""
    found = bytearray(path.read_bytes())
    for place in range(3 * 4096 + 1000, len(found), 4096):
        found[place] ^= 0xFF
    path.write_bytes(found)


def _newer(path: Path) -> None:
    store = Store(path)
    store.query_text("insert into migration values ('9999_later.sql', timestamp '2030-01-01')")
    store.close()


def _gone(path: Path) -> None:
    path.unlink()
    log_of(path).write_bytes(b"left over")


BREAK = {
    "truncated": _truncated,
    "halved": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "rotten": _rotten,
    "empty": lambda path: path.write_bytes(b""),
    "random": lambda path: path.write_bytes(os.urandom(100_000)),
    "newer": _newer,
    "gone": _gone,
}


@pytest.mark.parametrize("kind", BREAK)
def test_a_backup_is_put_back_over_a_store_that_is(path, capsys, kind):
    BREAK[kind](path)
    left = {file: file.read_bytes() for file in (path, log_of(path)) if file.exists()}
    arguments = ["restore", str(path.parent / "backups" / "一.duckdb"), "--db", str(path), "--json"]
    if kind not in ("empty", "gone"):
        assert main(arguments) == 2
        assert "--force" in json.loads(capsys.readouterr().err)["error"]
        assert {file: file.read_bytes() for file in left} == left
    assert main([*arguments, "--force"]) == 0
    told = json.loads(capsys.readouterr().out)
    aside = Path(told["previous"])
    assert {file: (aside if file == path else log_of(aside)).read_bytes() for file in left} == left
    assert told["lacking"] == ["第2号报送,区甲局,2023年9月,九月.xlsx,2023-10-05 09:00:00"]
    assert main(["replay", "--db", str(path)]) == 0
    assert capsys.readouterr().out == f"{told['lacking'][0]}:已入库为第2号\n"
    assert main(["replay", "--db", str(path)]) == 0
    assert capsys.readouterr().out == "没有需要重新入库的报送。\n"
    store = Store(path)
    assert submission_list(store)[["submission_id", "submitted_by", "submitted_at"]].values.tolist()[0] == [
        2, "张三", pd.Timestamp(day(10, 5))
    ]  # fmt: skip
    store.close()


def test_no_text_cuts_an_entry_of_the_book_in_two(tmp_path):
    said = {"region": "990101", "submission": dict.fromkeys(_SAID), "rows": []}
    entries = [
        said | {"number": number, "progress": f"一{mark}二"} for number, mark in enumerate("\u2028\u2029\x85\x0b\n", 1)
    ]
    note_accepted(tmp_path / "dashboard.duckdb", entries)
    assert accepted(tmp_path / "dashboard.duckdb") == entries


BOOKS = {
    "another program's": lambda book: book.write_text(
        '{"x":1}\n[1]\n5\n{"region":1,"number":2,"submission":3,"rows":4}\n'
    ),
    "nested": lambda book: book.write_text("[" * 100_000),
    "random": lambda book: book.write_bytes(b"\xff\x00" * 5000),
    "cut off": lambda book: book.write_bytes(book.read_bytes()[:-50]),
    "a folder": lambda book: (book.unlink(), book.mkdir()),
}


@pytest.mark.parametrize("damage", BOOKS)
def test_a_damaged_book_is_told_of_and_stops_no_restoring(path, capsys, damage):
    BOOKS[damage](book_path(path))
    assert main(["check", "--db", str(path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)["problems"]
    assert all(f"入库记录 {book_path(path)}" in one for one in told)
    assert len(told) == (4 if damage == "another program's" else 1)
    assert main(["restore", str(path.parent / "backups" / "一.duckdb"), "--db", str(path)]) == 0
    assert main(["replay", "--db", str(path)]) == 1  # the original alone is left, and nobody knows whose it is
    assert "单位不明,2023年9月" in capsys.readouterr().out


def test_the_program_that_holds_the_store_is_ended_by_force_alone(path, capsys):
    holding = f"import duckdb, time; held = duckdb.connect({str(path)!r}); print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", holding], stdout=subprocess.PIPE)
    assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
    arguments = ["restore", str(path.parent / "backups" / "一.duckdb"), "--db", str(path)]
    assert main(arguments) == 2
    assert holder.poll() is None
    assert main([*arguments, "--force"]) == 0
    assert holder.wait(5) != 0
    assert "备份中没有的报送1份" in capsys.readouterr().out


def test_an_original_that_was_damaged_is_not_sent_again(path, capsys):
    path.unlink()
    assert main(["restore", str(path.parent / "backups" / "一.duckdb"), "--db", str(path)]) == 0
    kept = next((path.parent / "uploads").glob("*/*"))
    kept.write_bytes(b"other")
    other = kept.with_name("nobody.xlsx")
    other.write_bytes(b"other")
    strange = kept.parent.parent / "2023-13" / "x.xlsx"
    strange.parent.mkdir()
    strange.write_bytes(b"x")
    capsys.readouterr()
    assert main(["replay", "--db", str(path), "--json"]) == 1
    first_one, second, third = json.loads(capsys.readouterr().out)
    assert first_one["refused"] == f"原表 {kept} 不在或已损坏,请找单位重新报送。"
    assert (second["lacking"], second["number"]) == (f"单位不明,2023年9月,原表 {other}", None)
    assert third["lacking"] == f"单位不明,2023-13,原表 {strange}"


def test_the_backups_are_listed_with_month_size_moment_and_whether_they_open(path, capsys):
    folder = path.parent / "backups"
    (folder / "坏.duckdb").write_bytes(b"x" * 2000)
    os.utime(folder / "坏.duckdb", (0, 0))
    assert main(["restore", "--list", "--db", str(path), "--json"]) == 0
    good, bad = json.loads(capsys.readouterr().out)
    assert (good["path"], good["month"], good["verified"]) == (str(folder / "一.duckdb"), "2023-08", True)
    assert good["size_bytes"] == (folder / "一.duckdb").stat().st_size
    assert abs(dt.datetime.fromisoformat(good["made_at"]) - Store().now()) < dt.timedelta(minutes=2)
    assert (bad["month"], bad["verified"]) == (None, False)
    assert main(["restore", "--list", str(folder), "--db", str(path)]) == 0
    assert "数据到2023年8月" in capsys.readouterr().out
    assert main(["restore", "--db", str(path)]) == 2


def test_a_listed_backup_says_whether_its_chain_holds(path, capsys):
    changed = path.parent / "backups" / "改.duckdb"
    shutil.copyfile(path.parent / "backups" / "一.duckdb", changed)
    with duckdb.connect(str(changed)) as connection:
        connection.execute("update actual set value = value * 10 where value is not null")
    capsys.readouterr()
    assert main(["restore", "--list", "--db", str(path), "--json"]) == 0
    states = {row["path"].rpartition("/")[2]: row["state"] for row in json.loads(capsys.readouterr().out)}
    assert states == {"一.duckdb": "sound", "改.duckdb": "broken"}
