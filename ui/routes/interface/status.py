"""GET /api/status: what `python -m store status --json` prints, for whoever may look."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from metrics.errors import UserError
from metrics.periods import parse_moment, parse_month
from store.acts.rights import Actor
from store.engine.opening import region_of
from store.engine.records import items_json, status_json
from store.reads.figures.outlook import month_rows
from store.reads.figures.status import item_rows
from store.reads.view import LATEST, PRESET, View, require_in_force
from ui.access import person
from ui.cache import current
from ui.routes.apart import apart
from ui.routes.interface import answers

_KNOWN = {"month", "items", "as-of", "series", "region", "preset"}


async def status(request: Request) -> JSONResponse:
    """The rows. 401 for somebody who may not look, 422 with the command's own sentence for a bad request."""
    try:
        may_look, actor = await apart(_looked_up, request)
        if not may_look:
            return answers.Refused(401, "请先登录,或出示有效的接口令牌。").answer()
        return JSONResponse(await run_in_threadpool(_rows, request, actor))
    except UserError as error:
        return answers.refusal(error).answer()


def _looked_up(request: Request) -> tuple[bool, Actor | None]:
    """Whether they may look, and who it is where that is known."""
    account = person.recognised(request.cookies, request.headers)
    system = answers.token_actor(request)
    return person.may_look(request.cookies, request.headers) or system is not None, account.actor if account else system


def _rows(request: Request, actor: Actor | None) -> list[dict[str, object]]:
    asked = request.query_params
    if unknown := sorted(set(asked) - _KNOWN):
        raise UserError(f"不认识的参数 {'、'.join(unknown)}。")
    if not asked.get("month"):
        raise UserError("请写明月份 month,如 2023-09。")
    as_of = asked.get("as-of")
    view = View(
        month=parse_month(asked.get("month", "")),
        preset=asked.get("preset", PRESET),
        as_of=parse_moment(as_of) if as_of else LATEST,
    )
    region = asked.get("region") or (actor.region if actor else "")
    if actor is not None and not person.may_look_at(actor, region):
        raise UserError(f"“{actor.name}”不能查看行政区划代码为“{region}”的地区。")
    store = region_of(current.opened(), region)
    if not (person.owns_the_machine(request.headers) if actor is None else actor.may("change")):
        require_in_force(store, view.month.year, store.now().date())
    rows = month_rows(store, view, asked.get("series"))
    return items_json(item_rows(store, rows)) if asked.get("items") in ("1", "true") else status_json(rows)
