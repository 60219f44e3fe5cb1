"""Text as it stands on official paper: full-width punctuation (GB/T 15834), and nothing that would break a file.

Screens and figures use half-width punctuation; words from workbooks may contain anything.
"""

import re
import unicodedata

from metrics.terms import NO_VALUE
from metrics.wording import is_missing

_CHINESE = re.compile(r"[\u3400-\u9fff]")
# XML 1.0 has no place for these, not even escaped; a lone surrogate cannot be encoded.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
_BLANK = re.compile(r"[^\S\u3000]+")  # the wide one is of print: 第1期　　签发:李四
# Between two digits or letters it is a thousands comma or a time: `1,320`, `09:00`.
_POINT = re.compile(r"(?<![0-9A-Za-z])([,;:])(?!//) ?|([,;:])(?![0-9A-Za-z]|//) ?")
_OPENING, _CLOSING = "(（", ")）"
# Outside, and inside another pair.
_PAIRS = (("（", "）"), ("〔", "〕"))
_FULL = {",": "，", ";": "；", ":": "："}


def storable(text: str) -> str:
    """The same text without what no file, screen or store can hold."""
    return _FORBIDDEN.sub("", text)


def is_one_line(name: str) -> bool:
    """Whether there is no control sign, no line break and nothing invisible in it, so that what looks alike is alike.

    Not `isprintable`: some write a wide blank in a name of two letters, and Python knows not every 生僻字.
    """
    return {"Cc", "Cf", "Cs", "Zl", "Zp"}.isdisjoint(map(unicodedata.category, name))


def printed(value: object) -> str:
    """A value as one line of print: no control characters or line breaks, punctuation full-width; "—" for missing.

    Square brackets are full-width everywhere: at a line's start one would be taken for the mark of a paragraph.
    """
    if is_missing(value):
        return NO_VALUE
    text = _BLANK.sub(" ", storable(str(value))).strip()
    # 1—9月: a range is written with the long dash on paper.
    return full_width(text.replace("–", "—").replace("[", "［").replace("]", "］"))


def full_width(text: str) -> str:
    """A Chinese text with the punctuation of print; any other stays as it is, and so do times and thousands."""
    if not _CHINESE.search(text):
        return text
    text = _POINT.sub(lambda found: _FULL[found[1] or found[2]], text)
    return _bracketed(text)


def _bracketed(text: str) -> str:
    """Pairs of brackets full-width, one pair inside another as 〔〕; a bracket without its other half stays."""
    letters, opened = list(text), list[int]()
    for place, letter in enumerate(text):
        if letter in _OPENING:
            opened.append(place)
        elif letter in _CLOSING and opened:
            start = opened.pop()
            letters[start], letters[place] = _PAIRS[min(len(opened), 1)]
    return "".join(letters)


_CODE = re.compile(r"[0-9A-Z一-鿿]+(?:[-_.][0-9A-Z一-鿿]+)*")
LONGEST_CODE = 20
CODE_FORM = f"字母、数字、汉字和连字符,不超过{LONGEST_CODE}个字,如 GDP-R"


def plain_code(text: str) -> str | None:
    """A 指标编码 as it is kept, letters large; empty for none. None for what cannot be one."""
    code = text.strip().upper()
    return code if not code or (len(code) <= LONGEST_CODE and _CODE.fullmatch(code)) else None
