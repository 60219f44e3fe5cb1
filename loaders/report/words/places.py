"""The places or works that a clause names one by one: 共和东路、文庙片区等."""

from __future__ import annotations

import re

# What may stand before the doing itself.
BEGIN = (
    r"(?:全面|力争|确保|加快|积极|持续|深入|扎实|继续|及时|高标准|高质量|高水平|统筹|有序|稳步|同步|协同|"
    r"年内|基本|计划|尽快|重点|做好|抓好|大力|全力|切实|着力|稳妥|进一步)*"
)


def named_things(said: str) -> list[str]:
    """The places or works that a clause names one by one, each with what is done there; [] for general words."""
    verb = re.match(
        rf"{BEGIN}(?:开工建设|新开工|开工|加快推进|加快|推动|推进|启动|实施|建设|新建|改造|完成|提质升级|开展|"
        rf"举办|提升改造|打造|新\(改\)建|开\(续\)建|续建|建成|新改扩建|改扩建|扩建|整治)?",
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
        r"(?:政策|服务|生活|医疗|审批|[老旧]旧小区|学校|公园|社区|医院|道路|农村|城市|(?:公办|民办|普惠性?|农村|乡镇|城区)?(?:中小学|"
        r"小学|初中|中学|高中|幼儿园|停车场|充电站|卫生院|养老院|农贸市场))$",
        bare,
    )
