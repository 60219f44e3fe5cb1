"""What an older program recorded half in codes is put into words once, when its store is opened."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from store.engine.reader import STORE
from store.engine.store import Store
from store.reads.places import places
from tests.store.audited import audited

AUDIT = [
    ("报送入库", "第1号报送", None, "九月.xlsx,12行", None),
    ("撤回报送", "第1号报送", "九月.xlsx", "看错月份", None),
    ("清除演示数据", "3份演示报送", None, None, None),
    ("变更设定", "target", None, "5行", None),
    ("变更设定", "column_answer", None, "2行", None),
    ("人工认定", "m-1", None, "on_track", None),
    ("人工认定", "m-2", None, "条件已触发", None),
    ("人工认定", "民生3 公厕", "系统判定", "已完成(2023年9月至年末)", "会议"),
    ("变更角色", "账号 张三", "审核", "管理", None),
]
WORDS = [
    ["报送入库", "第1号报送", None, "九月.xlsx,12行", None, "张三"],
    ["撤回报送", "第1号报送", "九月.xlsx", "已撤回", "看错月份", "张三"],
    ["清除演示数据", "3份演示报送", None, None, None, "张三"],
    ["变更设定", "年度目标", None, "5条", None, "张三"],
    ["变更设定", "报表列的含义", None, "2条", None, "张三"],
    ["人工认定", "民生8 公共充电桩", None, "达序时", None, "张三"],
    ["人工认定", "民生8 公共充电桩·充电站", None, "条件已触发", None, "张三"],
    ["人工认定", "民生3 公厕", "系统判定", "已完成(2023年9月至年末)", "会议", "张三"],
    ["变更角色", "账号 张三", "审核", "管理", None, "张三"],
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store as the program before these migrations left it."""
    path = tmp_path / "dashboard.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table migration (name text primary key, applied_at timestamp not null)")
        for file in sorted((STORE / "schema").glob("000[1-7]_*.sql")):
            connection.execute(file.read_text(encoding="utf-8"))
            connection.execute("insert into migration values (?, timestamp '2023-01-01')", [file.name])
        connection.execute(
            "insert into item values ('i', '990101', 2023, 'livelihood', 8, '类', '公共充电桩', 'a', 'report', null,"
            " null, false, '源', null, timestamp '2023-01-01', '测')"
        )
        for number, name in ((1, "公共充电桩"), (2, "充电站")):
            connection.execute(
                "insert into measure (measure_id, item_id, measure_no, name, kind, unit, calendar, recorded_at,"
                " recorded_by) values (?, 'i', ?, ?, 'quantity', '个', 'monthly', timestamp '2023-01-01', '测')",
                [f"m-{number}", number, name],
            )
        for number, (act, thing, before, after, reason) in enumerate(AUDIT, 1):
            connection.execute(
                "insert into audit values (?, ?, ?, ?, ?, '张三', timestamp '2023-10-09', ?)",
                [number, act, thing, before, after, reason],
            )
        connection.execute(
            "insert into ruling values (1, 'm-1', 'status', 'on_track', date '2023-09-01', null, '会议', '张三',"
            " timestamp '2023-10-09', false)"
        )
        connection.execute(
            "insert into region values ('990000', '示例市', null), ('990101', '示例市测试区', '990000'),"
            " ('990121', '示例县', null)"
        )
    return path


def test_a_place_that_had_only_a_name_has_the_words_of_its_level(path):
    store = Store(path)
    found = places(store, dt.datetime(2023, 1, 1))
    told = {one.short_name: (one.whole, one.parent_whole, one.office, one.first_year) for one in found.values()}
    store.close()
    assert told == {
        "示例市": ("全市", "全国", "示例市人民政府办公室", None),  # 990000 is a 直辖市's code
        "测试区": ("全区", "全市", "测试区人民政府办公室", 2023),
        "示例县": ("全县", "全市", "示例县人民政府办公室", None),
    }


def test_the_audit_reads_as_an_office_reads_it_and_an_official_word_keeps_its_kind(path):
    for _ in range(2):  # opened again, nothing is put into words twice
        store = Store(path)
        assert audited(store) == WORDS
        assert store.query("ruling_version", number=1)["kind"].tolist() == ["status"]
        assert store.time_zone == "Asia/Shanghai"
        store.close()


def test_a_kind_of_ruling_that_is_none_is_still_refused(path):
    store = Store(path)
    with pytest.raises(duckdb.ConstraintException):
        store.query_text(
            "insert into ruling values ('990101', 2, 'm-1', 'word', 'done', date '2023-09-01', null, '会议', '张三',"
            " timestamp '2023-10-10', false)"
        )
    store.close()
