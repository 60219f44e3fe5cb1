"""The log of sign-ins: every one of ordinary days, a few rows of a flood, and no cache emptied."""

import datetime as dt

import pytest

from store.engine.store import Store
from store.people.accounts import accounts
from store.people.sign_ins import MOST_FAILURES, SignIns, sign_in_rows
from tests import stores
from tests.store.people.test_accounts import NOON, _with_an_administrator

REGION = ["510115"]


@pytest.fixture
def store() -> Store:
    return stores.filled(_with_an_administrator)


def told(store: Store, name: str | None = None) -> list[tuple[str, str, str, int]]:
    rows = sign_in_rows(store, REGION, name, 10_000)
    return list(rows.drop(columns="happened_text").itertuples(index=False, name=None))


def test_who_signed_in_out_and_in_vain_is_told_latest_first_and_no_cache_is_emptied(store):
    log, owner, version = SignIns(), accounts(store)["张三"], store.version
    for seconds, (kind, account) in enumerate([("failed", None), ("failed", owner), ("in", owner), ("out", owner)]):
        log.note(store, kind, account, "10.0.0.7", NOON + dt.timedelta(seconds=seconds))
    assert [row[0] for row in told(store)] == ["退出", "登录", "登录失败", "登录失败"]
    assert told(store)[2:] == [("登录失败", "张三", "10.0.0.7", 1), ("登录失败", "(没有这个账号)", "10.0.0.7", 1)]
    assert len(told(store, "张三")) == 3 and store.version == version
    assert sign_in_rows(store, REGION, None, 1)["happened_text"].tolist() == ["2023-10-09 12:00:03"]
    assert [row[1] for row in sign_in_rows(store, ["990101"], None, 9)[["address", "account_name"]].values] == [
        "(没有这个账号)"
    ]  # what an account of another region did is told there


def test_a_guesser_becomes_few_rows_from_one_place_and_from_everywhere(store):
    log = SignIns()
    for number in range(1000):
        log.note(store, "failed", None, "10.0.0.66", NOON + dt.timedelta(seconds=number))
    assert [row[3] for row in told(store)] == [512, 256, 128, 64, 32, 16, 8, 5, 4, 3, 2, 1]
    for number in range(300):
        log.note(store, "failed", None, f"10.1.{number // 250}.{number % 250}", NOON + dt.timedelta(seconds=number))
    assert len(told(store)) == MOST_FAILURES
    log.note(store, "in", accounts(store)["张三"], "10.0.0.7", NOON)  # which the guessing does not hide
    log.note(store, "failed", None, "10.0.0.66", NOON + dt.timedelta(hours=2))  # another hour
    assert told(store)[:2] == [("登录失败", "(没有这个账号)", "10.0.0.66", 1), ("登录", "张三", "10.0.0.7", 1)]
