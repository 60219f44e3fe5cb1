"""A list of names, roles and units becomes accounts, all of them or none, with their first passwords on slips."""

import re
import stat

import pytest

from metrics.errors import UserError
from store.__main__ import main
from store.engine.store import Store
from store.people import account_list
from store.people.account_list import MOST, listed_accounts
from store.people.accounts import accounts, add_accounts, first_passwords, recognised
from store.people.slips import slips
from store.years.unit_list import rows_of_lines
from tests import stores
from tests.store.people.test_accounts import NOON, OWNER, _with_an_administrator

LIST = "王芳,报送,区公安分局\n李四\t审核\n3、赵区长 领导\n团委小李,团区委\n张三,管理\n"


@pytest.fixture
def store() -> Store:
    return stores.filled(_with_an_administrator)


def read(store: Store, text: str) -> list[tuple[str, str, str, str]]:
    found = listed_accounts(store, rows_of_lines(text, "名单"))
    return [(one.account.name, one.account.role, one.account.unit, one.trouble) for one in found]


def test_a_list_is_read_with_and_without_a_heading_and_in_any_order_of_its_columns(store):
    expected = [("王芳", "reports", "区公安分局", ""), ("李四", "reviews", "", ""), ("赵区长", "looks", "", ""),
                ("团委小李", "reports", "团区委", ""), ("张三", "administers", "", "")]  # fmt: skip
    assert read(store, LIST) == expected
    assert read(store, "序号,责任单位,姓名,角色\n1,区公安分局,王芳,报送\n\n2,,李四,审核\n") == expected[:2]
    assert [one.is_there for one in listed_accounts(store, rows_of_lines(LIST, "名单"))] == [False] * 4 + [True]


def test_every_row_says_what_is_the_matter_with_it(store):
    found = read(store, "甲,报送\n乙,报送,没有的局\n丙,局长\n丁\n张三,审核\n戊,审核\n戊,领导\n" + "长" * 21 + ",审核")
    said = [trouble for *_, trouble in found]
    expected = [
        "须写明单位",
        "没有名为“没有的局”",
        "没有名为“局长”",
        "缺少角色",
        "已有同名账号(管理)",
        "",
        "与前面的一行同名",
    ]
    for words, trouble in zip([*expected, "1至20个字"], said, strict=True):
        assert words in trouble and bool(words) == bool(trouble)
    with pytest.raises(UserError, match="没有账号"):
        read(store, "\n \n")


def test_of_too_long_a_list_no_row_is_judged(store, monkeypatch):
    monkeypatch.setattr(account_list, "_held_against", None)  # each is held against all before it
    with pytest.raises(UserError, match=f"名单有{MOST + 1}行,一次最多{MOST}个"):
        read(store, "\n".join(f"某{number},审核" for number in range(MOST + 1)))


def test_all_accounts_of_a_list_are_added_in_one_write_or_none_is(store):
    found = [one.account for one in listed_accounts(store, rows_of_lines(LIST, "名单")) if not one.is_there]
    new, version = first_passwords(found), store.version
    with pytest.raises(UserError, match="“王芳”已经存在"):
        add_accounts(store, [*new, new[0]], OWNER, NOON)
    assert (list(accounts(store)), store.version) == (["张三"], version)
    add_accounts(store, new, OWNER, NOON)
    assert store.version == version + 1
    for one in new:
        added = recognised(store, one.account.name, one.password)
        assert added is not None and added.is_temporary and added.role == one.account.role
    kept = store.query_text("select * from account").to_csv() + store.query_text("select * from audit").to_csv()
    assert [one for one in new if one.password in kept] == []
    assert len(store.query_text("select 1 from audit where act = '新增账号'")) == 5


def test_slips_have_a_page_for_each_unit_and_nobodys_password_on_anothers(store):
    found = listed_accounts(store, rows_of_lines("王芳,报送,区公安分局\n<b>,报送,区公安分局\n李四,审核", "名单"))
    new = first_passwords([one.account for one in found])
    text = slips("目标进度", "https://mubiao.example/", new)
    pages = re.findall(r"<section>.*?</section>", text, re.DOTALL)
    assert [[one.password in page for one in new] for page in pages] == [[True, True, False], [False, False, True]]
    assert "<h1>区公安分局</h1>" in pages[0] and "审核账号 李四" in pages[1] and "&lt;b&gt;" in pages[0]
    assert "https://mubiao.example/" in pages[0] and "首次登录" in pages[1]


def test_the_command_adds_a_list_and_writes_the_slips_for_nobody_else_to_read(tmp_path, capsys):
    db, names, paper = tmp_path / "dashboard.duckdb", tmp_path / "名单.csv", tmp_path / "密码条.html"
    stores.copied(_with_an_administrator, db)
    names.write_text("王芳,报送,区公安分局\n李四,审核员\n", encoding="utf-8")

    def run() -> tuple[int, str, str]:
        code = main(["account", "add-list", str(names), "--slips", str(paper), "--db", str(db)])
        return code, *capsys.readouterr()

    code, _, err = run()
    assert code == 2 and "第2行 李四" in err and not paper.exists()
    names.write_text("王芳,报送,区公安分局\n李四,审核\n", encoding="utf-8")
    code, out, _ = run()
    assert code == 0 and out.startswith("已新增2个账号") and stat.S_IMODE(paper.stat().st_mode) == 0o600
    given = re.findall(r'class="password">([\w-]+)<', paper.read_text(encoding="utf-8"))
    assert len(given) == 2 and not any(one in out for one in given)
    assert run()[:2] == (0, "已新增0个账号;另有2个此前已有。\n")
    names.write_text("钱五,领导\n", encoding="utf-8")
    code, _, err = run()
    assert code == 2 and "已存在,请换一个文件名" in err  # no account whose password would be lost
    assert main(["account", "sign-ins", "--db", str(db)]) == 0 and capsys.readouterr().out == "没有登录记录。\n"
