"""Sample reports for January–September 2023: made as workbooks, and taken in through the same loader as real ones.

Everything is drawn from seeded generators, so that every run makes the same figures. 演示数据, until `drop-demo`.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from loaders import demo_pace as pace
from loaders.actuals import Checked, check_book, unit_or_sentence
from loaders.commit import Approved, Store, commit_all, has_ever_had_demo, known_months
from loaders.demo_text import texts
from loaders.known import Known, Measure, Unit
from loaders.reader import Reader
from loaders.template import file_name, template
from loaders.workbook import Book
from metrics.periods import month_name, months_of_year

LAST_MONTH = dt.date(2023, 9, 1)
SUBMITTED_BY = "演示人员"
REASON = "演示数据:经核实,数据无误。"
# The report that sets the targets was given on 14 February: nobody reports against it before.
_FIRST_DAY = dt.datetime(2023, 2, 15, 9)
_ABSENT = 0.012  # of cells: 暂无
_LATE = 0.08  # of workbooks: after the 12th
_MISSED = 0.012  # of workbooks: never sent
_REVISED = 0.03  # of workbooks: a correction a month later
_COUNTED = 20  # what is corrected is an amount of at least so many

Answer = dict[str, object]


@dataclass(frozen=True)
class DemoSummary:
    """What was loaded. `was_there` True: sample data were loaded once before, and nothing was done."""

    workbook_count: int = 0
    figure_count: int = 0
    late_count: int = 0
    missed_count: int = 0
    revised_count: int = 0
    was_there: bool = False

    @property
    def sentence(self) -> str:
        if self.was_there:
            return "演示数据此前已经载入过(清除后也不再载入),没有改动。"
        return (
            f"已载入2023年1–9月演示数据:{self.workbook_count}份报送、{self.figure_count}个数据,"
            f"其中逾期{self.late_count}份、更正{self.revised_count}份,另有{self.missed_count}份未报。"
        )


@dataclass(frozen=True)
class Report:
    """One sample workbook: whose, for which month, what is filled in, and when it is sent."""

    known: Known
    unit: Unit
    answers: dict[str, Answer]
    file_name: str
    sent_at: dt.datetime
    is_late: bool = False
    is_revision: bool = False


def load_demo(store: Store, progress: Callable[[float], None] | None = None) -> DemoSummary:
    """Make, read, judge and commit the sample workbooks, all or none. Does nothing where any were ever loaded.

    `progress` is called with the share that is done, 0–1.
    """
    if has_ever_had_demo(store):
        return DemoSummary(was_there=True)
    months = known_months(store, months_of_year(LAST_MONTH))
    reports, missed = plan_reports(months)
    approved = []
    for done, checked in enumerate(_checked(reports), 1):
        report = reports[done - 1]
        approved.append(Approved(checked, SUBMITTED_BY, report.sent_at, REASON if checked.doubts else ""))
        if progress is not None:
            progress(done / (len(reports) + 1))
    approved.sort(key=lambda one: one.at)
    commit_all(store, approved, is_demo=True)
    if progress is not None:
        progress(1.0)
    return DemoSummary(
        workbook_count=len(reports),
        figure_count=sum(row.is_figure for one in approved for row in one.checked.rows),
        late_count=sum(report.is_late for report in reports),
        missed_count=missed,
        revised_count=sum(report.is_revision for report in reports),
    )


def plan_reports(months: list[Known]) -> tuple[list[Report], int]:
    """Every workbook of the months in their order, and how many were never sent."""
    reports: list[Report] = []
    missed = 0
    figures: dict[str, tuple[float, dt.date]] = {}
    silent = _silent_unit(months[-1])
    for blank in months:
        known = blank.after(figures)
        for unit in known.suppliers():
            draw = random.Random(f"{pace.SEED}/{unit.unit_id}/{known.month:%Y-%m}")
            answers = _answers(known, unit, draw)
            is_missed = draw.random() < _MISSED or (unit.unit_id == silent and blank is months[-1])
            if not answers or is_missed:
                missed += bool(answers)
                continue
            report = _report(known, unit, answers, draw)
            correction = _correction(report, draw)
            if correction is not None:
                reports.append(correction[0])
                reports.append(correction[1])
            else:
                reports.append(report)
            for measure_id, answer in answers.items():
                if isinstance(value := answer["value"], float):
                    figures[measure_id] = (value, known.month)
    return reports, missed


def _checked(reports: list[Report]) -> Iterator[Checked]:
    """Each workbook written here, read in the reading process meanwhile, and judged here, in order."""
    with Reader() as reader, ThreadPoolExecutor(1) as line:
        waiting: list[tuple[Report, bytes, Future[Book]]] = []
        for report in reports:
            content = template(report.known, report.unit, report.answers)
            waiting.append((report, content, line.submit(reader.book, content, report.file_name)))
            while waiting and waiting[0][2].done():
                yield _judged(*waiting.pop(0))
        for one in waiting:
            yield _judged(*one)


def _judged(report: Report, content: bytes, book: Future[Book]) -> Checked:
    asked = unit_or_sentence(report.known, report.unit.unit_id)
    return check_book(book.result(), content, report.known, asked)


def _silent_unit(known: Known) -> str:
    """The unit that sends nothing for the last month: one of those with a handful of items."""
    candidates = [unit.unit_id for unit in known.suppliers() if 3 <= len(known.asked_of(unit.unit_id)) <= 5]
    return random.Random(f"{pace.SEED}/silent").choice(candidates)


def _answers(known: Known, unit: Unit, draw: random.Random) -> dict[str, Answer]:
    answers = {}
    for measure in known.asked_of(unit.unit_id):
        answer = _answer(measure, known)
        if answer is None:
            continue
        if draw.random() < _ABSENT:
            answer = {"value": "暂无", "progress": "数据正在核实,待补报。"}
        answers[measure.measure_id] = answer
    return answers


def _answer(measure: Measure, known: Known) -> Answer | None:
    month = known.month
    if measure.kind == "reference":
        value = pace.total(measure, month, known)
        return None if value is None else {"value": value, **_nature(measure)}
    if not measure.is_due and measure.previous is None:
        return None  # a condition not triggered, or a plan that has not begun
    if measure.by_pace:
        value = pace.amount(measure, month, known)
        share = None if measure.kind == "stock" else value / (measure.lower or 1)
        return {"value": value, **texts(measure, value, share, month.month)}
    value = pace.level(measure, month, known)
    return {"value": value, **texts(measure, value, None, month.month), **_nature(measure)}


def _nature(measure: Measure) -> Answer:
    """口径 as last year's published figure had it, and 初步: nothing of this year is final yet."""
    if measure.series != "indicator":
        return {}
    return {"vintage": "初步", **({"basis": measure.last_year_basis} if measure.last_year_basis else {})}


