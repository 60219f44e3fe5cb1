"""An entry's words → proposals: figures that are targets, pairs, parts, relative ones, milestones beside them."""

import re
from dataclasses import replace

from loaders.prose.figures import Figure
from loaders.report.sentences import milestones, names
from loaders.report.sentences.before import Before
from loaders.report.sentences.comparisons import compared, worded
from loaders.report.sentences.proposals import REPEATED, Passed, Proposal, Reading
from loaders.report.sentences.proposing import meant, proposal
from loaders.report.sentences.sorting import is_of_another_time, sorted_figures
from loaders.report.words.asides import SCHEDULE, without_times
from loaders.report.words.clauses import Clause
from loaders.report.words.dates import DUE, due_before, month_by
from loaders.report.words.passage import Passage

_PART = re.compile(r"^[\s(,，]*(?:其中|含|包括|内含)")
_OWN_RATE = re.compile(r"([\u4e00-\u9fff]{2})率")
_BOUND = re.compile("[以上左右内]")
_LISTED = ("、", "和", "、和", "及", "或")
_LISTING = re.compile("(?:、|以及|及|和)+$")
_REST = re.compile(r"^(?:\s|\)|及?以上|以内|左右|上下|余(?!热))*[、,，]?\s*[和及]?(?=[^和及])")  # of the number before
_GOES_ON = re.compile(r"(?:\s|\)|及以上|以上|以内|左右|上下|余)*[、和及]")
_SAYS_NOTHING = re.compile(  # of what a figure is: 主要目标是, 用三年时间, 一季度“开门红”
    r".*(?:目标|指标)(?:任务)?(?:[是为]|如下)?|.{0,6}年(?:时间|[底末内])?|“?十.五”?末?|.{0,20}季度[^“”]{0,12}“[^“”]{1,12}”"
)
_ASPIRED = re.compile(
    r"(?:及以上|以上|左右)?[\s(,、]*(?:并|且)?(?:力争|争取|努力|奋力|冲刺|挑战|(?:奋斗|挑战)目标)(?:[为是]|达到?|突破|完成|实现|新增|增长|到|超过)*\s*"
)


def read(text: str, year: int, *, is_item: bool, due: str = "") -> Reading:
    """Everything that an entry's words propose, and every number that they hold, taken or passed over.

    `text` has line breaks where roles stood. In an item of a list what is to be done without a figure is a milestone.
    """
    return _Entry(text, year, is_item, due).read()


