"""What is to be done without a number: milestones, the named parts of a counted whole, dated steps and due dates."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from loaders.report.sentences import doings, names, skips
from loaders.report.sentences.proposals import REPEATED, Proposal, Reading, Unsaid
from loaders.report.sentences.steps import dated_steps, milestone, says_no_thing, work_done
from loaders.report.words.asides import LATER, SCHEDULE
from loaders.report.words.clauses import Clause
from loaders.report.words.dates import DUE, REACHED, bare_words, only_dates
from loaders.report.words.passage import Passage
from loaders.report.words.places import named_things


def add(reading: Reading, passage: Passage, heads: set[int], *, is_item: bool) -> None:
    """The milestones of an item, put among its proposals in the order of the text; and why other clauses are none.

    `heads`: where the clauses begin that name the next one's figure. In the body only a named thing with an end that
    can be looked at is a milestone; an item of a list is one where nothing in it is counted.
    """
    words, clauses = passage.words, passage.clauses
    passed = {found.figure.offset: found.reason for found in reading.passed if found.reason}
    counted = [any(figure.offset not in passed for figure in clause.figures) for clause in clauses]
    starts = [clause.start for clause in clauses]
    homes = [max(0, bisect_right(starts, proposal.offset) - 1) for proposal in reading.proposals]
    made: list[Proposal] = list(_parts(reading, homes, passage)) if is_item else []
    with_figures = [clause for clause, is_counted in zip(clauses, counted, strict=True) if is_counted]
    counting = {clause.segment for clause in with_figures}
    steps = dated_steps(passage, {clause.start for clause in with_figures}) if is_item else []
    scheduled: set[int] = set()
    if reading.proposals:  # what it is a schedule of is counted
        scheduled = {
            clause.start for _, used in steps if says_no_thing(passage, used[:2]) or passage.asides.of(used[0])
            for clause in used
        }  # fmt: skip
        steps = [step for step in steps if step[1][-1].start not in scheduled]
    done = {clause.start for step in steps for clause in step[1]} | {starts[home] for home in homes} | heads
    made += [step[0] for step in steps]
    unsaid: list[tuple[Clause, str]] = []
    said_before: set[str] = set()
    for number, clause in enumerate(clauses):
        if clause.start in done or counted[number]:
            continue
        if aside := SCHEDULE if clause.start in scheduled else passage.asides.at(clause, clause.end):
            unsaid.append((clause, aside))
            continue
        if (part := work_done(passage, clause)) is not None:
            made.append(part)
            continue
        if _is_described(clause, passed) and not doings.has_end(bare_words(passage.said(clause))):
            continue
        near = [each for each in reversed(clauses[max(0, number - 4) : number]) if not _is_described(each, passed)]
        if near and (dated := only_dates(words, clause)) and clause.segment == near[0].segment:
            before = near[0].start
            if _give_date(reading.proposals, dated, starts, before) + _give_date(made, dated, starts, before):
                continue
        is_led_up_to = number + 1 < len(clauses) and clauses[number + 1].segment == clause.segment
        said = passage.said(clause)
        if not is_item:
            is_dated = is_led_up_to and only_dates(words, clauses[number + 1]) != ""
            why = "" if doings.is_reached(said, is_dated) else doings.IN_BODY
        elif led := _of_head(passage, clause):
            made.append(milestone(passage, clause.start, clause.end, led, clause.segment))
            continue
        elif said in said_before:
            why = REPEATED
        else:
            leads_to_count, has_any = is_led_up_to and counted[number + 1], bool(made or reading.proposals)
            why = doings.why_not(words, clause, is_led_up_to, leads_to_count, clause.segment in counting, has_any)
        if why:
            unsaid.append((clause, why))
        else:
            made += _of_clause(passage, clause)
            said_before.add(said)
    first = clauses[0] if clauses else None
    is_told = first is not None and (passage.asides.at(first, first.end) != "" or _is_described(first, passed))
    if is_item and not (made or reading.proposals or is_told or any(counted)):
        made += _whole(passage)
        unsaid = unsaid[1:] if made else unsaid  # the whole is named by its first clause
    told = [Unsaid(passage.said(clause), why) for clause, why in unsaid if not clause.figures]
    reading.unsaid = [one for one in told if len(one.words) > 1]
    _merge(reading, made)


def _is_described(clause: Clause, passed: dict[int, str]) -> bool:
    """Whether a clause says no more than how large, how dear or how many, or by a later year: 总投资2亿元."""
    last = clause.figures[-1] if clause.figures else None
    why = passed.get(last.offset, "") if last and clause.end - last.end <= 6 else ""
    return why in (*skips.DESCRIBING, REPEATED, SCHEDULE) or why.endswith(LATER)


def _of_head(passage: Passage, clause: Clause) -> str:
    """环城路:全长6公里,6月底前贯通: a state, named by the label at its sentence's head; "" for any other clause."""
    start = passage.segments[clause.segment][0]
    head = passage.clauses[bisect_left(passage.clauses, start, key=lambda each: each.start)]
    if head is clause or head.figures or passage.words[head.end : head.end + 1] != ":":
        return ""
    said, thing = bare_words(passage.said(clause)), bare_words(passage.said(head))
    is_state = says_no_thing(passage, [clause]) and doings.has_end(f"{thing}{said}")
    return names.clipped(f"{thing}{said}") if is_state else ""


