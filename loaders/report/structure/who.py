"""Who does it: units and people by their names, and what a sentence says that each of them does."""

import re
from dataclasses import dataclass

from loaders.prose.signs import number_of, plain

_UNIT = re.compile(  # by how its name ends
    r"各[县市区旗州镇乡街道村()、]{1,8}(?:人民)?(?:政府)?|(?=[\u4e00-\u9fff])[\u4e00-\u9fffA-Za-z·()]{0,24}?"
    r"(?:[局委办镇乡队会所处站团行部联社]|办公室|中心|街道|公司|集团|[园新]区|开发区|政府|电视台|专班|单位|部门|[城国]投|城管|"
    r"电力|移动|联通|电信|[医学法]院|检察院|[学党]校|档案馆|科协)"
    r"(?:\([^()]{1,12}\))?(?:等(?:有关|相关)?(?:单位|部门)?)?"
)
_SHORT_UNIT = re.compile(
    r"[县区市](?:发改|住建|教育|财政|民政|人社|卫健|水务|水利|交通|公安|工信|经信|商务|医保|文旅|应急|司法|税务|统计)"
)
_NOT_UNITS = re.compile(
    r"新建|改造|实施|完成|推进|打造|开展|提升|工程|项目(?!(?:服务|推进|建设|管理)?(?:中心|办|指挥部))|行动"
)
_PERSON = re.compile(
    r"[\u4e00-\u9fff·()]{0,20}?(?:书记|常委|[县区市州旗盟省镇乡局院]长|秘书长|检察长|主席|主任|党组成员|领导|负责人|同志|县级干部)"
    r"(?:[\u4e00-\u9fff·]{2,4})?\)?"
)
_BODY = re.compile(  # a unit that stands where it need not be one: the work of a 中心 or 站 is told in the same words
    r"(?:[县区市省州旗盟镇乡各国团].*(?:[会室镇乡联社队]|街道|办事处|(?:服务|管理|事务|发展)中心)|"
    r".*(?:[局委办]|公司|集团|委员会|管委会|办公室|政府))(?:\(.*\))?"
)
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_BETWEEN = re.compile(r"[、,;\s/|]+(?![^()]*\))|会同|(?<=[局委办])(?=[县区市州旗各][\u4e00-\u9fff])")  # a blank lost
_MARKED_LEAD = re.compile(r"\((?:牵头|主办|牵头单位)\)$")
_MARK = re.compile(r"\((?:(?:牵头|配合|责任)(?:单位)?|主办|协办)\)$")
_UNIT_AND_PERSON = re.compile(
    r"(?P<unit>.{2,}(?:局|委|办|公司|街道|中心|镇|乡))[^室馆站所队科处院校部库场组会区局]{2,3}"
)
_COUNT = re.compile(  # never begun amid a number: a long one was tried from each of its digits
    r"\s*\(?共?(?:(?<!\d)\d+|(?<![一二三四五六七八九十])[一二三四五六七八九十]+)"
    r"(?:项|件|条|个)(?:任务|工作|事项|实事)?\)?$"
)
_HELPS = (
    r"(?:等(?:单位|部门)?)?(?:按(?:照)?(?:各自)?职责(?:分工)?(?:抓好|分别)?(?:负责|落实|配合)?|分工负责|"
    r"(?:密切|积极|协同)?(?:配合|协助|参与|参加|协同|协办)(?:落实|配合|实施)?)"
)
_LEADS = r"(?:分别|共同|联合|总)?牵头(?:负责|抓总|落实|组织|实施|办理)?|负责牵头|主办|承办|负总责|领办"
_DOES = r"(?:具体)?负责(?:落实|实施|办理)?"
_NEXT = r"(?=$|[,;、。\s]|[县区市省州旗盟镇乡各国团])"
_TURN = re.compile(
    rf"[,;、。\s]*(?:并?由|请)?(?P<who>[^:]{{2,90}}?)(?:(?P<helps>{_HELPS})|(?P<leads>{_LEADS})|(?P<does>{_DOES})){_NEXT}"
)
_BY_WHEN = re.compile(
    r"[,;。\s]*(?P<due>(?:\d{4}年)?(?:\d{1,2}月|年底|年内|全年|[上下]半年|第?[一二三四1-4]季度|长期|持续)[^,;:。]{0,10}?)"
    r"(?:完成|办结)?[。\s]*"
)
_HEADING = re.compile(
    rf"由?(?P<who>.{{2,40}}?)(?:{_LEADS}|负责|分管|包抓|领衔)(?:推进|落实|办理|完成|实施)?的?(?:重点|主要|具体|民生|年度)?"
    r"(?:工作|任务|事项|项目|实事|指标|目标)*"
)
_ABOVE = re.compile(
    r"\s*(?:(?P<above>(?:以上|上述|前述)(?:(?P<count>\d+|[一二两三四五六七八九十]+)[项个条件])?|(?P<one>[该本])项?)|其中)?(?:各项)?"
    r"(?P<what>[^,;。由]{0,40}?)(?:项目|工作|任务|事项|实事|内容|指标|目标)*的?(?:(?:分别|均|主要)?由"
    rf"(?P<who>[^,;。]{{2,60}}?)(?:{_LEADS}|{_DOES})|"
    r"(?:牵头|责任|主办|承办|主责|实施)(?:单位|部门)(?:分别|均|都)?[为是:]\s*(?P<units>[^,;。]{2,60}))"
)


