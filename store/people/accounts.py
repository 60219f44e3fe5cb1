"""Accounts: who may sign in, in which role and for which unit. A change is a new version and an entry in the audit.

Of a password only its hash is kept, and neither it nor the password is ever in the audit.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics import lengths
from metrics.errors import UserError
from metrics.typography import is_one_line
from store.acts.act import Act, acting
from store.acts.rights import ROLES, Actor
from store.acts.standing import unit_name
from store.engine.reader import Reader
from store.engine.records import records
from store.engine.store import Store
from store.people.passwords import fits, password_hash, temporary_password
from store.reads.places import lies_in

_KEPT = ("region_code", "name", "role", "unit_id", "password_hash", "is_active", "is_temporary")


@dataclass(frozen=True)
class Account:
    """One account as it stands. `credential` changes with the password, and tells nothing of it.

    It has its rights in `region_code`, `region` by name, and in all that lie in it; empty: in the whole store.
    """

    name: str
    role: str
    unit_id: str | None
    unit: str | None
    is_active: bool
    is_temporary: bool
    credential: str
    recorded_at: dt.datetime
    region_code: str = ""
    region: str = ""

    @property
    def actor(self) -> Actor:
        """Who acts when this account's owner does."""
        return Actor(self.name, self.role, self.unit_id, self.region_code)

    @property
    def role_text(self) -> str:
        """`报送·区公安分局`, or `审核`."""
        return ROLES[self.role] + (f"·{self.unit or self.unit_id}" if self.unit_id else "")


@dataclass(frozen=True)
class NewAccount:
    """An account to be added with a temporary password. `unit` is what the unit is called, for who reports."""

    name: str
    role: str
    unit_id: str | None = None
    unit: str = ""


@dataclass(frozen=True)
class FirstPassword:
    """The temporary password of a new account, to be told once, and what is kept of it."""

    account: NewAccount
    password: str
    kept: str


def accounts(store: Store) -> dict[str, Account]:
    """Every account of the store by its name, the deactivated ones too: one signs in by the name alone."""
    return {name: _account(row) for name, row in _standing(store).items()}


def own_accounts(store: Store) -> list[Account]:
    """The accounts of the store's region and of those that lie in it, by name: whom somebody there may manage."""
    known = accounts(store).values()
    return [one for one in known if one.region_code and lies_in(store, store.region, one.region_code)]


def recognised(store: Store, name: str, password: str) -> Account | None:
    """The active account of a name and a password. An unknown name takes as long as a wrong password."""
    row = _standing(store).get(name.strip())
    is_right = fits(password, row["password_hash"] if row else None)
    return _account(row) if row and is_right and row["is_active"] else None


def add_account(
    store: Store, name: str, role: str, unit_id: str | None, password: str, by: Actor, at: dt.datetime,
    *, is_temporary: bool = False,
) -> None:  # fmt: skip
    """Add an account; the first one administers. Raises UserError for a name, role, unit or password that won't do."""
    with acting(store, by, "manage", at) as act:
        name = plain_name(name)
        _add(act, name, role, unit_id, password_hash(password, name), is_temporary=is_temporary)


def first_passwords(new: Sequence[NewAccount]) -> list[FirstPassword]:
    """A temporary password for each. Hashing is slow on purpose: it is done before the store is held."""
    made = [(one, temporary_password()) for one in new]
    return [FirstPassword(one, password, password_hash(password, one.name)) for one, password in made]


def add_accounts(store: Store, new: Sequence[FirstPassword], by: Actor, at: dt.datetime) -> None:
    """Add accounts with their temporary passwords, all or none. Raises UserError as `add_account` does."""
    with acting(store, by, "manage", at) as act:
        for one in new:
            _add(act, plain_name(one.account.name), one.account.role, one.account.unit_id, one.kept, is_temporary=True)


def plain_name(text: str) -> str:
    """A name of an account without blanks around it. Raises UserError for one that is none."""
    name = text.strip()
    if not 0 < len(name) <= lengths.PERSON or not is_one_line(name):
        raise UserError(f"账号名为1至{lengths.PERSON}个字,没有换行和看不见的字符,一般用本人姓名。", title="账号名有误")
    return name


