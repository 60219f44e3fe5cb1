"""Every number of a sentence, in digits or Chinese numerals, with its unit, its bounds and the word that binds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from loaders.prose.signs import number_of, plain, scale


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
# Ten thousand of these is how officials count: 4000万元, 11.4万平方米. Everything else is multiplied out.
_BIG = (
    r"(?:元(?:/(?:亩|平方米|人|户|月|年|吨))?|美元|欧元|港元|平方米|平米|㎡|m²|m2|立方米|立方|m³|方|吨标准煤|吨标煤|吨|t(?![A-Za-z])|千瓦时|"
    r"千瓦|kW(?!h)|kWh|公斤|斤|度电)"
)
# Longer words before those that they begin with.
_COMPOSED = (
    r"(?:微克/立方米|微克每立方米|毫克每升|毫克/升|毫克/立方米|万元/亩|元/平方米|元/人|元/月|元/亩|人/平方公里|吨/日|吨/天|立方米/日|"
    r"吨标准煤/万元|"
    r"个/年|次/年|次/月|次/季|场/年|小时/年|件/万人|批次/[千万]人|名/[千万]人|张/[千万]人|平方米/人|个/千人|辆/小时|公里/小时|千米/小时|[μu]g/m[3³]|"
    r"mg/L|元/\(人·月\))"
)
_UNIT = (
    _COMPOSED[:-1]
    + "|个百分点|百分点|平方公里|平方千米|平方米|平米|立方米|吨标准煤|吨标煤|千瓦时|千瓦|千伏安|千伏|兆瓦时|"
    "兆瓦|吉瓦|公里|千米|海里|公顷"
    "|公斤|千克|毫克|人次|户次|家次|件次|场次|班次|车次|例次|批次|架次|频次|课时|学时|学年|学分|小时|分钟|"
    "工作日|自然日|美元|欧元|港元"
    "|赛季|周年|周岁|个月|个工作日|季度|标箱|泊位|车位|床位|席位|车道|㎡|㎞|㎢|m²|m2|m³|(?:km²|km2|k㎡|"
    "km)(?![A-Za-z])|(?:kWh|kW|KW|MW|GW|kV|KV|"
    "mm|cm|kg|m|t)(?![A-Za-z0-9²³])|‰|%"
    "|头只|标台|台套|台件|件套|套件|项次|辆次|台次|头次|只羽|册件|"
    "[年月日天周岁元亩米吨倍户人名家个条座处套栋幢件份支项类只张台辆部所次场期届位级间批轮例对门篇册首幅株棵头尾羽盏根艘架片层村镇街点号路度"
    "组块口眼宗桩桶箱袋瓶把顶面孔段道扇樘堂节课集档班团队站园园馆厂店铺网格斤克升方穗丛窝匹峰笼枚粒颗盆筐车船列节户所桌席床榻伏瓦卷本"
    "穴枪杆柱井池塘坝闸渠泵帧步梯洞卡宅师排环圈带核线轴区种号环厢组秒分刻回遍趟封令则款案单刊副双册员众起讲])"
    r"(?:\((?:个|间|套|人|户|家|处|次|所|座|条|组|场|台|辆|件|家次|人次|栋|村|社区|名|对|孔|项|只|头|羽|尾|支|部|批次)\))?"
)
_MEASURED = (
    rf"(?P<{{0}}number>{_NUMBER})"
    rf"(?: ?(?:(?P<{{0}}big>[百千]?万?[万亿][余多]?{_BIG})|(?P<{{0}}plain>{_UNIT})"
    rf"|(?P<{{0}}scale>[十百千]?万?[万亿]|[百千])[余多]?(?: ?(?P<{{0}}scaled>{_UNIT}))?|[余多](?P<{{0}}over>{_UNIT})))?"
)
_DASH = r"(?:\s*(?:[—–~-]{1,2}|至|到)\s*)"
_FIGURE = re.compile(_MEASURED.replace("{0}", "a") + rf"(?:{_DASH}" + _MEASURED.replace("{0}", "b") + ")?")
_PERCENT = re.compile(r"百分之([一二三四五六七八九十百零]+)(?:点([零一二三四五六七八九]+))?")
_TENTHS = re.compile(
    r"(?<![一二三四五六七八九十期])([一二三四五六七八九])成(?=以上|以内|左右|[,。;、)]|$)"
)  # 占比四成以上
_ROUND = re.compile(  # 突破百亿元, 迈上千亿台阶
    r"(?:突破|超过?|达到?|[迈跨站][上入]|跨越|冲刺)(?P<number>[一二两三四五六七八九]?[百千])(?P<unit>[万亿]元|亿(?=台阶|大关|[,。;])|[家户个人名](?=[,。;]|$))"
)
_MYRIAD = re.compile(r"[百千]?万?[万亿]?")
_WRITTEN = {  # a unit, and how else it is written
    "平方米": "平米 ㎡ m² m2",
    "立方米": "立方 m³",
    "公里": "km ㎞ 千米",
    "平方公里": "km² km2 ㎢ k㎡ 平方千米",
    "吨": "t",
    "米": "m",
    "千瓦时": "kWh",
    "千瓦": "kW KW",
    "兆瓦": "MW",
    "千伏": "kV KV",
    "个百分点": "百分点",
    "公斤": "kg 千克",
    "微克/立方米": "μg/m3 μg/m³ ug/m3 ug/m³ 微克每立方米",
    "毫克/升": "mg/L 毫克每升",
}
_SAME_UNIT = {written: unit for unit, others in _WRITTEN.items() for written in others.split(" ")}
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
    rf"(?<![\d零一二三四五六七八九十百千万])(?P<number>[百千万]|{_NUMERALS}+[百千万])余(?P<unit>{_UNIT})"
)

_BEFORE = (
    (re.compile(r"(?:不超过|不超|不高于|不多于|不大于|不突破|至多|最多|≤|控制到|控制在|压缩至|压减至|压降至|"
                r"压缩到|下降到|下降至|降至|降到|降低到|减少到|减至|缩短至|缩短到|缩小至|缩小到)\s*$"), "<="),
    (re.compile(r"(?:不少于|不低于|不小于|不得少于|不得低于|达到|达|≥|≧)\s*$|"
                r"(?:至少|最少)[\u4e00-\u9fff]{0,4}\s*$"), ">="),
)  # fmt: skip
_RAISED = re.compile(r"(?:提高|提升|增加|扩大|上升|增长)(?:到|至)\s*$|增至\s*$|[迈跨站]上\s*$")
_STRICT = (
    (re.compile(r"(?:突破|超过|高于|多于|大于|超出|超|>|逾)\s*$"), ">"),
    (re.compile(r"(?:低于|少于|小于|不足|不到|<)\s*$"), "<"),
)
_AFTER = (
    (re.compile(r"\s*(?:及以上|(?:或)?以上|起)"), ">="),
    (re.compile(r"\s*(?:及以内|以内|之内|及以下|以下|内(?![\u4e00-\u9fff]))"), "<="),
)
_ABOUT_AFTER = re.compile(r"\s*(?:左右|上下)")
_ABOUT_BEFORE = re.compile(r"(?:大约|(?<![签履节])约|近|接近|将近)\s*$")
_ODD_UNIT = re.compile(
    r"(?![年月日号级版型期届点时大余多以左及至到和与元内]|强|个|前)[\u4e00-\u9fff](?=[,。;、:!)\n]|以上|左右|以内|$)"
)
_EACH = re.compile(r"(?:每人每[年月]|每户每年|每[年月户人]|人均|平均)+$")
_WINDOW = 14
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
    lead = scale(low.unit[:1]) if low.unit[:1] in ("万", "亿") else 1
    value = float(Fraction(str(high.value)) / lead + Fraction(str(low.value)))
    return replace(low, text=high.text + low.text, offset=high.offset, value=value, word=low.word or high.word,
                   comparator=high.comparator if low.comparator == "=" else low.comparator)  # fmt: skip


def _in_digits(words: str, sentence: str) -> Iterator[Figure]:
    listed, listed_word, last = "", "", -1  # what bound the last number, and where that number's text ends
    for match in _FIGURE.finditer(words):
        sign, word = _bound(words, match.start())
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
        after, after_word, about = _bound_after(words, end)
        yield Figure(
            text=sentence[start:end], offset=start, value=value, unit=_SAME_UNIT.get(unit, unit),
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
    sign, word = _bound(words, start)
    after, after_word, about = _bound_after(words, end)
    return Figure(
        sentence[start:end], start, value, _SAME_UNIT.get(unit, unit), after or sign or "=",
        word=about or after_word or word, is_chinese=True,
    )  # fmt: skip


def _bound(words: str, start: int) -> tuple[str, str]:
    before = _EACH.sub("", words[max(0, start - _WINDOW) : start])
    for pattern, sign in (*_BEFORE, *_STRICT):
        if found := pattern.search(before):
            return sign, found[0].strip()
    if found := _RAISED.search(before):
        return ">=", found[0].strip()
    about = _ABOUT_BEFORE.search(before)
    return "", about[0].strip() if about else ""


def _bound_after(words: str, end: int) -> tuple[str, str, str]:
    after = re.sub(r"^(?:\[\d{1,3}\]|\([^()\d]{1,8}\))", "", words[end : end + 14])  # a glossary's mark between
    about = _ABOUT_AFTER.match(after)
    if about:
        return "=", about[0].strip(), about[0].strip()
    for pattern, sign in _AFTER:
        if found := pattern.match(after):
            return sign, found[0].strip(), ""
    return "", "", ""


def _measured(match: re.Match[str], end: str) -> tuple[float, str]:
    written = match[f"{end}number"].replace(",", "").replace(" ", "")
    if match[f"{end}big"] is None and match[f"{end}scale"] is None:
        return float(written), match[f"{end}plain"] or match[f"{end}over"] or ""
    number = Fraction(written)
    if (big := match[f"{end}big"]) is not None:
        bare = big.replace("余", "").replace("多", "")
        lead = re.match(r"[百千]?万?[万亿]", bare)
        return _multiplied(number, bare, lead[0] if lead else "")
    return float(number * scale(match[f"{end}scale"])), match[f"{end}scaled"] or ""


def _lower(match: re.Match[str], value: float, unit: str, upper: float, upper_unit: str) -> float:
    """A range's lower end in the unit of its upper one: 3—5万人 is from 30000, 5000—1万人 and 5-8千万元 from 5000."""
    if unit:
        lead, upper_lead = (each[0] if each[:1] in ("万", "亿") else "" for each in (unit, upper_unit))
        is_same = upper_unit and unit[len(lead) :] == upper_unit[len(upper_lead) :]
        return float(Fraction(str(value)) * scale(lead) / scale(upper_lead)) if is_same else value
    by = match["bscale"] or (match["bbig"] and _MYRIAD.match(match["bbig"])[0]) or ""  # type: ignore[index]
    lead = upper_unit[0] if upper_unit[:1] in ("万", "亿") else ""
    if match["ascale"] is not None:
        return float(Fraction(str(value)) / scale(lead))
    scaled = Fraction(str(value)) * scale(by) / scale(lead)
    return float(scaled if scaled <= upper else Fraction(str(value)) / scale(lead))


def _multiplied(number: Fraction, unit: str, lead: str) -> tuple[float, str]:
    """百万元 → 万元 times 100; 万 and 亿 stay with their unit."""
    rest = unit[len(lead) :]
    return float(number * scale(lead[:-1])), lead[-1:] + _SAME_UNIT.get(rest, rest)