def _report(known: Known, unit: Unit, answers: dict[str, Answer], draw: random.Random) -> Report:
    is_late = draw.random() < _LATE
    next_month = (known.month + dt.timedelta(days=32)).replace(day=1)
    day = draw.randint(13, 19) if is_late else draw.randint(5, 12)
    sent_at = dt.datetime(next_month.year, next_month.month, day, draw.randint(9, 17), draw.randint(0, 59))
    if known.month.month == 1:
        sent_at = _FIRST_DAY + dt.timedelta(days=draw.randint(0, 5), minutes=draw.randint(0, 480))
        is_late = False
    return Report(known, unit, answers, file_name(known, unit), sent_at, is_late)


def _correction(report: Report, draw: random.Random) -> tuple[Report, Report] | None:
    """Sometimes a unit first sent another figure: the report as first sent, and the correction a month later.

    GDP's first two quarters are always revised once, from 初步 to 最终.
    """
    first_indicator = report.known.measures[0].measure_id
    is_gdp = first_indicator in report.answers and report.known.month.month in (3, 6)
    if is_gdp:
        chosen = first_indicator
    elif draw.random() < _REVISED:
        counted = [m.measure_id for m in report.known.asked_of(report.unit.unit_id) if m.kind == "quantity"]
        large = [name for name in counted if _value(report.answers.get(name, {})) >= _COUNTED]
        if not large:
            return None
        chosen = draw.choice(large)
    else:
        return None
    final = report.answers[chosen]
    value = final["value"]
    if not isinstance(value, float):
        return None
    if is_gdp:
        first: Answer = {**final, "value": round(value + draw.choice((-0.2, -0.1, 0.1)), 1)}
        corrected: Answer = {**final, "vintage": "最终", "progress": "按最终核实数更正。"}
    else:
        measure = report.known.by_id[chosen]
        before = max(measure.previous or 0.0, float(round(value * draw.uniform(0.9, 0.97))))
        first = {**final, "value": before}
        corrected = {**final, "progress": f"更正:{month_name(report.known.month)}有部分数据漏报,现予补报。"}
    sent_at = report.sent_at + dt.timedelta(days=draw.randint(18, 28))
    original = replace(report, answers={**report.answers, chosen: first})
    name = report.file_name.replace(".xlsx", "(更正).xlsx")
    return original, Report(report.known, report.unit, {chosen: corrected}, name, sent_at, is_revision=True)


def _value(answer: Answer) -> float:
    value = answer.get("value")
    return value if isinstance(value, float) else 0.0
