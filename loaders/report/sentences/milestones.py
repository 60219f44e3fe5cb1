"""What is to be done without a number: milestones, the named parts of a counted whole, dated steps and due dates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from loaders.prose.figures import Figure
from loaders.prose.signs import plain
from loaders.report.sentences import names
from loaders.report.sentences.clauses import Clause
from loaders.report.sentences.proposals import LIKELY, Proposal, Reading

_DUE = re.compile(
    r"(?:(?:20\d\d)年)?(?:(\d{1,2})月(?:\d{1,2}日|底|末|中旬|上旬|下旬|份)?|(年底|年末|上半年|一季度|二季度|"
    r"三季度|四季度|国庆|春节|汛期))(?:之前|以前|前|内)?"
)
_MONTH_OF = {
    "年底": 12,
    "年末": 12,
    "上半年": 6,
    "一季度": 3,
    "二季度": 6,
    "三季度": 9,
    "四季度": 12,
    "国庆": 9,
    "春节": 1,
    "汛期": 5,
}
_BEGIN = (
    r"(?:全面|力争|确保|加快|积极|持续|深入|扎实|继续|及时|高标准|高质量|高水平|统筹|有序|稳步|同步|协同|"
    r"年内|基本|计划|尽快|重点|做好|抓好|大力|全力|切实|着力|稳妥|进一步)*"
)
_CONCRETE = re.compile(
    rf"^{_BEGIN}(?:启动|加快|开工|动工|开\(续\)建|续建|完成|建成|竣工|投用|投运|迁建|搬迁|打造一批|新建|改建|"
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
    rf"^{_BEGIN}(?:{names.DOING}|启动|加快|推进|推动|落实|落细|打击|支持|做好|抓好|深化|完善|健全|加强|强化|"
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
_FIRM = re.compile(rf"^{_BEGIN}(?:启动|开工|动工|建成|竣工|投用|投运)")
_TITLE = re.compile(r"(?:行动|工程|计划|项目|提升|攻坚|服务|教育|就业|建设|保障|改造)$")
_TOGETHER = re.compile(
    r"(?P<head>^[^、]{0,40}?)(?P<list>[^、,;。]{2,24}(?:\([^()]{1,40}\))?(?:、[^、,;。]{2,40}?)+)(?P<and>(?:和|"
    r"及|与|以及)[^、,;"
    r"。等]{2,24})?等?(?P<tail>[^、]{0,30})$"
)
_STEP = (
    (re.compile(r"完成(?:工程量|总工程量|总量|投资|工程进度|进度|形象进度)?的?\s*(\d{1,3})\s*%|(?:工程量|"
                r"形象进度|进度)(?:达到?|完成)?\s*(\d{1,3})\s*%"), None),
    (re.compile(r"完成(?:前期|招标|招投标|立项|可研|设计|规划|选址)|启动前期"), 0.1),
    (re.compile(r"开工|动工|启动(?:建设)?|进场"), 0.2),
    (re.compile(r"主体.{0,4}(?:完工|封顶|完成|结顶|竣工)|封顶|结顶"), 0.7),
    (re.compile(r"竣工|完工|建成|投用|投入使用|投运|通车|完成|交付|验收|启用|运行|运营|开放|全部"), 1.0),
)  # fmt: skip
_SHARE = re.compile(
    r"(?:完成|达到?|达)(?:工程量|总工程量|总量|工程进度|进度|形象进度|总投资)?的?\s*$|(?:工程量|形象进度|"
    r"工程进度)(?:的|达到?|完成)?\s*$"
)
_STATE = re.compile(
    r"(?:于|在|内|全部|全面|正式|顺利|如期|按期|按时|实现|主体|工程|建成|竣工|完工|完成|开工|动工|通车|封顶|交付|投用|投运|"
    r"投入|使用|运营|运行|启用|验收|建设|并|和)+"
)
_SHORT = 18


def is_share_of_work(words: str, figure: Figure) -> bool:
    """完成工程量的50%: a step of a milestone, and no measure of its own."""
    head = words[max(0, figure.offset - 12) : figure.offset]
    return (
        figure.unit == "%"
        and re.search(r"(?:工程量|形象进度|工程进度|建设进度|总工程)(?:的|达到?|完成)*\s*$", head) is not None
    )


def due_before(words: str, clause: Clause, figure: Figure) -> str:
    """The date by which a clause's figure is due, as written before it; "" where none stands."""
    *_, found = [None, *_DUE.finditer(words[max(clause.start, figure.offset - 40) : figure.offset])]
    return found[0] if found and found[0].endswith(("前", "底", "末", "内")) else ""


