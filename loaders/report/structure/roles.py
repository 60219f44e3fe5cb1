"""Who does it, who leads, by when, wherever that stands: in a bracket, in 【】, behind an item, on its own line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.prose.signs import plain

LEAD, DUTY, OTHERS, LEADER, SUPPLIER, DUE = "lead", "duty", "others", "leader", "supplier", "due"
_WHO = "(?:单位|部门|局|责任单位|责任部门|科室|主体)"
_WORDS = (
    (SUPPLIER, "数据(?:提供|来源|报送)(?:单位|部门)"),
    (LEADER, "(?:牵头|责任|督办|督导|督查|领办|挂点|包案|分管|包联|包保|挂联|挂钩|联系|负责|主管|领衔|包抓|"
             "联系县|分管县|牵头县|责任县|县级|区级|市级|分管区|牵头区|责任区|分管市|牵头市|"
             "责任市)(?:县|区|市)?(?:级)?(?:领导|负责人)"),
    (LEADER, "(?:第一)?责任人|包抓领导"),
    (OTHERS, "(?:配合|协办|协同|协作|参与|参加|协助|会同|其他责任|相关|支持)(?:责任)?(?:单位|部门)"),
    (LEAD, "(?:第一|主要)?(?:牵头|主办|主责|主管|主体责任|汇总|总牵头)(?:责任)?(?:单位|部门|科室)|"
           "主要责任(?:单位|部门)|(?:总)?牵头"),
    (DUTY, "(?:责任|实施|承办|落实|办理|建设|项目|具体|业主|执行|完成|承担|负责)(?:责任)?(?:单位|部门|主体|"
           "科室|股室)|责任"),
    (DUE, "(?:计划)?(?:完成|办结|实施|建设|推进|工作|时间|进度)?(?:时限|期限|时间节点|时间要求|时限要求|"
          "节点要求|完成时间|完成期限|完成日期)|完成时间|时间节点|时限"),
)  # fmt: skip
_ROLE = re.compile("|".join(f"(?P<r{number}>(?:{words}))" for number, (_, words) in enumerate(_WORDS)))
_SAID = re.compile(rf"(?<![\u4e00-\u9fff])(?:{_ROLE.pattern})\s*(?:为|是)?\s*:\s*")
_SAID_ANYWHERE = re.compile(rf"(?:{_ROLE.pattern})\s*(?:为|是)?\s*:\s*")  # 牵头单位:市发改委责任单位:市工信局
_UNIT = re.compile(
    r"(?=[县区市省州旗镇乡团国中共各相有属地\u4e00-\u9fff])[\u4e00-\u9fffA-Za-z·()]{0,24}?"
    r"(?:局|委|办|办公室|中心|街道|办事处|镇|乡|公司|集团|大队|支队|总队|会|所|处|站|团|行|部|园区|开发区|新区|"
    r"政府|联|社|电视台|指挥部|"
    r"专班|各单位|各部门|单位|部门|管理部|城投|国投|城管|银行|电力|移动|联通|电信|医院|学院|学校)"
    r"(?:\([^()]{1,12}\))?(?:等(?:有关|相关)?(?:单位|部门)?)?"
)
_SHORT_UNIT = re.compile(
    r"[县区市](?:发改|住建|教育|财政|民政|人社|卫健|水务|水利|交通|公安|工信|经信|商务|医保|文旅|应急|司法|税务|统计)"
)
_IN_CHARGE = re.compile(
    r"(?:由)?(?P<lead>[^:。]{2,60}?)(?:牵头负责|牵头|负责落实|负责|主办|承办)"
    r"(?:[,;、]?(?P<others>[^:。]{2,80}?)(?:等)?(?:配合|协助|参与|协同|协办))?"
    r"(?:[,;](?P<due>(?:\d{4}年)?(?:\d{1,2}月|年底|年内|全年|[上下]半年|第?[一二三四1-4]季度|长期|持续)[^,;:。]{0,10}))?"
)
_BY = re.compile(
    r"(?:[,;。]|^)\s*由(?P<lead>[^,;。:]{2,30}?)(?:牵头负责|牵头|负责)(?:[,;](?P<others>[^,;。:]{2,"
    r"40}?)(?:配合|协助))?[。;]?$"
)
_BRACKET = re.compile(r"[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]")
_NOT_UNITS = re.compile(r"[新建改造实施完成推进打造开展提升]{2}|工程|项目|行动")


@dataclass(frozen=True)
class Roles:
    """Names as written. `lead` is who leads; all others are kept."""

    lead: str = ""
    others: tuple[str, ...] = ()
    leader: str = ""
    supplier: str = ""
    due: str = ""

    def or_else(self, more: Roles) -> Roles:
        """What is said here, and what only `more` says."""
        others = tuple(dict.fromkeys((*self.others, *((more.lead, *more.others) if self.lead else more.others))))
        return Roles(
            self.lead or more.lead, tuple(name for name in others if name and name != (self.lead or more.lead)),
            self.leader or more.leader, self.supplier or more.supplier, self.due or more.due,
        )  # fmt: skip

    @property
    def says_who(self) -> bool:
        return bool(self.lead or self.leader)

    def __bool__(self) -> bool:
        return any((self.lead, self.others, self.leader, self.supplier, self.due))


@lru_cache(maxsize=512)
def masked(text: str) -> tuple[str, Roles]:
    """The words of an item with what names its roles replaced by line breaks, of the same length; and the roles."""
    roles = Roles()
    words = plain(text)
    for bracket in _BRACKET.finditer(words):
        said = roles_in(bracket[1], is_last=_is_end(words, bracket.end()))
        if said:
            roles = roles.or_else(said)
            words = _blanked(words, *bracket.span())
    start = 0
    while said_at := _SAID.search(words, start):  # 牵头单位:… behind the sentence or on its own line
        ends = [place for place in (words.find("\n", said_at.end()), words.find("。", said_at.end())) if place >= 0]
        end = min(ends, default=len(words))
        if said := roles_in(words[said_at.start() : end]):
            roles = roles.or_else(said)
            words = _blanked(words, said_at.start(), end)
        start = end
    if not roles.lead and (found := _BY.search(words.rstrip())) and is_units(found["lead"]):
        lead, *more = names(found["lead"])
        roles = roles.or_else(Roles(lead, (*more, *names(found["others"] or ""))))
        words = _blanked(words, found.start(), found.end())
    if not roles:
        return text, roles
    return "".join("\n" if new == "\n" else old for old, new in zip(text, words, strict=True)), roles


def _blanked(words: str, start: int, end: int) -> str:
    return words[:start] + "\n" * (end - start) + words[end:]


def roles_in(text: str, is_last: bool = False) -> Roles:
    """What a bracket's or a line's words say of roles. `is_last`: names of units alone are roles too."""
    words = plain(text).strip(" 。.")
    marks = list(_SAID.finditer(words)) and list(_SAID_ANYWHERE.finditer(words))
    if marks:
        roles = Roles()
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            value = words[mark.end() : following.start() if following else len(words)]
            roles = _with(roles, _WORDS[_which(mark)][0], value.strip(" ,;、。.\n"))
        return roles
    if len(words) <= 140 and (found := _IN_CHARGE.fullmatch(words)) and is_units(found["lead"]):
        lead, *more = names(found["lead"])
        due = re.sub(r"(?:完成|办结)$", "", found["due"] or "")
        return Roles(lead, (*more, *names(found["others"] or "")), due=due)
    if (
        is_last
        and is_units(words)
        and re.match("[县区市省州旗镇乡团国中共各]", words)
        and not words.endswith(("院", "校", "站"))
    ):
        lead, *more = names(words)
        return Roles(lead, tuple(more))
    return Roles()


def names(value: str) -> tuple[str, ...]:
    """The units of a list, each as written; the commas within brackets divide nothing."""
    parts = re.split(r"[、,;\s/|]+(?![^()]*\))", plain(value).strip(" 。."))
    return tuple(part for part in (_trimmed(part) for part in parts) if part)


def role_of_column(heading: str) -> str | None:
    """The role that a table's column is for; None for any other column."""
    words = re.sub(r"[\s()/]", "", plain(heading))
    found = _ROLE.fullmatch(words) or re.fullmatch(rf"(?:{_ROLE.pattern})(?:及.*|和.*|名称|单位|部门)?", words)
    if found is None:
        return None
    return _WORDS[_which(found)][0]


