"""The chain: what was changed directly in the file, lost with its log, or put in beside every act, is found."""

import datetime as dt
import json
from pathlib import Path

import pytest

from store.__main__ import check_store, main
from store.acts import settings
from store.acts.rights import at_the_machine
from store.engine import chain
from store.engine.restoring import log_of
from store.engine.store import Store
from store.reads.submissions import receipt_head
from tests import stores
from tests.store.builder import REGION, day
from tests.store.engine.test_restoring import send, small

OFFICE = at_the_machine("区目标办")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return stores.copied(small, tmp_path / "a" / "dashboard.duckdb")


@pytest.fixture
def store(path):
    opened = Store(path)
    send(opened, 900)
    send(opened, 950)
    settings.use_preset(opened, "lights", "统一", OFFICE, day(10, 9))
    assert check_store(opened) == []
    yield opened
    opened.close()


def test_a_figure_multiplied_by_ten_in_the_file_is_found_and_since_when(store):
    store.query_text("update actual set value = value * 10 where submission_id = 2")
    assert check_store(store) == ["第2号报送(2023-10-05 09:00:00)与登记时不符,登记之后被直接改动"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("delete from submission where submission_id = 3", "第3号报送已登记,数据文件中没有"),
        ("update audit set done_by = '外' where audit_id = 1",
         "第1条操作记录(2023-10-05 09:00:00)与登记时不符,登记之后被直接改动"),
        ("delete from chain where link_no = 2", "校验链缺第2节,其后是第1条操作记录(2023-10-05 09:00:00)"),
        ("insert into audit (region_code, audit_id, act, object, done_by, done_at)"
         " select region_code, 99, act, object, done_by, done_at from audit where audit_id = 1",
         "第99条操作记录(2023-10-05 09:00:00)不在校验链上,不是由本系统登记"),
    ],
)  # fmt: skip
def test_what_is_taken_out_put_in_or_changed_beside_every_act_is_named(store, change, told):
    store.query_text(change)
    assert told in check_store(store)


def test_an_original_that_is_gone_or_damaged_is_named(store):
    kept = next((store.path.parent / "uploads").glob("*/*"))
    kept.write_bytes(b"other")
    (told,) = check_store(store)
    assert told.endswith(f"号报送的原表不在或已损坏:{kept}")


def test_a_log_that_was_lost_is_found_by_the_book_and_by_a_receipt(path, capsys):
    store = Store(path)
    store.query_text("checkpoint")
    whole = path.read_bytes()
    send(store, 900)
    head = receipt_head(store, 2)
    store.close()
    check = ["check", "--db", str(path), "--receipt", f"2:{head[:16]}"]
    assert main(check) == 0
    assert main([*check[:-1], "2:" + "0" * 16]) == 1
    path.write_bytes(whole)
    log_of(path).unlink(missing_ok=True)
    capsys.readouterr()
    assert main([*check, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"] == [
        "曾入库而数据文件中没有:第2号报送,区甲局,2023年9月,九月.xlsx,2023-10-05 09:00:00;"
        "可用 python -m store replay 重新入库",
        "第2号报送有回执,数据文件中没有:此后入库的数据可能已丢失",
    ]
    assert main(["check", "--db", str(path), "--receipt", "甲"]) == 2
    assert main(["check", "--db", str(path), "--receipt", "²:" + "0" * 16]) == 2


def test_a_store_of_before_the_chain_is_chained_when_it_is_first_opened(path):
    store = Store(path)
    store.query_text("drop table chain")
    store.query_text("delete from migration where name = '0022_chain.sql'")
    store.close()
    again = Store(path)
    links = again.query("chain_links", region=REGION)
    assert links[["kind", "number"]].values.tolist() == [["submission", 1]]
    again.query_text("update actual set value = 1")
    assert len(check_store(again)) == 1
    again.close()


def test_a_copy_keeps_the_chain_and_the_text_of_a_link_is_for_good(store):
    target = store.backup_folder / "一.duckdb"
    store.back_up(target)
    copied = Store(target)
    assert copied.query("chain_links").equals(store.query("chain_links"))
    assert [one for one in check_store(copied) if "原表" not in one] == []
    copied.close()
    rows = {
        "audit": [{
            "region_code": "990101", "audit_id": 1, "act": "封账", "object": "2023年9月", "before": None,
            "after": "封账", "reason": "月度", "done_by": "张三", "done_at": dt.datetime(2023, 10, 5, 9),
        }]
    }  # fmt: skip
    assert chain.link_hash("", "audit", 1, rows) == "50b4b7399025ebd46728c758b64c11066760d3d3815e2c0a319f897572e83974"
