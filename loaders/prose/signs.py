"""Characters: one width for all, Chinese numerals, and how wide a line is. One character stays one, so offsets hold."""

import re
import unicodedata
from functools import lru_cache

_WIDE: dict[str | int, str | int | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME = str.maketrans(
    _WIDE
    | {
        "\u3000": " ", "\u00a0": " ", "〔": "[", "〕": "]", "【": "[", "】": "]", "［": "[", "］": "]",
        "﹪": "%", "∶": ":", "︰": ":", "﹕": ":", "､": "、", "﹑": "、", "−": "-", "‑": "-", "－": "-", "～": "~",
        "〜": "~",        "∼": "~", "―": "—", "─": "—", "━": "—", "⼀": "一", "•": "·", "・": "·", "﹣": "-",
    }
)  # fmt: skip
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_SHORTENED = re.compile(r"[百千万亿][一二三四五六七八九]$")


@lru_cache(maxsize=1024)  # a line is asked about from many sides
def plain(text: str) -> str:
    """The text with half-width letters, digits and signs, of the same length. Brackets of all forms become two."""
    return text.translate(_SAME)


def number_of(numeral: str) -> int | None:
    """A Chinese numeral as a number: 十二 → 12, 三百 → 300, 一百二十 → 120, 两万五 → 25000; None for anything else."""
    total = section = digit = 0
    if _SHORTENED.search(numeral):  # the last step is left unsaid: 两万五[千], 一百二[十]
        return (number_of(numeral[:-1]) or 0) + _DIGITS[numeral[-1]] * (_TENS | _MYRIADS)[numeral[-2]] // 10
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character in _MYRIADS:
            total += (section + digit or 1) * _MYRIADS[character]
            section = digit = 0
        else:
            return None
    return total + section + digit if numeral else None


def width(text: str) -> int:
    """How many half-width columns a line takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