def with_role(roles: Roles, role: str, value: str) -> Roles:
    """The roles with one more said, as a table's column says it."""
    return _with(roles, role, plain(value).strip(" ,;、。"))


def is_units(text: str) -> bool:
    """Whether a text holds nothing but names of units."""
    words = plain(text).strip(" ,;、。")
    if not 2 < len(words) <= 120 or re.search(r"\d", words) or _NOT_UNITS.search(words):
        return False
    return all(_UNIT.fullmatch(name) or _SHORT_UNIT.fullmatch(name) for name in names(words)) and bool(names(words))


def begins_with_role(text: str) -> bool:
    """Whether a line says roles from its first word on."""
    return _SAID.match(plain(text).lstrip("([")) is not None


def _which(found: re.Match[str]) -> int:
    return next(number for number in range(len(_WORDS)) if found[f"r{number}"])


def _with(roles: Roles, role: str, value: str) -> Roles:
    if not value:
        return roles
    if role == LEADER:
        return replace(roles, leader="、".join(filter(None, (roles.leader, "、".join(names(value))))))
    if role == SUPPLIER:
        return replace(roles, supplier=names(value)[0])
    if role == DUE:
        return replace(roles, due=value)
    listed = names(value)
    if role == LEAD and listed:  # whoever leads stands before those with a duty, wherever it is written
        before = (roles.lead,) if roles.lead else ()
        return replace(roles, lead=listed[0], others=(*listed[1:], *before, *roles.others))
    if role == DUTY and listed and not roles.lead:
        return replace(roles, lead=listed[0], others=(*roles.others, *listed[1:]))
    return replace(roles, others=(*roles.others, *listed))


def _trimmed(name: str) -> str:
    bare = re.sub(r"^(?:由|和|及)|(?:牵头负责|牵头|负责|配合|落实)$", "", name.strip())
    return "" if bare in ("等", "相关单位", "有关单位") else bare


def _is_end(words: str, end: int) -> bool:
    return re.fullmatch(r"[\s。.;,、]*", words[end : end + 8]) is not None and len(words) - end <= 4
