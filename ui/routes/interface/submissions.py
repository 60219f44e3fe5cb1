"""POST /api/submissions: a unit's own system sends a workbook, checked and stored as one that is sent on the screen."""

import datetime as dt
import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import JSONResponse

from loaders.accept import approval, standing, trial
from loaders.accept.commit import commit
from loaders.check.actuals import check, unit_or_sentence
from loaders.check.result import Checked
from loaders.commands.words import receipt_json
from loaders.files.reader import Reader
from loaders.register import Register
from metrics.errors import Unavailable, UserError
from metrics.periods import parse_month
from store.acts.rights import Actor, Forbidden
from store.engine.store import Store
from store.reads.submissions import has_demo
from ui.cache import current
from ui.cache.store_cache import cached
from ui.routes.apart import apart
from ui.routes.interface import answers

# What is wrong with a workbook as a whole, and which status code says so; any other issue is answered with 422.
_DEMO = "系统中还有{0}年演示数据,没有入库。请先清除演示数据;要与正式数据混在一起,另传 keep_demo=1。"
_CONFLICT, _OTHER_UNIT = {"month_closed"}, {"unit_differs", "row_other_unit"}


async def submissions(request: Request) -> JSONResponse:
    """Fields: `file`, `month`, `accept_doubts`, the reason why doubts may stand, and `reasons`, a JSON object of
    measures and the reasons for their figures; `unit` need not be said; `keep_demo` 1 puts real figures over
    sample data, `allow_future` 1 takes a month that has not begun.

    201 with a receipt, 200 where the very file stands already; 401 without a valid token, 403 for another unit, 409 for
    a closed month, 413, 415 for what is no workbook, 422 with the issues, 429 while its
    earlier files wait, 503 while the store takes nothing. Nothing is stored but with 201.
    """
    try:
        actor = await apart(answers.token_actor, request)
        if actor is None:
            raise answers.Refused(401, "请出示有效的接口令牌(Authorization: Bearer …)。")
        name, content, said = await _sent(request)
        return await run_in_threadpool(_stored, actor, name, content, said)
    except answers.Refused as refused:
        return refused.answer()
    except UserError as error:
        return answers.refusal(error).answer()


async def _sent(request: Request) -> tuple[str, bytes, dict[str, str]]:
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise answers.Refused(415, "请以 multipart/form-data 报送,文件放在 file 一栏。")
    try:
        async with answers.bounded(request).form(max_files=1, max_fields=10) as form:
            upload = form.get("file")
            if not isinstance(upload, UploadFile):
                raise answers.Refused(422, "缺少文件:请把报送表放在 file 一栏。")
            said = {key: value for key, value in form.items() if isinstance(value, str)}
            return upload.filename or "报送表.xlsx", await upload.read(), said
    except (MultiPartException, HTTPException) as error:
        raise answers.Refused(422, "请求没有传完整,请重新报送。") from error


def _stored(actor: Actor, name: str, content: bytes, said: dict[str, str]) -> JSONResponse:
    store, now = current.opened().of(actor.region), current.now()
    if not said.get("month"):
        raise answers.Refused(422, "请写明月份 month,如 2023-09。")
    register = _register(actor.region, parse_month(said.get("month", "")))
    asked = unit_or_sentence(register, said.get("unit") or actor.unit_id or "")
    actor.require("submit", asked.unit_id)
    reader = Reader(f"令牌 {actor.unit_id} {actor.name}")
    found = check(content, name, register, reader, asked.unit_id)
    checked = trial.judged(store, found, now, allow_future=said.get("allow_future") == "1")
    if checked.errors:
        return _issues(checked, _status_of(checked), checked.errors[0].sentence)
    if said.get("keep_demo") != "1" and has_demo(store, year=register.month.year):
        return _issues(checked, 409, _DEMO.format(register.month.year))
    try:
        reasons = approval.own_reasons(store, _reasons(said.get("reasons", "")), register.month.year)
        receipt = commit(store, checked, actor, now, said.get("accept_doubts", ""), reasons)
    except (Forbidden, Unavailable):
        raise
    except UserError as error:
        return _issues(checked, 422, error.message)
    return JSONResponse({**checked.as_json(), "receipt": receipt_json(receipt)}, 201 if receipt.is_new else 200)


@cached(16, opening=current.opened)
def _register(store: Store, region: str, month: dt.date) -> Register:
    """What workbooks are compared with: read once for all who send at the same time."""
    return standing.month_register(store.of(region), month)


def _reasons(text: str) -> dict[str, str]:
    """Measure → reason. Raises UserError for what is no JSON object of strings."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(reason, str) for reason in found.values()):
        raise UserError('reasons 应为 JSON 对象,如 {"子项编号": "原因"}。', title="参数有误")
    return found


def _status_of(checked: Checked) -> int:
    """The code that says most of what is wrong."""
    found = {issue.id for issue in checked.errors}
    if any(name.startswith("file_") for name in found):
        return 413 if "file_too_large" in found else 415
    if found & _OTHER_UNIT:
        return 403
    return 409 if found & _CONFLICT else 422


def _issues(checked: Checked, status: int, sentence: str) -> JSONResponse:
    answer: dict[str, Any] = {"error": sentence, **checked.as_json(), "receipt": None}
    return JSONResponse(answer, status)
