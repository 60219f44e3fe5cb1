"""A region's facts go to a store above: once, unaltered, never an older state over a newer, and without any person."""

import datetime as dt
import io
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from metrics.errors import UserError
from store.__main__ import main
from store.above import codes
from store.acts.review import rulings
from store.acts.rights import at_the_machine
from store.engine.seed import begin_empty
from store.engine.store import Store
from store.exchange import folder as folders
from store.exchange.folder import manifest, part, seal
from store.exchange.giving import give
from store.exchange.leaving import LEFT_EMPTY, NAMES, NOT_SENT
from store.exchange.taking import take
from store.people.accounts import add_account
from store.reads.figures.status import status_rows
from store.reads.safety.condition import check_store
from store.reads.view import View
from tests import stores
from tests.store.acts import test_rights
from tests.store.builder import REGION, first
from tests.stores import copied, filled, of_duckdb

CITY = at_the_machine("市目标办")
NOW = dt.datetime(2024, 1, 5, 9)


@pytest.fixture(scope="module")
def given(tmp_path_factory) -> Path:
    """What a district with rows of every kind gives."""
    out = tmp_path_factory.mktemp("given")
    store = filled(test_rights.fill)
    give(store, out)
    store.close()
    return part(out, REGION)


@pytest.fixture
def folder(given: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(given, tmp_path / "given" / given.name))


@pytest.fixture
def city():
    store = Store()
    begin_empty(store, NOW)
    yield store
    store.close()


def later(out: Path) -> Path:
    """The district's folder after one more act."""
    store = filled(test_rights.fill)
    rulings.rule(store, f"{REGION}-2023-00003-1", "done", first(9), None, "常务会议", CITY, NOW)
    give(store, out)
    store.close()
    return part(out, REGION)


def test_the_city_judges_the_district_as_the_district_does(folder, city):
    taken = take(city, folder, CITY, NOW, is_new=True)
    home = filled(test_rights.fill)
    view = View(first(9), region=REGION)
    pd.testing.assert_frame_equal(
        status_rows(city, view).drop(columns="ruled_by"), status_rows(home, view).drop(columns="ruled_by")
    )
    assert taken.rows > 70 and check_store(city) == []
    home.close()


def test_twice_is_once_newer_adds_and_older_is_refused(folder, city, tmp_path):
    first_time = take(city, folder, CITY, NOW, is_new=True)
    before = stores.checksums(city)
    assert take(city, folder, CITY, NOW).rows == 0
    assert stores.checksums(city) == before and first_time.rows
    newer = take(city, later(tmp_path / "later"), CITY, NOW)
    assert newer.rows == 1
    with pytest.raises(UserError, match="早于已接收的"):
        take(city, folder, CITY, NOW)


def test_the_city_gives_codes_and_accounts_in_a_received_region_and_takes_its_next_data_all_the_same(
    folder, city, tmp_path
):
    take(city, folder, CITY, NOW, is_new=True)
    own = city.of(REGION)
    codes.set_code(own, f"{REGION}-2023-00004-1", "GDP-R", "统一", CITY, NOW)
    add_account(own, "王五", "administers", None, "summer-rain-42", CITY, NOW)
    assert take(city, later(tmp_path / "later"), CITY, NOW).rows == 1


def test_whatever_else_is_done_in_the_region_is_refused_at_the_city_in_a_sentence(folder, city):
    take(city, folder, CITY, NOW, is_new=True)
    with pytest.raises(UserError, match=r"由该地区导出、在此接收.*请在该地区办理"):
        rulings.rule(city.of(REGION), f"{REGION}-2023-00004-1", "done", first(9), None, "市里认定", CITY, NOW)


def test_what_the_city_had_of_the_region_before_is_not_papered_over(folder, city, tmp_path):
    take(city, folder, CITY, NOW, is_new=True)
    with city.of(REGION).writing() as transaction:
        ruled = city.query_text("select * from ruling").tail(1).assign(ruling_id=99)
        transaction.append("ruling", ruled)
    with pytest.raises(UserError, match="ruling 1行"):
        take(city, later(tmp_path / "later"), CITY, NOW)


