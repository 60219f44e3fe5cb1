"""Accounts, tokens, sessions and guessing: what is kept, what is refused, and what stands in the audit."""

import datetime as dt
import errno
import io
import json

import pytest
from argon2 import Type, extract_parameters

from metrics.errors import UserError
from store.__main__ import main
from store.acts.rights import Actor, Forbidden, at_the_machine
from store.engine.opening import opened
from store.engine.seed import plant
from store.engine.store import Store
from store.people import passwords
from store.people.accounts import accounts, activate, add_account, change_password, change_role, recognised
from store.people.guessing import Guessing
from store.people.session_folder import SessionFolder
from store.people.sessions import Sessions
from store.people.tokens import make_token, revoke_token, token_owner, tokens
from tests import stores

NOON = dt.datetime(2023, 10, 9, 12)
OWNER = at_the_machine("机房")
GOOD, OTHER = "summer-rain-42", "winter-snow-43"


@pytest.fixture
def store() -> Store:
    return stores.filled(_with_an_administrator)


def _with_an_administrator(store: Store) -> None:
    plant(store, dt.datetime(2023, 3, 1))
    add_account(store, "张三", "administers", None, GOOD, OWNER, NOON)


def audit(store: Store) -> list[tuple[object, ...]]:
    rows = store.query_text("select act, object, before, after, done_by from audit order by audit_id")
    return [tuple(None if value != value else value for value in row) for row in rows.itertuples(index=False)]


@pytest.mark.parametrize(
    "password", ["short-1", "onlyletters", "12345678901", "password-2023", "aaaa1aaaa1aa", "张三-zhang-3"]
)
def test_a_password_that_is_easily_guessed_is_refused_with_the_rule(store, password):
    with pytest.raises(UserError, match="密码至少10个字符,字母、数字、符号中至少两类"):
        change_password(store, "张三", password, OWNER, NOON)


def test_guessing_a_kept_password_is_dear_and_a_name_that_nobody_bears_costs_the_same(real_hasher):
    cost = extract_parameters(real_hasher.hash("summer-rain-42"))
    assert cost == extract_parameters(passwords._NOBODYS)
    assert cost.type is Type.ID and cost.memory_cost >= 64 * 1024 and cost.time_cost >= 3  # RFC 9106, second choice


def test_a_hash_fits_its_password_alone_whatever_the_width_of_its_letters():
    kept = passwords.password_hash("summer-rain-42", "张三")
    assert kept.startswith("$argon2id$")
    assert passwords.fits("summer-rain-42", kept) and passwords.fits("ｓｕｍｍｅｒ-rain-４２", kept)
    assert not passwords.fits("summer-rain-43", kept) and not passwords.fits("summer-rain-42", None)
    assert not passwords.fits("x" * 100_000, kept)


def test_a_password_given_out_keeps_to_the_rule():
    given = passwords.temporary_password()
    assert passwords.fits(given, passwords.password_hash(given, "张三"))


def test_an_account_is_recognised_by_its_password_and_acts_in_its_role(store):
    add_account(store, "王芳", "reports", "gongan", OTHER, OWNER, NOON)
    found = recognised(store, "王芳", OTHER)
    assert found is not None and found.actor == Actor("王芳", "reports", "gongan", "510115")
    assert found.role_text == "报送·区公安分局"
    assert recognised(store, "王芳", GOOD) is None and recognised(store, "李四", GOOD) is None


def test_the_first_account_administers(store):
    bare = Store()
    with pytest.raises(UserError, match="第一个账号须为“管理”"):
        add_account(bare, "王芳", "reviews", None, GOOD, OWNER, NOON)
    assert accounts(bare) == {}


@pytest.mark.parametrize(
    ("name", "role", "unit", "sentence"),
    [
        ("", "looks", None, "账号名为1至20个字"),
        (
            "张三\N{ZERO WIDTH SPACE}",
            "looks",
            None,
            "账号名为1至20个字,没有换行和看不见的字符",
        ),  # would look like another's
        ("张三", "looks", None, "账号“张三”已经存在"),
        ("李四", "king", None, "没有“king”这种角色"),
        ("李四", "reports", None, "须指明单位"),
        ("李四", "reports", "nowhere", "没有编号为“nowhere”的单位"),
    ],
)
def test_an_account_that_would_make_no_sense_is_not_added(store, name, role, unit, sentence):
    with pytest.raises(UserError, match=sentence):
        add_account(store, name, role, unit, OTHER, OWNER, NOON)
    assert set(accounts(store)) == {"张三"}