def add(reading: Reading, text: str, clauses: list[Clause], segments: dict[int, tuple[int, int]], due: str) -> None:
    """The milestones of an item, put among its proposals in the order of the text."""
    words = plain(text)
    passed = {found.figure.offset for found in reading.passed}
    counted = [any(figure.offset not in passed for figure in clause.figures) for clause in clauses]
    with_figures = {clause.segment for clause, is_counted in zip(clauses, counted, strict=True) if is_counted}
    starts = [clause.start for clause in clauses]
    homes = [max(0, bisect_right(starts, proposal.offset) - 1) for proposal in reading.proposals]
    made: list[Proposal] = list(_parts(reading, homes, text, clauses, segments, due))
    steps = _steps(text, words, clauses, segments, due)
    done = {clause.start for step in steps for clause in step[1]} | {starts[home] for home in homes}
    made += [step[0] for step in steps]
    for number, clause in enumerate(clauses):
        if clause.start in done or clause.is_inside or counted[number]:
            continue
        if number and (dated := _only_dates(words, clause)) and clause.segment == clauses[number - 1].segment:
            before = clauses[number - 1].start
            if _date(reading.proposals, dated, starts, before) + _date(made, dated, starts, before):
                continue
        is_led_up_to = number + 1 < len(clauses) and clauses[number + 1].segment == clause.segment
        leads_to_count = is_led_up_to and counted[number + 1]
        has_any = bool(made or reading.proposals)
        if _counts(words, clause, is_led_up_to, leads_to_count, clause.segment in with_figures, has_any):
            made += _of_clause(text, words, clause, segments, due)
    if not made and not reading.proposals:
        made += _whole(text, words, segments, due)
    _merge(reading, made)


def _counts(words: str, clause: Clause, is_led_up_to: bool, leads_to_count: bool, beside: bool, has_any: bool) -> bool:
    """Whether a clause without a figure is something to be done of its own."""
    said = _bare(words[clause.start : clause.end])
    if len(said) < 4 or (_TITLE.search(said) and clause.start == 0 and not _ANY.match(said)):
        return False
    if beside or leads_to_count:
        if not (_FIRM.match(said) or _OBJECT.search(said) or _ALL_OF.search(said)):
            return False
        is_preface = leads_to_count and _PREFACE.match(said) is not None
        return _CONCRETE.match(said) is not None and not is_preface and not _PURPOSE.match(said)
    if _PURPOSE.match(said) and has_any and not _CONCRETE.match(said):
        return False
    is_head = clause.start == 0 and words[clause.end : clause.end + 1] in ("。", ":") and len(words) > clause.end + 8
    if is_head and len(said) <= 24 and not _FIRM.match(said):
        return False  # 实施教育提升行动。 is the item's title
    return (_ANY.match(said) or _CONCRETE.match(said)) is not None and not (said.startswith("当") and is_led_up_to)


def _only_dates(words: str, clause: Clause) -> str:
    """确保9月底前投运: the date of a clause that only says when what stands before it is done; else ""."""
    said = _bare(words[clause.start : clause.end])
    found = _DUE.search(said)
    return found[0] if found and _STATE.fullmatch(said.replace(found[0], "", 1)) else ""


def _date(proposals: list[Proposal], dated: str, starts: list[int], start: int) -> int:
    """Give the proposals of the clause that starts there a date; how many they are."""
    mine = [n for n, found in enumerate(proposals) if starts[max(0, bisect_right(starts, found.offset) - 1)] == start]
    for number in mine:
        proposals[number] = replace(proposals[number], due=dated)
    return len(mine)


def _of_clause(text: str, words: str, clause: Clause, segments: dict[int, tuple[int, int]], due: str) -> list[Proposal]:
    said = words[clause.start : clause.end]
    return [_milestone(text, clause.start, clause.end, name, segments[clause.segment], due) for name in _names(said)]


