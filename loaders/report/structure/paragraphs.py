"""The lines of a file → paragraphs: page numbers and running heads out, wrapped lines together again."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from statistics import median

from loaders.prose.signs import plain
from loaders.prose.units import UNIT
from loaders.report.source import Line, Source
from loaders.report.structure import cues
from loaders.report.structure.markers import DEPTH, NONE, Marker, marker, number_alone
from loaders.report.structure.roles import begins_with_role
from loaders.report.structure.who import units_alone

_PAGE_NUMBER = re.compile(
    r"[\s·.~_]*(?:第\s*\d{1,4}\s*页|[-—–]{1,3}\s*\d{1,4}\s*[-—–]{1,3}|\d{1,4}\s*/\s*\d{1,4}|(?:[Pp]age|P\.?|页码:?)\s*\d{1,4}|"
    r"[·~]\s*\d{1,4}\s*[·~])[,\s]*(?:/?\s*共\s*\d{1,4}\s*页)?[\s·.~_]*"
)
_FURNITURE = re.compile(
    r"[【\[]?(?:打印|关闭|返回|分享|收藏本站|设为首页|扫一扫|扫码|无障碍|长者模式|长辈版|关怀版|当前位置|您当前|您现在|首页>|"
    r"索引[号號]|承办单位:?.*政府办公室$|网站标识码|.{0,4}ICP备|公安备案|版权所有|浏览(?:次数|量)|点击[数量]|阅读:|字[体号]|"
    r"责任编辑|编辑:|来源:|信息来源|发布(?:时间|日期|机构)|成文日期|公开(?:方式|日期|范围)|发文字号|(?:主题|信息)分类|有效性|"
    r"相关(?:链接|稿件)|[上下]一篇|联系(?:电话|方式)|技术支持|Powered by|Copyright|声明:)"
)
_HOST = re.compile(r"主办(?:单位)?\s*:")  # of a page, where it stands once at its foot; else of an item
_FOOT = 12  # lines
_NEVER_BEFORE = re.compile(r"[,，、;；。)）】」》”’%:：!?！？]")
_OPEN_END = re.compile(r"[\d、,(“《—]$")  # no paragraph ends so
_UNFINISHED = re.compile(
    r"(?:达到?|不[少低]于|不超过|(?:控制|稳定|保持)在|突破|超过|完成|新[增建]|改造|[为至到约]|增长|下降|提高)$"
)  # a number has to follow
_AMOUNT_HEAD = re.compile(rf"[\d,.]+\s?(?:%|[百千]?[万亿]|(?![年月日号级届期点时分])(?:{UNIT}))")  # begins no paragraph
_CHINESE_HEAD = re.compile(r"[\u4e00-\u9fff“]")
_TERMINAL = re.compile(r"[。;!?:：；！？…]$")
_CLOSED = re.compile(r"[。;!?:：；！？…][)）”’】\]]*$|[)）】\]]$")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or a table's row, with its marker and where it stands."""

    text: str
    place: str
    mark: Marker = NONE
    cells: tuple[str, ...] = ()
    table: int | None = None
    is_closed: bool = False  # ends as a sentence or an item does

    @property
    def words(self) -> str:
        return self.text[self.mark.end :]


@dataclass(frozen=True)
class LeftOut:
    """A line that belongs to no block, and why."""

    text: str
    place: str
    reason: str


def paragraphs(source: Source) -> tuple[list[Paragraph], list[LeftOut]]:
    """The paragraphs in order, and the lines that are furniture of pages."""
    left_out: list[LeftOut] = []
    lines = _without_furniture([line for line in source.lines if line.text or line.cells], left_out)
    return list(_joined(_filled(_with_numbers_alone(lines, left_out)))), left_out