@dataclass(frozen=True)
class Roles:
    """Names as written. `lead` is who leads; all others are kept."""

    lead: str = ""
    others: tuple[str, ...] = ()
    leader: str = ""
    supplier: str = ""
    due: str = ""

    def or_else(self, more: "Roles") -> "Roles":
        """What is said here, and what only `more` says."""
        others = tuple(dict.fromkeys((*self.others, *((more.lead, *more.others) if self.lead else more.others))))
        return Roles(
            self.lead or more.lead, tuple(name for name in others if name and name != (self.lead or more.lead)),
            self.leader or more.leader, self.supplier or more.supplier, self.due or more.due,
        )  # fmt: skip

    def beyond(self, own: "Roles") -> "Roles":
        """What is said here for all, where an item's own words leave it open."""
        return Roles(
            "" if own.lead else self.lead, () if own.lead else self.others, "" if own.leader else self.leader,
            "" if own.supplier else self.supplier, "" if own.due else self.due,
        )  # fmt: skip

    @property
    def says_who(self) -> bool:
        return bool(self.lead or self.leader)

    def __bool__(self) -> bool:
        return any((self.lead, self.others, self.leader, self.supplier, self.due))


def names(value: str) -> tuple[str, ...]:
    """The units of a list, each as written; the commas within brackets divide nothing."""
    parts = _BETWEEN.split(plain(value).strip(" 。."))
    first = sorted(parts, key=lambda part: _MARKED_LEAD.search(part) is None)  # A局、B局(牵头): B leads
    return tuple(part for part in (_trimmed(part) for part in first) if part)


def _trimmed(name: str) -> str:
    bare = _MARK.sub("", _COUNT.sub("", name.strip()))
    bare = re.sub(r"^(?:由|和|及)|(?:牵头负责|牵头|负责|配合|落实)$", "", bare)
    return "" if bare in ("等", "相关单位", "有关单位") else bare


def is_units(text: str) -> bool:
    """Whether a text holds nothing but names of units."""
    words = plain(text).strip(" ,;、。")
    if not 2 < len(words) <= 120 or re.search(r"\d", words) or _NOT_UNITS.search(words):
        return False
    return all(_UNIT.fullmatch(name) or _SHORT_UNIT.fullmatch(name) for name in names(words)) and bool(names(words))


def without_person(name: str) -> str:
    """A unit without the person named behind it: 县财政局张某, 县财政局(张某)."""
    behind = re.search(r"\(([\u4e00-\u9fff]{2,3})\)$", name)
    bare = name[: behind.start()] if behind and not _UNIT.fullmatch(f"县{behind[1]}") else name
    found = _UNIT_AND_PERSON.fullmatch(bare) if not _UNIT.fullmatch(bare) else None
    return found["unit"] if found else bare


