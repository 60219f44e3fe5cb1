"""What is to be done without a number: milestones, the named parts of a counted whole, dated steps and due dates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from loaders.prose.doings import DOING
from loaders.report.sentences import names
from loaders.report.sentences.clauses import Clause
from loaders.report.sentences.dates import bare_words, give_date, only_dates
from loaders.report.sentences.passage import Passage
from loaders.report.sentences.places import BEGIN, named_things
from loaders.report.sentences.proposals import Proposal, Reading, Unsaid
from loaders.report.sentences.steps import dated_steps, milestone

_CONCRETE = re.compile(
    rf"^{BEGIN}(?:启动|加快|开工|动工|开\(续\)建|续建|完成|建成|竣工|投用|投运|迁建|搬迁|打造一批|新建|改建|"
    rf"扩建|改造|建设|修建|开通|开放|设立|成立|组建|建立|出台|编制|制定|举办|"
    rf"创建|争创|创成|"
    r"整治|拆除|免费|实现.{2,20}(?:通车|投用|开工|全覆盖|封顶|运营|运行|达标)|推动.{2,30}(?:建设|开工|投用|"
    r"落地|竣工|改造|通车)|推进.{2,40}(?:建设|改造|整治|迁建|扩建|"
    r"提质|开工|项目|工程)|(?:确保|力争|推动)?.{2,40}(?:建成|通车|投用|竣工|开工|封顶|投运|完工|交付|"
    r"动工|投入(?:使用|运营|运行)|启用|开[馆园业放]|落成|贯通|合龙|投产|达产|试?运[营行]|验收|揭牌)"
    r"(?:投用|通车|投运|使用)?$|动工|实施.{2,40}(?:工程|项目|改造|"
    r"整治|提升|建设))"
)
_ANY = re.compile(
    rf"^{BEGIN}(?:{DOING}|启动|加快|推进|推动|落实|落细|打击|支持|做好|抓好|深化|完善|健全|加强|强化|"
    rf"优化|规范|拓展|探索|构建|巩固|维护|保障|保护|给予|切实|促进|对|"
    rf"为|将|依法|开展|免费|当|组织|探索)"
)
_PURPOSE = re.compile(
    r"^\s*(?:实现|做到|确保|让|使|满足|提高|提升|增强|改善|切实|不断|以|推动实现|方便|解决|形成|逐步|努力|促进|"
    r"带动|保障|从而|维护|营造|达到|有效)"
)
_PREFACE = re.compile(
    r"^\s*(?:持续|深入|进一步|不断|积极|着力|提升|促进|优化|落实|依托|围绕|面向|按照|根据|聚焦|针对|通过|在|"
    r"坚持|强化|加强|完善|健全|推进|实施|推动|为|对|结合|利用)"
)
_OBJECT = re.compile(
    r"(?:项目|工程|路|大道|街|桥|院|校|学|中心|园|馆|场|站|所|基地|小区|片区|公园|广场|河|库|管网|平台|品牌|"
    r"制度|办法|方案|规划|厂|房|塔|隧道|通道|线|走廊|港|机场|泵|渠|堤|坝|"
    r"幼儿园|综合体|综合楼|楼|店|场景|赛事|比赛|节)"
)
_ALL_OF = re.compile(r"应[\u4e00-\u9fff]尽[\u4e00-\u9fff]|免费|全覆盖")
_FIRM = re.compile(rf"^{BEGIN}(?:启动|开工|动工|建成|竣工|投用|投运)")
_IN_BODY, _AIM, _GENERAL = "正文中没有数字的表述", "目的和效果", "没有数字、没有具体成果的表述"
_TITLE = re.compile(r"(?:行动|工程|计划|项目|提升|攻坚|服务|教育|就业|建设|保障|改造)$")


def add(reading: Reading, passage: Passage, due: str, heads: set[int], *, is_item: bool) -> None:
    """The milestones of an item, put among its proposals in the order of the text; and why other clauses are none.

    `heads`: where the clauses begin that name the next one's figure. Only an item of a list is done without a figure.
    """
    words, clauses = passage.words, passage.clauses
    passed = {found.figure.offset for found in reading.passed if found.reason}
    counted = [any(figure.offset not in passed for figure in clause.figures) for clause in clauses]
    with_figures = {clause.segment for clause, is_counted in zip(clauses, counted, strict=True) if is_counted}
    starts = [clause.start for clause in clauses]
    homes = [max(0, bisect_right(starts, proposal.offset) - 1) for proposal in reading.proposals]
    made: list[Proposal] = list(_parts(reading, homes, passage, due)) if is_item else []
    steps = dated_steps(passage, due) if is_item else []
    done = {clause.start for step in steps for clause in step[1]} | {starts[home] for home in homes} | heads
    made += [step[0] for step in steps]
    unsaid: list[tuple[Clause, str]] = []
    for number, clause in enumerate(clauses):
        if clause.start in done or counted[number]:
            continue
        if not is_item:
            unsaid.append((clause, _IN_BODY))
            continue
        if number and (dated := only_dates(words, clause)) and clause.segment == clauses[number - 1].segment:
            before = clauses[number - 1].start
            if give_date(reading.proposals, dated, starts, before) + give_date(made, dated, starts, before):
                continue
        is_led_up_to = number + 1 < len(clauses) and clauses[number + 1].segment == clause.segment
        leads_to_count = is_led_up_to and counted[number + 1]
        has_any = bool(made or reading.proposals)
        if why := _why_not(words, clause, is_led_up_to, leads_to_count, clause.segment in with_figures, has_any):
            unsaid.append((clause, why))
        else:
            made += _of_clause(passage, clause, due)
    if is_item and not made and not reading.proposals and not any(counted):
        made += _whole(passage, due)
        unsaid = unsaid[1:] if made else unsaid  # the whole is named by its first clause
    said = [(words[clause.start : clause.end].strip(), why) for clause, why in unsaid if not clause.figures]
    reading.unsaid = [Unsaid(text, why) for text, why in said if len(text) > 1]
    _merge(reading, made)


def _why_not(words: str, clause: Clause, is_led_up_to: bool, leads_to_count: bool, beside: bool, has_any: bool) -> str:
    """Why a clause without a figure is nothing to be done of its own; "" for one that is."""
    said = bare_words(words[clause.start : clause.end])
    if len(said) < 4 or (_TITLE.search(said) and clause.start == 0 and not _ANY.match(said)):
        return "事项的标题"
    if beside or leads_to_count:
        if _PURPOSE.match(said):
            return _AIM
        if leads_to_count and _PREFACE.match(said):
            return "引出后面的数量"
        is_thing = _FIRM.match(said) or _OBJECT.search(said) or _ALL_OF.search(said)
        return "" if is_thing and _CONCRETE.match(said) else _GENERAL
    if _PURPOSE.match(said) and has_any and not _CONCRETE.match(said):
        return _AIM
    is_head = clause.start == 0 and words[clause.end : clause.end + 1] in ("。", ":") and len(words) > clause.end + 8
    if is_head and len(said) <= 24 and not _FIRM.match(said):
        return "事项的标题"  # 实施教育提升行动。
    is_done = (_ANY.match(said) or _CONCRETE.match(said)) is not None and not (said.startswith("当") and is_led_up_to)
    return "" if is_done else _GENERAL


def _of_clause(passage: Passage, clause: Clause, due: str) -> list[Proposal]:
    said = passage.words[clause.start : clause.end]
    return [milestone(passage, clause.start, clause.end, name, clause.segment, due) for name in _names(said)]


def _names(said: str) -> list[str]:
    """One name, or one for each of several places that are named: 加快A、B建设."""
    bare = bare_words(said)
    if any(mark in bare for mark in "“《") and "、" not in re.sub(r"“[^”]*”|《[^》]*》", "", bare):
        return [names.clipped(bare)]
    listed = named_things(bare)
    if len(listed) < 2:
        return [names.clipped(bare)]
    verb = names.verb_of(bare) or bare[:2]
    done = re.search(r"(?:建设|改造|整治|提升|迁建|扩建|更新|贯通|提质|修复|升级)$", bare)
    tail = done[0] if done else ""
    return [names.clipped(f"{verb}{thing}{'' if thing.endswith(tail) else tail}") for thing in listed]


def _parts(reading: Reading, homes: list[int], passage: Passage, due: str) -> Iterator[Proposal]:
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
        if len(things) < 2 and re.search(r"等", head) and "、" not in head[:end]:
            continue
        verb = names.verb_of(bare_words(head))
        for thing in things:
            yield milestone(
                passage, start, start + end, names.clipped(f"{verb}{thing}"), clause.segment, due, part_of=number
            )


def _whole(passage: Passage, due: str) -> list[Proposal]:
    words = passage.words
    said = words.strip(" \n。;")
    if not re.search(r"[\u4e00-\u9fff]{3}", said):
        return []
    end = re.search(r"[,，。;；\n]", said)
    start = words.find(said)
    name = names.clipped(bare_words(said[: end.start()] if end else said))
    return [milestone(passage, start, start + (end.start() if end else len(said)), name, None, due)]


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
