"""The commands `account` and `token`: who may sign in, one by one or by a list, who did, and which systems may send."""

import argparse
import os
from pathlib import Path

from metrics.errors import UserError
from store.acts.rights import ROLES, at_the_machine
from store.commands.command_line import Commands, Run, say
from store.engine import disk
from store.engine.lending import user_name
from store.engine.opening import opened
from store.engine.records import records
from store.engine.store import Store
from store.people.account_list import listed_accounts
from store.people.accounts import (
    Account,
    FirstPassword,
    accounts,
    activate,
    add_account,
    add_accounts,
    change_password,
    change_role,
    first_passwords,
    own_accounts,
)
from store.people.sign_ins import sign_in_rows
from store.people.slips import slips
from store.people.tokens import make_token, revoke_token, tokens
from store.reads import naming, places
from store.years.unit_list import rows_in

_WORDS = {name: code for code, name in ROLES.items()}
_NAMED = {"by": "经办人", "unit": "单位名称", "role": f"角色:{'、'.join(ROLES.values())}", "label": "给哪个系统使用"}


def add_to(line: Commands) -> None:
    """Add both words with their commands."""
    account = line.group("account", "账号:新增、改密码、改角色、停用、列出")
    _with(account, "add", _add, "新增账号,密码在提示后输入", "name", "role", "unit", asks_password=True)
    _with(account, "password", _password, "修改密码,在提示后输入", "name", asks_password=True)
    _with(account, "role", _role, "变更角色或单位", "name", "role", "unit")
    _with(account, "deactivate", _activate, "停用账号", "name").set_defaults(is_active=False)
    _with(account, "activate", _activate, "重新启用账号", "name").set_defaults(is_active=True)
    _with(account, "list", _list, "列出全部账号")
    many = _with(account, "add-list", _add_list, "按名单批量新增账号,临时密码写入密码条")
    many.add_argument("file", type=Path, help="名单(.txt、.csv、.xlsx):账号名、角色、单位")
    many.add_argument("--slips", type=Path, required=True, help="密码条写到哪个文件(.html,供打印,只有本人可读)")
    log = account.command("sign-ins", _sign_ins, "列出登录、登录失败和退出的记录")
    log.add_argument("--name", help="只看一个账号")
    log.add_argument("--last", type=int, default=100, help="最近多少条,默认100")
    token = line.group("token", "接口令牌:生成、作废、列出")
    _with(token, "create", _create, "为单位生成令牌,只显示这一次", "unit", "label")
    revoked = _with(token, "revoke", _revoke, "作废令牌")
    revoked.add_argument("number", type=int, help="令牌编号")
    _with(token, "list", _tokens, "列出全部令牌")


def _with(
    group: Commands, name: str, run: Run, summary: str, *arguments: str, asks_password: bool = False,
) -> argparse.ArgumentParser:  # fmt: skip
    added = group.command(name, run, summary, asks_password=asks_password)
    for argument in arguments:
        if argument == "name":
            added.add_argument("name", help="账号名")
        else:
            is_required = argument == "role" or "name" not in arguments
            added.add_argument(f"--{argument}", required=is_required, help=_NAMED[argument])
    added.add_argument("--by", default=user_name(), help=_NAMED["by"])
    return added


