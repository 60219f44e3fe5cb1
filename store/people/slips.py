"""Slips with first passwords, to be printed and cut: a page for each unit, and for each person who has none.

They are made once, of passwords that are kept nowhere.
"""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from store.acts.rights import ROLES
from store.people.accounts import FirstPassword

_PAPER = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
FILE_NAME = "账号密码条.html"


def slips(title: str, address: str, made: Sequence[FirstPassword]) -> str:
    """The slips as a page to print, A4. `title` is what the system is called, `address` where it is, or empty."""
    pages: dict[str, list[tuple[str, str, str]]] = {}
    for one in made:
        account = one.account
        page = account.unit if account.unit_id else f"{ROLES[account.role]}账号 {account.name}"
        pages.setdefault(page, []).append((account.name, ROLES[account.role], one.password))
    return _PAPER.get_template("slips.html").render(title=title, address=address, pages=pages)
