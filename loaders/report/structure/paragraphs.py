"""The lines of a file → paragraphs: page numbers and running heads out, wrapped lines together again."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from statistics import median

from loaders.prose.signs import plain
from loaders.report.source import Line, Source
from loaders.report.structure import cues
from loaders.report.structure.markers import NONE, Marker, marker, number_alone
from loaders.report.structure.roles import begins_with_role
from loaders.report.structure.who import units_alone

_PAGE_NUMBER = re.compile(
    r"[\s·.~_]*(?:第\s*\d{1,4}\s*页|[-—–]{1,3}\s*\d{1,4}\s*[-—–]{1,3}|\d{1,4}\s*/\s*\d{1,4}|(?:Page|page|P\.?|"
    r"页码:?)\s*\d{1,4}|[·~]\s*\d{1,4}\s*[·~])"
    r"[,\s]*(?:/?\s*共\s*\d{1,4}\s*页)?[\s·.~_]*"
)
_FURNITURE = re.compile(
    r"(?:【|\[)?(?:打印|关闭|返回顶部|返回|分享到?|收藏本站|设为首页|扫一扫|扫码|无障碍|长者模式|长辈版|关怀版|"
    r"当前位置|您当前|您现在|首页>|索引号|索引號|"
    r"承办单位:?.*政府办公室$|网站标识码|.{0,4}ICP备|公安备案|版权所有|浏览次数|浏览量|点击数|点击量|"
    r"阅读:|字体|字号|字体大小|责任编辑|编辑:|来源:|信息来源|"
    r"发布时间|发布日期|发布机构|成文日期|公开方式|公开日期|公开范围|发文字号|主题分类|信息分类|有效性|"
    r"相关链接|上一篇|下一篇|相关稿件|联系电话|联系方式|技术支持|"
    r"Powered by|Copyright|声明:)"
)
_HOST = re.compile(r"主办(?:单位)?\s*:")  # of a page, where it stands once at its foot; else of an item
_FOOT = 12  # lines
_NEVER_BEFORE = re.compile(r"[,，、;；。)）】」》”’%:：!?！？]")
_OPEN_END = re.compile(r"[\d、,(“《—]$")  # no paragraph ends so
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
    lines = [line for line in source.lines if line.text or line.cells]
    left_out: list[LeftOut] = []
    lines = _without_furniture(lines, left_out)
    lines = _with_numbers_alone(lines, left_out)
    return list(_joined(_filled(lines))), left_out


def _without_furniture(lines: list[Line], left_out: list[LeftOut]) -> list[Line]:
    at_edge = _running_heads(lines)
    hosts = [number for number, line in enumerate(lines) if _HOST.match(plain(line.text))]
    if len(hosts) == 1 and hosts[0] >= len(lines) - _FOOT and re.search("政府|ICP|备案", lines[hosts[0]].text):
        at_edge = at_edge | set(hosts)
    kept = []
    for number, line in enumerate(lines):
        words = plain(line.text)
        if line.cells:
            kept.append(line)
        elif _PAGE_NUMBER.fullmatch(words):
            left_out.append(LeftOut(line.text, line.place, "页码"))
        elif number in at_edge:
            left_out.append(LeftOut(line.text, line.place, "页眉页脚"))
        elif len(words) <= 60 and _FURNITURE.match(words):
            left_out.append(LeftOut(line.text, line.place, "网页附属文字"))
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
    alike = Counter(_digitless(lines[number].text) for number in edges)
    least = max(2, len(by_page) // 3) if by_page else 2
    return {
        number
        for number in edges
        if alike[_digitless(lines[number].text)] >= least
        and len(lines[number].text) <= 40
        and not _CLOSED.search(plain(lines[number].text))
        and (by_page or not marker(lines[number].text).form)
        and (lines[number].page is None or len(by_page) >= 3 or number_alone(lines[number].text))
        and not begins_with_role(lines[number].text)
        and not (lines[number].text[:1] in "—–…" and units_alone(lines[number].text))
        and (by_page or not re.search(r"\d", re.sub(r"20\d\d年?", "", plain(lines[number].text))))
    }


def _digitless(text: str) -> str:
    return re.sub(r"\d+", "#", plain(text))


def _with_numbers_alone(lines: list[Line], left_out: list[LeftOut]) -> list[Line]:
    """A line with nothing but a number is an item's where such lines follow each other closely, else a page's."""
    alone = [number for number, line in enumerate(lines) if not line.cells and number_alone(line.text) is not None]
    undotted = [number for number in alone if not re.search("[.、。]", lines[number].text)]
    gaps = [after - before for before, after in itertools.pairwise(undotted)]
    counts = [number_alone(lines[number].text) or 0 for number in undotted]
    is_listed = len(undotted) > 1 and median(gaps) < 12 and counts[0] <= 2 and counts == sorted(counts)
    dropped = {number for number in alone if number in set(undotted) and not is_listed}
    made: list[Line] = []
    pending: Line | None = None
    for number, line in enumerate(lines):
        if number in dropped:
            left_out.append(LeftOut(line.text, line.place, "页码"))
        elif number in set(alone) - dropped:
            if pending is not None:
                made.append(pending)
            pending = line
        elif pending is not None:
            count = number_alone(pending.text)
            made.append(replace(line, text=f"{count}、{line.text}", is_after_blank=True, has_blank_after_number=False))
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
                replace(line, is_full=measure(line) >= margin - slack) if line.is_full is None else line
                for line in lines
            ]
    return lines


def _margin(widths: Sequence[int], slack: int) -> int:
    """The width at which a text is wrapped; 0 where it is not."""
    if len(widths) < 8:
        return 0
    margin = sorted(widths)[max(0, int(len(widths) * 0.98) - 1)]
    at_it = sum(margin - slack <= each <= margin + slack for each in widths)
    beyond = sum(each > margin + slack for each in widths)
    is_wrapped = (
        margin >= (24 if slack == 2 else 50)
        and at_it >= max(3, len(widths) * 0.25)
        and beyond <= max(1, len(widths) * 0.02)
    )
    return margin if is_wrapped else 0


def _joined(lines: Iterable[Line]) -> Iterable[Paragraph]:
    pieces: list[str] = []
    first: Line | None = None
    first_mark = NONE
    last: Line | None = None
    depth = 0
    last_numbers: dict[str, int] = {}
    for line in lines:
        if line.cells:
            if first is not None:
                yield _paragraph(first, pieces, first_mark)
                pieces, first, depth = [], None, 0
            yield Paragraph(line.text, line.place, cells=line.cells, table=line.table)
            last = line
            continue
        mark = marker(line.text, line.has_blank_after_number, last_numbers.get("item", 0) + 1)
        if first is not None and last is not None and _goes_on(last, line, mark, last_numbers, depth):
            pieces.append(line.text)
        else:
            if first is not None:
                yield _paragraph(first, pieces, first_mark)
            pieces, first, first_mark, depth = [line.text], line, mark, 0
            if mark.number is not None:
                last_numbers[mark.form] = mark.number
                for form in [form for form in last_numbers if _deeper(form, mark.form)]:
                    del last_numbers[form]
        depth = _depth(depth, line.text)
        last = line
    if first is not None:
        yield _paragraph(first, pieces, first_mark)


def _goes_on(last: Line, line: Line, mark: Marker, last_numbers: dict[str, int], depth: int) -> bool:
    """Whether a line belongs to the paragraph before it."""
    if last.cells or last.is_paragraph or not line.text:
        return False
    words = plain(last.text)
    is_numbered = mark.number is not None and _is_next(mark, last_numbers)
    if _NEVER_BEFORE.match(plain(line.text)) and not line.text.startswith(("——", "—")):
        return True
    if depth > 0 and not is_numbered:
        return True
    if (
        (
            words[-1:].isdigit()
            and re.match(r"\d", plain(line.text))
            and not mark.form
            and cues.annex_mark(last.text) is None
        )
        and not cues.may_turn(line.text)
        and len(words) > 12
    ):
        return True  # a number broken in two
    is_cut = _OPEN_END.search(words) and not is_numbered and _CHINESE_HEAD.match(line.text)
    if (
        is_cut
        and cues.annex_mark(last.text) is None
        and not cues.may_turn(line.text)
        and not begins_with_role(line.text)
    ):
        return True
    if not last.is_full:
        return False
    if line.is_indented and not last.is_indented and _TERMINAL.search(words):
        return False
    if mark.form and (is_numbered or mark.form == "bullet"):
        return bool(mark.form == "bullet" and not _CLOSED.search(words) and mark.number is None and not mark.is_starred)
    if begins_with_role(line.text):
        return False
    if _CLOSED.search(words) and not line.is_full and cues.may_turn(line.text):
        return False
    return not (_TERMINAL.search(words) and line.is_indented)


def _is_next(mark: Marker, last_numbers: dict[str, int]) -> bool:
    last = last_numbers.get(mark.form)
    number = mark.number or 0
    if last is None:
        return number == 1 or mark.form in ("matter", "section", "part")
    return number == 1 or last <= number <= last + 3


def _deeper(form: str, than: str) -> bool:
    return Marker(form, 1, 0).depth > Marker(than, 1, 0).depth


def _depth(depth: int, text: str) -> int:
    """How many brackets are open at the end of a line; a stray one is forgotten at the next sentence's end."""
    for character in plain(text):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(0, depth - 1)
    return 0 if text.endswith("。") else min(depth, 2)


def _paragraph(first: Line, pieces: list[str], mark: Marker) -> Paragraph:
    text = pieces[0]
    for piece in pieces[1:]:
        apart = text[-1:].isascii() and piece[:1].isascii() and text[-1:].isalpha() and piece[:1].isalpha()
        text += f" {piece}" if apart else piece
    return Paragraph(text, first.place, mark, is_closed=bool(_CLOSED.search(plain(text))))
