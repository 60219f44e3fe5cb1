"""An entry's words → proposals: figures that are targets, pairs, parts, relative ones, milestones beside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from loaders.prose.figures import Figure
from loaders.report.sentences import milestones, names
from loaders.report.sentences.asides import SCHEDULE
from loaders.report.sentences.clauses import Clause
from loaders.report.sentences.comparisons import compared, worded
from loaders.report.sentences.dates import due_before, month_by
from loaders.report.sentences.kinds import LESS, fall, kind_of
from loaders.report.sentences.passage import Passage
from loaders.report.sentences.proposals import DOUBTFUL, LIKELY, REPEATED, SURE, Passed, Proposal, Reading
from loaders.report.sentences.sorting import sorted_figures
from metrics.kinds import FOR_EACH

_EVERY = re.compile(
    r"每(?:个)?(两周|周|月|季度?|半年|年|学期|学年|万人|千人|百人|村|镇街|乡镇|镇|街道|社区|户|人|班|校|百户|辆|所|艘)"
)
_PART = re.compile(r"^[\s(,，]*(?:其中|含|包括|内含)")
_OWN_RATE = re.compile(r"([\u4e00-\u9fff]{2})率")
_LISTED = ("、", "和", "、和", "及", "或")
_LISTING = re.compile("(?:、|以及|及|和)+$")
_REST = re.compile(
    r"^(?:\s|\)|及以上|以上|以内|左右|上下|余(?!热))*[、,，]?\s*(?:和|及)?(?=[^和及])"
)  # of the number before
_GOES_ON = re.compile(r"(?:\s|\)|及以上|以上|以内|左右|上下|余)*[、和及]")
_ASPIRED = re.compile(
    r"(?:及以上|以上|左右)?[\s(,、]*(?:并|且)?(?:力争|争取|努力)(?:达到?|突破|完成|实现|新增|增长|到|超过)*\s*"
)


def read(text: str, year: int, *, is_item: bool, due: str = "") -> Reading:
    """Everything that an entry's words propose, and every number that they hold, taken or passed over.

    `text` has line breaks where roles stood. In an item of a list what is to be done without a figure is a milestone.
    """
    return _Entry(text, year, is_item, due).read()


class _Entry:
    """One entry's words on their way; goes through the clauses once."""

    def __init__(self, text: str, year: int, is_item: bool, due: str) -> None:
        self.passage, self.is_item, self.due = Passage(text, year), is_item, due
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
                    self._add(replace(one, due=self.due, name=self._of_what(one.name, one.offset, "")))
            if len(self.reading.proposals) == before and not subject:
                subject, begun = self.words[clause.start : clause.end].strip(), clause.start
        self._drop_repeats()
        accounted = self.reading.held | {found.figure.offset for found in self.reading.passed}
        self.reading.passed += [
            Passed(figure, self.words[max(0, figure.offset - 40) : figure.end + 40].strip(), None)
            for figure in self.passage.found if figure.offset not in accounted
        ]  # fmt: skip
        milestones.add(self.reading, self.passage, self.due, heads, is_item=self.is_item)
        return self.reading

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
            if (
                runs
                and self.words[runs[-1][-1].end : figure.offset].translate({ord(c): None for c in "以上左右内"})
                in _LISTED
            ):
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
            self._add(replace(relative, due=due_before(self.words, clause, run[0]) or self.due))
            return False
        if len(run) == 1 and self._is_aspiration(clause, run[0], before):
            return False
        is_part = _PART.match(before) is not None
        bracket = before.rfind("(")
        if bracket >= 0 and not before[bracket + 1 :].strip():  # 适老化改造(1000户)
            before, bracket = before[:bracket], -1
        if not is_part and bracket >= 0 and ")" not in before[bracket:]:
            is_part, before = True, before[bracket + 1 :]
            is_part = re.match(r"\s*(?:其中|含|包括|内含|公办|市级|省级|国家级)", before) is not None
        is_part = is_part or (is_next and self.part_clause == clause.start and _GOES_ON.match(before) is not None)
        self.part_clause = clause.start if is_part else -1
        own = _REST.sub("", before)
        follows = is_next and _GOES_ON.match(before) is not None
        if is_next and own.endswith(_LISTED) and self.reading.proposals[-1].name.endswith(_LISTING.sub("", own)):
            own, follows = "", True  # 建设5个综合体、12个服务点: the words before are the last number's
        if not after.strip():  # 2500余公里3460个入河排污口
            after = self.words[self.passage.next_end(clause, run[-1]) : clause.end][:40]
        is_led = bool(subject) and not is_next and not names.stripped(own)[0] and not names.noun_after(after)
        led = f"{subject}{own}" if is_led else own
        listed = self._names(led, run, after, self.verb if follows else "", subject)
        for number, (figure, name) in enumerate(listed):
            self._add(self._proposal(clause, figure, name, led, is_part and number == 0))
        own, named = listed[0][1], ""
        rate, is_doing = _OWN_RATE.fullmatch(own), names.is_doing(own)
        is_subjects = bool(subject) and not is_part and len(run) == 1
        if subject and rate and rate[1] in subject:  # 免费接种疫苗,接种率90%
            named = f"{names.stripped(subject)[0].replace(rate[1], '', 1)}{rate[0]}"
        elif is_doing and (is_next or not is_subjects) and (above := self._done_to(run[0], own)):
            named = above
        elif is_doing and is_subjects:  # 老旧小区改造:…,完工30个
            named, is_led = f"{names.stripped(subject)[0]}{own.removesuffix('完成')}", True
        if named:
            self.reading.proposals[-1] = replace(self.reading.proposals[-1], name=names.clipped(named))
        if listed:
            self.verb = names.verb_of(listed[-1][1])
        return is_led

    def _of_what(self, name: str, offset: int, subject: str) -> str:
        """A name that says no more than 增速 or 产值, with what the sentence is about."""
        last = self.reading.proposals[-1] if self.reading.proposals else None
        if last is not None and self.segment_start <= last.offset < offset:
            return names.of_what(name, last.name)
        return names.of_what(name, names.thing_of(names.stripped(subject)[0])) if subject else name

    def _done_to(self, figure: Figure, doing: str) -> str:
        """新开工工业项目25个、竣工18个: what the second counts is called by the first, in the same unit; else ""."""
        last = self.reading.proposals[-2] if len(self.reading.proposals) > 1 else None
        if last is None or last.unit != figure.unit or not self.segment_start <= last.offset < figure.offset:
            return ""
        thing = re.sub("(?:新?开工|竣工|完工|建成|投产|新增)$", "", names.thing_of(last.name))
        return names.clipped(f"{doing}{thing}") if len(thing) > 1 else ""

    def _names(self, led: str, run: list[Figure], after: str, verb: str, subject: str) -> list[tuple[Figure, str]]:
        """The run's figures, each with its name; one figure for several (均增长7%) stands several times."""
        lead, kind = names.stripped(led)
        common = re.sub(r"(?:均|都|各|分别)$", "", lead)
        if len(run) > 1 and (parts := names.parts(common, len(run))):
            return list(zip(run, [names.of_what(names.clipped(part), parts[0]) for part in parts], strict=True))
        if len(run) == 1 and re.search(
            r"(?:均|都)(?:实现|保持|要)?(?:增长|提高|达到?|不低于|下降|超过|突破|在)?\S{0,4}$|(?<!、)各$", led
        ):
            count = 2 if "城乡居民" in common else len(re.split("[、和]", common))
            if 2 <= count <= 4 and (parts := names.parts(common, count)):
                return [(run[0], names.clipped(part)) for part in parts]
        if (
            len(run) > 1 and kind == "growth" and not lead and "分别" in led
        ):  # 接待游客2600万人次、总花费210亿元,分别增长9%、11%
            above = [one.name for one in self.reading.proposals[-len(run) :] if self.segment_start <= one.offset]
            if len(above) == len(run):
                return list(zip(run, above, strict=True))
        is_change = len(run) == 1 and run[0].unit == "%" and kind in ("growth", "fall")
        if is_change and "城乡居民" in common and (parts := names.parts(common, 2)):
            return [(run[0], names.clipped(part)) for part in parts]
        made: list[tuple[Figure, str]] = []
        last = self.reading.proposals[-1] if self.reading.proposals and self._is_in_segment(run[0]) else None
        if last is not None and led.endswith("提升") and not lead and "%" not in run[0].unit:  # 新建3个、提升2个
            return [(figure, names.clipped(f"提升{names.thing_of(last.name)}")) for figure in run]
        if last is not None and (lead in ("", "全区", "全县", "全市") and (kind or not names.noun_after(after))):
            bare = re.sub(r"(?:增速|降幅|涨幅)$", "", last.name)
            ending = "" if kind or run[0].unit == "%" else "总数" if run[0].unit == last.unit else f"({run[0].unit})"
            return [(figure, f"{bare}{ending if len(run) == 1 else f'({figure.text})'}") for figure in run]
        for number, figure in enumerate(run):
            own_after = after if number == len(run) - 1 else ""
            name = names.name(led, own_after, verb, is_count=figure.unit not in ("%", "个百分点", "元", "万元", "亿元"))
            name = self._of_what(name, figure.offset, subject)
            made.append((figure, name if number == 0 else f"{made[0][1]}({figure.unit or figure.text})"))
        return made

    def _is_in_segment(self, figure: Figure) -> bool:
        """Whether the last proposal stands in the same sentence as a figure."""
        return self.segment_start <= self.reading.proposals[-1].offset < figure.offset

    def _proposal(self, clause: Clause, figure: Figure, name: str, led: str, is_part: bool) -> Proposal:
        sentence, start = self.passage.sentence(clause)
        kind, change = kind_of(figure, led, name)
        lower: float | None = figure.value
        upper, comparator = figure.upper, figure.comparator
        doubts: list[str] = []
        note = None
        words = (
            names.figure_words(figure) if figure.word in ("左右", "上下", "近", "约", "大约", "接近", "将近") else None
        )
        unit = figure.unit
        if not unit:  # 3、4个
            place = bisect_right(clause.figures, figure.offset, key=lambda other: other.offset)
            unit = clause.figures[place].unit if place < len(clause.figures) else ""
        if change == "fall":
            note = "下降写作负数:报送时下降填负数"
            lower, upper, comparator = fall(figure)
            words = words or f"下降{figure.text}{figure.word if figure.word in ('以上', '以内') else ''}"
            name = LESS.sub("", name).removesuffix("降幅") or name  # the number below zero is the fall
        elif names.is_growth(led) == "fall" and not LESS.match(name):
            name = f"{name}减少量"  # 化学需氧量、氨氮排放总量分别削减200吨、15吨
        elif change == "growth" and figure.unit == "%" and not re.search("增速|增长|增幅|涨幅$", name):
            name = f"{name}{'涨幅' if re.search('涨', led[-8:]) else '增速'}"
        if kind == "ceiling" and re.search("涨幅(?:[^涨幅]{0,8})$", led) and "涨幅" not in name:
            name = f"{name}涨幅"
        if kind == "ceiling" and change != "fall":
            lower, upper = (None, figure.value) if figure.upper is None else (figure.value, figure.upper)
            if comparator == "=":
                doubts.append("按上限理解,请确认")
        if aspiration := self._aspiration(clause, figure):
            words = "、".join(filter(None, (words, aspiration)))
        if (every := _EVERY.search(led[-12:])) and kind in FOR_EACH:
            kind = "rate"
            unit = f"{unit}/{every[1]}"
        if figure.word in ("左右", "上下"):
            doubts.append(f"原文为“{figure.word}”,按达到判断")
        if is_part and (len(name) < 3 or names.is_doing(name)) and self.reading.proposals:
            parent = self.reading.proposals[self._parent(unit) or 0].name
            own = re.sub(r"^[\s(其中含包括,、]+|[()]", "", led)
            name = names.clipped(f"{parent}({own or figure.unit})")
        if len(name) < 2:
            name = sentence[: names.LENGTH]
            doubts.append("名称需补充")
        if not unit:
            doubts.append("计量单位需补充")
        elif not figure.is_unit_known:
            doubts.append(f"计量单位“{unit}”不在单位表中,按原文保留")
        if figure.is_chinese:
            doubts.append("中文数字")
        if re.search(r"惠及|受益|覆盖|带动|拉动|投资\d", led[-6:] + figure.text):
            doubts.append("可能是效果而不是任务")
        part_of = self._parent(unit) if is_part else None
        return Proposal(
            name=name, kind=kind, unit=unit, comparator=comparator, lower=lower, upper=upper, sentence=sentence,
            span=(figure.offset - start, figure.end - start), offset=figure.offset, holds=(figure.offset,),
            words=words, note=note, part_of=part_of, due=due_before(self.words, clause, figure) or self.due,
            confidence=DOUBTFUL if len(doubts) > 1 else LIKELY if doubts else SURE, doubts=tuple(doubts),
        )  # fmt: skip

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

    def _aspiration(self, clause: Clause, figure: Figure) -> str:
        """力争1200个 behind 不少于1000个, or 力争 before a number: words that bind nobody."""
        head = self.words[max(clause.start, figure.offset - 16) : figure.offset]
        found = re.search(r"力争[^,、\d]*$", head)
        return f"{found[0]}{figure.text}" if found else ""

    def _is_node(self, clause: Clause, passed: Passed) -> bool:
        """到位资金45亿元,其中一季度8亿元、上半年20亿元: by when how much of it, kept as the plan's nodes."""
        figure, last = passed.figure, self.reading.proposals[-1] if self.reading.proposals else None
        if last is None or passed.reason != SCHEDULE or last.kind != "quantity" or not self._is_in_segment(figure):
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
        wholes = [number for number, one in enumerate(self.reading.proposals) if one.part_of is None]
        is_between = len(wholes) > 1 and self.reading.proposals[wholes[-1]].kind == "growth" and unit != "%"
        if is_between and self.segment_start <= self.reading.proposals[wholes[-2]].offset:
            return wholes[-2] if self.reading.proposals[wholes[-2]].unit == unit else wholes[-1]
        return wholes[-1] if wholes else None

    def _add(self, proposal: Proposal) -> None:
        if proposal.part_of is not None and proposal.part_of < len(self.reading.proposals):
            parent = self.reading.proposals[proposal.part_of]
            if len(proposal.name) < 4:
                proposal = replace(proposal, name=names.clipped(f"{parent.name}({proposal.name})"))
        self.reading.proposals.append(proposal)
