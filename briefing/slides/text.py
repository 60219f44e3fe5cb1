"""Text as DrawingML: runs with the East-Asian font set, paragraphs with fixed lines, and how much room a text takes.

Sizes and lengths are points. Lines have a fixed height, so that a row is as high in PowerPoint as in WPS, whatever
font stands in for 微软雅黑.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from xml.sax.saxutils import escape

from pptx.util import Pt

from briefing.charts.look import TEXT
from metrics.typography import full_width

FACE = "微软雅黑"
LINE = 1.28  # of the size
# Of the size; a Chinese character is as wide as it is high. On the wide side of what the fonts that stand in have.
_LATIN, _BETWEEN, _BOLD = 0.64, 0.12, 1.06
# What stays together on a line; no line begins with a closing mark.
_WORD = re.compile(r"(?:[0-9A-Za-z.%+−/-]+|.)[,,。;;、::))”]*", re.DOTALL)
# Characters that XML 1.0 cannot hold; a unit's words may bring them along from a workbook.
_FORBIDDEN = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Place:
    """A rectangle on a slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """As python-pptx takes it: left, top, width, height."""
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height


@dataclass(frozen=True)
class Words:
    """A stretch of text in one size and colour."""

    text: str
    size: float = 12
    color: str = TEXT
    bold: bool = False

    def __post_init__(self) -> None:
        """Slides are print: the punctuation of Chinese is full-width, and measured so."""
        object.__setattr__(self, "text", full_width(self.text))


def fonts() -> str:
    """The face for Latin and for East-Asian text."""
    return f'<a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/><a:cs typeface="{FACE}"/>'


def character(words: Words, tag: str = "rPr") -> str:
    """Character properties, as runs, paragraph ends and defaults have them."""
    language = "" if tag == "defRPr" else ' lang="zh-CN" altLang="en-US"'
    return (
        f'<a:{tag}{language} sz="{round(words.size * 100)}" b="{int(words.bold)}">'
        f'<a:solidFill><a:srgbClr val="{hexed(words.color)}"/></a:solidFill>{fonts()}</a:{tag}>'
    )


def run(words: Words) -> str:
    """One run."""
    return f"<a:r>{character(words)}<a:t>{escape(_FORBIDDEN.sub('', words.text))}</a:t></a:r>"


def paragraph(words: list[Words], align: str = "l") -> str:
    """One paragraph; `align` is l, ctr or r."""
    size = max((one.size for one in words), default=12)
    spacing = f'<a:lnSpc><a:spcPts val="{round(size * LINE * 100)}"/></a:lnSpc>'
    properties = f'<a:pPr algn="{align}">{spacing}<a:buNone/></a:pPr>'
    ending = "" if words and words[0].text else character(words[0] if words else Words(""), "endParaRPr")
    return f"<a:p>{properties}{''.join(run(one) for one in words if one.text)}{ending}</a:p>"


def hexed(color: str) -> str:
    """`#1f2a37` → `1F2A37`."""
    return color.lstrip("#").upper()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is on one line, with the room that is left between Chinese and digits."""
    wide = [unicodedata.east_asian_width(one) in "WFA" for one in text]
    changes = sum(one != other for one, other in pairwise(wide))
    length = sum(1.0 if one else _LATIN for one in wide) + _BETWEEN * changes
    return size * length * (_BOLD if bold else 1.0)


def line_count(text: str, size: float, room: float) -> int:
    """How many lines a text takes in a column: numbers and Latin words stay whole, Chinese breaks anywhere."""
    return sum(_lines(part, size, room) for part in text.split("\n"))


@lru_cache(maxsize=4096)
def _lines(text: str, size: float, room: float) -> int:
    count, used = 1, 0.0
    for word in _WORD.findall(text):
        wide = width(word, size) + _BETWEEN * size * (word[0] < "\u2e80")
        if used + wide > room and used:
            count, used = count + 1, 0.0
        count += max(0, math.ceil(wide / room) - 1)
        used += min(wide, room)
    return count
