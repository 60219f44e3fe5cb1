"""Giving the month's state a number: what was known then can be had again for good."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, replace

import pandas as pd

from metrics.errors import UserError
from store.acts.act import acting
from store.acts.rights import Actor
from store.engine.store import Store
from store.reads.editions import PARTS, Edition, Letter, editions, issues, next_issue
from store.reads.places import place
from store.reads.view import View, check_view, require_in_force, years

_MOST = 999  # issues of a year


def publish(store: Store, edition: Edition, by: Actor, at: dt.datetime, issue: int | None = None) -> Edition:
    """Give a draft the next number and freeze it at `at`. `issue`: the 期 it is printed as, the year's next by default.

    Raises Forbidden for who may not, and UserError without a title, bulletin or office, for a month, preset or region
    that is not known, a draft year, and a 期 that the year has had.
    """
    with acting(store.of(edition.view.region), by, "publish", at) as act:
        check_view(act.transaction, edition.view)
        year = edition.view.month.year
        require_in_force(act.transaction, year, at.date())
        if year not in years(act.transaction):
            raise UserError(f"{place(act.transaction).short_name}{year}年度还没有目标,不能定期。", title="没有定期")
        head = {name: getattr(edition, name).strip() for name in ("title", "bulletin", "office")}
        if not all(head.values()):
            raise UserError("简报名称、标题和印发单位都要填写。", title="没有定期")
        view = View(edition.view.month, edition.view.region, edition.view.preset, at)
        known = editions(act.transaction, view.region)
        number = 1 + max((one.number or 0 for one in known), default=0)
        issue = _issue(known, head["bulletin"], at.year, issue)
        row = {
            "edition_no": number, "issue_no": issue, "month": view.month, "preset": view.preset, **head,
            "as_of": at, "made_by": by.name, "made_at": at, **_typed(edition.letter),
        }  # fmt: skip
        act.add("edition", pd.DataFrame([row]))
        act.record("简报定期", f"第{issue}期(编号{number})", None, head["title"])
    return Edition(number, view, **head, made_by=by.name, made_at=at, letter=_cleaned(edition.letter), issue=issue)


def _issue(known: Sequence[Edition], bulletin: str, year: int, asked: int | None) -> int:
    """The 期 that is printed. Raises UserError for one that is none, or that the year has had."""
    if asked is None:
        return next_issue(known, bulletin, year)
    if not 1 <= asked <= _MOST:
        raise UserError(f"期号须为1至{_MOST}的整数。", title="期号有误")
    if asked in issues(known, bulletin, year):
        raise UserError(f"{year}年“{bulletin}”已有第{asked}期,请另写期号。", title="期号有误")
    return asked


def _cleaned(letter: Letter) -> Letter:
    """Without blanks around what was typed, and without empty lines. Raises UserError for a part that there is not."""
    unknown = set(letter.left_out) - set(PARTS)
    if unknown:
        raise UserError(f"通报没有“{'、'.join(sorted(unknown))}”部分,可省略的有:{'、'.join(PARTS)}。", title="没有定期")
    words = {name: getattr(letter, name).strip() for name in ("addressees", "copies", "document_no", "signed_by")}
    return replace(letter, **words, requirements=tuple(line.strip() for line in letter.requirements if line.strip()))


def _typed(letter: Letter) -> dict[str, object]:
    """As columns of the table; what is empty stays empty."""
    row: dict[str, object] = {}
    for name, value in asdict(_cleaned(letter)).items():
        row[name] = ("\n".join(value) if isinstance(value, tuple) else value) or None
    return row
