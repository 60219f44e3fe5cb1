"""Who does it, who leads, by when, wherever that stands: in a bracket, in 【】, behind an item, on its own line."""

import re
from dataclasses import replace
from functools import lru_cache, reduce

from loaders.prose.signs import plain
from loaders.report.structure.who import Roles, is_body, is_units, led_by, names, shares, told, without_person

LEAD, DUTY, OTHERS, LEADER, SUPPLIER, DUE = "lead", "duty", "others", "leader", "supplier", "due"
PERSON = "person"  # whom to ask, in a unit: leads only where no leader is named
_WORDS = (
    (SUPPLIER, "数据(?:提供|来源|报送)(?:单位|部门)"),
    (LEADER, "(?:牵头|责任|督[办导查]|领办|挂[点联钩]|包[案联保抓]|分管|联系|负责|主管|领衔|[县区市]级)[县区市]{0,2}级?"
             "(?:领导|负责人)"),
    (PERSON, "(?:项目|具体|直接|工作|业务)(?:责任人|负责人|联系人)|联络员"),
    (LEADER, "(?:第一|主要)?责任人"),
    (OTHERS, "(?:配合|协办|协同|协作|参与|参加|协助|会同|其他责任|相关|支持)(?:责任)?(?:单位|部门)|督办单位"),
    (LEAD, r"(?:第一|主要)?(?:牵头|主办|主责|主管|主体责任|汇总|总牵头)\(?(?:责任)?\)?(?:单位|部门|科室)|"
           "主要责任(?:单位|部门)|(?:总)?牵头"),
    (DUTY, "(?:省|市|州|县|区)级?(?:牵头|责任)(?:单位|部门)"),  # of the level above, where the own stands before it
    (DUTY, "(?:责任|实施|承办|落实|办理|建设|项目|具体|业主|执行|完成|承担|负责)(?:责任)?(?:单位|部门|主体|"
           "科室|股室)|责任"),
    (DUE, "(?:计划)?(?:完成|办结|实施|建设|推进|工作|时间|进度)?(?:时限|期限|时间节点|时间要求|时限要求|"
          "节点要求|完成时间|完成期限|完成日期)|完成时间|时间节点|时限"),
)  # fmt: skip
_ROLE = re.compile("|".join(f"(?P<r{number}>(?:{words}))" for number, (_, words) in enumerate(_WORDS)))
_AND = r"(?:\([^()]{1,6}\)|[及和与](?:其)?(?:责任人|负责人|联系人|部门))?"  # 责任部门(单位), 责任单位及责任人
_SAID = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?=[^:\n]{{2,8}}(?:单位|部门|领导|责任人|时限)\s*:))(?:(?:上述|以上|本|该)(?:\d+|[一二两三四五六七八九十]+)?项?(?:项目|工作|任务|事项|目标|指标)*的?)?(?:{_ROLE.pattern}){_AND}\s*(?:为|是)?\s*:\s*"
)
_SAID_ANYWHERE = re.compile(rf"(?:{_ROLE.pattern}){_AND}\s*(?:为|是)?\s*:\s*")  # 牵头单位:市发改委责任单位:市工信局
_BRACKET = re.compile(r"[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]")
_BOXED = re.compile(rf"\[(?:{_ROLE.pattern})\]")
_END_OF_WORDS = re.compile(
    r"(?P<dash>[—–…]{1,12}|--)|(?:[,;。]|^)\s*(?:(?P<by>由)|(?P<above>(?=以上|上述)))|。\s*(?!$)"
)
_TAIL = 120  # characters
_OF_A_PLACE = re.compile("[县区市省州旗盟镇乡团国中共各]")


def masked(text: str) -> tuple[str, Roles]:
    """The words of an item with what names its roles replaced by line breaks, of the same length; and the roles."""
    words, said = _found(text)
    return words, reduce(Roles.or_else, (each for _, each in said), Roles())


def stretches(text: str) -> list[tuple[int, Roles]]:
    """Where each stretch of an item's words ends for which somebody else is named as its lead: …(甲局);…(乙局)。

    Sayings with no words between them (主办单位, 实施单位 on lines of their own) are one.
    """
    words, found = _found(text)
    led: list[tuple[int, Roles]] = []
    last = -1
    for place, roles in sorted(found, key=lambda each: each[0]):
        if led and not words[last:place].strip(" \n,;。、"):
            led[-1] = (led[-1][0], led[-1][1].or_else(roles))
        elif roles.lead:
            led.append((place, roles))
        last = place
    return led if len({roles.lead for _, roles in led}) > 1 else []


