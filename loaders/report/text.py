"""A work report's text → typed rows: the annex's items, the plan's paragraphs, and every number in a sentence.

Works on any year's and any district's report. Which number is a target is for a person to say, so nothing is left out.
Knows no workbook, no store and no screen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """One number as written. `value` is multiplied out (3.6万户 → 36000 户) except where 万/亿 belongs to the unit."""

    text: str  # from the first digit to the end of the unit
    offset: int  # of the first digit, in the sentence that was given
    value: float  # a range's lower end
    unit: str  # "" where no known unit follows
    comparator: str  # >= > < <= = range
    upper: float | None = None  # a range's upper end
    is_name_part: bool = False  # touches a Latin letter, a plus sign or 第: 5G, PM2.5, 1+6, 第31届


@dataclass(frozen=True)
class PlanParagraph:
    """One paragraph of the year's plan; a heading is "" where none stands above the paragraph."""

    section: str
    subsection: str
    text: str
    offset: int  # of the paragraph's first character in the report


@dataclass(frozen=True)
class AnnexItem:
    """One numbered item of the livelihood annex, its words without the bracket that names the lead unit."""

    number: int
    category: str
    text: str
    lead_unit: str  # as written; "" where the annex names none
    offset: int  # of the first character of `text` in the report


# One character for one, so that offsets stay those of the text as it was given.
_WIDTH = str.maketrans("０１２３４５６７８９．，％（）＋：－～", "0123456789.,%()+:-~")

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# Ten thousand of these is how officials count: 4000万元, 11.4万平方米. Everything else is multiplied out.
_BIG = r"(?:元|美元|欧元|港元|平方米|立方米|吨标准煤|吨|千瓦时|千瓦)"
# Longer words before those that they begin with.
_UNIT = (
    "(?:微克/立方米|毫克/升|个百分点|百分点|平方公里|平方千米|平方米|立方米|吨标准煤|千瓦时|千瓦|千伏|兆瓦|公里|千米|公顷|公斤|千克"
    "|人次|户次|家次|件次|场次|班次|车次|例次|批次|频次|课时|学时|学年|小时|分钟|工作日|美元|欧元|港元|赛季|周年|‰|%"
    "|[年月日天周岁元亩米吨倍户人名家个条座处套栋幢件份支项类只张台辆部所次场期届位级间批轮例对门篇册首幅株棵头尾羽盏根艘架片层村镇街点号路度])"
    r"(?:\((?:个|间|套|人|户|家|处|次)\))?"
)
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MEASURED = (
    rf"(?P<{{0}}number>{_NUMBER})"
    rf"(?:(?P<{{0}}big>[百千]?万?[万亿]余?{_BIG})|(?P<{{0}}plain>{_UNIT})"
    rf"|(?P<{{0}}scale>[十百千]?万?[万亿]|[百千])余?(?P<{{0}}scaled>{_UNIT})?|余(?P<{{0}}over>{_UNIT}))?"
)
_FIGURE = re.compile(
    _MEASURED.replace("{0}", "a") + r"(?:\s*(?:[—–~-]{1,2}|至|到)\s*" + _MEASURED.replace("{0}", "b") + ")?"
)

_BEFORE = (
    (re.compile(r"(?:不超过|不高于|不多于|不大于|至多|≤)\s*$"), "<="),
    (re.compile(r"(?:不少于|不低于|不小于|至少|达到|达|≥)\s*$"), ">="),
    (re.compile(r"(?:突破|超过|高于|多于|大于|超|>)\s*$"), ">"),
    (re.compile(r"(?:低于|少于|小于|<)\s*$"), "<"),
)
_AFTER = (
    (re.compile(r"\s*(?:及以上|以上)"), ">="),
    (re.compile(r"\s*(?:以内|之内|及以下|以下)"), "<="),
)


def figures(sentence: str) -> list[Figure]:
    """Every number written in digits, in order. Chinese numerals (五环路, 万安街) are words here.

    A word after a number (以上, 以内) binds that number alone; one before it (不低于) also binds the numbers listed
    straight after it with 、 (不低于93%、98%). 余 and 约 change nothing: the amount is `=` as written.
    """
    plain = sentence.translate(_WIDTH)
    found: list[Figure] = []
    listed = ("", -1)  # the word before the last number, and where that number's text ends
    for match in _FIGURE.finditer(plain):
        word = next((sign for pattern, sign in _BEFORE if pattern.search(plain[: match.start()])), "")
        if not word and plain[listed[1] : match.start()] == "、" and listed[1] > 0:
            word = listed[0]
        listed = (word, match.end())
        after = next((sign for pattern, sign in _AFTER if pattern.match(plain, match.end())), "")
        value, unit = _measured(match, "a")
        upper = None
        if match["bnumber"] is not None:
            upper, upper_unit = _measured(match, "b")
            if match["ascale"] is None and match["bscale"] is not None and not unit:  # 3—5万人: both ends are in 万
                value = float(Decimal(str(value)) * _scale(match["bscale"]))
            unit = upper_unit or unit
        start, end = match.start(), match.end()
        letters = re.search(r"[A-Za-z+]$", plain[:start]) or re.match(r"[A-Za-z+]", plain[match.end("anumber") :])
        if letters is not None:  # 5G, PM2.5年均浓度: what follows is not its unit
            end, unit = match.end("bnumber") if upper is not None else match.end("anumber"), ""
        found.append(
            Figure(
                text=sentence[start:end],
                offset=start,
                value=value,
                unit=unit,
                comparator="range" if upper is not None else after or word or "=",
                upper=upper,
                is_name_part=letters is not None or plain[:start].endswith("第"),
            )
        )
    return found


