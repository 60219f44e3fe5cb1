"""A milestone, and dated steps of one work: 6月底前开工,12月底前完成50% are its plan nodes."""

import re
from bisect import bisect_left

from loaders.prose.figures import Figure
from loaders.report.sentences.names import clipped
from loaders.report.sentences.proposals import LIKELY, Proposal
from loaders.report.words.clauses import Clause
from loaders.report.words.dates import DUE, REACHED, bare_words, month_of
from loaders.report.words.passage import Passage

_STEP = (
    (re.compile(r"完成(?:工程量|总工程量|总量|投资|工程进度|进度|形象进度)?的?\s*(\d{1,3}(?:\.\d+)?)\s*%|(?:工程量|"
                r"形象进度|进度)(?:达到?|完成)?\s*(\d{1,3}(?:\.\d+)?)\s*%"), None),
    (re.compile(r"完成[^,。;]{0,14}?(?:前期|招标|招投标|立项|可研|设计|规划|选址|批复|审批|征地|征迁)|启动前期"), 0.1),
    (re.compile(r"开工|动工|启动(?:建设)?|进场"), 0.2),
    (re.compile(r"主体.{0,4}(?:完工|封顶|完成|结顶|竣工)|封顶|结顶"), 0.7),
    (re.compile(r"竣工|完工|建成|投用|投入使用|投运|通车|完成|具备.{1,8}条件|交付|验收|启用|运行|运营|开放|全部"), 1.0),
)  # fmt: skip
_OF_WORK = re.compile(r"(?:工程量|形象进度|工程进度|建设进度|总工程)(?:的|达到?|完成)*\s*$")
_NO_THING = re.compile(
    rf"{REACHED}|[\s(),、,。;:\d%]|前期|其中|第|一|之?前|全年|累计|基本|集中|全面|全部|全线|正式|确保|力争|完成|实现|达到?|开办|启动|进场|施工|建设|主体|工程|手续|工作|"
    r"招标|招投标|立项|可研|审批|选址|设计|方案|编制|下达|分解|任务|目标|指标|总量|工程量|形象|进度|年度|的|并|和|项目|装修|安装"
)
_WORK_DONE = re.compile(  # 完成环城路工程量的60%以上
    r"(?:[^,;。]*?完成)?(?P<thing>[^,;。\d]{2,24}?)总?(?:工程量|形象进度|工程进度|建设进度)的?(?:达到?|完成)*\s*(?P<share>\d{1,3}(?:\.\d+)?)%"
)
_SO_FAR_GROWN = re.compile("(?:累计|力争|确保|实现|同比)*(?:增长|下降)")
_SHORT = 18
_YEAR = re.compile(r"(20\d\d)年")


def is_step(passage: Passage, clause: Clause, figure: Figure) -> bool:
    """完成工程量的50%, 二季度完成30%, or 二季度完成200户 behind the 750户 in all: a step, and no measure of its own."""
    place = bisect_left(passage.found, figure.offset, key=lambda other: other.offset)
    near = reversed(passage.found[max(0, place - 4) : place])
    last = next((other.end for other in near if other.unit not in ("年", "月", "日")), 0)
    head = passage.words[max(clause.start, last, figure.offset - 20) : figure.offset].rsplit("(", 1)[-1]
    if figure.unit == "%" and _OF_WORK.search(head):
        return True
    if not (dated := DUE.search(head)):
        return False
    if figure.unit == "%" and month_of(dated) < 12 and _SO_FAR_GROWN.fullmatch(head, dated.end()):
        return True  # 固定资产投资一季度增长10%
    if _NO_THING.sub("", f"{head[: dated.start()]}{head[dated.end() :]}"):
        return False
    if figure.unit == "%" or dated[0].startswith("年"):  # 年底通车15条 is what is to come of it
        return figure.unit == "%"
    wholes = passage.found[max(0, place - 20) : place]
    return any(other.unit == figure.unit and other.value >= figure.value for other in wholes)


def says_no_thing(passage: Passage, clauses: list[Clause]) -> bool:
    """Whether dated clauses say how far it is and not of what: 3月底前完成招标,6月底前开工."""
    return all(not _NO_THING.sub("", DUE.sub("", passage.words[each.start : each.end])) for each in clauses)


