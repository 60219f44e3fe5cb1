"""A work report from its file to its proposed rows, through the same child process as a real one.

Texts as no office writes them, to see that time grows with the length and no faster: 10,000 lines, one paragraph of
20,000 clauses, a PDF of 500 pages. Making the files is not counted.
"""

import time
from collections.abc import Callable, Iterator

import typst

from benchmarks.cases.trial import Trial
from benchmarks.measurement import Measurement, aimed
from loaders.report.reader import report_source
from loaders.report.reports import read_report

YEAR = 2024
_CAUSE = "finding the figures of each sentence and naming what they count"


def measure(trial: Trial) -> Iterator[Measurement]:
    """The three files, each once: what they take is far from what a second run would differ by."""
    part = 1 if not trial.is_quick else 20
    for what, limit, made in (
        (f"a text of {10_000 // part:,} lines", 5, lambda: _lines(10_000 // part)),
        (f"a paragraph of {20_000 // part:,} clauses", 10, lambda: _clauses(20_000 // part)),
        (f"a PDF of {500 // part} pages", 60, lambda: _pages(500 // part)),
    ):
        yield _measured(what, limit, made)


def _measured(what: str, limit: float, made: Callable[[], bytes]) -> Measurement:
    content = made()
    start, worked = time.perf_counter(), time.process_time()
    report = read_report(report_source(content, "报告"), YEAR)
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    against = f"{report.row_count:,} proposals; {worked:.1f} s of it this process's own work, without the child's"
    return aimed(what, seconds, "s", limit, cause=lambda: _CAUSE, against=against)


def _lines(count: int) -> bytes:
    prose = "坚持稳中求进,推动各项改革走深走实,全面落实各项措施,新增企业{0}家以上,增长{1}%左右。"
    items = "{2}.新建幼儿园{0}所,新增学位{1}个以上。(牵头单位:县教育局)"
    body = [prose.format(n + 2, n % 9 + 1) for n in range(count // 2)]
    listed = [items.format(n + 2, n + 3, n + 1) for n in range(min(999, count // 2))]
    more = [prose.format(n + 2, n % 9 + 1) for n in range(count - len(body) - len(listed))]
    return "\n".join(["二、2024年工作安排", *body, *more, "附件", "2024年民生实事", *listed]).encode()


def _clauses(count: int) -> bytes:
    return ("二、2024年工作安排\n" + ",".join(f"新建公园{n + 2}个" for n in range(count)) + "。").encode()


def _pages(count: int) -> bytes:
    paragraph = "深入实施各项行动,新增规上企业{0}家以上,建设高标准农田{1}亩,改造老旧小区{2}个,完成投资{3}亿元。"
    words = "\n\n".join(paragraph.format(n + 2, n + 3, n + 4, n + 5) * 3 for n in range(count * 6))
    source = (
        '#set page("a4", numbering: "— 1 —")\n'
        '#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 16pt)\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 1em)\n2024年工作安排\n\n"
    )
    return typst.compile((source + words).encode())