def change_password(
    store: Store, name: str, password: str, by: Actor, at: dt.datetime, *, is_temporary: bool = False
) -> None:
    """Give an account another password: one's own, or as administrator anybody's. Every session of it ends by that."""
    with acting(_home(store, name), by, None if by.name == name else "manage", at) as act:
        kept = password_hash(password, name)
        row = _found(act.transaction, name)
        if fits(password, row["password_hash"]):
            raise UserError("新密码与现在的相同,请换一个。", title="密码未修改")
        _append(act, {**row, "password_hash": kept, "is_temporary": is_temporary})
        act.record("重置密码" if is_temporary else "修改密码", f"账号 {name}", None, None)


def change_role(store: Store, name: str, role: str, unit_id: str | None, by: Actor, at: dt.datetime) -> None:
    """Give an account another role, or another unit. Raises UserError where no administrator would remain."""
    with acting(_home(store, name), by, "manage", at) as act:
        before = _found(act.transaction, name)
        row = {**before, **_role_of(act.transaction, role, unit_id)}
        if (row["role"], row["unit_id"]) == (before["role"], before["unit_id"]):
            raise UserError(f"账号“{name}”已经是{_account(before).role_text}。", title="没有改动")
        after = _append(act, row)
        act.record("变更角色", f"账号 {name}", _account(before).role_text, after.role_text)


def activate(store: Store, name: str, by: Actor, at: dt.datetime, *, is_active: bool) -> None:
    """Stop an account, or let it in again. Stopping ends its sessions; one administrator always remains."""
    with acting(_home(store, name), by, "manage", at) as act:
        row = _found(act.transaction, name)
        if row["is_active"] == is_active:
            raise UserError(f"账号“{name}”已经{'启用' if is_active else '停用'}。", title="没有改动")
        _append(act, {**row, "is_active": is_active})
        states = ("停用", "启用")
        act.record(f"{states[is_active]}账号", f"账号 {name}", states[not is_active], states[is_active])


def _add(act: Act, name: str, role: str, unit_id: str | None, kept: str, *, is_temporary: bool) -> None:
    standing = _standing(act.transaction)
    if name in standing:
        raise UserError(f"账号“{name}”已经存在,请换一个名称,如写明单位。", title="账号未新增")
    if role != "administers" and not _administrators(act.transaction):
        raise UserError("第一个账号须为“管理”。", title="账号未新增")
    row = {"name": name, "password_hash": kept, "is_active": True, "is_temporary": is_temporary}
    after = _append(act, {**row, "region_code": act.region, **_role_of(act.transaction, role, unit_id)})
    act.record("新增账号", f"账号 {name}", None, after.role_text)


def _account(row: Mapping[str, Any]) -> Account:
    credential = hashlib.sha256(row["password_hash"].encode()).hexdigest()
    return Account(
        row["name"], row["role"], row["unit_id"], row["unit"], bool(row["is_active"]), bool(row["is_temporary"]),
        credential, row["recorded_at"], row["region_code"], row["region"] or "",
    )  # fmt: skip


def _standing(reader: Reader) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in records(reader.query("accounts"))}


def _home(store: Store, name: str) -> Store:
    """The store as the region of an account: what is done to it is done there. Raises UserError where there is none."""
    return store.of(_found(store, name)["region_code"])


def _found(reader: Reader, name: str) -> dict[str, Any]:
    standing = _standing(reader)
    if name not in standing:
        raise UserError(f"没有名为“{name}”的账号。", title="没有这个账号")
    return standing[name]


def _role_of(reader: Reader, role: str, unit_id: str | None) -> dict[str, Any]:
    """Role and unit as they are kept: who reports does it for one unit, nobody else has any."""
    if role not in ROLES:
        raise UserError(f"没有“{role}”这种角色,可选:{'、'.join(ROLES.values())}。", title="角色有误")
    if role != "reports":
        return {"role": role, "unit_id": None}
    if unit_id is None:
        raise UserError("“报送”账号须指明单位。", title="缺少单位")
    unit_name(reader, unit_id)  # raises where there is no such unit
    return {"role": role, "unit_id": unit_id}


def _append(act: Act, row: Mapping[str, Any]) -> Account:
    """Add a version of an account. Raises UserError where no administrator would remain."""
    act.append("account", [{name: row[name] for name in _KEPT}])
    if not _administrators(act.transaction):
        raise UserError("须保留至少一个启用的“管理”账号。", title="没有改动")
    return _account(_found(act.transaction, row["name"]))


def _administrators(reader: Reader) -> list[str]:
    """Who administers the reader's region, in it or from above."""
    return [
        row["name"] for row in _standing(reader).values()
        if row["role"] == "administers" and row["is_active"] and lies_in(reader, row["region_code"])
    ]  # fmt: skip
