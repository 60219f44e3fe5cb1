"""The few SVG elements that charts are drawn with, and plotly's markup in words (`<b>`, `<span style>`, `<br>`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser

from metrics.typography import full_width

LINE_HEIGHT = 1.3  # plotly's, in sizes of the font
_MIDDLE = 0.36  # of the size: how far below a line's middle its baseline is
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_DASHES = {"dot": (1, 1), "dash": (3, 2), "dashdot": (3, 1, 1, 1)}  # in widths of the line


@dataclass(frozen=True)
class Run:
    """Words in one style."""

    text: str
    size: float
    color: str
    bold: bool = False


class _Words(HTMLParser):
    """plotly's markup as lines of runs; what it does not know is left out, as plotly does."""

    def __init__(self, plain: Run) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[Run]] = [[]]
        self._styles = [plain]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.lines.append([])
            return
        style = self._styles[-1]
        said = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", dict(attrs).get("style") or ""))
        size = float(said["font-size"].removesuffix("px")) if "font-size" in said else style.size
        color = said.get("color", style.color)
        self._styles.append(replace(style, size=size, color=color, bold=style.bold or tag == "b"))

    def handle_endtag(self, tag: str) -> None:
        if tag != "br" and len(self._styles) > 1:
            self._styles.pop()

    def handle_data(self, data: str) -> None:
        self.lines[-1].append(replace(self._styles[-1], text=full_width(data)))


def lines_of(text: str, size: float, color: str) -> list[list[Run]]:
    """A marked-up text as lines of runs."""
    words = _Words(Run("", size, color))
    words.feed(text)
    words.close()
    return words.lines


def width_of(text: str, size: float) -> float:
    """About how many pixels the longest line of a text takes."""
    lines = ["".join(run.text for run in line) for line in lines_of(text, size, "")]
    return size * max(sum(map(_share_of_size, line)) for line in lines)


def _share_of_size(sign: str) -> float:
    """How wide a character is for its size: Chinese ones as wide as high, % nearly so, digits and letters narrower."""
    return 1.0 if ord(sign) > 0x2E7F else 0.92 if sign == "%" else 0.58


def words(
    x: float, y: float, text: str, *, size: float, color: str, anchor: str = "center", valign: str = "middle"
) -> str:
    """A text at a point: `anchor` is left, center or right of it, `valign` top, middle or bottom."""
    lines = lines_of(text, size, color)
    step = LINE_HEIGHT * size
    height = step * len(lines)
    top = y - {"top": 0.0, "middle": height / 2, "bottom": height}[valign]
    parts = []
    for number, line in enumerate(lines):
        base = top + step * (number + 0.5) + _MIDDLE * size
        runs = "".join(map(_tspan, line))
        parts.append(
            f'<text x="{x:.2f}" y="{base:.2f}" text-anchor="{_ANCHORS[anchor]}" xml:space="preserve">{runs}</text>'
        )
    return "".join(parts)


def _tspan(run: Run) -> str:
    weight = ' font-weight="bold"' if run.bold else ""
    return f'<tspan font-size="{run.size:g}" fill="{run.color}"{weight}>{escape(run.text)}</tspan>'


def rect(x0: float, y0: float, x1: float, y1: float, fill: str, *, opacity: float = 1, line: str = "") -> str:
    """A rectangle between two corners in any order."""
    left, top, width, height = min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)
    faded = f' opacity="{opacity:g}"' if opacity < 1 else ""
    size = f'x="{left:.2f}" y="{top:.2f}" width="{width:.2f}" height="{height:.2f}"'
    return f'<rect {size} fill="{fill}"{faded}{line}/>'


def path(points: Iterable[tuple[float, float]], line: str, fill: str = "none", *, closed: bool = False) -> str:
    """Straight lines through points."""
    steps = "L".join(f"{x:.2f},{y:.2f}" for x, y in points)
    return f'<path d="M{steps}{"Z" if closed else ""}" fill="{fill}"{line}/>' if steps else ""


def stroke(color: str, width: float, dash: str = "solid") -> str:
    """The attributes of a line; nothing for one without width."""
    if not width:
        return ""
    lengths = _DASHES.get(dash)
    dashes = f' stroke-dasharray="{" ".join(f"{max(width, 1.5) * length:g}" for length in lengths)}"' if lengths else ""
    return f' stroke="{color}" stroke-width="{width:g}"{dashes}'


def marker(x: float, y: float, size: float, fill: str, line: str, symbol: str = "circle") -> str:
    """A point of so many pixels across."""
    half = size / 2
    if symbol == "diamond":
        reach = 1.3 * half
        return path([(x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)], line, fill, closed=True)
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{half:.2f}" fill="{fill}"{line}/>'


def hatch(name: str, fill: str, lines: str, size: float, solidity: float) -> str:
    """A slanting pattern, to be named in a fill."""
    return (
        f'<pattern id="{name}" width="{size:g}" height="{size:g}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="{size:g}" height="{size:g}" fill="{fill}"/>'
        f'<rect width="{size * solidity:g}" height="{size:g}" fill="{lines}"/></pattern>'
    )
