"""Tokens that units' own systems send figures with: made, revoked, recognised. Only their hashes are kept."""

import datetime as dt
import hashlib
import secrets

import pandas as pd

from metrics import lengths
from metrics.errors import UserError
from store.acts import standing
from store.acts.act import acting
from store.acts.rights import Actor
from store.engine.reader import Reader
from store.engine.records import records
from store.engine.store import Store


def make_token(store: Store, unit_id: str, label: str, by: Actor, at: dt.datetime) -> tuple[int, str]:
    """A new token of a unit: its number, and the token itself, which can never be had again."""
    token = f"wj_{secrets.token_urlsafe(32)}"
    label = label.strip()
    with acting(store, by, "manage", at) as act:
        if not 0 < len(label) <= lengths.SYSTEM:
            raise UserError(f"请写明令牌给哪个系统使用,不超过{lengths.SYSTEM}个字。", title="用途有误")
        unit = standing.unit_name(act.transaction, unit_id)
        number = act.transaction.next_number("unit_token", "token_no")
        row = {"token_no": number, "unit_id": unit_id, "label": label, "token_hash": _hash(token), "is_revoked": False}
        act.append("unit_token", [row])
        act.record("生成接口令牌", f"第{number}号令牌", None, f"{unit},{label}")
    return number, token


def revoke_token(store: Store, number: int, by: Actor, at: dt.datetime) -> None:
    """Let a token in no more. Raises UserError where there is none of this number, or it was revoked before."""
    with acting(store, by, "manage", at) as act:
        found = {row["token_no"]: row for row in records(_own(act.transaction))}
        if number not in found:
            raise UserError(f"没有第{number}号令牌。", title="没有这个令牌")
        row = found[number]
        if row["is_revoked"]:
            raise UserError(f"第{number}号令牌此前已作废。", title="没有改动")
        kept = {name: row[name] for name in ("token_no", "unit_id", "label", "token_hash")}
        act.append("unit_token", [{**kept, "is_revoked": True}])
        act.record("作废接口令牌", f"第{number}号令牌", "有效", "作废")


def token_owner(store: Store, token: str) -> Actor | None:
    """Who acts with a token: the unit's own system, named by the token's label; None where nobody may."""
    digest = _hash(token)
    for row in records(store.query("unit_tokens")):
        if secrets.compare_digest(row["token_hash"], digest) and not row["is_revoked"]:
            return Actor(f"{row['label']}(接口)", "reports", row["unit_id"], row["region_code"])
    return None


def tokens(store: Store) -> pd.DataFrame:
    """A region's tokens, newest first: token_no, unit_id, unit, label, is_revoked, made_at, revoked_at; no hash."""
    return _own(store).drop(columns=["token_hash", "region_code"])


def _own(reader: Reader) -> pd.DataFrame:
    rows = reader.query("unit_tokens")
    return rows[rows["region_code"] == reader.region].reset_index(drop=True)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