def _tell(folder: Path, name: str, value: object) -> None:
    """The manifest says something else."""
    found = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**found, name: value}))


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("value", "与导出时不符"), ("gone", "与导出时不符"), ("manifest", "已损坏"), ("schema", "另一版本的程序"),
        ("zone", "时区"), ("format", "更新的程序"), ("unknown", "没有登记"), ("code", "核对码"),
        ("region", "与导出时不符"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_was_given_is_refused_and_leaves_nothing(folder, city, what, said):
    if what == "value":
        rows = pq.read_table(folder / "actual.parquet").to_pandas()
        rows.assign(value=rows["value"] + 1).to_parquet(folder / "actual.parquet", index=False)
    elif what == "gone":
        (folder / "target.parquet").unlink()
    elif what == "manifest":
        (folder / "manifest.json").write_text("{")
    elif what in ("schema", "zone", "format", "region"):
        new = {"schema": ("schema", "0001_plan.sql"), "zone": ("time_zone", "Europe/Paris"), "format": ("format", 9),
               "region": ("region", "990199")}[what]  # fmt: skip
        _tell(folder, *new)
    before = stores.checksums(city)
    with pytest.raises(UserError, match=said):
        take(city, folder, CITY, NOW, is_new=what != "unknown", code="0" * 16 if what == "code" else "")
    assert stores.checksums(city) == before


def test_no_person_leaves(folder, city):
    """Whoever acted in the district is called 测试员 and 区目标办, its accounts 张三 and 李四."""
    for file in folder.glob("*.parquet"):
        text = pq.read_table(file).to_pandas().to_csv()
        for word in ("区目标办", "$argon2", "uploads"):
            assert word not in text, file.name
        if file.stem != "item":  # 分管领导 stands on every screen
            assert "张三" not in text, file.name
    assert not {file.stem for file in folder.glob("*.parquet")} & set(NOT_SENT)


def test_every_column_that_says_by_whom_is_a_name_or_known_to_be_none(city):
    begun = filled(test_rights.fill)
    columns = {name for table, rows in begun.own_tables().items() if table not in NOT_SENT for name in rows.columns}
    assert {name for name in columns if name.endswith("_by")} - NAMES - LEFT_EMPTY == {"ahead_by", "far_behind_by"}
    begun.close()


@of_duckdb
def test_the_commands_carry_a_region_from_one_file_to_another(tmp_path, capsys):
    home = copied(test_rights.fill, tmp_path / "home.duckdb")
    above = tmp_path / "city.duckdb"

    def run(*words):
        code = main([*map(str, words), "--json"])
        printed = capsys.readouterr()
        return code, json.loads(printed.out or printed.err)

    code, given = run("export", "--db", home, "--region", REGION, "--out", tmp_path / "out")
    assert code == 0 and given["folder"].endswith(f"region_code={REGION}")
    started = run("start", "--db", above, "--region", "990100", "--name", "示例市", "--level", "市", "--year", "2023")
    assert started[0] == 0
    code, [refused] = run("import", tmp_path / "out", "--db", above)
    assert code == 2 and "--add-region" in refused["refused"]
    code, [taken] = run("import", given["folder"], "--db", above, "--add-region", "--code", given["code"])
    assert (code, taken["rows"]) == (0, given["rows"])
    assert run("import", given["folder"], "--db", above)[1][0]["rows"] == 0
    code, entries = run("audit", "--db", above, "--region", REGION)
    assert code == 0 and entries[0]["act"] == "接收数据"
    code, [judged] = run("judge", tmp_path / "out", "--month", "2023-09")
    assert judged["region"] == REGION and sum(judged["counts"].values()) == 6


@pytest.mark.parametrize(
    ("name", "value"),
    [("made_at", "昨天"), ("made_at", "2024-01-05T09:00:00+08:00"), ("region", ""), ("region", "../x"),
     ("link_no", "1"), ("sha256", {}), ("rows", {"item": -1}), ("sha256", None)],
)  # fmt: skip
def test_a_manifest_that_we_never_write_is_refused_in_a_sentence(given, tmp_path, name, value):
    _tell(Path(shutil.copytree(given, part(tmp_path, "000000"))), name, value)
    with pytest.raises(UserError, match="已损坏,请重新导出"):
        manifest(part(tmp_path, "000000"))


@of_duckdb
def test_a_spoilt_folder_holds_up_no_other_of_the_command(given, tmp_path, capsys):
    spoilt = Path(shutil.copytree(given, part(tmp_path / "out", "000000")))
    shutil.copytree(given, part(tmp_path / "out", REGION))
    (spoilt / "manifest.json").write_text("[]")
    above = tmp_path / "city.duckdb"
    begun = ["--region", "990100", "--name", "示例市", "--level", "市", "--year", "2023"]
    assert main(["start", "--db", str(above), *begun]) == 0
    capsys.readouterr()
    assert main(["import", str(tmp_path / "out"), "--db", str(above), "--add-region", "--json"]) == 2
    bad, good = json.loads(capsys.readouterr().out)
    assert "已损坏" in bad["refused"] and good["rows"] and good["refused"] is None


def _sealed(folder: Path, table: str, rows: pd.DataFrame | bytes, count: int | None = None) -> None:
    """The manifest says what it should of another table: nobody sent it by mistake."""
    file, told = folder / f"{table}.parquet", asdict(manifest(folder)[0])
    counts, _, _ = told.pop("rows"), told.pop("sha256"), told.pop("format")
    if isinstance(rows, bytes):
        file.write_bytes(rows)
        counts[table] = count or counts[table]
    else:
        rows.to_parquet(file, index=False)
        counts[table] = len(rows)
    seal(folder, counts, told)


@pytest.mark.parametrize(
    "what",
    ["no parquet", "no column", "no number", "too many", "too large", "too much", "too wide", "far off", "doubled"],
)
def test_a_sealed_folder_of_anything_is_refused_in_a_sentence_and_leaves_nothing(folder, city, monkeypatch, what):
    rows = pd.read_parquet(folder / "actual.parquet")
    if what == "no parquet":
        _sealed(folder, "actual", b"PAR1")
    elif what == "no column":
        _sealed(folder, "actual", rows.drop(columns="value"))
    elif what == "no number":
        _sealed(folder, "actual", rows.assign(value="十"))
    elif what == "far off":
        _sealed(folder, "actual", rows.assign(value=1e300))
    elif what == "doubled":  # two figures of one submission for one cell
        _sealed(folder, "actual", pd.concat([rows, rows.assign(progress="另一份")]))
    elif what == "too much":  # three million letters, a hundred times, in a file of a few kilobytes
        text = pd.Categorical.from_codes([0] * 100 * len(rows), pd.Index(["水" * 10**6]))
        _sealed(folder, "actual", pd.concat([rows] * 100).assign(progress=text))
        assert (folder / "actual.parquet").stat().st_size < folders.MOST_BYTES / 10
    elif what == "too wide":  # no text, but a value of a million bytes in each of a thousand rows
        wide = pa.chunked_array([pa.array([b"x" * 10**6] * 100, pa.binary(10**6))] * 10)
        pq.write_table(pa.table({"progress": wide}), told := io.BytesIO())
        _sealed(folder, "actual", told.getvalue(), 1000)
    elif what == "too many":
        monkeypatch.setattr(folders, "MOST_ROWS", 3)
    else:
        monkeypatch.setattr(folders, "MOST_BYTES", 3000)
    before = stores.checksums(city)
    with pytest.raises(UserError) as refused:
        take(city, folder, CITY, NOW, is_new=True)
    assert stores.checksums(city) == before and refused.value.message.endswith(("。", "没有接收"))
    assert ("actual.parquet 中有本库不能接收的数据" in refused.value.message) == (what == "doubled")
    assert "Error" not in refused.value.message
    assert ("展开后超过" in refused.value.message) == (what in ("too much", "too wide"))
