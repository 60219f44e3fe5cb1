"""Every line and every number accounted for: taken, skipped with a reason, or not understood."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from loaders.report.structure.entries import Block
from loaders.report.structure.paragraphs import LeftOut

NOT_UNDERSTOOD = "未识别"
NUMBER, CLAUSE, LINE = "数字", "语句", "整行"


@dataclass(frozen=True)
class Skipped:
    """One number that became no row; `reason` is None where it was not understood."""

    figure: str
    sentence: str
    place: str
    reason: str | None


@dataclass
class Account:
    """The sum of a reading."""

    taken: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)  # whole lines
    unsaid: list[LeftOut] = field(default_factory=list)  # clauses without a number, of lines that gave rows or none
    blocks: list[Block] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # of the file: pages that are pictures, formulas without a result

    @property
    def not_understood(self) -> list[Skipped]:
        return [number for number in self.skipped if number.reason is None]

    @property
    def total(self) -> int:
        return self.taken + len(self.skipped)

    @property
    def _lists(self) -> list[tuple[Block, int]]:
        """The lists that are numbered, each with the number that it begins with."""
        numbered = [block for block in self.blocks if block.runs]
        return list(zip(numbered, _begins(numbered), strict=True)) if numbered else []

    @property
    def gaps(self) -> list[str]:
        """Numbers that are missing in a list, each list in words."""
        return [words for block, begins in self._lists for words in _missing(block, begins)]

    @property
    def repeats(self) -> list[str]:
        """Numbers that stand twice."""
        return [words for block in self.blocks for words in _repeated(block)]

    @property
    def is_clean(self) -> bool:
        """Nothing missing, nothing that was not read or not understood."""
        return not self.gaps and not self.unread and not self.not_understood

    @property
    def sentence(self) -> str:
        """附件第1–80项,缺编号3;数字412个:采用187、跳过219、未识别6。"""
        lists = [_range(block, begins) for block, begins in self._lists]
        open_ones = len(self.not_understood)
        numbers = (
            f"数字{self.total}个:采用{self.taken}、跳过{len(self.skipped) - open_ones}、{NOT_UNDERSTOOD}{open_ones}"
        )
        return ";".join([*lists, numbers]) + "。"

    @property
    def reasons(self) -> Counter[str]:
        """How many numbers were passed over for each reason."""
        return Counter(number.reason or NOT_UNDERSTOOD for number in self.skipped)

    @property
    def left_out_rows(self) -> list[list[str]]:
        """All that is no row, each with its kind, its words, the reason, the sentence and the place.

        What needs a person comes first.
        """
        numbers = sorted(self.skipped, key=lambda number: number.reason is not None)
        rows = [[NUMBER, each.figure, each.reason or NOT_UNDERSTOOD, each.sentence, each.place] for each in numbers]
        for kind, lines in ((CLAUSE, self.unsaid), (LINE, self.left_out)):
            rows += [[kind, line.text[:40], line.reason, line.text, line.place] for line in lines]
        return [[kind, words, reason, sentence[:300], place] for kind, words, reason, sentence, place in rows]

    @property
    def clause_reasons(self) -> Counter[str]:
        """How many clauses without a number are no rows, by reason."""
        return Counter(clause.reason for clause in self.unsaid)

    @property
    def line_reasons(self) -> Counter[str]:
        """How many lines belong to no block, by reason."""
        return Counter(line.reason for line in self.left_out)


def _name(block: Block) -> str:
    if block.mark:
        return f"{block.mark}:" if block.mark[-1].isdigit() else block.mark
    return (block.title if len(block.title) <= 24 else f"{block.title[:23]}…") + ":" if block.title else "列表"


def _missing(block: Block, begins: int) -> list[str]:
    firsts = [begins, *[1] * len(block.runs)]
    return [
        f"{_name(block)}缺编号{_in_ranges(missing)}"
        for first, run in zip(firsts, block.runs, strict=False)
        if len(run) > 1  # a section with a number of its own is no list that lacks those before it
        and (missing := sorted(set(range(first, max(run))) - set(run)))
    ]


def _begins(blocks: list[Block]) -> list[int]:
    """The number that each list begins with: 1, or the one after the last of the list before, where it goes on."""
    lasts = [0, *(block.runs[-1][-1] for block in blocks[:-1])]
    return [last + 1 if block.runs[0][0] == last + 1 else 1 for last, block in zip(lasts, blocks, strict=True)]


def _in_ranges(numbers: list[int]) -> str:
    """3、5–9: those that follow each other taken together."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0])]
    return "、".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _repeated(block: Block) -> list[str]:
    found = []
    for run in block.runs:
        twice = [number for number, times in Counter(run).items() if times > 1]
        falls = [after for before, after in pairwise(run) if after < before]
        if twice or falls:
            found.append(f"{_name(block)}重复或倒序的编号{'、'.join(map(str, sorted({*twice, *falls})))}")
    return found


def _range(block: Block, begins: int) -> str:
    if len(block.runs) == 1:
        first, last = min(block.runs[0]), max(block.runs[0])
        said = f"{_name(block)}第{first}–{last}项" if last > first else f"{_name(block)}第{first}项"
    else:
        said = f"{_name(block)}{len(block.runs)}段编号、共{sum(map(len, block.runs))}项"
    more = [words.removeprefix(_name(block)) for words in (*_missing(block, begins), *_repeated(block))]
    return ",".join([said, *more])
