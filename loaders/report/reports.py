"""A source's lines → the whole report: proposed rows with their items, and the account of every line and number."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loaders.prose.bounds import BINDING
from loaders.prose.figures import Figure, figures
from loaders.report.account import Account, Skipped
from loaders.report.sentences.measures import read
from loaders.report.sentences.proposals import Proposal
from loaders.report.sharing import shared
from loaders.report.source import Source
from loaders.report.structure.entries import IN_NAME, IN_ROLES, INDICATOR, Entry, Outline
from loaders.report.structure.outline import Answers, outline, without_marker
from loaders.report.structure.paragraphs import LeftOut, paragraphs
from loaders.report.structure.who import Roles
from loaders.report.words.clauses import first_words
from metrics.errors import UserError

TITLE_LENGTH = 18
_LEAST = 4  # characters: with fewer nothing is named
_TO = re.compile(rf"(?:{BINDING}|至少|共|\s)+$")
_BOUND = re.compile(r"(?:以上|左右|以内)$")


@dataclass(frozen=True)
class Item:
    """One item, task or main target with what it proposes."""

    series: str  # indicator task livelihood
    item_no: int  # unlike any other of its series
    number: int | None  # as written
    title: str
    category: str
    block: str  # the list's title
    place: str  # 第12行, 第3页
    section: str
    roles: Roles
    original: str
    proposals: tuple[Proposal, ...]
    is_from_list: bool = False


@dataclass
class Report:
    """All that a file gave."""

    items: list[Item] = field(default_factory=list)
    account: Account = field(default_factory=Account)

    @property
    def row_count(self) -> int:
        return sum(len(item.proposals) for item in self.items)


def read_report(source: Source, year: int, answers: Answers | None = None) -> Report:
    """Everything that a report proposes for a year; `answers` say what its tables' columns are (structure/asking).

    Raises UserError for one that has no plan and no list, or another year's.
    """
    standing, furniture = paragraphs(source)
    sorted_text = outline(standing, year, answers)
    _check_year(sorted_text, year)
    report = Report()
    report.account.blocks = [block for block in sorted_text.blocks if block.runs]
    report.account.unread = list(source.unread)
    report.account.left_out = [*furniture, *sorted_text.left_out]
    _account_for_lines(report.account)
    report.items = _numbered([each for entry in sorted_text.entries for each in _take(report.account, entry, year)])
    if not report.items:
        raise UserError("没有找到年度工作安排和民生实事附件,请确认是完整的政府工作报告或任务清单。", title="没有目标")
    return report


def _check_year(text: Outline, year: int) -> None:
    years = text.plan_years
    if years and year not in years and text.entries:
        said = "、".join(f"{found}年" for found in sorted(years))
        raise UserError(f"这份文件是{said}的,不是{year}年的,请核对年度后再试。", title="年度不符")


def _account_for_lines(account: Account) -> None:
    """The numbers of the lines that belong to no block."""
    for line in account.left_out:
        for figure in figures(line.text):
            account.skipped.append(Skipped(figure.text, line.text, line.place, line.reason))


def _take(account: Account, entry: Entry, year: int) -> Iterator[tuple[Item, bool]]:
    """The items of an entry, each with whether it bears another one's number, as others lead it."""
    words, roles = entry.read()
    reading = read(words, year, is_item=entry.is_item, due=roles.due)
    place = entry.places[0] if entry.places else ""
    account.taken += len(reading.held)
    account.unsaid += [LeftOut(clause.words, place, clause.reason) for clause in reading.unsaid]
    account.skipped += [Skipped(found.figure.text, found.sentence, place, found.reason) for found in reading.passed]
    account.skipped += [Skipped(figure.text, entry.words, place, IN_ROLES) for figure in _blanked(entry.words, words)]
    for cell, reason in entry.aside:
        found = figures(cell)
        account.skipped += [Skipped(figure.text, cell, place, reason) for figure in found]
        if not found and reason not in (IN_ROLES, IN_NAME):
            account.unsaid.append(LeftOut(cell, place, reason))
    if not reading.proposals:
        return
    section = without_marker(entry.section)
    whole = Item(
        series=entry.series, item_no=0, number=entry.number, title=_title(entry, words), block=entry.block, place=place,
        category="主要目标" if entry.series == INDICATOR else section or entry.block,
        section=f"{entry.section}{entry.subsection}", roles=roles, original=re.sub(r"\n+", "\n", words).strip(),
        proposals=(), is_from_list=entry.is_item,
    )  # fmt: skip
    for number, (own, proposals) in enumerate(shared(reading.proposals, entry, roles)):
        if entry.series == INDICATOR and not entry.is_item:
            for one in proposals:
                alone = replace(one, part_of=None)
                yield replace(whole, title=one.name, roles=own, proposals=(alone,)), entry.is_more
        else:
            title = proposals[0].name if number else whole.title
            yield replace(whole, title=title, roles=own, proposals=proposals), entry.is_more or number > 0


def _numbered(made: list[tuple[Item, bool]]) -> list[Item]:
    """With numbers of their own: a list's items theirs, else the next of the series; more of an item comes last."""
    used: defaultdict[str, set[int]] = defaultdict(set)
    numbers = {}
    for place, (item, is_more) in sorted(enumerate(made), key=lambda each: each[1][1]):
        taken = used[item.series]
        is_own = item.is_from_list and not is_more and item.number not in taken
        numbers[place] = (item.number if is_own else None) or max(taken, default=0) + 1
        taken.add(numbers[place])
    return [replace(item, item_no=numbers[place]) for place, (item, _) in enumerate(made)]


def _title(entry: Entry, words: str) -> str:
    """The table's own column, the heading that stands before a full stop, or the first clause."""
    if entry.title:
        return entry.title[: TITLE_LENGTH + 6]
    return _uncounted(first_words(words))[:TITLE_LENGTH]


def _uncounted(title: str) -> str:
    """改造老旧小区18个 → 改造老旧小区: how many is the target's to say, which may change."""
    head = _BOUND.sub("", title)
    last = next(reversed(figures(head)), None)
    named = _TO.sub("", head[: last.offset]) if last and last.end == len(head) else title
    return named if len(named) >= _LEAST else title


def _blanked(written: str, words: str) -> list[Figure]:
    """The figures in what was blanked out."""
    if written == words:
        return []
    gone = "".join(old if new == "\n" else "。" for old, new in zip(written, words, strict=True))
    return figures(gone)