def test_a_rare_letter_that_python_does_not_know_is_one_of_a_name(store):
    add_account(store, "王\U00031350", "looks", None, OTHER, OWNER, NOON)
    assert "王\U00031350" in accounts(store)


def test_a_unit_is_kept_of_those_who_report_alone(store):
    add_account(store, "李四", "reviews", "gongan", OTHER, OWNER, NOON)
    assert accounts(store)["李四"].actor == Actor("李四", "reviews", None, "510115")


def test_another_password_lets_the_old_one_in_no_more(store):
    before = accounts(store)["张三"].credential
    change_password(store, "张三", OTHER, Actor("张三", "administers"), NOON)
    assert recognised(store, "张三", GOOD) is None and recognised(store, "张三", OTHER) is not None
    assert accounts(store)["张三"].credential != before
    with pytest.raises(UserError, match="新密码与现在的相同"):
        change_password(store, "张三", OTHER, OWNER, NOON)


def test_one_administrator_always_remains(store):
    with pytest.raises(UserError, match="须保留至少一个启用的“管理”账号"):
        activate(store, "张三", OWNER, NOON, is_active=False)
    with pytest.raises(UserError, match="须保留至少一个启用的“管理”账号"):
        change_role(store, "张三", "looks", None, OWNER, NOON)
    assert accounts(store)["张三"].is_active and accounts(store)["张三"].role == "administers"


def test_a_stopped_account_is_not_recognised_until_it_is_let_in_again(store):
    add_account(store, "李四", "looks", None, OTHER, OWNER, NOON)
    activate(store, "李四", OWNER, NOON, is_active=False)
    assert recognised(store, "李四", OTHER) is None
    activate(store, "李四", OWNER, NOON, is_active=True)
    assert recognised(store, "李四", OTHER) is not None


@pytest.mark.parametrize("role", ["looks", "reports", "reviews"])
def test_only_administrators_manage_accounts_and_tokens(store, role):
    by = Actor("李四", role, "gongan" if role == "reports" else None)
    acts = [
        lambda: add_account(store, "王五", "looks", None, OTHER, by, NOON),
        lambda: change_password(store, "张三", OTHER, by, NOON),
        lambda: change_role(store, "张三", "looks", None, by, NOON),
        lambda: activate(store, "张三", by, NOON, is_active=False),
        lambda: make_token(store, "gongan", "系统", by, NOON),
        lambda: revoke_token(store, 1, by, NOON),
    ]
    before = audit(store)
    for act in acts:
        with pytest.raises(Forbidden, match="账号不能管理账号"):
            act()
    assert audit(store) == before


def test_every_change_is_in_the_audit_in_words_and_neither_password_nor_hash_is(store):
    add_account(store, "王芳", "reports", "gongan", OTHER, OWNER, NOON)
    change_role(store, "王芳", "reports", "tuanwei", OWNER, NOON)
    change_password(store, "王芳", GOOD, Actor("王芳", "reports", "tuanwei"), NOON)
    activate(store, "王芳", OWNER, NOON, is_active=False)
    number, token = make_token(store, "gongan", "政务平台", OWNER, NOON)
    revoke_token(store, number, OWNER, NOON)
    assert audit(store) == [
        ("新增账号", "账号 张三", None, "管理", "机房"),
        ("新增账号", "账号 王芳", None, "报送·区公安分局", "机房"),
        ("变更角色", "账号 王芳", "报送·区公安分局", "报送·团区委", "机房"),
        ("修改密码", "账号 王芳", None, None, "王芳"),
        ("停用账号", "账号 王芳", "启用", "停用", "机房"),
        ("生成接口令牌", "第1号令牌", None, "区公安分局,政务平台", "机房"),
        ("作废接口令牌", "第1号令牌", "有效", "作废", "机房"),
    ]
    everything = "".join(store.query_text(f"select * from {table}").to_csv() for table in ("audit", "unit_token"))
    assert not any(secret in everything for secret in (GOOD, OTHER, "argon2", token))


