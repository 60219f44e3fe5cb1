"""For when a sentence speaks: a later year, or several together (到2027年, 未来三年), until it turns to this one."""

import re
from bisect import bisect_right

from loaders.prose.doings import DOING
from loaders.prose.signs import number_of

FAR = "年的远期目标"
_FEW = r"[两二三四五六3-6]"
_TIMES = re.compile(
    r"(?P<to>到|至|截至)?\s*(?<!\d)(?P<year>20\d\d)(?:年[底末]?|[底末])(?P<reach>(?:力争|全面|将)*(?:达|突破|实现|超过))?|"
    r"(?P<begins>(?<![^,;。:\n]))?[“\"]?(?P<plan>十[三四五六七])五[”\"]?(?:规划)?(?:期?末|(?(begins)(?:期间|时期)|(?!)))|"
    rf"(?P<period>(?:未来|今后|接下来)的?{_FEW}(?:至{_FEW})?年)|"
    rf"(?P<span>(?:用|利用|通过){_FEW}(?:至{_FEW})?年(?:左右)?的?时间|{_FEW}年(?:之?内|累计|共计|总共)|"
    rf"(?<![^,;。:\n]){_FEW}年(?=(?:{DOING})[^,;。\d]*\d))|"
    r"今年|本年|年内|当年|全年|(?P<ends>;)|(?P<closes>[。!?\n])"
)


class Horizons:
    """Where in an entry's words what is told is for later than the year at hand, and for when."""

    def __init__(self, words: str, year: int) -> None:
        """Words amid a sentence hold up to the next semicolon, at its head up to the full stop.

        今后五年 at a line's head holds for all of the line.
        """
        self._places: list[int] = []
        self._told: list[str] = []
        told, is_head, is_lines, start = "", False, False, 0
        for found in _TIMES.finditer(words):
            if found["closes"]:
                is_lines &= found[0] != "\n"
                told, start = told if is_lines else "", found.end()
            elif found["ends"]:
                told = told if is_head else ""
            else:
                before, told = told, _told(found, year, told)
                if told != before:
                    is_head = found.start() - start <= 2 and not found["span"]
                begins_line = is_head and (not start or words[start - 1] == "\n")
                is_lines = told != "" and (is_lines or (begins_line and found["period"] is not None))
            self._places.append(found.start())
            self._told.append(told)

    def far_off(self, place: int) -> str:
        """Why what stands there is no target of this year; "" where it may be one."""
        at = bisect_right(self._places, place) - 1
        return self._told[at] if at >= 0 else ""


def without_times(words: str) -> str:
    """Words without those that say of when they are."""
    return _TIMES.sub("", words)


def _told(found: re.Match[str], year: int, before: str) -> str:
    """What a time says of the words behind it; a year gone by, or one that is but named, changes nothing."""
    if found["period"] or found["span"]:
        return f"今后多{FAR}"
    named = year
    if found["year"]:
        named = int(found["year"])
    elif found["plan"]:  # the n-th five-year plan ends in 1955 + 5n
        named = 1955 + 5 * (number_of(found["plan"]) or 0)
    if named > year:
        return f"{named}{FAR}" if found["plan"] or found["to"] or found["reach"] else before
    return "" if named == year else before