def _names(said: str) -> list[str]:
    """One name, or one for each of several places that are named: 加快A、B建设."""
    bare = _bare(said)
    if any(mark in bare for mark in "“《") and "、" not in re.sub(r"“[^”]*”|《[^》]*》", "", bare):
        return [names.clipped(bare)]
    listed = named_things(bare)
    if len(listed) < 2:
        return [_clipped(bare)]
    verb = names.verb_of(bare) or bare[:2]
    done = re.search(r"(?:建设|改造|整治|提升|迁建|扩建|更新|贯通|提质|修复|升级)$", bare)
    tail = done[0] if done else ""
    return [_clipped(f"{verb}{thing}{'' if thing.endswith(tail) else tail}") for thing in listed]


def named_things(said: str) -> list[str]:
    """The places or works that a clause names one by one, each with what is done there; [] for general words."""
    verb = re.match(
        rf"{_BEGIN}(?:开工建设|新开工|开工|加快推进|加快|推动|推进|启动|实施|建设|新建|改造|完成|提质升级|开展|"
        rf"举办|提升改造|打造|新\(改\)建|开\(续\)建|续建|建成|改扩建|扩建|整治)?",
        said,
    )
    rest = said[verb.end() :] if verb else said
    depth, start, pieces = 0, 0, []
    for place, character in enumerate(rest):
        depth += (character in "(“《") - (character in ")”》" and depth > 0)
        if depth == 0 and character == "、":
            pieces.append(rest[start:place])
            start = place + 1
    pieces.append(rest[start:])
    if len(pieces) < 2:
        both = re.fullmatch(
            r"(.{4,}?(?:项目|工程|路|医院|学校|中心))和(.{4,}?(?:项目|工程|建设|路|医院|学校|中心))(建设|改造)?", rest
        )
        return [both[1], both[2]] if both else []
    last = re.split(r"等|(?<=[\u4e00-\u9fff)])(?:及|以及|和)(?=[\u4e00-\u9fff])", pieces[-1], maxsplit=1)
    more = [last[1]] if len(last) > 1 and re.search("及|以及|和", pieces[-1][len(last[0]) : len(last[0]) + 2]) else []
    if "等" in pieces[-1] and (both := re.search(r"等[^及和]{0,10}(?:及|和)(.{3,20})$", pieces[-1])):
        more = [both[1]]
    things = [*pieces[:-1], last[0], *more]
    return [thing.strip() for thing in things] if all(_is_proper(thing) for thing in things[:-1]) else []


def _is_proper(thing: str) -> bool:
    """Whether words name one place or work: 共和东路, 区妇幼保健院, 文庙片区."""
    bare = re.sub(r"\([^()]*\)", "", thing.strip())
    if not 2 <= len(bare) <= 20:
        return False
    return re.search(
        r"(?:路|街|巷|道|大道|段|桥|河|渠|库|湖|园|院|校|学|中心|馆|场|站|所|村|社区|片区|小区|广场|大厦|基地|"
        r"赛|节|荟|里|线|中学|小学|高中|幼儿园|医院|项目|工程|[A-Z]区|镇|"
        r"城|之道|澄园|路口|改线|期|[东南西北]延|延伸段|连接线|支线|工业园|港|塔|楼|厂|机场)$",
        bare,
    ) is not None and not re.match(
        r"(?:政策|服务|生活|医疗|审批|[老旧]旧小区|学校|公园|社区|医院|道路|农村|城市)$", bare
    )


def _parts(
    reading: Reading, homes: list[int], text: str, clauses: list[Clause], segments: dict[int, tuple[int, int]], due: str
) -> Iterator[Proposal]:
    """A路、B路等5条道路: the named ones are parts of the five."""
    words = plain(text)
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
        things = [thing for thing in named_things(_bare(head[:end])) if thing]
        if len(things) < 2 and re.search(r"等", head) and "、" not in head[:end]:
            continue
        verb = names.verb_of(_bare(head))
        for thing in things:
            yield _milestone(
                text, start, start + end, _clipped(f"{verb}{thing}"), segments[clause.segment], due, part_of=number
            )