def _add(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        unit_id = naming.unit_of(store, options.unit) if options.unit else None
        by = at_the_machine(options.by)
        add_account(store, options.name, role_named(options.role), unit_id, options.password, by, store.now())
        added = accounts(store)[options.name.strip()]
    say(options, _json(added), f"已新增账号 {added.name}({added.role_text})。")
    return 0


def _add_list(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        listed = listed_accounts(store, rows_in(options.file))
        if wrong := [f"第{one.row}行 {one.account.name}:{one.trouble}" for one in listed if one.trouble]:
            raise UserError(f"名单有{len(wrong)}处须改正,没有新增账号。" + ";".join(wrong) + "。", title="名单有误")
        new = first_passwords([one.account for one in listed if not one.is_there])
        if new:
            _write_privately(options.slips, slips(places.place(store).title, "", new))
            _add_or_unwrite(store, new, options)
    told = f"已新增{len(new)}个账号" + (f",临时密码在 {options.slips}(打印后请删除)" if new else "")
    kept = sum(one.is_there for one in listed)
    more = f";另有{kept}个此前已有" if kept else ""
    say(
        options,
        {"added": [one.account.name for one in new], "slips": str(options.slips) if new else None},
        told + more + "。",
    )
    return 0


def _add_or_unwrite(store: Store, new: list[FirstPassword], options: argparse.Namespace) -> None:
    """Add the accounts whose slips are written; slips of accounts that there are not are taken away again."""
    try:
        add_accounts(store, new, at_the_machine(options.by), store.now())
    except BaseException:
        options.slips.unlink()
        raise


def _write_privately(path: Path, text: str) -> None:
    """A new file that nobody else can read. Raises UserError where there is one already, or none can be."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UserError(f"{path.name} 已存在,请换一个文件名。", title="密码条没有写") from None
    except OSError as error:
        raise UserError(f"密码条没有写成({disk.reason(error)}),没有新增账号。", title="密码条没有写") from error


def _sign_ins(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        codes = [options.region] if options.region else [one.code for one in places.kept(store)]
        rows = records(sign_in_rows(store, codes, options.name, options.last))
    lines = ["\t".join(str(value) for value in row.values()) for row in rows]
    say(options, {"sign_ins": rows}, "\n".join(lines) or "没有登录记录。")
    return 0


def _password(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        change_password(store, options.name, options.password, at_the_machine(options.by), store.now())
    say(options, {"account": options.name}, f"已修改 {options.name} 的密码,此前的登录全部失效。")
    return 0


def _role(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        unit_id = naming.unit_of(store, options.unit) if options.unit else None
        by = at_the_machine(options.by)
        change_role(store, options.name, role_named(options.role), unit_id, by, store.now())
        changed = accounts(store)[options.name]
    say(options, _json(changed), f"{changed.name} 现为{changed.role_text}。")
    return 0


def _activate(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        activate(store, options.name, at_the_machine(options.by), store.now(), is_active=options.is_active)
    state = "重新启用" if options.is_active else "停用"
    say(options, {"account": options.name, "is_active": options.is_active}, f"账号 {options.name} 已{state}。")
    return 0


def _list(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        found = own_accounts(store) if options.region else list(accounts(store).values())
    lines = [f"{one.name}\t{one.role_text}\t{'启用' if one.is_active else '停用'}" for one in found]
    say(options, {"accounts": [_json(one) for one in found]}, "\n".join(lines) or "尚无账号。")
    return 0


def _create(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        unit_id = naming.unit_of(store, options.unit)
        number, token = make_token(store, unit_id, options.label, at_the_machine(options.by), store.now())
    sentence = f"第{number}号令牌(只显示这一次,请妥善保存):\n{token}"
    say(options, {"number": number, "token": token}, sentence)
    return 0


def _revoke(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        revoke_token(store, options.number, at_the_machine(options.by), store.now())
    say(options, {"revoked": options.number}, f"第{options.number}号令牌已作废。")
    return 0


def _tokens(options: argparse.Namespace) -> int:
    with opened(options.db, options.region) as store:
        found = records(tokens(store))
    plain = [
        {"number": row["token_no"], "unit": row["unit"], "label": row["label"], "is_revoked": row["is_revoked"]}
        for row in found
    ]
    lines = [
        f"{row['number']}\t{row['unit']}\t{row['label']}\t{'作废' if row['is_revoked'] else '有效'}" for row in plain
    ]
    say(options, {"tokens": plain}, "\n".join(lines) or "尚无令牌。")
    return 0


def role_named(text: str) -> str:
    """The code of a role that is named by its word or its code. Raises UserError for anything else."""
    role = _WORDS.get(text, text)
    if role not in ROLES:
        raise UserError(f"没有“{text}”这种角色,可选:{'、'.join(ROLES.values())}。", title="角色有误")
    return role


def _json(account: Account) -> dict[str, object]:
    return {
        "name": account.name, "role": account.role, "unit": account.unit, "is_active": account.is_active,
    }  # fmt: skip