def test_versions_are_only_added(store):
    change_password(store, "张三", OTHER, OWNER, NOON)
    change_role_at = store.query_text("select recorded_at from account where name = '张三' order by recorded_at")
    assert [moment.to_pydatetime() for moment in change_role_at["recorded_at"]] == [
        NOON, NOON + dt.timedelta(microseconds=1),
    ]  # fmt: skip


def test_a_token_acts_for_its_unit_until_it_is_revoked(store):
    number, token = make_token(store, "gongan", "政务平台", OWNER, NOON)
    assert token_owner(store, token) == Actor("政务平台(接口)", "reports", "gongan", "510115")
    assert token_owner(store, token + "x") is None and token_owner(store, "") is None
    revoke_token(store, number, OWNER, NOON)
    assert token_owner(store, token) is None
    assert "token_hash" not in tokens(store) and list(tokens(store)["is_revoked"]) == [True]
    with pytest.raises(UserError, match="第1号令牌此前已作废"):
        revoke_token(store, number, OWNER, NOON)
    with pytest.raises(UserError, match="没有编号为“nowhere”的单位"):
        make_token(store, "nowhere", "系统", OWNER, NOON)


@pytest.mark.parametrize("is_shared", [False, True])
def test_a_session_ends_when_it_idles_when_it_is_old_and_on_signing_out(is_shared, tmp_path):
    kept, minute = SessionFolder(tmp_path / "sessions") if is_shared else None, dt.timedelta(minutes=1)
    sessions = Sessions(dt.timedelta(minutes=60), dt.timedelta(hours=2), kept)
    token = sessions.start("张三", "c", NOON)
    assert sessions.find(token, NOON + 59 * minute) is not None
    assert sessions.find(token, NOON + 118 * minute) is not None
    assert sessions.find(token, NOON + 120 * minute) is None  # two hours old, though just seen
    assert sessions.find(token, NOON) is None  # what ended never comes back
    idle = sessions.start("张三", "c", NOON)
    assert sessions.find(idle, NOON + 60 * minute) is None
    out = sessions.start("张三", "c", NOON)
    sessions.end(out)
    assert sessions.find(out, NOON) is None and sessions.find(token[:-1], NOON) is None


def test_who_signed_in_on_one_server_is_signed_in_on_another_until_either_says_otherwise(tmp_path):
    here, there = (Sessions(kept=SessionFolder(tmp_path / "sessions")) for _ in range(2))
    token = here.start("张三", "c", NOON)
    found = there.find(token, NOON + dt.timedelta(minutes=5))
    assert found is not None and (found.name, found.credential, found.started_at) == ("张三", "c", NOON)
    [file] = (tmp_path / "sessions").iterdir()
    assert token not in file.name + file.read_text() and file.stat().st_mode & 0o077 == 0
    assert there.find("../" + token, NOON) is None
    file.with_name("0" * 64).write_text("{")  # half of a file is nobody
    there.end(token)
    assert here.find(token, NOON) is None and here.start("李四", "c", NOON)
    assert not file.with_name("0" * 64).exists()


def test_to_have_been_seen_brings_back_no_session_that_another_server_ended(tmp_path):
    kept = SessionFolder(tmp_path / "sessions")
    token = Sessions(kept=kept).start("张三", "c", NOON)
    [key] = kept.swept(NOON)
    kept.remove(key)
    kept.seen(key, NOON)
    assert kept.swept(NOON) == [] and Sessions(kept=kept).find(token, NOON) is None


