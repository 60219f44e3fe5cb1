"""Several processes and servers share a store on PostgreSQL: nothing is lost, doubled or half done."""

import datetime as dt
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import psycopg
import pytest

from metrics.errors import UserError
from store.__main__ import main
from store.acts import closed_months, submissions
from store.acts.rights import at_the_machine
from store.acts.submissions import Submission
from store.engine.opening import open_store, restore
from store.engine.store import Store
from store.reads.submissions import submission_list
from store.reads.view import begun_years
from store.years import beginning, steps
from tests import stores
from tests.store.builder import World, first
from tests.store.engine.postgres import server as servers

ROOT = Path(__file__).resolve().parents[4]
WRITER = """
import sys
from store.engine.store import Store
from tests.store.engine.postgres.test_sharing import send
store = Store(sys.argv[1])
print("open", flush=True)
sys.stdin.readline()
for place in range(int(sys.argv[3])):
    send(store, f"{sys.argv[2]} {place}")
store.close()
"""


KILLED = """
import sys
from store.engine.store import Store
from tests.store.builder import first
with Store(sys.argv[1]).writing() as transaction:
    rows = [{"year": 2031, "recorded_at": first(9), "recorded_by": "x"}]
    transaction.append("region_year", __import__("pandas").DataFrame(rows))
    print("written", flush=True)
    sys.stdin.readline()
"""


def send(store: Store, sha256: str, value: float = 60) -> int:
    """A report of one figure, as somebody at the machine sends it."""
    sent = Submission("a", first(9), "九月.xlsx", sha256, at_the_machine("张三"), store.now())
    rows = pd.DataFrame([{"measure_id": "990101-2023-00001-1", "month": first(9), "value": value}])
    return submissions.add_submission(store, sent, rows)


@pytest.fixture
def district(url: str) -> str:
    world = World()
    world.measure(lower=100)
    store = Store(url)
    world.write(store)
    store.close()
    return url


def test_two_processes_write_at_once_and_a_third_sees_every_number_once(district):
    looking = Store(district)
    before = looking.version
    words = [sys.executable, "-c", WRITER, district]
    writers = [
        subprocess.Popen([*words, name, "8"], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for name in ("甲", "乙")
    ]
    for one in writers:
        assert one.stdout is not None and one.stdout.readline() == "open\n"
    for one in writers:
        one.communicate("\n")
    assert [one.returncode for one in writers] == [0, 0]
    numbers = sorted(submission_list(looking)["submission_id"])
    assert numbers == list(range(1, 17))
    assert looking.version == before + 16
    assert main(["check", "--db", district]) == 0  # each chain link holds the one before
    looking.close()


def test_what_one_server_writes_another_reads_at_once_and_other_regions_caches_stay(district):
    here, there = Store(district), Store(district)
    elsewhere = there.of("990102").version
    before = there.of("990101").version
    number = send(here.of("990101"), "x")
    assert there.of("990101").version == before + 1
    assert list(submission_list(there)["submission_id"]) == [number]
    assert there.of("990102").version == elsewhere
    with pytest.raises(UserError, match="已于第1号报送入库"):  # of two who send the same, one wins
        send(there, "x")
    here.close()
    there.close()


def test_a_year_that_one_server_begins_and_takes_away_is_so_for_another_at_once(district):
    here, there = Store(district), Store(district)
    by, day = at_the_machine("王芳"), dt.datetime(2030, 12, 1)
    assert 2031 not in begun_years(there, "990101")
    beginning.start(here, beginning.NewRegion("990101"), 2031, [], by, day)
    assert 2031 in begun_years(there, "990101") and 2031 in list(there.query("year_list")["year"])
    steps.drop_year(there.of("990101"), 2031, "误设", by, day)
    assert 2031 not in begun_years(here, "990101")
    here.close()
    there.close()


@pytest.mark.parametrize("is_committing", [False, True])
def test_a_connection_that_breaks_in_mid_transaction_leaves_nothing_and_says_so(district, monkeypatch, is_committing):
    store = Store(district)

    def break_all() -> None:
        with psycopg.connect(district, autocommit=True) as other:
            other.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )

    with pytest.raises(UserError, match="没有入库") as told, store.writing() as transaction:
        transaction.append("region_year", pd.DataFrame([{"year": 2031, "recorded_at": first(9), "recorded_by": "x"}]))
        if is_committing:
            rows = type(transaction._session).rows

            def broken(session, sql, /, **values):
                if sql == "commit":
                    break_all()
                return rows(session, sql, **values)

            monkeypatch.setattr(type(transaction._session), "rows", broken)
        else:
            break_all()
            transaction.query("started_regions")
    monkeypatch.undo()
    assert told.value.title in ("没有写入", "数据库连不上")
    assert store.query_text("select count(*) as n from region_year")["n"].iloc[0] == 0
    assert send(store, "after") == 1
    store.close()