def _of_clause(passage: Passage, clause: Clause) -> list[Proposal]:
    """市民中心6月底前开工、城东水厂9月底前竣工: each work that has a date of its own, else what the clause names."""
    said, at = passage.words[clause.start : clause.end], clause.start
    pieces = said.split("、")
    if len(pieces) > 1 and all(DUE.search(piece) and doings.has_end(bare_words(piece)) for piece in pieces):
        made = []
        for piece in pieces:
            name = names.clipped(bare_words(piece))
            made.append(milestone(passage, at, at + len(piece), name, clause.segment))
            at += len(piece) + 1
        return made
    named = _names(bare_words(passage.said(clause)))
    return [milestone(passage, clause.start, clause.end, name, clause.segment) for name in named]


def _names(bare: str) -> list[str]:
    """One name, or one for each of several places that are named: 加快A、B建设."""
    is_title = any(mark in bare for mark in "“《") and "、" not in re.sub(r"“[^”]*”|《[^》]*》", "", bare)
    listed = [] if is_title else named_things(bare)
    if len(listed) < 2:
        return [names.clipped(bare)]
    verb = names.verb_of(bare) or ("" if listed[0].startswith(bare[:2]) else bare[:2])
    rest = next((verb[cut:] for cut in range(len(verb) - 1) if listed[0].startswith(verb[cut:])), "")
    listed[0] = listed[0].removeprefix(rest)  # 建设投用县中学、县医院
    done = re.search(rf"(?:建设|改造|整治|提升|迁建|扩建|更新|提质|修复|升级|(?:{REACHED})+)$", bare)
    tail = done[0] if done else ""
    if not tail and verb == "完成" and not re.search(r"(?:工程|项目|任务)$", listed[0]):
        return [names.clipped(bare)]  # 完成门诊楼、住院楼装饰装修工程: one work on both
    return [names.clipped(f"{verb}{thing}{'' if thing.endswith(tail) else tail}") for thing in listed]


def _parts(reading: Reading, homes: list[int], passage: Passage) -> Iterator[Proposal]:
    """A路、B路等5条道路: the named ones are parts of the five."""
    words, clauses = passage.words, passage.clauses
    for number, parent in enumerate(list(reading.proposals)):
        if parent.kind != "quantity" or parent.part_of is not None:
            continue
        clause = clauses[homes[number]]
        place = bisect_left(clause.figures, parent.offset, key=lambda figure: figure.offset)
        start = max(clause.start, clause.figures[place - 1].end if place else 0)
        head = words[start : parent.offset]
        end = head.rfind("等")
        if end < 0 or len(head) - end > 8:
            if not head.count("、") or not re.search(r"[园校学高中院路街馆站]$", head):
                continue
            end = len(head)
        things = [thing for thing in named_things(bare_words(head[:end])) if thing]
        verb = names.verb_of(bare_words(head))
        for thing in things:
            name = names.clipped(f"{verb}{thing.removeprefix(verb)}")
            yield milestone(passage, start, start + end, name, clause.segment, part_of=number)


def _whole(passage: Passage) -> list[Proposal]:
    said = passage.words.strip(" \n。;")
    if not doings.may_stand_whole(said):
        return []
    first = re.split(r"[,，。;；\n]", said, maxsplit=1)[0]
    start = passage.words.find(said)
    return [milestone(passage, start, start + len(first), names.clipped(bare_words(first)), None)]


def _merge(reading: Reading, made: list[Proposal]) -> None:
    """All in the order of the text; parts stay behind their whole, whose place they name."""
    old = list(reading.proposals)
    pairs = [(proposal.offset, 0, number, proposal) for number, proposal in enumerate(old)]
    pairs += [
        (old[proposal.part_of].offset if proposal.part_of is not None else proposal.offset, 1, number, proposal)
        for number, proposal in enumerate(made)
    ]
    pairs.sort(key=lambda pair: pair[:3])
    place = {number: at for at, (_, is_new, number, _) in enumerate(pairs) if not is_new}
    reading.proposals = [
        proposal if proposal.part_of is None else replace(proposal, part_of=place[proposal.part_of])
        for _, _, _, proposal in pairs
    ]


def _give_date(proposals: list[Proposal], dated: str, starts: list[int], start: int) -> int:
    """Give the proposals of the clause that starts there a date; how many they are."""
    mine = [n for n, found in enumerate(proposals) if starts[max(0, bisect_right(starts, found.offset) - 1)] == start]
    for number in mine:
        proposals[number] = replace(proposals[number], due=dated if dated != "年内" else proposals[number].due)
    return len(mine)
