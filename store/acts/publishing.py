"""Giving the month's state a number: what was known then can be had again for good."""

import datetime as dt

from metrics.errors import UserError
from store.acts import submissions
from store.acts.rights import Actor
from store.engine.store import Store
from store.reads.editions import Edition
from store.reads.view import View, check_view


def publish(store: Store, edition: Edition, by: Actor, at: dt.datetime) -> Edition:
    """Give a draft the next number and freeze it at `at`. Raises UserError without a title, bulletin or office.

    Raises Forbidden for who may not, and UserError for a month, preset or region that is not known.
    """
    check_view(store, edition.view)
    if not by.name.strip():
        raise UserError("请填写您的姓名。", title="缺少姓名")
    head = {name: getattr(edition, name).strip() for name in ("title", "bulletin", "office")}
    if not all(head.values()):
        raise UserError("简报名称、标题和印发单位都要填写。", title="没有定期")
    view = View(edition.view.month, edition.view.region, edition.view.preset, at)
    number = submissions.add_edition(
        store, {"region_code": view.region, "month": view.month, "preset": view.preset, **head}, by, at
    )
    return Edition(number, view, **head, made_by=by.name, made_at=at)
