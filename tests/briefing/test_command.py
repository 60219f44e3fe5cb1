"""`python -m briefing`: what it refuses before a month is given a number."""

import datetime as dt
from pathlib import Path

import pytest

from briefing.__main__ import main
from store.acts.publishing import publish
from store.acts.rights import at_the_machine
from store.engine.opening import opened
from store.reads import editions
from store.reads.view import View
from tests import stores
from tests.pages.stores import autumn


@pytest.fixture(scope="module")
def db(tmp_path_factory) -> Path:
    """A store made from the seed, with one edition of August."""
    path = Path(tmp_path_factory.mktemp("briefing") / "dashboard.duckdb")
    at = dt.datetime(2023, 9, 12, 9)
    with opened(stores.copied(autumn.planted, path)) as store:
        draft = editions.draft(store, View(dt.date(2023, 8, 1)), "李四", at)
        publish(store, draft, at_the_machine("李四"), at)
    return path


@pytest.mark.parametrize(
    ("month", "more", "told"),
    [
        ("2023-09", ["--edition", "1"], "编号1的简报是2023-08的,不是2023-09的。"),
        ("2023-08", ["--edition", "2"], "没有编号为2的简报,现有编号1至1。"),
        ("2023-08", ["--edition", "1", "--title", "另一题"], "已定的期不能改标题和判定标准,请去掉 --title、--preset。"),
        (
            "2023-08",
            ["--edition", "1", "--deadline", "2023-10-08", "--requirement", "约谈"],
            "已定的期不能改文头和要求,请去掉 --deadline、--requirement。",
        ),
        (
            "2023-09",
            ["--leave-out", "附件"],
            "通报没有“附件”部分,可省略的有:经济指标、变化事项、主要问题、年底预计、存疑数据、数据更正、工作要求。",
        ),
        ("2023-09", ["--deadline", "下月"], "“下月”不是有效日期,格式应为 2023-10-12。"),
        ("2023-13", [], "“2023-13”不是有效月份,格式应为 2023-09。"),
        ("2023-09", ["--preset", "无"], "没有名为“无”的判定标准,现有:standard、lights。"),
    ],
)
def test_a_bad_request_is_one_sentence_and_gives_no_number(db, tmp_path, capsys, month, more, told):
    assert main(["--month", month, "--out", str(tmp_path / "out"), "--db", str(db), *more]) == 2
    assert capsys.readouterr().err == f"{told}\n"
    with opened(db) as store:
        assert [one.name for one in editions.editions(store)] == ["第1期"]


def test_a_folder_that_is_none_is_told_so_before_a_number_is_given(db, tmp_path, capsys):
    file = tmp_path / "taken"
    file.write_text("")
    assert main(["--month", "2023-09", "--out", str(file), "--db", str(db)]) == 2
    assert capsys.readouterr().err == f"{file} 不能用作放文件的文件夹,请另指定一个。\n"
    with opened(db) as store:
        assert len(editions.editions(store)) == 1
