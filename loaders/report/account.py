"""Every line and every number accounted for: taken, skipped with a reason, or not understood."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.report.structure.entries import Block
from loaders.report.structure.paragraphs import LeftOut

NOT_UNDERSTOOD = "未识别"


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

    @property
    def not_understood(self) -> list[Skipped]:
        return [number for number in self.skipped if number.reason is None]

    @property
    def total(self) -> int:
        return self.taken + len(self.skipped)

    @property
    def gaps(self) -> list[str]:
        """Numbers that are missing in a list, each list in words."""
        return [words for block in self.blocks for words in _missing(block)]

    @property
    def repeats(self) -> list[str]:
        """Numbers that stand twice."""
        return [words for block in self.blocks for words in _repeated(block)]

    @property
    def is_clean(self) -> bool:
        """Nothing missing, nothing that was not understood."""
        return not self.gaps and not self.not_understood

    @property
    def sentence(self) -> str:
        """附件1–80,缺编号3;数字412个:采用187、跳过219、未识别6。"""
        lists = [words for words in (_range(block) for block in self.blocks) if words]
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


def _missing(block: Block) -> list[str]:
    found = []
    for run in block.runs:
        standing = set(run)
        missing = [
            number
            for number in range(1 if len(block.runs) > 1 or run[0] <= 2 else run[0], max(run))
            if number not in standing
        ]
        if missing and len(missing) <= max(5, len(run)):
            found.append(f"{_name(block)}缺编号{'、'.join(map(str, missing))}")
    return found


def _repeated(block: Block) -> list[str]:
    found = []
    for run in block.runs:
        twice = [number for number, times in Counter(run).items() if times > 1]
        falls = [after for before, after in pairwise(run) if after < before]
        if twice or falls:
            found.append(f"{_name(block)}重复或倒序的编号{'、'.join(map(str, sorted({*twice, *falls})))}")
    return found


def _range(block: Block) -> str:
    if not block.runs:
        return ""
    if len(block.runs) == 1:
        first, last = min(block.runs[0]), max(block.runs[0])
        said = f"{_name(block)}{first}–{last}" if last > first else f"{_name(block)}{first}"
    else:
        said = f"{_name(block)}{len(block.runs)}段编号、共{sum(map(len, block.runs))}项"
    more = [words.removeprefix(_name(block)) for words in (*_missing(block), *_repeated(block))]
    return ",".join([said, *more])