@lru_cache(maxsize=16_384)  # once while the lines are sorted, once when all of them are read
def _found(text: str) -> tuple[str, tuple[tuple[int, Roles], ...]]:
    """The words without what names roles, and each saying of roles with its place; brackets are looked at first."""
    found: list[tuple[int, Roles]] = []
    words = _unboxed(plain(text))
    for bracket in _BRACKET.finditer(words):
        is_last = _is_end(words, bracket.end()) or (
            words[bracket.end() : bracket.end() + 1] in (";", "。", "\n") and is_body(bracket[1])
        )
        is_first = words[: bracket.start()].rpartition("\n")[2] == "" and is_body(bracket[1])  # 【区教育局】新建…
        if said := roles_in(bracket[1], is_last=is_last or is_first):
            found.append((bracket.start(), said))
            words = _blanked(words, *bracket.span())
    start = 0
    while said_at := _SAID.search(words, start):  # 牵头单位:… behind the sentence or on its own line
        ends = [place for place in (words.find("\n", said_at.end()), words.find("。", said_at.end())) if place >= 0]
        end = min(ends, default=len(words))
        if said := roles_in(words[said_at.start() : end]):
            found.append((said_at.start(), said))
            words = _blanked(words, len(words[: said_at.start()].rstrip("—–")), end)
        start = end
    if not any(said.lead for _, said in found):
        lines, place = words.split("\n"), 0
        for number, line in enumerate(lines):
            said, start = _at_end(line)
            if said:
                found.append((place + start, said))
                lines[number] = _blanked(line, start, len(line))
            place += len(line) + 1
        words = "\n".join(lines)
    if not found:
        return text, ()
    return "".join("\n" if new == "\n" else old for old, new in zip(text, words, strict=True)), tuple(found)


def _unboxed(words: str) -> str:
    """【责任单位】县教育局 as 责任单位:县教育局, of the same length."""
    return _BOXED.sub(lambda found: f" {found[0][1:-1]}:", words)


def _blanked(words: str, start: int, end: int) -> str:
    return words[:start] + "\n" * (end - start) + words[end:]


def _at_end(words: str) -> tuple[Roles, int]:
    """Who stands behind an item's last words, and from where on: …两座。——甲局, …。甲局、乙局, …,由甲局牵头."""
    first = max(0, len(words) - _TAIL)
    for mark in reversed(list(_END_OF_WORDS.finditer(words, first))):
        rest = words[mark.end() :].strip(" 。;\n")
        is_marked = bool(mark["dash"] or mark["by"])
        if is_marked and (said := told(rest)):
            return said, mark.start("by") if mark["by"] else mark.start()
        if mark["above"] is not None and len(shared := shares(rest)) == 1 and not shared[0][0]:
            return shared[0][1], mark.start("above")
        if not mark["by"] and is_units(rest):
            roles = led_by(rest)
            if is_body(rest) or (is_marked and _OF_A_PLACE.match(roles.lead)):
                return roles, mark.end() - (0 if not is_marked else len(mark[0]))
    return Roles(), len(words)


def roles_in(text: str, is_last: bool = False) -> Roles:
    """What a bracket's or a line's words say of roles. `is_last`: names of units alone are roles too."""
    words = _unboxed(plain(text)).strip(" 。.")
    marks = list(_SAID.finditer(words)) and list(_SAID_ANYWHERE.finditer(words))
    if marks:
        roles = Roles()
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            value = words[mark.end() : following.start() if following else len(words)]
            roles = _with(roles, _role(mark), value.strip(" ,;、。.\n"))
        return roles
    if said := told(words):
        return said
    if is_last and is_units(words) and _OF_A_PLACE.match(words) and not words.endswith(("院", "校", "站")):
        return led_by(words)
    return Roles()


def role_of_column(heading: str) -> str | None:
    """The role that a table's column is for; None for any other column."""
    words = re.sub(r"[\s()/]", "", plain(heading))
    found = re.fullmatch(rf"(?:{_ROLE.pattern})(?:[及和].*|名称|单位|部门)?", words)
    return _role(found) if found else None


def with_role(roles: Roles, role: str, value: str) -> Roles:
    """The roles with one more said, as a table's column says it."""
    return _with(roles, role, plain(value).strip(" ,;、。"))


def begins_with_role(text: str) -> bool:
    """Whether a line says roles from its first word on."""
    return _SAID.match(_unboxed(plain(text)).lstrip("([ ")) is not None


def bare_role(text: str) -> Roles:
    """责任单位县教育局: a role and its units on a line of their own, whose colon is missing."""
    words = plain(text).strip(" 。")
    found = re.match(rf"(?:{_ROLE.pattern}){_AND}", words)
    rest = words[found.end() :] if found else ""
    return _with(Roles(), _role(found), rest) if found and is_units(rest) else Roles()


def _role(found: re.Match[str]) -> str:
    return next(role for number, (role, _) in enumerate(_WORDS) if found[f"r{number}"])


def _with(roles: Roles, role: str, value: str) -> Roles:
    if not value:
        return roles
    if role == LEADER:
        return replace(roles, leader="、".join(filter(None, (roles.leader, "、".join(names(value))))))
    if role == PERSON:
        return replace(roles, leader=roles.leader or value)
    if role == SUPPLIER:
        return replace(roles, supplier=next(iter(names(value)), roles.supplier))  # 有关单位 names nobody
    if role == DUE:
        return replace(roles, due=value)
    listed = tuple(without_person(name) for name in names(value))
    if role == LEAD and listed:  # whoever leads stands before those with a duty, wherever it is written
        before = (roles.lead,) if roles.lead else ()
        return replace(roles, lead=listed[0], others=(*listed[1:], *before, *roles.others))
    if role == DUTY and listed and not roles.lead:
        return replace(roles, lead=listed[0], others=(*roles.others, *listed[1:]))
    return replace(roles, others=(*roles.others, *listed))


def _is_end(words: str, end: int) -> bool:
    return re.fullmatch(r"[\s。.;,、]*", words[end : end + 8]) is not None and len(words) - end <= 4