def _measured(match: re.Match[str], end: str) -> tuple[float, str]:
    number = Decimal(match[f"{end}number"].replace(",", ""))
    if (big := match[f"{end}big"]) is not None:
        return float(number), big.replace("余", "")
    if (scale := match[f"{end}scale"]) is not None:
        return float(number * _scale(scale)), match[f"{end}scaled"] or ""
    return float(number), match[f"{end}plain"] or match[f"{end}over"] or ""


def _scale(characters: str) -> int:
    product = 1
    for character in characters:
        product *= _SCALE[character]
    return product


_SECTION = re.compile(r"([一二三四五六七八九十]+)、(\S.*)")
_SUBSECTION = re.compile(r"\(([一二三四五六七八九十]+)\)(\S.*)")
_PLAN_HEADING = re.compile(
    r"(?:[一二三四五]、)?(?:\d{4}年|今年|今后)?\S{0,12}(?:工作安排|工作打算|工作部署|重点工作|主要任务|目标任务|工作任务|重点任务|主要工作)"
)
_ANNEX_HEADING = re.compile(r"\S{0,24}(?:民生实事|民生工程|民心工程)\S{0,12}")
_ITEM = re.compile(r"(\d{1,3})\s*[.、]\s*(?=\S)")
_LEAD = re.compile(r"\((?:牵头|责任|主办|实施)(?:单位|部门)\s*:\s*([^);；]+)[^)]*\)[。.]?$")
_HEADING_LENGTH = 40


def plan_paragraphs(text: str) -> list[PlanParagraph]:
    """The paragraphs under the heading of the year's plan (…年政府工作安排), up to the annex or the glossary.

    [] without that heading.
    """
    paragraphs: list[PlanParagraph] = []
    section = subsection = ""
    in_plan = False
    for line, offset in _lines(text):
        if not in_plan:
            in_plan = _is_heading(line) and _PLAN_HEADING.fullmatch(line) is not None
            continue
        if _is_heading(line):
            if line.startswith("名词解释") or _ANNEX_HEADING.fullmatch(line):
                break
            if _SECTION.fullmatch(line):
                section, subsection = line, ""
                continue
            if _SUBSECTION.fullmatch(line):
                subsection = line
                continue
        if line.startswith("各位代表") and section:  # the closing words belong to no section
            section = subsection = ""
        paragraphs.append(PlanParagraph(section, subsection, text[offset : offset + len(line)], offset))
    return paragraphs


def annex_items(text: str) -> list[AnnexItem]:
    """The annex's items in their order, numbers as written; [] without an annex.

    A gap in the numbers, or a repetition, is the caller's to find.
    """
    items: list[AnnexItem] = []
    category = ""
    in_annex = False
    open_item: tuple[int, str, int] | None = None
    for line, offset in _lines(text):
        if not in_annex:
            in_annex = _is_heading(line) and _ANNEX_HEADING.fullmatch(line) is not None
            continue
        words = text[offset : offset + len(line)]
        if open_item is not None:  # a line that goes on
            open_item = (open_item[0], open_item[1] + words, open_item[2])
        elif number := _ITEM.match(line):
            open_item = (int(number[1]), words[number.end() :], offset + number.end())
        elif (heading := _SECTION.fullmatch(line)) and _is_heading(line):
            category = heading[2]
        elif items:
            break
        else:  # the words "民生实事" headed something else
            in_annex = _is_heading(line) and _ANNEX_HEADING.fullmatch(line) is not None
        if open_item is not None and open_item[1].endswith((")", "）", "。", ";", "；")):
            items.append(_annex_item(open_item, category))
            open_item = None
    return items


def _annex_item(item: tuple[int, str, int], category: str) -> AnnexItem:
    number, words, offset = item
    lead = _LEAD.search(words.translate(_WIDTH))
    body = words if lead is None else words[: lead.start()]
    return AnnexItem(number, category, body, "" if lead is None else words[lead.start(1) : lead.end(1)].strip(), offset)


def _lines(text: str) -> list[tuple[str, int]]:
    """The lines that are not blank, stripped, digits and brackets half-width, each with its offset in the text."""
    plain = text.translate(_WIDTH)
    return [(found[0].strip(), found.start()) for found in re.finditer(r"\S[^\r\n]*", plain)]


def _is_heading(line: str) -> bool:
    return len(line) <= _HEADING_LENGTH and not line.endswith(("。", ";", "；", ",")) and "。" not in line
