"""Giving the month's state a number: what was known then can be had again for good."""

import datetime as dt

import pandas as pd

from metrics.errors import UserError
from store.acts.act import acting
from store.acts.rights import Actor
from store.engine.store import Store
from store.reads.editions import Edition, editions
from store.reads.view import View, check_view


def publish(store: Store, edition: Edition, by: Actor, at: dt.datetime) -> Edition:
    """Give a draft the next number and freeze it at `at`. Raises UserError without a title, bulletin or office.

    Raises Forbidden for who may not, and UserError for a month, preset or region that is not known.
    """
    with acting(store.of(edition.view.region), by, "publish", at) as act:
        check_view(act.transaction, edition.view)
        head = {name: getattr(edition, name).strip() for name in ("title", "bulletin", "office")}
        if not all(head.values()):
            raise UserError("简报名称、标题和印发单位都要填写。", title="没有定期")
        view = View(edition.view.month, edition.view.region, edition.view.preset, at)
        number = 1 + max((one.number or 0 for one in editions(act.transaction, view.region)), default=0)
        row = {
            "edition_no": number, "month": view.month, "preset": view.preset, **head,
            "as_of": at, "made_by": by.name, "made_at": at,
        }  # fmt: skip
        act.add("edition", pd.DataFrame([row]))
        act.record("简报定期", f"第{number}期", None, head["title"])
    return Edition(number, view, **head, made_by=by.name, made_at=at)
