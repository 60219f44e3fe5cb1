"""A receipt is a promise, the original included: whole, verified, kept whatever it was called, and nobody's to lose."""

import datetime as dt
import hashlib
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier

import pytest

from loaders.accept.commit import commit
from loaders.accept.originals import keeping
from loaders.accept.standing import month_register
from loaders.check.actuals import check
from metrics.errors import UserError
from store.acts.rights import at_the_machine
from store.engine.opening import opened
from store.engine.store import Store
from tests import books, stores
from tests.loaders.conftest import SEPTEMBER, planted
from tests.store.engine import full_disk

CROSSINGS = "510115-2023-L02-1"
OCTOBER_9 = dt.datetime(2023, 10, 9, 10, 30)
CONTENT = books.report([[CROSSINGS, "", "", "", "", 60, "推进"]], title="2023年9月")
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path):
    with opened(stores.copied(planted, tmp_path / "data" / "dashboard.duckdb")) as running:
        yield running


def send(store: Store, reader, name: str = "公安9月.xlsx"):
    return commit(
        store, check(CONTENT, name, month_register(store, SEPTEMBER), reader), at_the_machine("张三"), OCTOBER_9
    )


def uploads(store: Store) -> Path:
    assert store.path is not None
    return store.path.parent / "uploads"


def files(store: Store) -> list[Path]:
    return [path for path in uploads(store).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "name", ["长" * 300 + ".xlsx", "../../上级.xlsx", "半个\ud800字.xlsx", "..", "\x00.xlsx", "a/b.XLSX"]
)
def test_any_name_is_a_label_and_the_file_is_kept_under_its_hash(store, reader, name):
    send(store, reader, name)
    [kept] = files(store)
    assert kept.parent == uploads(store) / "2023-09" and kept.stem == DIGEST and kept.read_bytes() == CONTENT
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600 and stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_a_torn_file_of_that_name_is_not_trusted_but_replaced(store, reader):
    place = uploads(store) / "2023-09" / f"{DIGEST}.xlsx"
    place.parent.mkdir(parents=True)
    place.write_bytes(CONTENT[:100])
    send(store, reader)
    assert [path.read_bytes() for path in files(store)] == [CONTENT]


def test_whoever_loses_a_race_leaves_the_winners_original_alone(store, reader):
    checked = check(CONTENT, "公安9月.xlsx", month_register(store, SEPTEMBER), reader)
    for turn in range(8):
        start = Barrier(2)

        def one(start: Barrier = start) -> int | None:
            start.wait()
            with suppress(UserError):
                return commit(store, checked, at_the_machine("张三"), OCTOBER_9).number
            return None

        with ThreadPoolExecutor(2) as both:
            numbers = [running.result() for running in [both.submit(one) for _ in range(2)]]
        assert len({number for number in numbers if number}) == 1
        assert [path.read_bytes() for path in files(store)] == [CONTENT], f"gone in turn {turn}"
        submissions_of = f"delete from submission where sha256 = '{checked.sha256}'"
        store.query_text(submissions_of)
        store.query_text(f"delete from actual where submission_id = {max(number or 0 for number in numbers)}")
        files(store)[0].unlink()


def test_a_full_disk_is_one_sentence_leaves_nothing_in_part_and_the_next_try_works(store, reader):
    version = store.version
    with full_disk.no_file_grows_over(len(CONTENT) // 2), pytest.raises(UserError, match=r"磁盘空间不足.*没有入库"):
        send(store, reader)
    assert files(store) == [] and store.version == version
    assert send(store, reader).is_new and [path.read_bytes() for path in files(store)] == [CONTENT]


def test_a_folder_that_is_none_is_one_sentence_and_the_next_try_works(store, reader):
    uploads(store).write_text("a file in the folder's place")
    with pytest.raises(UserError, match="文件夹不存在,或被同名文件占用"):
        send(store, reader)
    uploads(store).unlink()
    assert send(store, reader).is_new and len(files(store)) == 1


def test_a_file_whose_figures_are_refused_is_not_kept_unless_a_submission_names_it(store):
    with pytest.raises(UserError), keeping(store, [(SEPTEMBER, "a.xlsx", CONTENT)]) as [name]:
        assert name == f"2023-09/{DIGEST}.xlsx" and len(files(store)) == 1
        raise UserError("没有入库。")
    assert files(store) == []
