"""Giving the month's state a number: what was known then can be had again for good."""

import datetime as dt
from dataclasses import asdict, replace

import pandas as pd

from metrics.errors import UserError
from store.acts.act import acting
from store.acts.rights import Actor
from store.engine.store import Store
from store.reads.editions import PARTS, Edition, Letter, editions
from store.reads.view import View, check_view, require_in_force


def publish(store: Store, edition: Edition, by: Actor, at: dt.datetime) -> Edition:
    """Give a draft the next number and freeze it at `at`. Raises UserError without a title, bulletin or office.

    Raises Forbidden for who may not, and UserError for a month, preset or region that is not known, or a draft year.
    """
    with acting(store.of(edition.view.region), by, "publish", at) as act:
        check_view(act.transaction, edition.view)
        require_in_force(act.transaction, edition.view.month.year, at.date())
        head = {name: getattr(edition, name).strip() for name in ("title", "bulletin", "office")}
        if not all(head.values()):
            raise UserError("简报名称、标题和印发单位都要填写。", title="没有定期")
        view = View(edition.view.month, edition.view.region, edition.view.preset, at)
        number = 1 + max((one.number or 0 for one in editions(act.transaction, view.region)), default=0)
        row = {
            "edition_no": number, "month": view.month, "preset": view.preset, **head,
            "as_of": at, "made_by": by.name, "made_at": at, **_typed(edition.letter),
        }  # fmt: skip
        act.add("edition", pd.DataFrame([row]))
        act.record("简报定期", f"第{number}期", None, head["title"])
    return Edition(number, view, **head, made_by=by.name, made_at=at, letter=_cleaned(edition.letter))


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