def _steps(
    text: str, words: str, clauses: list[Clause], segments: dict[int, tuple[int, int]], due: str
) -> list[tuple[Proposal, list[Clause]]]:
    """Clauses that each give a date for a further step of the same work are one milestone with plan nodes."""
    runs: list[list[tuple[Clause, int, float]]] = []
    last_at = -9
    for number, clause in enumerate(clauses):
        said = words[clause.start : clause.end]
        dated = _DUE.search(said[:24])
        share = _share(said) if dated else None
        if dated is None or share is None or clause.is_inside or _counts_things(said):
            continue
        month = int(dated[1]) if dated[1] else _MONTH_OF[dated[2]]
        if (
            runs
            and number - last_at <= 2
            and runs[-1][-1][1] <= month <= 12
            and (runs[-1][-1][2] <= share or share < 1)
        ):
            runs[-1].append((clause, month, share))
        elif 1 <= month <= 12:
            runs.append([(clause, month, share)])
        last_at = number
    made = []
    for run in runs:
        if len(run) < 2:
            continue
        first, last = run[0], run[-1]
        final = last[2] or 1.0
        nodes = tuple({month: min(1.0, share / final) for _, month, share in run}.items())
        nodes = tuple((month, 1.0 if month == last[1] else round(share, 3)) for month, share in nodes)
        name = _bare(_DUE.sub("", words[first[0].start : first[0].end], count=1))
        begin, used = first[0], [clause for clause, _, _ in run]
        at = bisect_left(clauses, begin.start, key=lambda clause: clause.start)
        before = clauses[at - 1] if at else None
        if before is not None and before.segment == begin.segment and not before.figures and len(name) <= 10:
            name, begin = _bare(words[before.start : before.end]), before  # 建设传染病楼,9月底前完成主体工程
            used.append(before)
        made.append(
            (
                _milestone(text, begin.start, last[0].end, _clipped(name), segments[begin.segment], due,
                           note=f"形象进度100%=完成工程量的{final:.0%}" if final < 1 else None, nodes=nodes),
                used,
            )
        )  # fmt: skip
    return made


def _counts_things(said: str) -> bool:
    return re.search(r"\d+(?:\.\d+)?(?:个|所|座|条|处|公里|户|套|家|名|人|亩|万)", _DUE.sub("", said)) is not None


def _share(said: str) -> float | None:
    for pattern, share in _STEP:
        if found := pattern.search(said):
            if share is not None:
                return share
            return int(found[1] or found[2]) / 100
    return None


def _whole(text: str, words: str, segments: dict[int, tuple[int, int]], due: str) -> list[Proposal]:
    said = words.strip(" \n。;")
    if not re.search(r"[\u4e00-\u9fff]{3}", said):
        return []
    end = re.search(r"[,，。;；\n]", said)
    start = words.find(said)
    name = _clipped(_bare(said[: end.start()] if end else said))
    return [
        _milestone(text, start, start + (end.start() if end else len(said)), name, segments.get(0, (0, len(text))), due)
    ]


def _milestone(
    text: str, start: int, end: int, name: str, segment: tuple[int, int], due: str, *, part_of: int | None = None,
    note: str | None = None, nodes: tuple[tuple[int, float], ...] = (),
) -> Proposal:  # fmt: skip
    first, last = segment if segment[0] <= start and end <= segment[1] else (start, end)
    if last - first > 400:
        first, last = max(first, start - 100), min(last, end + 100)
    while first < start and text[first] in " \n,，。;；":
        first += 1
    dated = _DUE.search(plain(text[start : min(end, start + 24)]))
    own_due = dated[0] if dated and dated[0].endswith(("前", "底", "末", "内")) and not nodes else ""
    return Proposal(
        name=name or text[start:end][:_SHORT],
        kind="milestone",
        unit="%",
        comparator="=",
        lower=100.0,
        upper=None,
        note=note,
        sentence=text[first:last].rstrip("\n "),
        span=(max(0, start - first), max(0, end - first)),
        offset=start,
        words=text[start:end].strip(" \n,，。;；")[:60],
        part_of=part_of,
        due=own_due or due,
        nodes=nodes,
        confidence=LIKELY,
        doubts=("所列名称,是前一数量的组成部分",) if part_of is not None else ("没有数字,按形象进度",),
    )


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


def _bare(said: str) -> str:
    bare = said.strip(" \n,，。;；:：")
    bare = re.sub(r"^(?:\(\d{1,2}\)|\d{1,2}[.、](?!\d)|[一二三四五六七八九十]{1,2}是)", "", bare)
    bare = re.sub(rf"^(?:{_DUE.pattern}[,，]?)", "", bare) if _DUE.match(bare) else bare
    return re.sub(r"^(?:并|同时|以及|和|及|全年|今年|年内|力争|确保)+", "", bare)


def _clipped(words: str) -> str:
    return names.clipped(words)
