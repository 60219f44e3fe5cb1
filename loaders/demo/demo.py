"""Sample reports (data/seed/sample.csv): made as workbooks, and taken in through the same loader as real ones.

演示数据, until `drop-demo`. What they say is planned in reports.py.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from loaders.accept.approval import Approved
from loaders.accept.commit import commit_all, has_ever_had_demo
from loaders.accept.standing import month_registers
from loaders.check.actuals import Checked, check_book, unit_or_sentence
from loaders.demo.reports import Report, plan_reports
from loaders.demo.sample import SUBMITTED_BY, sample
from loaders.files.reader import Reader
from loaders.files.workbook import Book
from loaders.template.template import template
from metrics.errors import UserError
from metrics.periods import months_of_year
from store.acts.rights import at_the_machine
from store.engine.opening import region_of
from store.engine.seed import RECORDED_BY
from store.engine.store import Store
from store.reads.submissions import has_workbooks
from store.reads.view import years

REASON = "演示数据:经核实,数据无误。"


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
            f"已载入{sample().span}演示数据:{self.workbook_count}份报送、{self.figure_count}个数据,"
            f"其中逾期{self.late_count}份、更正{self.revised_count}份,另有{self.missed_count}份未报。"
        )


def wants_demo(store: Store) -> bool:
    """Whether samples may be poured in by themselves: their year is here, and all of it is as it was planted.

    Nobody ever sent the region a workbook, loaded or changed a target, or took the year away.
    """
    if sample().region not in set(store.query("started_regions")["region_code"]):
        return False
    own = store.of(sample().region)
    return sample().last_month.year in years(own) and not has_workbooks(own) and not _has_own_targets(own)


def _has_own_targets(own: Store) -> bool:
    """Whether anybody has set a target of the region, or taken one of its years away and back."""
    return bool(own.query("own_targets", planted_by=RECORDED_BY)["n"].iloc[0])


def load_demo(store: Store, progress: Callable[[float], None] | None = None) -> DemoSummary:
    """Make, read, judge and commit the sample workbooks, all or none. Does nothing where any were ever loaded.

    `progress` is called with the share that is done, 0–1. Raises UserError in a store without the samples' region.
    """
    store = region_of(store, sample().region)
    if has_ever_had_demo(store):
        return DemoSummary(was_there=True)
    year = sample().last_month.year
    if year not in years(store) or _has_own_targets(store):
        raise UserError(f"演示数据只能载入原样的{year}年度:目标已经调整、载入或移除,没有载入。", title="没有载入")
    # Each place of a commitment has a report of its own here: the samples are older than the links.
    months = [replace(one, links=()) for one in month_registers(store, months_of_year(sample().last_month))]
    reports, missed = plan_reports(months)
    approved = []
    for done, checked in enumerate(_checked(reports), 1):
        report = reports[done - 1]
        reasons = dict.fromkeys(checked.doubted, REASON)
        reason = REASON if checked.doubts else ""
        approved.append(Approved(checked, at_the_machine(SUBMITTED_BY), report.sent_at, reason, reasons))
        if progress is not None:
            progress(done / (len(reports) + 1))
    approved.sort(key=lambda one: one.at)
    try:
        commit_all(store, approved, is_demo=True)
    except UserError:
        if has_ever_had_demo(store):  # another server was begun with us on one database, and came first
            return DemoSummary(was_there=True)
        raise
    if progress is not None:
        progress(1.0)
    return DemoSummary(
        workbook_count=len(reports),
        figure_count=sum(row.is_figure for one in approved for row in one.checked.rows),
        late_count=sum(report.is_late for report in reports),
        missed_count=missed,
        revised_count=sum(report.is_revision for report in reports),
    )


def _checked(reports: list[Report]) -> Iterator[Checked]:
    """Each workbook written here, read in the reading process meanwhile, and judged here, in order."""
    reader = Reader()
    with ThreadPoolExecutor(1) as line:
        waiting: list[tuple[Report, bytes, Future[Book]]] = []
        for report in reports:
            content = template(report.register, report.unit, report.answers)
            waiting.append((report, content, line.submit(reader.book, content, report.file_name)))
            while waiting and waiting[0][2].done():
                yield _judged(*waiting.pop(0))
        for one in waiting:
            yield _judged(*one)


def _judged(report: Report, content: bytes, book: Future[Book]) -> Checked:
    asked = unit_or_sentence(report.register, report.unit.unit_id)
    return check_book(book.result(), content, report.register, asked)
