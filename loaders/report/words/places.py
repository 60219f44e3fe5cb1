"""The places or works that a clause names one by one: 共和东路、文庙片区等."""

import re

# What may stand before the doing itself.
BEGIN = (
    r"(?:全面|力争|确保|加快|积极|持续|深入|扎实|继续|及时|高标准|高质量|高水平|统筹|有序|稳步|同步|协同|"
    r"年内|基本|计划|尽快|重点|做好|抓好|大力|全力|切实|着力|稳妥|进一步)*"
)


_VERB = re.compile(
    rf"^{BEGIN}(?:开工建设|新?开工|加快推进|加快|推动|推进|启动|实施|建[设成]|新建|改造|完成|提质升级|开展|举办|提升改造|打造|新\(改\)建|"
    r"开\(续\)建|续建|(?:新?改)?扩建|整治)?"
)


def named_things(said: str) -> list[str]:
    """The places or works that a clause names one by one, each with what is done there; [] for general words."""
    rest = _VERB.sub("", said)
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
    is_place = re.search(
        r"(?:[路街巷道段桥河渠库湖园院校学馆场站所村赛节荟里线镇城期港塔楼厂]|中心|[社片小A-Z]区|大厦|基地|高中|项目|工程|路口|[东南西北]延)$",
        bare,
    )
    is_kind = re.fullmatch(
        r"政策|服务|生活|医疗|审批|[老旧]旧小区|学校|公园|社区|医院|道路|农村|城市|(?:[公民]办|普惠性?|农村|乡镇|城区)?(?:中?小学|初中|中学|高中|"
        r"幼儿园|停车场|充电站|卫生院|养老院|农贸市场)",
        bare,
    )
    return is_place is not None and is_kind is None