def milestone(
    passage: Passage, start: int, end: int, name: str, segment: int | None, *, part_of: int | None = None,
    note: str | None = None, nodes: tuple[tuple[int, float], ...] = (),
) -> Proposal:  # fmt: skip
    """What is to be done between two places of an entry's words; `segment`: of which sentence, None for the first."""
    text, whole = passage.text, (0, len(passage.text))
    sentence = passage.segments.get(0, whole) if segment is None else passage.segments[segment]
    first, last = sentence if sentence[0] <= start and end <= sentence[1] else (start, end)
    if last - first > 400:
        first, last = max(first, start - 100), min(last, end + 100)
    while first < start and text[first] in " \n,，。;；":
        first += 1
    dated = DUE.search(passage.words[start : min(end, start + 24)])
    own_due = dated[0] if dated and dated[0].endswith(("前", "底", "末", "内")) and not nodes else ""
    return Proposal(
        name=name or text[start:end][:_SHORT], kind="milestone", unit="%", comparator="=", lower=100.0, upper=None,
        note=note, sentence=text[first:last].rstrip("\n "), span=(max(0, start - first), max(0, end - first)),
        offset=start, words=text[start:end].strip(" \n,，。;；")[:60], part_of=part_of, due=own_due or passage.due,
        nodes=nodes, confidence=LIKELY,
        doubts=("所列名称,是前一数量的组成部分",) if part_of is not None else ("没有数字,按形象进度",),
    )  # fmt: skip


def work_done(passage: Passage, clause: Clause) -> Proposal | None:
    """So much of a named work is to be done this year: a milestone; None for any other clause."""
    found = _WORK_DONE.match(DUE.sub("", passage.said(clause)))
    if found is None or not _NO_THING.sub("", found["thing"]):
        return None
    name = clipped(f"{bare_words(found['thing']).removesuffix('完成')}工程量")
    note = f"形象进度100%=完成工程量的{found['share']}%"
    return milestone(passage, clause.start, clause.end, name, clause.segment, note=note)


def dated_steps(passage: Passage, counted: set[int]) -> list[tuple[Proposal, list[Clause]]]:
    """Clauses that each date a further step of the same work are one milestone with plan nodes; with the clauses.

    `counted`: where the clauses begin that have a target of their own, which names no step.
    """
    words, clauses = passage.words, passage.clauses
    runs: list[list[tuple[Clause, int, float]]] = []
    last_at = -9
    for number, clause in enumerate(clauses):
        said = words[clause.start : clause.end]
        dated = DUE.search(said[:24])
        if dated and (named := _YEAR.match(dated[0])) and int(named[1]) > passage.year:  # 明年 in digits
            continue
        share = _share(said) if dated else None
        if dated is None or share is None or clause.start in counted or _counts_things(said):
            continue
        month = month_of(dated)
        is_near = bool(runs) and number - last_at <= 2
        if is_near and runs[-1][-1][1] <= month <= 12 and (runs[-1][-1][2] <= share or share < 1):
            runs[-1].append((clause, month, share))
        elif 1 <= month <= 12:
            runs.append([(clause, month, share)])
        last_at = number
    made = []
    for run in [run for run in runs if len(run) > 1]:
        first, last = run[0], run[-1]
        final = last[2] or 1.0
        shares = {month: min(1.0, share / final) for _, month, share in run}
        nodes = tuple(
            (month, 1.0 if month == last[1] else round(min(other for at, other in shares.items() if at >= month), 3))
            for month in shares
        )  # a step is no further than what comes after it
        name = bare_words(DUE.sub("", words[first[0].start : first[0].end], count=1))
        begin, used = first[0], [clause for clause, _, _ in run]
        at = bisect_left(clauses, begin.start, key=lambda clause: clause.start)
        before = clauses[at - 1] if at and clauses[at - 1].segment == begin.segment and len(name) <= 10 else None
        if before and before.start not in counted and not passage.asides.of(before):
            name, begin = bare_words(words[before.start : before.end]), before  # 建设传染病楼,9月底前完成主体工程
            used.append(before)
        elif says_no_thing(passage, used) and begin.start > clauses[0].start:  # of what is said at the head
            name = bare_words(words[clauses[0].start : clauses[0].end])
            used.append(clauses[0])
        note = f"形象进度100%=完成工程量的{final:.0%}" if final < 1 else None
        step = milestone(passage, begin.start, last[0].end, clipped(name), begin.segment, note=note, nodes=nodes)
        made.append((step, used))
    return made


def _counts_things(said: str) -> bool:
    return re.search(r"\d+(?:\.\d+)?(?:个|所|座|条|处|公里|户|套|家|名|人|亩|万)", DUE.sub("", said)) is not None


def _share(said: str) -> float | None:
    for pattern, share in _STEP:
        if found := pattern.search(said):
            return float(found[1] or found[2]) / 100 if share is None else share
    return None
