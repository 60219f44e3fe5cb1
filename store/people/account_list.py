"""A list of accounts to be added: a person on each row, with a role and a unit, read and held against the store.

Reading a list never stops at a row that is wrong: each comes back with what is the matter with it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.errors import UserError
from store.acts.rights import ROLE_CODES, ROLES
from store.acts.standing import unit_name
from store.engine.store import Store
from store.people.accounts import Account, NewAccount, accounts, plain_name
from store.reads.naming import unit_of

MOST = 300
_HEADS = {
    "name": re.compile(r"账号|姓名|人员|经办人|联系人"),
    "role": re.compile(r"角色|权限"),
    "unit": re.compile(r"单位|部门"),
}


@dataclass(frozen=True)
class ListedAccount:
    """A row of a list: the account that it asks for; what is the matter with it, in words, empty for nothing.

    `is_there`: such an account stands already, so that nothing is to be done.
    """

    row: int
    account: NewAccount
    trouble: str = ""
    is_there: bool = False


def listed_accounts(store: Store, rows: Sequence[Sequence[str]]) -> list[ListedAccount]:
    """The rows of a list, empty ones apart, without its heading. Who has a unit and no role reports for it.

    Without a heading the first word that is no role is the name, the next one the unit. Raises UserError for a list
    without any row, or of more than MOST.
    """
    places, first = _places(rows)
    listed = [(number, said) for number, row in enumerate(rows[first:], start=first + 1)
              if any(said := _said(row, places))]  # fmt: skip
    if not listed:
        raise UserError("名单里没有账号:每行写账号名、角色、单位,用逗号或制表符分开。", title="名单有误")
    if len(listed) > MOST:
        raise UserError(f"名单有{len(listed)}行,一次最多{MOST}个账号。", title="名单有误")
    standing = accounts(store)
    found: list[ListedAccount] = []
    for number, said in listed:
        found.append(_held_against(store, standing, number, said, {one.account.name for one in found}))
    return found


def _places(rows: Sequence[Sequence[str]]) -> tuple[dict[str, int], int]:
    """In which column name, role and unit stand, and the first row below the heading; nothing where there is none."""
    for number, row in enumerate(rows[:10]):
        cells = [re.sub(r"\s", "", cell) for cell in row]
        places = {
            what: next(place for place, cell in enumerate(cells) if head.search(cell))
            for what, head in _HEADS.items()
            if any(head.search(cell) for cell in cells)
        }
        if len(set(places.values())) >= 2 and "name" in places and not set(cells) & set(ROLE_CODES):
            return places, number + 1
    return {}, 0


def _said(row: Sequence[str], places: dict[str, int]) -> tuple[str, str, str]:
    """Name, role and unit as a row says them."""
    if places:
        name, role, unit = (
            row[places[what]].strip() if what in places and places[what] < len(row) else "" for what in _HEADS
        )
        return name, role, unit
    words = [word.strip() for word in row if word.strip()]
    words = words[0].split() if len(words) == 1 else words
    if words:  # a number in front
        words = [*filter(None, [re.sub(r"^\d+(?:[.、]|$)", "", words[0]).strip()]), *words[1:]]
    role = next((word for word in words if word in ROLE_CODES), "")
    name, unit, *_ = [*(word for word in words if word not in ROLE_CODES), "", ""]
    return name, role, unit


def _held_against(
    store: Store, standing: Mapping[str, Account], number: int, said: tuple[str, str, str], before: set[str]
) -> ListedAccount:
    name, role_word, unit = said
    role = ROLE_CODES.get(role_word, "reports" if not role_word and unit else "")
    account = NewAccount(name, role, None, unit)
    try:
        account = NewAccount(plain_name(name), role, None, unit)
        if not role:
            words = "、".join(ROLES.values())
            raise UserError(f"没有“{role_word}”这种角色,可填:{words}" if role_word else f"缺少角色:{words}")
        if role == "reports":
            if not unit:
                raise UserError("“报送”账号须写明单位")
            unit_id = unit_of(store, unit)
            account = NewAccount(account.name, role, unit_id, unit_name(store, unit_id))
        else:
            account = NewAccount(account.name, role)
        if account.name in before:
            raise UserError("与前面的一行同名,请在账号名中写明单位")
    except UserError as error:
        unsaid = "" if role_word or account.unit_id or not unit else f";也不是角色({'、'.join(ROLES.values())})"
        return ListedAccount(number, account, error.message.rstrip("。") + unsaid)
    namesake = standing.get(account.name)
    if namesake is None:
        return ListedAccount(number, account)
    is_same = (namesake.role, namesake.unit_id, namesake.region_code) == (role, account.unit_id, store.region)
    trouble = "" if is_same else f"已有同名账号({namesake.role_text}),请换一个名称"
    return ListedAccount(number, account, trouble, is_same)