def _without_furniture(lines: list[Line], left_out: list[LeftOut]) -> list[Line]:
    at_edge = _running_heads(lines)
    hosts = [number for number, line in enumerate(lines) if _HOST.match(plain(line.text))]
    if len(hosts) == 1 and hosts[0] >= len(lines) - _FOOT and re.search("政府|ICP|备案", lines[hosts[0]].text):
        at_edge = at_edge | set(hosts)
    kept = []
    for number, line in enumerate(lines):
        words, why = plain(line.text), ""
        if not line.cells:
            why = "页码" if _PAGE_NUMBER.fullmatch(words) else "页眉页脚" if number in at_edge else ""
            why = why or ("网页附属文字" if len(words) <= 60 and _FURNITURE.match(words) else "")
        if why:
            left_out.append(LeftOut(line.text, line.place, why))
        else:
            kept.append(line)
    return kept


def _running_heads(lines: list[Line]) -> set[int]:
    """The lines that stand at the edge of several pages, alike but for their digits."""
    edges: set[int] = set()
    by_page: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        if line.page is not None and not line.cells:
            by_page.setdefault(line.page, []).append(number)
        elif _PAGE_NUMBER.fullmatch(plain(line.text)):  # without pages, beside the page numbers
            edges.update(place for place in (number - 1, number + 1) if 0 <= place < len(lines))
    for numbers in by_page.values():
        edges.update((*numbers[:2], *numbers[-2:]))
    digitless = {number: re.sub(r"\d+", "#", plain(lines[number].text)) for number in edges}
    alike = Counter(digitless.values())
    least = max(2, len(by_page) // 3)
    return {
        number for number in edges
        if alike[digitless[number]] >= least and _may_run(lines[number], len(by_page))
    }  # fmt: skip


def _may_run(line: Line, pages: int) -> bool:
    """Whether a line can be a running head: no sentence, no role, and in a text without pages no item and no figure."""
    words = plain(line.text)
    if len(words) > 40 or _CLOSED.search(words) or begins_with_role(words):
        return False
    if words[:1] in "—–…" and units_alone(words):
        return False
    if not pages:
        return not marker(words).form and not re.search(r"\d", re.sub(r"20\d\d年?", "", words))
    return line.page is None or pages >= 3 or bool(number_alone(words))


def _with_numbers_alone(lines: list[Line], left_out: list[LeftOut]) -> list[Line]:
    """A line with nothing but a number is an item's where such lines follow each other closely, else a page's."""
    alone = [number for number, line in enumerate(lines) if not line.cells and number_alone(line.text) is not None]
    undotted = [number for number in alone if not re.search("[.、。]", lines[number].text)]
    gaps = [after - before for before, after in itertools.pairwise(undotted)]
    counts = [number_alone(lines[number].text) or 0 for number in undotted]
    is_listed = len(undotted) > 1 and median(gaps) < 12 and counts[0] <= 2 and counts == sorted(counts)
    dropped = set() if is_listed else set(undotted)
    kept = set(alone) - dropped
    made: list[Line] = []
    pending: Line | None = None
    for number, line in enumerate(lines):
        if number in dropped:
            left_out.append(LeftOut(line.text, line.place, "页码"))
        elif number in kept:
            made += [pending] if pending else []
            pending = line
        elif pending is not None:
            count = number_alone(pending.text)
            made.append(replace(line, text=f"{count}、{line.text}", has_blank_after_number=False))
            pending = None
        else:
            made.append(line)
    return [*made, *([pending] if pending else [])]


def _filled(lines: list[Line]) -> list[Line]:
    """The lines of a text file, told which of them reach the right margin, if the text has one at all."""
    told = [line for line in lines if not line.cells and line.is_full is None and not line.is_paragraph]
    for measure, slack in ((attrgetter("length"), 2), (attrgetter("columns"), 4)):
        margin = _margin([measure(line) for line in told], slack)
        if margin:
            return [
                replace(line, is_full=_is_full(line, measure(line), margin, slack)) if line.is_full is None else line
                for line in lines
            ]
    return lines


def _is_full(line: Line, width: int, margin: int, slack: int) -> bool:
    """Whether a line reaches the margin, or nearly, with no sign at its end."""
    return width >= margin - slack or (width >= margin * 0.85 and not _CLOSED.search(plain(line.text)))


def _margin(widths: Sequence[int], slack: int) -> int:
    """The width at which a text is wrapped; 0 where it is not."""
    if len(widths) < 5:
        return 0
    margin = sorted(widths)[max(0, int(len(widths) * 0.98) - 1)]
    long_ones = sum(each * 2 >= margin for each in widths)  # headings are short in a wrapped text too
    at_it = sum(margin - slack <= each <= margin + slack for each in widths)
    beyond = sum(each > margin + slack for each in widths)
    is_wrapped = (
        margin >= (24 if slack == 2 else 50)
        and at_it >= max(3, long_ones * 0.33)
        and beyond <= max(1, len(widths) * 0.02)
    )
    return margin if is_wrapped else 0


def _joined(lines: Iterable[Line]) -> Iterator[Paragraph]:
    pieces: list[Line] = []
    first_mark, depth = NONE, 0
    last_numbers: dict[str, int] = {}
    for line in lines:
        mark = NONE if line.cells else marker(line.text, line.has_blank_after_number, last_numbers.get("item", 0) + 1)
        if not (pieces and _goes_on(pieces[-1], line, mark, last_numbers, depth)):
            if pieces:
                yield _paragraph(pieces, first_mark)
            pieces, first_mark, depth = [], mark, 0
            if mark.number is not None:
                last_numbers[mark.form] = mark.number
                last_numbers = {form: last for form, last in last_numbers.items() if DEPTH[form] <= mark.depth}
        pieces.append(line)
        depth = _depth(depth, line.text)
    if pieces:
        yield _paragraph(pieces, first_mark)


def _goes_on(last: Line, line: Line, mark: Marker, last_numbers: dict[str, int], depth: int) -> bool:
    """Whether a line belongs to the paragraph before it."""
    if last.cells or last.is_paragraph or not line.text:
        return False
    words, text = plain(last.text), plain(line.text)
    is_numbered = mark.number is not None and _is_next(mark, last_numbers)
    if _NEVER_BEFORE.match(text) or (depth > 0 and not is_numbered):
        return True
    is_led = len(words) > 12 and (words[-1:].isdigit() or _UNFINISHED.search(words))
    is_amount = len(words) > 5 and not _CLOSED.search(words) and _AMOUNT_HEAD.match(text)
    is_bound = (is_led or is_amount) and re.match(r"\d", text) and not mark.form  # broken in two, or from what binds it
    is_cut = (
        _OPEN_END.search(words) and _CHINESE_HEAD.match(line.text) and not is_numbered and not begins_with_role(text)
    )
    if (is_bound or is_cut) and cues.annex_mark(words) is None and not cues.may_turn(text):
        return True
    if not last.is_full or is_numbered or mark.form == "bullet" or begins_with_role(text):
        return False
    if _CLOSED.search(words) and not line.is_full and cues.may_turn(text):
        return False
    return not (_TERMINAL.search(words) and line.is_indented)


def _is_next(mark: Marker, last_numbers: dict[str, int]) -> bool:
    last = last_numbers.get(mark.form)
    number = mark.number or 0
    if last is None:
        return number == 1 or mark.form in ("matter", "section", "part")
    return number == 1 or last <= number <= last + 3


def _depth(depth: int, text: str) -> int:
    """How many brackets are open at the end of a line; a stray one is forgotten at the next sentence's end."""
    for character in plain(text):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(0, depth - 1)
    return 0 if text.endswith("。") else min(depth, 2)


def _paragraph(pieces: list[Line], mark: Marker) -> Paragraph:
    first, text = pieces[0], pieces[0].text
    for piece in pieces[1:]:
        apart = text[-1:].isascii() and piece.text[:1].isascii() and text[-1:].isalpha() and piece.text[:1].isalpha()
        text += f" {piece.text}" if apart else piece.text
    return Paragraph(text, first.place, mark, first.cells, first.table, bool(_CLOSED.search(plain(text))))
