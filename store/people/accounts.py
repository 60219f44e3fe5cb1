"""Accounts: who may sign in, in which role and for which unit. A change is a new version and an entry in the audit.

Of a password only its hash is kept, and neither it nor the password is ever in the audit.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics import lengths
from metrics.errors import UserError
from store.acts import submissions
from store.acts.rights import ROLES, Actor
from store.engine.records import records
from store.engine.store import Store, Transaction, query_text
from store.people.passwords import fits, password_hash


@dataclass(frozen=True)
class Account:
    """One account as it stands. `credential` changes with the password, and tells nothing of it."""

    name: str
    role: str
    unit_id: str | None
    unit: str | None
    is_active: bool
    is_temporary: bool
    credential: str
    recorded_at: dt.datetime

    @property
    def actor(self) -> Actor:
        """Who acts when this account's owner does."""
        return Actor(self.name, self.role, self.unit_id)

    @property
    def role_text(self) -> str:
        """`报送·区公安分局`, or `审核`."""
        return ROLES[self.role] + (f"·{self.unit or self.unit_id}" if self.unit_id else "")


def accounts(store: Store) -> dict[str, Account]:
    """Every account by its name, the deactivated ones too."""
    return {row["name"]: _account(row) for row in records(store.query("accounts"))}


def recognised(store: Store, name: str, password: str) -> Account | None:
    """The active account of a name and a password. An unknown name takes as long as a wrong password."""
    rows = {row["name"]: row for row in records(store.query("accounts"))}
    row = rows.get(name.strip())
    is_right = fits(password, row["password_hash"] if row else None)
    return _account(row) if row and is_right and row["is_active"] else None


def add_account(
    store: Store, name: str, role: str, unit_id: str | None, password: str, by: Actor, at: dt.datetime,
    *, is_temporary: bool = False,
) -> None:  # fmt: skip
    """Add an account; the first one administers. Raises UserError for a name, role, unit or password that won't do."""
    by.require("manage")
    name = name.strip()
    if not 0 < len(name) <= lengths.PERSON or not name.isprintable():
        raise UserError(f"账号名为1至{lengths.PERSON}个字,一般用本人姓名。", title="账号名有误")
    kept = password_hash(password, name)
    with store.writing() as transaction:
        standing = _standing(transaction)
        if name in standing:
            raise UserError(f"账号“{name}”已经存在,请换一个名称,如写明单位。", title="账号未新增")
        if not standing and role != "administers":
            raise UserError("第一个账号须为“管理”。", title="账号未新增")
        row = {"name": name, "password_hash": kept, "is_active": True, "is_temporary": is_temporary}
        row |= _role_of(transaction, role, unit_id)
        after = _append(transaction, row, by, at)
        submissions.record(transaction, "新增账号", f"账号 {name}", None, after.role_text, by.name, at)


def change_password(
    store: Store, name: str, password: str, by: Actor, at: dt.datetime, *, is_temporary: bool = False
) -> None:
    """Give an account another password: one's own, or as administrator anybody's. Every session of it ends by that."""
    if by.name != name:
        by.require("manage")
    kept = password_hash(password, name)
    with store.writing() as transaction:
        row = _found(transaction, name)
        if fits(password, row["password_hash"]):
            raise UserError("新密码与现在的相同,请换一个。", title="密码未修改")
        _append(transaction, {**row, "password_hash": kept, "is_temporary": is_temporary}, by, at)
        act = "重置密码" if is_temporary else "修改密码"
        submissions.record(transaction, act, f"账号 {name}", None, None, by.name, at)


def change_role(store: Store, name: str, role: str, unit_id: str | None, by: Actor, at: dt.datetime) -> None:
    """Give an account another role, or another unit. Raises UserError where no administrator would remain."""
    by.require("manage")
    with store.writing() as transaction:
        before = _found(transaction, name)
        row = {**before, **_role_of(transaction, role, unit_id)}
        if (row["role"], row["unit_id"]) == (before["role"], before["unit_id"]):
            raise UserError(f"账号“{name}”已经是{_account(before).role_text}。", title="没有改动")
        after = _append(transaction, row, by, at)
        words = _account(before).role_text, after.role_text
        submissions.record(transaction, "变更角色", f"账号 {name}", *words, by.name, at)


def activate(store: Store, name: str, by: Actor, at: dt.datetime, *, is_active: bool) -> None:
    """Stop an account, or let it in again. Stopping ends its sessions; one administrator always remains."""
    by.require("manage")
    with store.writing() as transaction:
        row = _found(transaction, name)
        if row["is_active"] == is_active:
            raise UserError(f"账号“{name}”已经{'启用' if is_active else '停用'}。", title="没有改动")
        _append(transaction, {**row, "is_active": is_active}, by, at)
        states = ("停用", "启用")
        act = f"{states[is_active]}账号"
        submissions.record(transaction, act, f"账号 {name}", states[not is_active], states[is_active], by.name, at)


def _account(row: Mapping[str, Any]) -> Account:
    credential = hashlib.sha256(row["password_hash"].encode()).hexdigest()
    return Account(
        row["name"], row["role"], row["unit_id"], row["unit"], bool(row["is_active"]), bool(row["is_temporary"]),
        credential, row["recorded_at"],
    )  # fmt: skip


def _standing(transaction: Transaction) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in records(transaction.query(query_text("accounts")))}


def _found(transaction: Transaction, name: str) -> dict[str, Any]:
    standing = _standing(transaction)
    if name not in standing:
        raise UserError(f"没有名为“{name}”的账号。", title="没有这个账号")
    return standing[name]


def _role_of(transaction: Transaction, role: str, unit_id: str | None) -> dict[str, Any]:
    """Role and unit as they are kept: who reports does it for one unit, nobody else has any."""
    if role not in ROLES:
        raise UserError(f"没有“{role}”这种角色,可选:{'、'.join(ROLES.values())}。", title="角色有误")
    if role != "reports":
        return {"role": role, "unit_id": None}
    if unit_id is None:
        raise UserError("“报送”账号须指明单位。", title="缺少单位")
    if transaction.query("select unit_id from unit where unit_id = $unit_id limit 1", unit_id=unit_id).empty:
        raise UserError(f"没有编号为“{unit_id}”的单位。", title="单位有误")
    return {"role": role, "unit_id": unit_id}


def _append(transaction: Transaction, row: Mapping[str, Any], by: Actor, at: dt.datetime) -> Account:
    """Add a version, after all that stand: of two changes in one second the later counts."""
    before = row.get("recorded_at")
    moment = max(at, before + dt.timedelta(microseconds=1)) if before else at
    kept = {name: row[name] for name in ("name", "role", "unit_id", "password_hash", "is_active", "is_temporary")}
    version = {**kept, "recorded_at": moment, "recorded_by": by.name}
    transaction.append("account", pd.DataFrame([version]))
    standing = _standing(transaction)
    if not any(one["role"] == "administers" and one["is_active"] for one in standing.values()):
        raise UserError("须保留至少一个启用的“管理”账号。", title="没有改动")
    return _account(standing[row["name"]])
