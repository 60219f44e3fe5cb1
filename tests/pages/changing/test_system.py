"""系统状态: for administrators; its self-test says what is wrong and changes nothing."""

import shutil

import pytest

from store.engine.opening import back_up
from store.engine.store import Store
from tests import stores
from tests.pages.stores import autumn
from tests.pages.stores.autumn import screen, words
from ui import errors
from ui.cache import current


@pytest.fixture
def kept(tmp_path):
    """A store in a file of its own, as the server has it."""
    store = Store(stores.copied(autumn.with_two_months, tmp_path / "dashboard.duckdb"))
    current.use(store)
    yield store
    current.use(None)
    store.close()


def test_the_self_test_finds_a_sound_store_sound_and_one_that_was_changed_not_and_writes_nothing(kept):
    app = screen("system")
    assert "启动以来还没有自检" in words(app) and "还没有备份" in words(app)
    version, files = kept.version, sorted(kept.path.parent.rglob("*"))
    app.button(key="self_test").click().run()
    assert not app.exception and any("数据文件完好" in one.value for one in app.success)
    assert kept.version == version and sorted(kept.path.parent.rglob("*")) == files
    with kept.writing() as transaction:
        transaction._session.rows("update actual set value = value * 10 where value is not null")
    app.button(key="self_test").click().run()
    assert "登记之后被直接改动" in app.error[0].value


def test_backups_and_errors_are_listed_with_their_time_and_number(kept):
    back_up(kept, kept.backup_folder / "auto-20231009-120000-daily.duckdb")
    shutil.copyfile(kept.backup_folder / "auto-20231009-120000-daily.duckdb", kept.backup_folder / "手工.duckdb")
    reference = errors.logged(ZeroDivisionError("…"))
    app = screen("system")
    tables = [table.value for table in app.table]
    assert reference in set(tables[0]["编号"])
    assert sorted(tables[1]["由来"]) == ["手工备份", "每日"]
    assert [metric.label for metric in app.metric] == ["数据文件", "磁盘可用", "内存", "打开的页面", "出错"]