class _Entry:
    """One entry's words on their way; goes through the clauses once."""

    def __init__(self, text: str, year: int, is_item: bool, due: str) -> None:
        self.passage, self.is_item = Passage(text, year, due), is_item
        self.words = self.passage.words
        self.reading = Reading()
        self.verb = ""  # of the last name, for 新建充电站10座、充电桩2200个
        self.segment_start = 0
        self.part_clause = -1  # where the clause begins whose numbers are parts of the one before (其中…)

    def read(self) -> Reading:
        last_segment = -1
        subject, begun = "", -1  # a clause's words that say of what the next one's figure is
        heads: set[int] = set()  # where the clauses begin that were such a subject
        for clause in self.passage.clauses:
            if clause.segment != last_segment:
                last_segment, subject, self.verb = clause.segment, "", ""
                self.segment_start = self.passage.segments[clause.segment][0]
            taken, passed = sorted_figures(self.passage, clause)
            self.reading.passed += [one for one in passed if not self._is_node(clause, one)]
            before = len(self.reading.proposals)
            if taken:
                if self._take(clause, taken, subject):
                    heads.add(begun)
            else:
                for one in worded(self.passage, clause):
                    last = self._before.last(one.offset)
                    if name := self._before.of_what(one.name, one.offset, "") or (last.name if last else ""):
                        self._add(replace(one, due=self.passage.due, name=name))
            if len(self.reading.proposals) == before and not subject:
                subject, begun = self._subject(clause, passed), clause.start
        self._drop_repeats()
        accounted = self.reading.held | {found.figure.offset for found in self.reading.passed}
        self.reading.passed += [
            Passed(figure, self.words[max(0, figure.offset - 40) : figure.end + 40].strip(), None)
            for figure in self.passage.found if figure.offset not in accounted
        ]  # fmt: skip
        milestones.add(self.reading, self.passage, heads, is_item=self.is_item)
        return self.reading

    def _subject(self, clause: Clause, passed: list[Passed]) -> str:
        """The words of a clause without a target that may say of what the next one's figure is."""
        said = self.passage.said(clause)
        first = next((one.figure for one in passed if is_of_another_time(one.reason)), None)
        if first is not None:  # 在去年完成技改投资28亿元的基础上: the words before what is passed over
            said = names.stripped(without_times(DUE.sub("", self.words[clause.start : first.end]))[: -len(first.text)])[
                0
            ]
        return "" if _SAYS_NOTHING.fullmatch(said) else said

    def _drop_repeats(self) -> None:
        """A target that a later line of the same entry says again, before its schedule, stands once."""
        seen: set[tuple[object, ...]] = set()
        first_end = self.words.find("\n")
        at = {figure.offset: figure for figure in self.passage.found}
        kept: list[Proposal] = []
        places: list[int] = []
        for one in self.reading.proposals:
            key = (one.name, one.unit, one.comparator, one.lower, one.upper)
            if key in seen and 0 < first_end < one.offset:
                self.reading.passed += [Passed(at[offset], one.sentence, REPEATED) for offset in one.holds]
            else:
                kept.append(one)
            seen.add(key)
            places.append(len(kept) - 1)
        self.reading.proposals = [
            one if one.part_of is None else replace(one, part_of=places[one.part_of]) for one in kept
        ]

    def _take(self, clause: Clause, taken: list[Figure], subject: str) -> bool:
        """Rows of a clause's figures; whether one of them is named by the clause before."""
        runs: list[list[Figure]] = []
        for figure in taken:
            if runs and _BOUND.sub("", self.words[runs[-1][-1].end : figure.offset]) in _LISTED:
                runs[-1].append(figure)
            else:
                runs.append([figure])
        start, is_led, first = clause.start, False, len(self.reading.proposals)
        for number, run in enumerate(runs):
            before = self.words[start : run[0].offset]
            ending = runs[number + 1][0].offset if number + 1 < len(runs) else clause.end
            after = self.words[run[-1].end : ending]
            if run[-1].offset < clause.figures[-1].offset and names.verb_of(after):  # 培训500人提供岗位300个
                after = ""
            is_led |= self._take_run(clause, run, before, after, subject, is_next=number > 0)
            start = run[-1].end
        mine = self.reading.proposals[first:]
        others = [one.name for one in mine]
        self.reading.proposals[first:] = [replace(one, name=names.of_level(one.name, others)) for one in mine]
        return is_led

    def _take_run(
        self, clause: Clause, run: list[Figure], before: str, after: str, subject: str, *, is_next: bool
    ) -> bool:
        if len(run) == 1 and (relative := compared(self.passage, clause, run[0], before)):
            self._add(replace(relative, due=due_before(self.words, clause, run[0]) or self.passage.due))
            return False
        if len(run) == 1 and self._is_aspiration(clause, run[0], before):
            return False
        is_part = _PART.match(before) is not None
        bracket = before.rfind("(")
        if bracket >= 0 and not before[bracket + 1 :].strip():  # 适老化改造(1000户)
            before, bracket = before[:bracket], -1
        if not is_part and bracket >= 0 and ")" not in before[bracket:]:
            before = before[bracket + 1 :]
            is_part = re.match(r"\s*(?:其中|含|包括|内含|公办|市级|省级|国家级)", before) is not None
        follows = is_next and _GOES_ON.match(before) is not None
        is_part = is_part or (follows and self.part_clause == clause.start)
        self.part_clause = clause.start if is_part else -1
        own = _REST.sub("", before)
        if is_next and own.endswith(_LISTED) and self.reading.proposals[-1].name.endswith(_LISTING.sub("", own)):
            own, follows = "", True  # 建设5个综合体、12个服务点: the words before are the last number's
        if not after.strip():  # 2500余公里3460个入河排污口
            after = self.words[self.passage.next_end(clause, run[-1]) : clause.end][:40]
        is_led = bool(subject) and not is_next and not names.stripped(own)[0] and not names.noun_after(after)
        led = f"{subject}{own}" if is_led else own
        listed = self._before.names(led, run, after, self.verb if follows else "", subject)
        for number, (figure, name) in enumerate(listed):
            self._propose(clause, figure, name, led, is_part=is_part and number == 0)
        own, named = listed[0][1], ""
        rate, is_doing = _OWN_RATE.fullmatch(own), names.is_doing(own)
        is_subjects = bool(subject) and not is_part and len(run) == 1
        if subject and rate and rate[1] in subject:  # 免费接种疫苗,接种率90%
            named = f"{names.stripped(subject)[0].replace(rate[1], '', 1)}{rate[0]}"
        elif is_doing and (is_next or not is_subjects) and (above := self._before.done_to(run[0], own)):
            named = above
        elif is_doing and is_subjects:  # 老旧小区改造:…,完工30个
            thing, is_led = names.stripped(subject)[0], True
            is_again = names.verb_of(thing) == own  # 建成农田12万亩,今年建成4万亩
            named = thing if is_again else f"{thing}{own.removesuffix('完成')}"
        if named:
            self.reading.proposals[-1] = replace(self.reading.proposals[-1], name=names.clipped(named))
        if listed:
            self.verb = names.verb_of(listed[-1][1])
        return is_led

    @property
    def _before(self) -> Before:
        return Before(self.reading.proposals, self.segment_start)

    def _propose(self, clause: Clause, figure: Figure, name: str, led: str, *, is_part: bool) -> None:
        meaning = meant(clause, figure, name, led)
        part_of = self._parent(meaning.unit) if is_part else None
        whole = self.reading.proposals[part_of or 0].name if is_part and self.reading.proposals else ""
        made = proposal(self.passage, clause, figure, meaning, name, led, whole)
        self._add(replace(made, part_of=part_of, due=due_before(self.words, clause, figure) or self.passage.due))

    def _is_aspiration(self, clause: Clause, figure: Figure, before: str) -> bool:
        """增长6%左右,力争6.5%: the second binds nobody and stays in the first one's words."""
        if not _ASPIRED.fullmatch(before) or not self.reading.proposals:
            return False
        last = self.reading.proposals[-1]
        start, _ = self.passage.segments[clause.segment]
        if last.offset < start or last.unit.split("/")[0] != figure.unit:
            return False
        words = "、".join(filter(None, (last.words, f"力争{figure.text}")))
        self.reading.proposals[-1] = replace(last, words=words, holds=(*last.holds, figure.offset))
        return True

    def _is_node(self, clause: Clause, passed: Passed) -> bool:
        """到位资金45亿元,其中一季度8亿元、上半年20亿元: by when how much of it, kept as the plan's nodes."""
        figure = passed.figure
        last = self._before.last(figure.offset)
        if last is None or passed.reason != SCHEDULE or last.kind != "quantity":
            return False
        month = month_by(self.words, clause, figure)
        of = 100.0 if figure.unit == "%" else last.lower if figure.unit == last.unit else None
        before = [node for node in last.nodes if node[1] < 1]
        share = round(figure.value / of, 4) if of else 2.0
        is_further = not before or ((month or 0) > before[-1][0] and share >= before[-1][1])
        if not month or share > (1 if month == 12 else 0.9999) or not is_further:
            return False
        nodes = (*before, (month, share), *([(12, 1.0)] if month < 12 else []))
        self.reading.proposals[-1] = replace(last, nodes=nodes, holds=(*last.holds, figure.offset))
        return True

    def _parent(self, unit: str) -> int | None:
        """Of what a part is: what stands before it and is no part, but for a rate of growth behind an amount of it."""
        *_, before, last = [None, None, *(n for n, one in enumerate(self.reading.proposals) if one.part_of is None)]
        if before is not None and last is not None and unit != "%":
            amount, rate = self.reading.proposals[before], self.reading.proposals[last]
            if rate.kind == "growth" and amount.unit == unit and self.segment_start <= amount.offset:
                return before
        return last

    def _add(self, proposal: Proposal) -> None:
        if proposal.part_of is not None and len(proposal.name) < 4:
            parent = self.reading.proposals[proposal.part_of]
            proposal = replace(proposal, name=names.clipped(f"{parent.name}({proposal.name})"))
        self.reading.proposals.append(proposal)
