"""A year is taken away and back, a draft and in force; a restart brings nothing back and pours nothing over it."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.demo.demo import load_demo, wants_demo
from metrics.errors import UserError
from store.__main__ import main
from store.acts import targets
from store.acts.rights import at_the_machine
from store.engine.opening import open_store
from store.engine.seed import SEED_FOLDER, plant
from store.engine.store import Store
from tests import stores
from tests.pages.stores import autumn
from tests.store.audited import audited

Run = Callable[..., tuple[int, str, str]]
COVERS = autumn.COVERS


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return stores.copied(autumn.planted, tmp_path / "dashboard.duckdb")


@pytest.fixture
def run(db: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--db", str(db)])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_a_year_is_taken_away_and_back_and_nothing_is_deleted(run: Run, db: Path) -> None:
    before = json.loads(run("status", "--month", "2023-03", "--json")[1])
    code, said, _ = run("drop-year", "2023", "--region", "510115", "--reason", "样例看完了")
    assert code == 0 and said.startswith("温江区2023年度已移除:目标")
    assert run("status", "--month", "2023-03")[0] == 2
    assert json.loads(run("years", "--json")[1])[0]["is_dropped"]
    assert run("drop-year", "2023", "--reason", "再移除")[::2] == (2, "温江区没有2023年度。\n")
    store = open_store(db)  # a restart
    assert not wants_demo(store) and audited(store)[-1][0] == "移除年度"
    with pytest.raises(UserError, match="没有载入"):
        load_demo(store)
    store.close()
    assert run("drop-year", "2023", "--undo", "--reason", "还要对照")[0] == 0
    assert json.loads(run("status", "--month", "2023-03", "--json")[1]) == before
    assert run("drop-year", "2023", "--undo", "--reason", "再恢复")[::2] == (
        2, "2023年度没有移除,已移除的年度:无。\n",
    )  # fmt: skip
    assert run("check")[0] == 0


def test_what_was_known_while_a_year_was_away_is_known_of_every_moment(run: Run) -> None:
    run("drop-year", "2023", "--reason", "试")
    run("drop-year", "2023", "--undo", "--reason", "试")
    run("drop-year", "2023", "--reason", "试")
    assert run("status", "--month", "2023-03")[0] == 2
    run("drop-year", "2023", "--undo", "--reason", "试")
    assert len(json.loads(run("status", "--month", "2023-03", "--json")[1])) == 275


def test_targets_of_ones_own_never_get_samples_poured_over_them() -> None:
    store = stores.filled(autumn.planted)
    assert wants_demo(store)
    by = at_the_machine("王芳")
    targets.change_target(store, COVERS, dt.date(2023, 8, 1), "压减", by, dt.datetime(2023, 8, 1), lower=1400)
    assert not wants_demo(store)
    with pytest.raises(UserError, match="目标已经调整"):
        load_demo(store)


def test_a_draft_is_put_in_force_on_a_day(run: Run) -> None:
    run("start", "--region", "510115", "--year", "2027")
    assert run("year", "2027", "--draft", "--reason", "报批中")[1] == "温江区2027年度:草案。\n"
    assert run("year", "2027", "--draft", "--reason", "报批中")[2] == "2027年度已是草案。\n"
    later = ("year", "2027", "--in-force", "2099-01-10", "--reason", "已批准")
    assert run(*later)[1] == "温江区2027年度:草案,2099年1月10日起执行。\n"
    assert run(*later)[2] == "2027年度已定于2099年1月10日起执行。\n"
    assert run("year", "2027", "--in-force", "2023-01-10", "--reason", "已批准")[1] == "温江区2027年度:执行中。\n"
    assert run("year", "2028", "--draft", "--reason", "报批中")[2] == "温江区没有2028年度。\n"
    assert run("year", "2027", "--in-force", "明天", "--reason", "已批准")[0] == 2


def _seed(folder: Path) -> Path:
    return Path(shutil.copytree(SEED_FOLDER, folder / "seed"))


@pytest.mark.parametrize("name", ["region", "item", "threshold"])
def test_a_seed_of_headings_alone_ends_in_a_sentence(tmp_path: Path, name: str) -> None:
    seed = _seed(tmp_path)
    file = seed / f"{name}.csv"
    file.write_text(file.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    with pytest.raises(UserError, match=f"{name}.csv 缺失、没有数据行或已损坏"):
        plant(Store(), dt.datetime(2023, 3, 1), seed)


def _emptied(file: Path) -> None:
    file.write_bytes(b"")


def _in_another_code(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00garbage")


def _without_a_column(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("item_id", "编号", 1), encoding="utf-8")


def _with_a_word_for_a_number(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(",2023,", ",今年,", 1), encoding="utf-8")


def _with_an_unknown_series(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(",indicator,", ",目标,", 1), encoding="utf-8")


@pytest.mark.parametrize(
    "harm",
    [Path.unlink, _emptied, _in_another_code, _without_a_column, _with_a_word_for_a_number, _with_an_unknown_series],
)
def test_a_broken_seed_ends_in_a_sentence_and_plants_nothing(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    seed, store = _seed(tmp_path), Store()
    harm(seed / "item.csv")
    with pytest.raises(UserError, match="种子数据"):
        plant(store, dt.datetime(2023, 3, 1), seed)
    assert store.query("seed_rows").empty and store.query("started_regions").empty


def test_a_store_that_began_with_nothing_is_never_planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dashboard.duckdb"
    monkeypatch.setenv("DASHBOARD_EMPTY", "1")
    open_store(path).close()
    monkeypatch.delenv("DASHBOARD_EMPTY")
    store = open_store(path)
    assert store.query("started_regions").empty and not wants_demo(store)
    store.close()
