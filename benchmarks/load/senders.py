"""Units' own systems that send a workbook through the interface: what each saw, and what the store has of it."""

import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.cases.workbooks import MONTH, NOW, figures_of, unit_books
from loaders.accept.commit import commit
from loaders.accept.standing import month_register
from loaders.accept.trial import judged
from loaders.check.actuals import check
from loaders.files.reader import Reader
from loaders.register import Register, Unit
from metrics.periods import month_code
from store.acts.rights import at_the_machine
from store.engine.engines.places import Place
from store.engine.opening import opened
from store.engine.store import Store
from store.people.tokens import make_token

_EDGE = "edge-of-a-part"
_TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Sender:
    """A unit with the token of its system, and a workbook for each turn: other figures in each."""

    unit_id: str
    token: str
    books: tuple[tuple[str, bytes], ...]  # name, content
    figures: tuple[dict[str, float], ...]  # measure → what the workbook of the turn says


@dataclass(frozen=True)
class Sent:
    """One workbook and its answer. `number` 0: there is no receipt, and `wrong` says why."""

    sender: Sender
    turn: int
    seconds: float
    number: int
    wrong: str = ""


def equipped(path: Path, count: int, turns: int) -> list[Sender]:
    """The units of a closed store that supply most, each with a token and so many workbooks of MONTH."""
    with opened(path) as store:
        register = month_register(store, MONTH)
        units = sorted(register.suppliers(), key=lambda one: -len(register.asked_of(one.unit_id)))[:count]
        tokens = [make_token(store, one.unit_id, "业务系统", at_the_machine("测试"), NOW)[1] for one in units]
    return [_sender(register, unit, token, turns) for unit, token in zip(units, tokens, strict=True)]


def _sender(register: Register, unit: Unit, token: str, turns: int) -> Sender:
    made = [unit_books(register, [unit], turn)[0] for turn in range(turns)]
    figures = tuple(figures_of(register, unit, turn) for turn in range(turns))
    return Sender(unit.unit_id, token, tuple((name, content) for _, content, name in made), figures)


def send(port: int, sender: Sender, turn: int) -> Sent:
    """Post a workbook, and wait for its receipt."""
    name, content = sender.books[turn]
    reasons = json.dumps(dict.fromkeys(sender.figures[turn], "与台账核对一致,据实填报"), ensure_ascii=False)
    said = {"month": month_code(MONTH), "accept_doubts": "经核实,数据无误。", "reasons": reasons, "keep_demo": "1"}
    fields = "".join(
        f'--{_EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in said.items()
    )
    head = f'--{_EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = f"{fields}{head}".encode() + content + f"\r\n--{_EDGE}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={_EDGE}", "Authorization": f"Bearer {sender.token}",
    }  # fmt: skip
    start = time.perf_counter()
    try:
        connection = HTTPConnection("localhost", port, timeout=_TIMEOUT_SECONDS)
        connection.request("POST", "/api/submissions", body, headers)
        response = connection.getresponse()
        answer = json.loads(response.read())
        connection.close()
    except (OSError, ValueError) as error:
        return Sent(sender, turn, time.perf_counter() - start, 0, f"{type(error).__name__}: {error}")
    taken = time.perf_counter() - start
    if response.status != 201:
        return Sent(sender, turn, taken, 0, f"{response.status}: {answer.get('error')}")
    return Sent(sender, turn, taken, int(answer["receipt"]["number"]))


def send_together(port: int, senders: Sequence[Sender], turn: int) -> list[Sent]:
    """Each sends the workbook of a turn, all at the same moment."""
    with ThreadPoolExecutor(len(senders)) as pool:
        return list(pool.map(lambda one: send(port, one, turn), senders))


def take_in_together(path: Path, senders: Sequence[Sender], turn: int) -> None:
    """What the server does with the workbooks of a turn, in this process, where its threads can be looked at."""
    with opened(path) as store, ThreadPoolExecutor(len(senders)) as pool:
        list(pool.map(lambda one: _take_in(store, one, turn), senders))


def _take_in(store: Store, sender: Sender, turn: int) -> None:
    name, content = sender.books[turn]
    register = month_register(store, MONTH)
    reader = Reader(sender.unit_id)
    found = check(content, name, register, reader, sender.unit_id)
    reasons = dict.fromkeys(sender.figures[turn], "与台账核对一致,据实填报")
    now = store.now()
    commit(store, judged(store, found, now), at_the_machine("测试"), now, "经核实,数据无误。", reasons)


def not_as_sent(place: Place, sent: Sequence[Sent]) -> list[str]:
    """What of the receipts a closed store has not, twice, or otherwise: nothing may be lost, doubled or mixed."""
    wrong = []
    accepted = [one for one in sent if one.number]
    numbers = [one.number for one in accepted]
    if len(set(numbers)) != len(numbers):
        wrong.append("two workbooks have the same number")
    with opened(place) as store:
        stored = store.query_text(
            "select submission_id, unit_id, month from submission where month = $month and not is_demo", month=MONTH
        )
        figures = store.query_text("select submission_id, measure_id, value from actual where value is not null")
    by_number = {int(str(number)): rows for number, rows in figures.groupby("submission_id")}
    units = dict(zip(stored["submission_id"], stored["unit_id"], strict=True))
    if extra := set(units) - set(numbers):
        wrong.append(f"without a receipt: {sorted(extra)}")
    for one in accepted:
        rows = by_number.get(one.number)
        said = {} if rows is None else dict(zip(rows["measure_id"], rows["value"], strict=True))
        if units.get(one.number) != one.sender.unit_id:
            wrong.append(f"receipt {one.number} is of {units.get(one.number, 'nothing')}, not {one.sender.unit_id}")
        elif any(said.get(measure) != value for measure, value in one.sender.figures[one.turn].items()):
            wrong.append(f"receipt {one.number} has other figures than its workbook")
    return wrong
