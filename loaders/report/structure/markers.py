"""How a line is numbered: `第1件` `1.` `1、` `1。` `(1)` `(一)` `一、` `①` `01`, with ★ or ▶ before it, or a bullet."""

import re
import unicodedata
from dataclasses import dataclass

from loaders.prose.signs import number_of, plain

BULLETS = "★☆▶►▷●○■□◆◇▲△※✓√·—–\\-*"
_BULLET = re.compile(rf"[{BULLETS}]+\s*")
_NUMERAL = "[一二三四五六七八九十百]+"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉"
_FORMS = (
    ("matter", re.compile(rf"第(?:({_NUMERAL})|(\d{{1,2}}))(?:项|件)[、::,.]?\s*")),
    ("section", re.compile(rf"(?:第?({_NUMERAL})(?:、|\.(?!\d)|,|。)|({_NUMERAL})\s+(?=\S)|"
                           rf"第({_NUMERAL})(?:部分|章|类|条)[、::,.]?|第(\d{{1,2}})(?:类|部分)[、:,.]?)\s*")),
    ("part", re.compile(rf"\(({_NUMERAL})\)[、.,]?\s*")),
    ("item", re.compile(r"(?:第|NO\.?|No\.?)?0{0,2}(\d{1,3})[*★☆※△▲]?(?:\.(?!\d)|、|。|,(?!\d)|:(?!\d)|\)|项[:、,.]?|"
                        r"\.\s+(?=\d))\s*")),
    ("item", re.compile(rf"\[?(?:民生实事|实事|项目|任务|事项)(\d{{1,3}}|{_NUMERAL})(?:\]|:|、|\.)\s*")),
    ("item", re.compile(r"[\[](\d{1,3})[\]][、.]?\s*")),
    ("item_in_brackets", re.compile(r"\((\d{1,3})\)[、.,]?\s*")),
    ("item", re.compile(r"([⒈-⒛])[、.]?\s*")),
    ("item_in_brackets", re.compile(r"([⑴-⒇])[、.]?\s*")),
    ("part", re.compile(r"([㈠-㈩])[、.]?\s*")),
    ("circle", re.compile(rf"([{_CIRCLED}])[、.]?\s*")),
)  # fmt: skip
_APART = re.compile(r"0{0,2}(\d{1,3})\s*(?=[^\d\s.,%/~—-])")
_BEFORE_DIGIT = re.compile(r"(\d{1,3})\.(?=\d{1,2}(?:月|G)|\d{2,}[^\d.%])")
_ALONE = re.compile(r"[*★☆※△▲]?0{0,2}(\d{1,3})[*★☆※△▲]?[.、。]?")
DEPTH = {"matter": 0, "section": 1, "part": 2, "item": 3, "item_in_brackets": 4, "circle": 5, "bullet": 6, "": 7}


@dataclass(frozen=True)
class Marker:
    """The number or bullet at the head of a line."""

    form: str  # matter section part item item_in_brackets circle bullet, "" for none
    number: int | None
    end: int  # where the words begin

    @property
    def depth(self) -> int:
        return DEPTH[self.form]


NONE = Marker("", None, 0)


def marker(text: str, stands_apart: bool = False, expected: int | None = None) -> Marker:
    """The marker of a line. `stands_apart`: a number with a blank behind it counts as well (12 新建…). `expected`: the
    number that would come next, which may then stand before a digit too (3.5G基站, 1.6月底前)."""
    line = plain(text)
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    for form, pattern in _FORMS:
        if found := pattern.match(line, start):
            number = _number(next(group for group in found.groups() if group))
            if number:
                return Marker(form, number, found.end())
    if (found := _BEFORE_DIGIT.match(line, start)) and int(found[1]) == expected:
        return Marker("item", expected, found.end())
    if stands_apart and (found := _APART.match(line, start)) and int(found[1]):
        return Marker("item", int(found[1]), found.end())
    return Marker("bullet", None, start) if bullet and not re.match(r"[-—–]", line) else NONE


def number_alone(text: str) -> int | None:
    """The number of a line that holds nothing but an item's number."""
    found = _ALONE.fullmatch(plain(text))
    return int(found[1]) or None if found else None


def _number(written: str) -> int | None:
    if written.isdecimal():
        return int(written)
    if (counted := number_of(written)) is not None:
        return counted
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", written))
    if digits:
        return int(digits)
    value = unicodedata.numeric(written, 0.0)
    return int(value) or number_of(unicodedata.normalize("NFKC", written).strip("()"))
