"""One clock: a store counts its moments in its own time zone, wherever the host stands."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.sentences.revisions import revisions
from store.acts import settings
from store.acts.rights import at_the_machine
from store.engine import clock
from store.engine.engines.places import PROJECT
from store.engine.opening import back_up, restore
from store.engine.store import Store
from store.reads.figures.status import figure_history, status_rows
from store.reads.submissions import submission_list
from tests import stores
from tests.store.builder import World, day

# A minute before eight in Beijing on 6 October, the day after September's figures were due.
INSTANT = "2023-10-05T23:59:00+00:00"
LATE = {
    "state": {"区甲局": "late", "区乙局": "missing"},
    "receipt": "2023-10-06 07:59",
    "audit": "2023-10-06 07:59",
    "reminder": "截至10月6日7时",
}


def asked(zone: str, command: list[str], *arguments: str) -> dict[str, str]:
    """What tests/store/engine/late_report.py tells on a host that stands in a zone."""
    ran = subprocess.run(
        [*command, sys.executable, "-m", "tests.store.engine.late_report", *arguments],
        cwd=PROJECT, env={**os.environ, "TZ": zone}, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    answer: dict[str, str] = json.loads(ran.stdout)
    assert answer.pop("overdue").startswith("1. 区乙局：应报1项均未报，已于2023年10月5日到期")
    return answer


def test_a_report_that_is_late_in_beijing_is_late_on_a_host_in_utc():
    assert asked("UTC", [], INSTANT) == LATE


@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed")
def test_the_hosts_own_clock_in_utc_shows_and_judges_beijing_time():
    assert asked("UTC", ["faketime", "2023-10-05 23:59:00"]) == LATE


def test_moments_stand_in_whole_seconds_without_a_zone():
    instant = dt.datetime(2023, 10, 5, 23, 59, 7, 999_999, tzinfo=dt.UTC)
    assert clock.now("Asia/Shanghai", instant) == dt.datetime(2023, 10, 6, 7, 59, 7)
    assert clock.now("Asia/Urumqi", instant) == dt.datetime(2023, 10, 6, 5, 59, 7)
    now = Store().now()
    assert (now.tzinfo, now.microsecond) == (None, 0)
    assert abs(now - dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).replace(tzinfo=None)).total_seconds() < 5


def test_a_store_keeps_the_zone_that_it_was_made_in_also_in_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(clock.SETTING, "Asia/Urumqi")
    path, copy = tmp_path / "dashboard.duckdb", tmp_path / "backups" / "copy.duckdb"
    store = Store(path)
    back_up(store, copy)
    store.close()
    monkeypatch.delenv(clock.SETTING)
    assert Store().time_zone == "Asia/Shanghai"
    restore(copy, path)
    again = Store(path)
    assert again.time_zone == "Asia/Urumqi"
    again.close()


@stores.of_duckdb
def test_a_zone_that_is_none_is_said_before_a_store_is_made(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(clock.SETTING, "Asia/Nowhere")
    with pytest.raises(UserError, match="没有名为“Asia/Nowhere”的时区,DASHBOARD_TIME_ZONE 应如 Asia/Shanghai。"):
        Store()


def test_with_a_clock_set_back_the_later_correction_counts():
    world = World()
    measure = world.measure("quantity", lower=100)
    measure.figure(9, 900, at=day(10, 12)).figure(9, 90, at=day(10, 3))
    store = world.store()
    row = status_rows(store, world.view(9)).iloc[0]
    assert row["actual"] == 90
    assert store.query_text("select value from latest_actual")["value"].tolist() == [90]
    assert submission_list(store)["submitted_at"].dt.day.tolist() == [3, 12]
    history = figure_history(store, [row["measure_id"]])
    assert history["value"].tolist() == [90, 900]
    versions = revisions(history, {row["measure_id"]: "个"})
    assert versions["value"].tolist() == [900, 90]


def test_a_clock_that_was_set_back_is_told_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    world = World()
    world.measure("quantity", lower=100)
    path = tmp_path / "dashboard.duckdb"
    store = Store(path)
    world.write(store)
    store.now()
    assert not caplog.records
    settings.use_preset(store, "lights", "统一", at_the_machine("区目标办"), dt.datetime(2999, 1, 1))
    store.close()
    again = Store(path)
    again.now()
    again.now()
    again.close()
    assert [record.getMessage().endswith("早于此前的2999-01-01 00:00:00,可能被调慢;先后以报送编号为准,请校准时钟")
            for record in caplog.records] == [True]  # fmt: skip
