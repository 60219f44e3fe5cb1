"""Monthly reports through the same way in as real ones: read in the reading process, judged, committed.

October, the month after the sample reports: every figure has one before it to be compared with. Making the workbooks is
not counted, since that is the units' work.
"""

import datetime as dt
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator

from benchmarks.cases.trial import Trial
from benchmarks.measurement import Measurement, aimed, amount
from benchmarks.profiles import largest_cause
from loaders.accept.commit import commit
from loaders.accept.standing import month_register
from loaders.check.actuals import check
from loaders.files.reader import Reader
from loaders.register import Measure, Register, Unit
from loaders.template.template import file_name, template
from store.acts.rights import at_the_machine
from store.engine.opening import opened
from store.engine.store import Store
from tests import stores

LIMIT_S = 5
MONTH = dt.date(2023, 10, 1)
ROWS = 160
REASON = "经核实,数据无误。"
NOW = dt.datetime(2023, 11, 6, 9)

Book = tuple[Unit, bytes, str]


def measure(trial: Trial) -> Iterator[Measurement]:
    """First a workbook for each supplying unit, then one unit's workbook of 160 rows, in a store of its own."""
    times = trial.times(7, 1)
    with opened(trial.demo_store("all_units")) as store:
        register = month_register(store, MONTH)
        units = register.suppliers()
        yield _measured(store, f"one for each of {len(units)} units", units, register, times)
    with opened(trial.demo_store("one_unit")) as store:
        unit = give_to_one_unit(store, ROWS)
        register = month_register(store, MONTH)
        rows = len(register.asked_of(unit.unit_id))
        yield _measured(store, f"one of {rows} rows", [unit], register, times)


def _measured(store: Store, what: str, units: list[Unit], register: Register, times: int) -> Measurement:
    """The median of some rounds; each round's workbooks have other figures, or nothing would be stored."""
    taken: list[float] = []
    phases: defaultdict[str, float] = defaultdict(float)
    for turn in range(times):
        books = unit_books(register, units, turn)
        start = time.perf_counter()
        figures = _take_in(store, books, phases)
        taken.append(time.perf_counter() - start)
        if figures < len(units):
            raise RuntimeError("the workbooks held no figures")
    seconds = statistics.median(taken)
    shares = ", ".join(f"{name} {amount(1000 * phases[name] / times)} ms" for name in phases)
    return aimed(
        f"read, judge and commit {what}", seconds, "s", LIMIT_S,
        lambda: _cause(store, unit_books(register, units, times)),
        f"{shares}; median of {times}", is_strict=True,
    )  # fmt: skip


def _cause(store: Store, books: list[Book]) -> str:
    return largest_cause(lambda: _take_in(store, books, defaultdict(float)), seconds=0)


def _take_in(store: Store, books: list[Book], phases: defaultdict[str, float]) -> int:
    """What `python -m loaders actuals` does with some files; how many figures were stored."""
    start = time.perf_counter()
    register = month_register(store, MONTH)
    phases["query what is known"] += time.perf_counter() - start
    stored = 0
    reader = Reader()
    for unit, content, name in books:
        start = time.perf_counter()
        checked = check(content, name, register, reader, unit.unit_id)
        judged = time.perf_counter()
        reasons = dict.fromkeys((one.measure_id for one in checked.rows), "与台账核对一致,据实填报")
        receipt = commit(store, checked, at_the_machine("测试"), NOW, REASON, reasons, is_demo=True)
        phases["read and judge, child process started"] += judged - start
        phases["commit"] += time.perf_counter() - judged
        if receipt.is_new:  # a unit whose only rate is at 100% has nothing else to say at another turn
            stored += sum(row.is_figure for row in checked.rows)
    return stored


def unit_books(register: Register, units: list[Unit], turn: int) -> list[Book]:
    """The units' workbooks with a figure in every row: some more than in the month before, other ones at each turn."""
    return [
        (unit, template(register, unit, _answers(register, unit, turn)), file_name(register, unit)) for unit in units
    ]


def figures_of(register: Register, unit: Unit, turn: int) -> dict[str, float]:
    """Measure → the figure that a unit's workbook of a turn has."""
    return {measure: float(str(said["value"])) for measure, said in _answers(register, unit, turn).items()}


def _answers(register: Register, unit: Unit, turn: int) -> dict[str, dict[str, object]]:
    draw = random.Random(f"{unit.unit_id}/{turn}")
    return {one.measure_id: _answer(one, draw) for one in register.asked_of(unit.unit_id)}


def _answer(one: Measure, draw: random.Random) -> dict[str, object]:
    texts: dict[str, object] = {
        "progress": "按计划推进。",
        "problem": "部分点位协调难度较大。",
        "next_step": "倒排工期,逐点销号。",
        "expected": "2023年12月",
    }
    if one.by_pace:
        target = one.lower or 100.0
        before = one.previous if one.previous is not None else 0.7 * target
        value = before + 0.1 * target * draw.random()
        return {"value": min(100.0, round(value, 2)) if one.unit == "%" else round(value, 2), **texts}
    bound = next((value for value in (one.previous, one.lower, one.upper) if value is not None), 100.0)
    return {"value": round(bound * draw.uniform(0.99, 1.0), 2), **texts}


def give_to_one_unit(store: Store, rows: int) -> Unit:
    """Make one unit the supplier of so many measures more that its October template has this many rows."""
    before = month_register(store, MONTH)
    unit = max(before.suppliers(), key=lambda supplier: len(before.asked_of(supplier.unit_id)))
    missing = rows - len(before.asked_of(unit.unit_id))
    others = [other for other in before.suppliers() if other != unit]
    taken = [one.measure_id for other in others for one in before.asked_of(other.unit_id)][:missing]
    measures = store.query_text("select * from measure order by recorded_at").drop_duplicates("measure_id", keep="last")
    moved = measures[measures["measure_id"].isin(taken)].drop(columns=["recorded_at", "recorded_by"])
    moved = moved.assign(supplier_unit_id=unit.unit_id, reason="测试")
    stores.append_rows(store, "measure", moved, at_the_machine("测试"), dt.datetime(2023, 10, 1))
    return unit