def test_a_folder_that_takes_nothing_more_keeps_nobody_from_looking(tmp_path, monkeypatch):
    sessions = Sessions(kept=SessionFolder(tmp_path / "sessions"))
    token = sessions.start("张三", "c", NOON)

    def full(*words: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    for name in ("os.utime", "pathlib.Path.unlink", "pathlib.Path.write_text"):
        monkeypatch.setattr(name, full)
    assert sessions.find(token, NOON + dt.timedelta(minutes=5)) is not None
    assert sessions.find(token, NOON + dt.timedelta(hours=2)) is None
    with pytest.raises(UserError, match=r"登录没有成功.*磁盘空间不足"):
        sessions.start("李四", "c", NOON)


def test_the_token_itself_is_not_kept():
    sessions = Sessions()
    token = sessions.start("张三", "c", NOON)
    assert token not in repr(vars(sessions))


def test_guessing_slows_the_guesser_more_and_more_is_forgotten_in_time_and_slows_nobody_else():
    guessing, waits = Guessing(), []
    for _ in range(16):
        guessing.failed("张三", "10.0.0.1", NOON)
        waits.append(guessing.wait_seconds("张三", "10.0.0.1", NOON))
    assert waits == [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    assert guessing.wait_seconds("张三", "10.0.0.2", NOON) == 0  # the owner of the name
    assert guessing.wait_seconds("李四", "10.0.0.1", NOON) == 0  # a colleague behind the same address
    guessing.passed("张三", "10.0.0.2")
    assert guessing.wait_seconds("张三", "10.0.0.1", NOON) == 900
    guessing.failed("王芳", "10.0.0.3", NOON)
    guessing.failed("王芳", "10.0.0.3", NOON + dt.timedelta(hours=2))
    assert guessing.wait_seconds("王芳", "10.0.0.3", NOON + dt.timedelta(hours=2)) == 0


def test_guessing_from_everywhere_is_capped_for_strangers_and_administrators_are_told():
    guessing = Guessing()
    guessing.passed("李四", "10.1.0.1")
    assert guessing.alarm(NOON) is None
    for number in range(300):
        guessing.failed("张三", f"10.0.{number // 250}.{number % 250}", NOON)
    assert guessing.wait_seconds("王芳", "10.2.0.1", NOON) == 2
    assert guessing.wait_seconds("王芳", "10.1.0.1", NOON) == 0  # where somebody has signed in before
    assert "近1小时有300次登录失败,涉及1个账号名,来自300个地址" in str(guessing.alarm(NOON))
    assert guessing.alarm(NOON + dt.timedelta(hours=2)) is None


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Run a command with a line on its input: (exit code, printed, said)."""

    def command(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main([*arguments, "--db", str(tmp_path / "dashboard.duckdb")])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_the_commands_make_change_stop_and_list_accounts(run):
    assert run("account", "list") == (0, "尚无账号。\n", "")
    assert run("account", "add", "李四", "--role", "审核", typed=GOOD) == (2, "", "第一个账号须为“管理”。\n")
    assert run("account", "add", "张三", "--role", "管理", typed=f"{GOOD}\n") == (0, "已新增账号 张三(管理)。\n", "")
    assert run("account", "add", "王芳", "--role", "报送", "--unit", "区公安分局", typed="x") == (
        2, "", passwords.RULE + "\n",
    )  # fmt: skip
    run("account", "add", "王芳", "--role", "报送", "--unit", "区公安分局", typed=OTHER)
    assert run("account", "password", "王芳", typed=GOOD)[1] == "已修改 王芳 的密码,此前的登录全部失效。\n"
    assert run("account", "role", "王芳", "--role", "领导")[1] == "王芳 现为领导。\n"
    assert run("account", "deactivate", "王芳")[1] == "账号 王芳 已停用。\n"
    assert run("account", "list")[1] == "张三\t管理\t启用\n王芳\t领导\t停用\n"
    assert json.loads(run("account", "list", "--json")[1])["accounts"][0] == {
        "name": "张三", "role": "administers", "unit": None, "is_active": True,
    }  # fmt: skip


def test_a_password_is_never_an_argument(run, capsys):
    with pytest.raises(SystemExit):
        run("account", "add", "张三", "--role", "管理", "--password", GOOD)
    assert "不认识的参数 --password" in capsys.readouterr().err


def test_the_commands_make_revoke_and_list_tokens(run, tmp_path):
    made = json.loads(run("token", "create", "--unit", "区公安分局", "--label", "政务平台", "--json")[1])
    with opened(tmp_path / "dashboard.duckdb") as store:
        assert token_owner(store, made["token"]) == Actor("政务平台(接口)", "reports", "gongan", "510115")
    assert run("token", "revoke", "1") == (0, "第1号令牌已作废。\n", "")
    assert run("token", "list")[1] == "1\t区公安分局\t政务平台\t作废\n"
    assert run("token", "create", "--unit", "无此单位", "--label", "x")[0] == 2


def test_a_guessers_long_name_is_not_kept_whole():
    guessing = Guessing()
    for _ in range(6):
        guessing.failed("王" * 5000, "10.1.1.1", NOON)
    assert guessing.wait_seconds("王" * 5000, "10.1.1.1", NOON) > 0
    assert max(len(name) for name, _ in guessing._failures) < 100
