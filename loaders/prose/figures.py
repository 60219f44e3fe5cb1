"""Every number of a sentence, in digits or Chinese numerals, with its unit, its bounds and the word that binds it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from loaders.prose.bounds import bound_after, bound_before
from loaders.prose.signs import number_of, plain
from loaders.prose.units import BIG, SAME_UNIT, UNIT
from loaders.table.units_of_measure import magnitude


@dataclass(frozen=True)
class Figure:
    """One number as written. `value` is multiplied out (3.6万户 → 36000 户) except where 万/亿 belongs to the unit."""

    text: str  # from the first digit to the end of the unit
    offset: int  # of the first digit, in the sentence that was given
    value: float  # a range's lower end
    unit: str  # "" where no unit follows
    comparator: str  # >= > < <= = range
    upper: float | None = None  # a range's upper end
    is_name_part: bool = False  # touches a Latin letter, a plus sign or 第: 5G, PM2.5, 1+6, 第31届
    word: str = ""  # the word that binds it, as written: 不少于, 左右, 近
    is_chinese: bool = False  # written in Chinese numerals
    is_unit_known: bool = True

    @property
    def end(self) -> int:
        return self.offset + len(self.text)


_NUMBER = r"(?:\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_MEASURED = (
    rf"(?P<{{0}}number>{_NUMBER})"
    rf"(?: ?(?:(?P<{{0}}big>[百千]?万?[万亿][余多]?{BIG})|(?P<{{0}}plain>{UNIT})"
    rf"|(?P<{{0}}scale>[十百千]?万?[万亿]|[百千])[余多]?(?: ?(?P<{{0}}scaled>{UNIT}))?|[余多](?P<{{0}}over>{UNIT})))?"
)
_DASH = r"(?:\s*(?:[—–~-]{1,2}|至|到)\s*)"
_FIGURE = re.compile(_MEASURED.replace("{0}", "a") + rf"(?:{_DASH}" + _MEASURED.replace("{0}", "b") + ")?")
_PERCENT = re.compile(r"百分之([一二三四五六七八九十百零]+)(?:点([零一二三四五六七八九]+))?")
# 占比四成以上
_TENTHS = re.compile(r"(?<![一二三四五六七八九十期])([一二三四五六七八九])成(?=以上|以内|左右|[,。;、)]|$)")
_ROUND = re.compile(  # 突破百亿元, 迈上千亿台阶
    r"(?:突破|超过?|达到?|[迈跨站][上入]|跨越|冲刺)(?P<number>[一二两三四五六七八九]?[百千])(?P<unit>[万亿]元|亿(?=台阶|大关|[,。;])|[家户个人名](?=[,。;]|$))"
)
_MYRIAD = re.compile(r"[百千]?万?[万亿]?")
_COUNTED = "所名人个座条家处户公里亩套台辆间栋张场次项件支只对口眼盏部位批艘株棵"
_DOING = (
    "新签约|打通|新建|改建|扩建|续建|迁建|建成|建设|改造|打造|新增|增设|增加|完成|开工|培育|引进|创建|培训|举办|新开|新设|"
    "设立|购置|整治|落地|落户|"
    "修建|开通|开办|配备|选派|招录|招聘|竣工|投用|启用|开展|组织|升级|提升|新辟|认定|建好|办好|实施|新改扩建|"
    "争创|创成|签约|招引|新培育|救助|帮扶|资助|慰问|补贴|安置|更换|安装|治理|修复|筛查|体检|植树|检测|招聘|评选|选聘|推出|化解"
)
_NUMERALS = "[一二两三四五六七八九十百千万]"
_CHINESE = re.compile(
    rf"(?<![第零一二三四五六七八九十百千万\d“‘\"《])(?:(?P<doing>{_DOING})(?:了)?)?(?P<number>{_NUMERALS}{{1,7}})(?P<over>[余多])?"
    rf"(?P<unit>人次|户次|场次|公里|平方米|[{_COUNTED}])(?P<after>及?以上|左右|以内|$|(?=[,。;、:!)\s]))?"
)
_DONE = re.compile(
    rf"(?:^|[,;。:\n、)]|[\u4e00-\u9fff]、)\s*(?:[一二三四五六七八九十]+是|全年|年内)?(?:全|主|中心)?(?:城区|[区县市]区?)?(?:{_DOING}|"
    rf"新\([^)]+\)建)[^,;。:\n]*$"
)
_THING = re.compile(r"(?![每各一])[\u4e00-\u9fff][”\u4e00-\u9fff](?<![为好住成了的第这那每各有以按分到是和个])$")
_HUNDREDS = re.compile(
    rf"(?<![\d零一二三四五六七八九十百千万])(?P<number>[百千万]|{_NUMERALS}+[百千万])余(?P<unit>{UNIT})"
)

_ODD_UNIT = re.compile(
    r"(?![年月日号级版型期届点时大余多以左及至到和与元内]|强|个|前)[\u4e00-\u9fff](?=[,。;、:!)\n]|以上|左右|以内|$)"
)
_LONGEST = 16  # characters of a number that counts something


def figures(sentence: str) -> list[Figure]:
    """Every number, in order. Chinese numerals only where they count something (新建两所); 五环路, 万安街 are words.

    A word after a number (以上, 以内) binds that number alone; one before it (不低于) also binds the numbers listed
    straight after it with 、 (不低于93%、98%). 左右, 约, 近, 余 and 力争 keep their word and change nothing: the amount
    is `=` as written. Takes time in proportion to the length.
    """
    words = plain(sentence)
    found = [*_in_digits(words, sentence), *_in_numerals(words, sentence)]
    found.sort(key=lambda figure: figure.offset)
    kept: list[Figure] = []
    for figure in found:  # 百分之八十 and digits never overlap, but 3万余 might be found twice
        if kept and figure.offset == kept[-1].end and kept[-1].text[-1] in "万亿" and not kept[-1].unit:
            kept[-1] = _added(kept[-1], figure)  # 1万2千人
        elif not kept or figure.offset >= kept[-1].end:
            kept.append(figure)
    return kept


def _added(high: Figure, low: Figure) -> Figure:
    """A number whose myriads and the rest are written apart: 3亿5000万元."""
    lead = magnitude(low.unit[:1]) if low.unit[:1] in ("万", "亿") else 1
    value = float(Fraction(str(high.value)) / lead + Fraction(str(low.value)))
    return replace(low, text=high.text + low.text, offset=high.offset, value=value, word=low.word or high.word,
                   comparator=high.comparator if low.comparator == "=" else low.comparator)  # fmt: skip


def _in_digits(words: str, sentence: str) -> Iterator[Figure]:
    listed, listed_word, last = "", "", -1  # what bound the last number, and where that number's text ends
    for match in _FIGURE.finditer(words):
        sign, word = bound_before(words, match.start())
        if not sign and last > 0 and listed and _is_listed(words[last : match.start()]):
            sign, word = listed, listed_word
        listed, listed_word, last = sign, word, match.end()
        if len(match["anumber"]) > _LONGEST or len(match["bnumber"] or "") > _LONGEST:  # an account, a code
            yield Figure(sentence[match.start() : match.end()], match.start(), 0.0, "", "=", is_name_part=True)
            continue
        value, unit = _measured(match, "a")
        upper = None
        if match["bnumber"] is not None:
            upper, upper_unit = _measured(match, "b")
            value = _lower(match, value, unit, upper, upper_unit)
            unit = upper_unit or unit
        start, end = match.start(), match.end()
        letters = re.search(r"[A-Za-z+]$", words[max(0, start - 1) : start]) or re.match(
            r"[A-Z+](?!g/|W|V)|[a-z](?![a-z]?[²³/ ]|$|[^a-zA-Z])",
            words[match.end("anumber") : match.end("anumber") + 2],
        )
        if letters is not None and match["aplain"] and re.match(r"[A-Za-zμ]", match["aplain"]):
            letters = re.search(r"[A-Za-z+]$", words[max(0, start - 1) : start])
        if letters is not None:  # 5G, PM2.5年均浓度: what follows is not its unit
            end, unit = match.end("bnumber") if upper is not None else match.end("anumber"), ""
        known = True
        if letters is None and not unit:
            odd = re.match(r"[A-Za-zμ℃°/²³]{1,6}(?![A-Za-z0-9])", words[end : end + 7])
            odd = odd or _ODD_UNIT.match(words[end : end + 8])
            if odd:
                unit, known, end = odd.group().strip(), False, end + odd.end()
        after, after_word, about = bound_after(words, end)
        yield Figure(
            text=sentence[start:end], offset=start, value=value, unit=SAME_UNIT.get(unit, unit),
            comparator="range" if upper is not None else after or sign or "=", upper=upper,
            is_name_part=letters is not None or words[max(0, start - 1) : start] == "第",
            word=about or after_word or word, is_unit_known=known,
        )  # fmt: skip


def _is_listed(between: str) -> bool:
    """Whether a number goes on a list: 不低于93%、98%, 不少于200场演出、400场活动."""
    return between in ("、", "和") or (
        between.endswith("、") and len(between) <= 20 and not re.search(r"[,;。:以左]", between)
    )


def _in_numerals(words: str, sentence: str) -> Iterator[Figure]:
    for match in _PERCENT.finditer(words):
        value = number_of(match[1])
        if value is not None:
            tenths = "".join(str(number_of(digit)) for digit in match[2] or "零")
            yield _chinese(words, sentence, match.start(), match.end(), float(f"{value}.{tenths}"), "%")
    for match in _TENTHS.finditer(words):
        yield _chinese(words, sentence, match.start(), match.end(), 10.0 * (number_of(match[1]) or 0), "%")
    for match in _ROUND.finditer(words):
        value, unit = number_of(match["number"]), re.sub("^[万亿].?", lambda found: f"{found[0][0]}元", match["unit"])
        yield _chinese(words, sentence, match.start("number"), match.end("unit"), float(value or 0), unit)
    for match in _HUNDREDS.finditer(words):
        value = number_of(match["number"])
        if value is not None:
            yield _chinese(words, sentence, match.start("number"), match.end("unit"), float(value), match["unit"])
    for match in _CHINESE.finditer(words):
        value = number_of(match["number"])
        # 一个中心, 三次分配, 两条主线: words of speech unless a doing counts them or begins their clause.
        is_done = match["doing"] is not None or (
            match["after"] is not None and _DONE.search(words[max(0, match.start() - 30) : match.start()])
        )
        is_bound = (match["after"] or "").endswith("以上") and match["unit"] not in "次批项"
        # 打造精品菜市场两个, 互助养老点七个: a thing and how many of it, up to the clause's end.
        is_done = is_done or (
            match["after"] == ""
            and words[match.end() : match.end() + 1] in (",", "。", ";", "")
            and value is not None
            and value > 1
            and _THING.search(words[max(0, match.start() - 6) : match.start()])
        )
        if value is None or not (is_done or is_bound) or (value == 1 and match["unit"] in "个次批项件场"):
            continue
        if match["number"][0] in "百千万" and not match["over"]:
            continue
        yield _chinese(words, sentence, match.start("number"), match.end("unit"), float(value), match["unit"])


def _chinese(words: str, sentence: str, start: int, end: int, value: float, unit: str) -> Figure:
    sign, word = bound_before(words, start)
    after, after_word, about = bound_after(words, end)
    return Figure(
        sentence[start:end], start, value, SAME_UNIT.get(unit, unit), after or sign or "=",
        word=about or after_word or word, is_chinese=True,
    )  # fmt: skip


def _measured(match: re.Match[str], end: str) -> tuple[float, str]:
    written = match[f"{end}number"].replace(",", "").replace(" ", "")
    if match[f"{end}big"] is None and match[f"{end}scale"] is None:
        return float(written), match[f"{end}plain"] or match[f"{end}over"] or ""
    number = Fraction(written)
    if (big := match[f"{end}big"]) is not None:
        bare = big.replace("余", "").replace("多", "")
        lead = re.match(r"[百千]?万?[万亿]", bare)
        return _multiplied(number, bare, lead[0] if lead else "")
    return float(number * magnitude(match[f"{end}scale"])), match[f"{end}scaled"] or ""


def _lower(match: re.Match[str], value: float, unit: str, upper: float, upper_unit: str) -> float:
    """A range's lower end in the unit of its upper one: 3—5万人 is from 30000, 5000—1万人 and 5-8千万元 from 5000."""
    if unit:
        lead, upper_lead = (each[0] if each[:1] in ("万", "亿") else "" for each in (unit, upper_unit))
        is_same = upper_unit and unit[len(lead) :] == upper_unit[len(upper_lead) :]
        return float(Fraction(str(value)) * magnitude(lead) / magnitude(upper_lead)) if is_same else value
    by = match["bscale"] or (match["bbig"] and _MYRIAD.match(match["bbig"])[0]) or ""  # type: ignore[index]
    lead = upper_unit[0] if upper_unit[:1] in ("万", "亿") else ""
    if match["ascale"] is not None:
        return float(Fraction(str(value)) / magnitude(lead))
    scaled = Fraction(str(value)) * magnitude(by) / magnitude(lead)
    return float(scaled if scaled <= upper else Fraction(str(value)) / magnitude(lead))


def _multiplied(number: Fraction, unit: str, lead: str) -> tuple[float, str]:
    """百万元 → 万元 times 100; 万 and 亿 stay with their unit."""
    rest = unit[len(lead) :]
    return float(number * magnitude(lead[:-1])), lead[-1:] + SAME_UNIT.get(rest, rest)