def test_a_writer_that_is_killed_holds_nobody_up_and_leaves_nothing(district):
    writer = subprocess.Popen([sys.executable, "-c", KILLED, district], cwd=ROOT, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)  # fmt: skip
    assert writer.stdout is not None and writer.stdout.readline() == "written\n"
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    store = Store(district)
    assert send(store, "after") == 1
    assert store.query_text("select count(*) as n from region_year")["n"].iloc[0] == 0
    store.close()


def test_two_servers_that_start_together_plant_once(url):
    starts = [
        subprocess.Popen(
            [sys.executable, "-m", "store", "regions", "--db", url, "--json"], cwd=ROOT, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    outs = [one.communicate()[0] for one in starts]
    assert [one.returncode for one in starts] == [0, 0] and outs[0] == outs[1]
    store = open_store(url)
    assert (
        len(store.query_text("select measure_id from measure"))
        == store.query_text("select count(distinct measure_id) as n from measure")["n"].iloc[0]
    )
    store.close()


def test_a_backup_is_restored_into_an_empty_database_and_into_no_other(district, server, tmp_path):
    store = Store(district)
    send(store, "x")
    closed_months.close_month(store, first(5), "汇总", at_the_machine("区目标办"), store.now())
    kept = tmp_path / "backup.dump"
    store.back_up(kept)
    with pytest.raises(UserError, match="已有数据"):
        restore(kept, district)
    empty = servers.database(server)
    restore(kept, empty)
    again = Store(empty)
    assert stores.checksums(again) == stores.checksums(store)
    again.close()
    store.close()


@pytest.mark.parametrize(
    ("change", "said"),
    [("/nobody?", "没有这个数据库"), ("/t?host=/nowhere&", "主机或端口不通"), ("/t?no=1&", "地址写法有误")],
)
def test_a_database_that_is_not_there_is_told_in_a_sentence(server, capsys, change, said):
    assert (
        main(["regions", "--db", f"postgresql://postgres@{change}" + ("" if "nowhere" in change else f"host={server}")])
        == 2
    )
    assert said in capsys.readouterr().err


def test_a_database_that_sorts_by_a_language_is_refused(server, url):
    for name, how in (
        ("latin", "lc_collate 'C' lc_ctype 'C' encoding 'LATIN1'"),
        ("pinyin", "locale_provider icu icu_locale 'zh'"),
    ):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"create database {name} template template0 {how}")
        with pytest.raises(UserError, match="createdb -T template0 -E UTF8 --lc-collate=C"):
            Store(f"postgresql://postgres@/{name}?host={server}")


def test_whoever_lacks_the_driver_is_told_what_to_install(monkeypatch, capsys):
    for name in [name for name in sys.modules if name.startswith(("psycopg", "store.engine.engines.postgres"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert main(["regions", "--db", "postgresql:///x"]) == 2
    assert "pip install -r requirements-postgres.txt" in capsys.readouterr().err


def test_without_a_url_no_driver_is_loaded():
    asking = "import sys, store.__main__, loaders.__main__; from store.engine.store import Store; Store().close();"
    asking += "sys.exit(any(name.startswith('psycopg') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", asking], cwd=ROOT, check=False).returncode == 0