def is_body(text: str) -> bool:
    """Whether names of units can be nothing else, wherever they stand."""
    return is_units(text) and all(_BODY.fullmatch(name) for name in names(text))


def led_by(units: str) -> Roles:
    """The units of a list, of which the first leads."""
    lead, *more = names(units)
    return Roles(lead, tuple(more))


def units_alone(text: str) -> Roles:
    """The units that a line holds and nothing else, behind a dash or without one; the first leads."""
    words = re.sub(r"^[—–…-]+", "", plain(text))
    return led_by(words) if is_units(words) else Roles()


def is_name(text: str) -> bool:
    """Whether a text can be a person's bare name, where one is looked for."""
    return _NAME.fullmatch(plain(text)) is not None and not is_units(text)


def is_person(text: str) -> bool:
    """Whether a text names people by their office: 县委常委、常务副县长, 副县长某某, 某某副市长."""
    people = names(text)
    return bool(people) and not is_units(text) and all(_PERSON.fullmatch(person) for person in people)


def told(text: str) -> Roles:
    """Who does what, one after the other, in words that say nothing else: X副县长负责,A局牵头,B局等配合,6月底前完成.

    Where nobody is said to lead, whoever is named first does (A局、B局按职责分工负责). No roles for any other words.
    """
    words = plain(text).strip(" 。.")
    roles, place, unsure = Roles(), 0, False
    while place < len(words) <= 200:
        if due := _BY_WHEN.fullmatch(words, place):
            roles, place = roles.or_else(Roles(due=due["due"])), len(words)
        elif (turn := _TURN.match(words, place)) is None:
            return Roles()
        else:
            who = re.sub(r"等(?:有关|相关)?(?:单位|部门)?$", "", turn["who"])
            if is_units(who):
                roles = _with_turn(roles, names(who), leads=bool(turn["leads"]))
            elif not turn["helps"] and (is_person(who) or _NAME.fullmatch(who)):
                roles = roles.or_else(Roles(leader="、".join(names(who))))
                unsure |= not is_person(who)  # a bare name is somebody's only beside a unit's
            else:
                return Roles()
            place = turn.end()
    return roles if roles.lead or (roles.leader and not unsure) else Roles()


def _with_turn(roles: Roles, units: tuple[str, ...], *, leads: bool) -> Roles:
    if leads and roles.lead:  # whoever leads stands before those with a duty, wherever it is written
        return Roles(units[0], (*units[1:], roles.lead, *roles.others), roles.leader, roles.supplier, roles.due)
    return roles.or_else(Roles(units[0], units[1:]))


def heads(text: str) -> Roles:
    """Who leads all that stands below a heading: X局牵头工作(4项), X副市长牵头重点工作, X局(3项), X局."""
    words = _COUNT.sub("", plain(text).strip(" :。"))
    found = _HEADING.fullmatch(words)
    who = found["who"] if found else words
    if is_units(who) and (found or is_body(who)):
        return led_by(who)
    return Roles(leader="、".join(names(who))) if is_person(who) else Roles()


def how_many(text: str) -> int | None:
    """Of how many items a line speaks: 以上3项目标责任单位为… of three, 该目标责任单位为… of one; None: of all."""
    found = _ABOVE.match(plain(text))
    counted = (found["count"] or "") if found else ""
    return 1 if found and found["one"] else int(counted) if counted.isdecimal() else number_of(counted)


def shares(text: str) -> list[tuple[str, Roles]]:
    """What a line says of who leads what stands above it: 上述项目由X牵头负责, 上述A、B项目由X牵头,C项目由Y牵头.

    The words for what each leads ("" for all), with its roles; none for any other line.
    """
    made: list[tuple[str, Roles]] = []
    for part in re.split("[,;。]", plain(text).strip(" 。")):
        found = _ABOVE.fullmatch(part)
        who = (found["who"] or found["units"]) if found else ""
        if found and is_units(who) and (found["who"] or found["above"]):
            made.append((found["what"] or "", led_by(who)))
        elif made and (more_roles := told(part)):
            made[-1] = (made[-1][0], made[-1][1].or_else(more_roles))
        else:
            return []
    return made
