"""The commands `account` and `token`: who may sign in, one by one or by a list, who did, and which systems may send."""

import argparse
import datetime as dt
import os
from functools import partial
from pathlib import Path

from metrics.errors import UserError
from store.acts.rights import ROLE_CODES, ROLES, Actor
from store.commands.command_line import Answer, Commands, a_number, arg, lines
from store.engine import disk
from store.engine.records import Record, records
from store.engine.store import Store
from store.people import accounts as people
from store.people.account_list import listed_accounts
from store.people.accounts import Account
from store.people.sign_ins import sign_in_rows
from store.people.slips import slips
from store.people.tokens import make_token, revoke_token, tokens
from store.reads import naming, places
from store.years.unit_list import rows_in

_UNIT = "单位名称"
_NAME = arg("name", "账号名")
_ROLE = arg("--role", f"角色:{'、'.join(ROLES.values())}", required=True)
_BY = arg("--by", "经办人")


def add_to(line: Commands) -> None:
    unit = arg("--unit", _UNIT)
    account = line.group("account", "账号:新增、改密码、改角色、停用、列出")
    account.act("add", _add, "新增账号,密码在提示后输入", _NAME, _ROLE, unit, asks_reason=False, asks_password=True)
    account.act("password", _password, "修改密码,在提示后输入", _NAME, asks_reason=False, asks_password=True)
    account.act("role", _role, "变更角色或单位", _NAME, _ROLE, unit, asks_reason=False)
    for name, state in (("deactivate", "停用"), ("activate", "重新启用")):
        act = partial(_activate, is_active=name == "activate", state=state)
        account.act(name, act, f"{state}账号", _NAME, asks_reason=False)
    account.read("list", _list, "列出全部账号", _BY)
    account.act(
        "add-list", _add_list, "按名单批量新增账号,临时密码写入密码条",
        arg("file", "名单(.txt、.csv、.xlsx):账号名、角色、单位", type=Path),
        arg("--slips", "密码条写到哪个文件(.html,供打印,只有本人可读)", type=Path, required=True), asks_reason=False,
    )  # fmt: skip
    account.read("sign-ins", _sign_ins, "列出登录、登录失败和退出的记录", arg("--name", "只看一个账号"),
                 arg("--last", "最近多少条,默认100", type=a_number, default=100))  # fmt: skip
    token = line.group("token", "接口令牌:生成、作废、列出")
    token.act("create", _create, "为单位生成令牌,只显示这一次", arg("--unit", _UNIT, required=True),
              arg("--label", "给哪个系统使用", required=True), asks_reason=False)  # fmt: skip
    token.act("revoke", _revoke, "作废令牌", arg("number", "令牌编号", type=a_number), asks_reason=False)
    token.read("list", _tokens, "列出全部令牌", _BY)


def _add(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    people.add_account(store, options.name, *_role_of(store, options), options.password, by, at)
    added = people.accounts(store)[options.name.strip()]
    return _json(added), f"已新增账号 {added.name}({added.role_text})。"


def _add_list(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    listed = listed_accounts(store, rows_in(options.file))
    if wrong := [f"第{one.row}行 {one.account.name}:{one.trouble}" for one in listed if one.trouble]:
        raise UserError(f"名单有{len(wrong)}处须改正,没有新增账号。" + ";".join(wrong) + "。", title="名单有误")
    new = people.first_passwords([one.account for one in listed if not one.is_there])
    if new:
        _write_privately(options.slips, slips(places.place(store).title, "", new))
        try:
            people.add_accounts(store, new, by, at)
        except BaseException:  # slips of accounts that there are not are taken away again
            options.slips.unlink()
            raise
    told = f"已新增{len(new)}个账号" + (f",临时密码在 {options.slips}(打印后请删除)" if new else "")
    kept = sum(one.is_there for one in listed)
    more = f";另有{kept}个此前已有" if kept else ""
    facts = {"added": [one.account.name for one in new], "slips": str(options.slips) if new else None}
    return facts, told + more + "。"


def _write_privately(path: Path, text: str) -> None:
    """A new file that nobody else can read. Raises UserError where there is one already, or none can be."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UserError(f"{path.name} 已存在,请换一个文件名。", title="密码条没有写") from None
    except OSError as error:
        raise UserError(f"密码条没有写成({disk.reason(error)}),没有新增账号。", title="密码条没有写") from error


def _sign_ins(store: Store, options: argparse.Namespace) -> Answer:
    codes = [options.region] if options.region else [one.code for one in places.kept(store)]
    rows = records(sign_in_rows(store, codes, options.name, options.last))
    return {"sign_ins": rows}, lines(row.values() for row in rows) or "没有登录记录。"


def _password(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    people.change_password(store, options.name, options.password, by, at)
    return {"account": options.name}, f"已修改 {options.name} 的密码,此前的登录全部失效。"


def _role(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    people.change_role(store, options.name, *_role_of(store, options), by, at)
    changed = people.accounts(store)[options.name]
    return _json(changed), f"{changed.name} 现为{changed.role_text}。"


def _activate(
    store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime, *, is_active: bool, state: str
) -> Answer:
    people.activate(store, options.name, by, at, is_active=is_active)
    return {"account": options.name, "is_active": is_active}, f"账号 {options.name} 已{state}。"


def _list(store: Store, options: argparse.Namespace) -> Answer:
    found = people.own_accounts(store) if options.region else list(people.accounts(store).values())
    has_several = len({one.region_code for one in found}) > 1
    told = lines(
        (one.name, one.role_text, *([one.region] if has_several else []), "启用" if one.is_active else "停用")
        for one in found
    )
    return {"accounts": [_json(one) for one in found]}, told or "尚无账号。"


def _create(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    number, token = make_token(store, naming.unit_of(store, options.unit), options.label, by, at)
    return {"number": number, "token": token}, f"第{number}号令牌(只显示这一次,请妥善保存):\n{token}"


def _revoke(store: Store, options: argparse.Namespace, by: Actor, at: dt.datetime) -> Answer:
    revoke_token(store, options.number, by, at)
    return {"revoked": options.number}, f"第{options.number}号令牌已作废。"


def _tokens(store: Store, options: argparse.Namespace) -> Answer:
    plain = [
        {"number": row["token_no"], "unit": row["unit"], "label": row["label"], "is_revoked": row["is_revoked"]}
        for row in records(tokens(store))
    ]
    told = lines((*list(row.values())[:3], "作废" if row["is_revoked"] else "有效") for row in plain)
    return {"tokens": plain}, told or "尚无令牌。"


def _role_of(store: Store, options: argparse.Namespace) -> tuple[str, str | None]:
    """The role's code and the unit's id, as they are typed in words."""
    unit_id = naming.unit_of(store, options.unit) if options.unit else None
    return ROLE_CODES.get(options.role, options.role), unit_id


def _json(account: Account) -> Record:
    return {"name": account.name, "role": account.role, "unit": account.unit, "is_active": account.is_active}
