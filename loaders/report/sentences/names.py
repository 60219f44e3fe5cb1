"""What a number counts, in the words around it: never 将全区, 其中 or 实现 alone."""

import re
from functools import lru_cache

from loaders.prose.bounds import BINDING
from loaders.prose.doings import DOING
from loaders.prose.figures import Figure
from loaders.prose.times import LAST_YEAR

LENGTH = 24
_FAR = 200  # characters before a figure: none further off names it, and each word stripped looks through all of them
_LEAD = re.compile(
    rf"^(?:[\s\"“”,，、;；:：。·)）\]】]+|在(?:{LAST_YEAR}|20\d\d年)|现有的?|[(（](?=其中)|[较比](?:{LAST_YEAR}|20\d\d年)|\d{{4}}年(?:度|底|末)?(?:前)?|\d{{1,2}}月(?:\d{{1,2}}日|底|末|中旬|上旬|"
    r"下旬)?(?:前|之前)?|年底前?|年内|全年|"
    r"今年(?:要|将)?|当年|本年|[上下]半年|第?一季度|前三季度|力争|确保|争取|计划|预计|预期(?!寿命)|努力|"
    r"我们(?:将|要)?|积极|持续|大力|深入|扎实|全面|加快|进一步|继续|不断|切实|有序|稳步|着力|加大|全力|再(?!生|就业|制造|贷款)|各(?![类地级界族村镇])|共(?![享同青有]|建(?!成))|分别|其中|"
    r"同时|并且|并|以及|及|和|或|累计|合计|总计|年均|"
    r"将|把|使|让|为|对(?![口外接标])|向|面向|全[区县市省州旗盟镇乡](?!域)|我[区县市州旗]|辖区(?:内)?|区内|县内|市内|区域内|城区|实现|"
    r"做到|确保实现|按照|每年|每月|每季度|平均(?!预期寿命|受教育|寿命)|约|近(?![视郊海岸])|达|不少于|不低于|含|包括|包含|"
    r"主要预期目标是|主要目标是|预期目标是|目标是|一是|二是|三是|四是|五是|六是|七是|\(\d{1,2}\)|\d{1,2}[.、](?!\d))"
)
_TAIL = re.compile(
    rf"(?:[\s\"“,，、:：(（]+|{BINDING}|全年|年内|今年|人均|户均|每人每月|每人每年|每月|每年|(?<=[率速幅])在|至少|最少|"
    r"力争(?:达到)?|确保(?:达到)?|保持在|稳定在|恢复到|恢复至|保持|稳定|维持在|"
    r"(?<=[\u4e00-\u9fff]{3})(?:完成|实现)|为|是|共计|合计|总计|累计|共|各|均|都|分别|等|总数|=|预期|"
    r"计划|实际|再|同口径|可比价|按可比口径|年均|同比|"
    rf"[较比](?:{LAST_YEAR}|20\d\d年(?:底|末)?))$"
)
_GROW = re.compile(r"(?:增长|增速|增幅|涨幅|提高|提升|增加|上升|上涨|正增长|递增)(?:速度|率)?$")
_FALL = re.compile(r"(?:负增长|下降|降低|减少|压减|压降|压缩|缩短|缩减|下调|削减|回落|降幅)$")
_SORTED = "|".join(sorted(re.split(r"\|(?![^(]*\))", DOING), key=len, reverse=True))
_DOING_END = re.compile(rf"(?:{_SORTED}|的|等|区内|辖区内?|全[区县市]|重点|共)$")
_DOING_START = re.compile(rf"(?:{_SORTED})+")
_OTHERS = re.compile(
    rf"^.{{4,}}等(?:[\u4e00-\u9fff]{{0,4}}(?:企业|单位|公司|部门|学校|医院|园区)|地|乡镇|街道|村)(?=(?:{_SORTED})[\u4e00-\u9fff]{{2}})"
)
_ORIGIN = re.compile(  # 标准由每人130元提高到; but 由住建局在5个镇新建
    rf"[由从][^,;。由从]{{0,16}}\d(?:(?!{_SORTED})[^,;。]){{0,12}}$"
)
_METRIC_END = re.compile(r"(?:收入|率|额|量|数|产值|增加值|投资|比重|占比|面积|规模|增速|利润|税收|外资|内资|资金)$")
_NO_NOUN = re.compile(
    r"(?:并|以|用于|开展|实施|进行|投入|投用|建成|完成|实现|覆盖|提供|以上|左右|的|和|及|与|、|左右|不|通过|"
    r"达到|力争|纳入|到|为|让|使|给|由|在|对)"
)
_BOUNDARY = re.compile(r"[,，。;；、:：!！?？\n(（)）“”]|\d")
_SERVED = re.compile(
    r"([\u4e00-\u9fff()]{2,14}?)(?:免费)?(?:提供|开展|实施|进行|给予|予以|落实|购买|安装|配备|更新|接种|办理|做)([^,，。;；:：!！?？\n\d]{2,})"
)
_WHOSE = re.compile(  # 750户80岁以上困难老人家庭: a condition between the count and whom it counts
    r"^(?:\d+(?:[—–~-]\d+)?(?:周岁|岁|户|人|年|万元|亿元|元|亩|平方米)?(?:\((?:含|不含)[^()]{1,6}\))?(?:及)?(?:以上|以下|以内|以前|之前)?的?)(?=[\u4e00-\u9fff“])"
)
_AFTER_NUMBER = re.compile(r"^(?:\s|及以上|以上|以内|之内|左右|上下|及以下|以下|余|多|的|\(?[个套间户处名人家]\))+")
_LEVEL = "(?:国家|[省市区县州旗])级"
_INDUSTRIES = re.compile("第?[一二三](?:[、和及与]第?[一二三])+产业")
_TOWN_AND_COUNTRY = (
    (re.compile(r"城乡居民(?!.*、)"), ("城镇居民", "农村居民")),
    (re.compile("城乡(?=低保|最低生活|特困|养老|医保)"), ("城市", "农村")),
    (re.compile("城[镇市]和农村|城镇、农村"), ("城镇", "农村")),
    (re.compile("存贷款"), ("存款", "贷款")),
)
_NOTES = re.compile("[①-⑳]")
_BARE = re.compile(r"增[速幅]|总产|(?:总)?(?:产量|产值|面积|总量|数量|规模|人数|占比|比重|总额|金额|长度)")
_PAIRED = re.compile(r"[()“”《》\[\]]")
_EMPTY = re.compile(
    r"^(?:将|把|使|剩余|余下|最后|免费|人均|户均|其中|实现|达到|全区|全县|全市|开展|提供|服务(?!中心|站|点|圈|业|平台|体系|机构)|覆盖|共|等|为|的|在|有|完成|新增|新建|建设|"
    r"打造|实施|举办|组织|不少于|培育)?$"
)


def name(before: str, after: str, verb: str = "", *, is_count: bool = True) -> str:
    """The name from the words of the clause before a figure and those after it; `verb` leads where none stands.

    Where a thing stands right behind a count (2个产业园), that is what is counted. "" where neither side says anything.
    """
    lead, kind = stripped(before)
    counted = noun_after(after)
    lead = _OTHERS.sub("", lead)  # 支持某某等企业实施技改项目: who does it is not what is counted
    own = verb_of(lead)
    if kind == "list" and counted:
        first = lead.removeprefix(own).split("、")[0]
        if re.fullmatch(r"(?:重点|重大|产业)?(?:项目|工程)(?:建设)?", counted) and 2 <= len(first) <= 14:
            counted = f"{first}等{counted}"
        return clipped(f"{own or verb}{counted}")
    if _EMPTY.match(lead):
        return clipped(f"{lead if _DOING_END.search(lead) else verb}{counted}") if counted else clipped(lead or verb)
    if counted and _DOING_END.search(re.sub(r"\([^()]*\)$", "", lead)):
        bare = re.sub(r"(?:区内|辖区内?|全[区县市]|重点|共|等)$", "", lead)
        return clipped(f"{bare}{counted}")
    rest = lead.removeprefix(own)
    if is_count and own and len(rest) <= 3 and len(counted) >= 2 and not _NO_NOUN.match(counted) and not kind:
        return clipped(f"{lead}{counted}")
    if is_count and counted and "、" in lead and not kind and not _NO_NOUN.match(counted) and len(counted) >= 2:
        return clipped(f"{own or verb}{counted}")
    if verb and not own and not _METRIC_END.search(lead):
        return clipped(f"{verb}{lead}")
    return clipped(lead)


@lru_cache(maxsize=4096)
def stripped(before: str) -> tuple[str, str]:
    """The words before a figure without what leads up and what binds; and growth, fall, list, or ""."""
    words, is_list = _untailed(before[-_FAR:])
    words = _ORIGIN.sub("", words)
    kind = "list" if is_list else ""
    if found := _FALL.search(words):
        kind, words = "fall", words[: found.start()]
    elif found := _GROW.search(words):
        kind, words = "growth", words[: found.start()]
    words = _untailed(words)[0] if kind in ("growth", "fall") else words
    while (shorter := _LEAD.sub("", words)) != words:
        words = shorter
    return _balanced(words.strip()), kind


def noun_after(after: str) -> str:
    """The words after a number up to the next sign or number."""
    words = re.sub(r"^大(?![学型中病数桥道赛棚额众田坝])(?=[\u4e00-\u9fff]{2})", "", _AFTER_NUMBER.sub("", after))
    words = _WHOSE.sub("", words)
    if served := _SERVED.match(words):  # 农村适龄妇女提供免费“两癌”筛查: who is served, and with what
        whole = f"{served[1]}{served[2]}"
        return whole if len(whole) <= LENGTH else served[1]
    if quoted := re.match(
        r"([^,，。;；、:：\n\d(“]{0,12})[“\"《]([^”\"》]{1,16})[”\"》]([^,，。;；、:：\n\d]{0,10})", words
    ):
        return f"{quoted[1]}“{quoted[2]}”{quoted[3]}"
    if bracketed := re.match(r"[^,，。;；、:：\n\d(]{0,12}\([^()\d]{1,12}\)[^,，。;；、:：\n\d]{0,12}", words):
        return bracketed[0]
    end = _BOUNDARY.search(words)
    return re.sub(r"(?:以及|及|和)$", "", words[: end.start() if end else 24][:24].strip())


def clipped(words: str) -> str:
    """At most so many characters, without what describes: the words after the last 的 or 、 that leave enough."""
    bare = _balanced(_NOTES.sub("", words).strip(" \"'、,，的"))
    while len(bare) > LENGTH:
        cut = max(bare.find(sign, 0, len(bare) - 5) for sign in "的、,，")
        if cut < 0:
            return _balanced(bare[-LENGTH:])
        bare = bare[cut + 1 :]
    return _balanced(bare)


def is_growth(words: str) -> str:
    """growth or fall by the words before a figure, else ""."""
    kind = stripped(words)[1]
    return kind if kind in ("growth", "fall") else ""


def is_doing(words: str) -> bool:
    """Whether a name says nothing but what is done."""
    bare = re.sub("^(?:基本|全部|全面|已|再)+", "", words)
    return _DOING_START.fullmatch(bare) is not None and not bare.endswith(("造林", "植树"))


def of_what(name: str, last: str) -> str:
    """A name that says no more than 产量 or 面积, with the thing that the name before it is about: 粮食产量."""
    if not _BARE.fullmatch(name):
        return name
    thing = _BARE.sub("", _METRIC_END.sub("", last))
    return clipped(f"{re.sub(rf'(?:{_SORTED})+$', '', thing) or thing}{name}")


def of_level(name: str, others: list[str]) -> str:
    """省级2家 behind or before 国家级绿色工厂1家: a name that is but a level, with the thing of its neighbour."""
    if not re.search(rf"{_LEVEL}$", name):
        return name
    thing = next((found[1] for other in others if (found := re.search(rf"{_LEVEL}(.{{2,}})$", other))), "")
    return clipped(f"{name}{thing}")


def thing_of(words: str) -> str:
    """A name without the doings that it begins with: 实施新建、改扩建学校 → 学校."""
    return re.sub(rf"^(?:(?:{_SORTED})+(?:[、和及](?={_SORTED}))?)+", "", words)


def verb_of(words: str) -> str:
    """The doing that a name begins with."""
    found = _DOING_START.match(words)
    return found[0] if found else ""


def parts(names: str, count: int) -> list[str] | None:
    """The names that stand before 分别, 均 or a pair of figures; what ends all goes to each. None: no fit."""
    for both, pair in _TOWN_AND_COUNTRY:
        if count == 2 and (found := both.search(names)):
            return [f"{names[: found.start()]}{one}{names[found.end() :]}" for one in pair]
    names = _INDUSTRIES.sub(lambda found: "、".join(f"第{one}产业" for one in re.findall("[一二三]", found[0])), names)
    ways = (re.split(r"、|(?<=[\u4e00-\u9fff])[和及与](?=[\u4e00-\u9fff])", names), names.split("、"))
    listed = next((listed for way in ways if len(listed := list(filter(None, way))) == count), [])
    if not listed:
        return None
    last = listed[-1]
    tail = re.search(
        r"(?:人均可支配收入|可支配收入|人均纯收入|增加值|总产值|产值|总额|投资额?|收入|"
        r"[\u4e00-\u9fff]{2}覆盖率|[\u4e00-\u9fff]{2}人数|[\u4e00-\u9fff]{2}率|比重|占比|面积|总量|数量|[产销]量)$",
        last,
    )
    verb = verb_of(listed[0])
    is_insured = tail is not None and last.endswith(f"保险{tail[0]}")
    made = []
    for number, part in enumerate(listed):
        if tail and number < count - 1 and not re.search(r"(?:率|值|额|量|收入|投资|比重|占比|数|面积)$", part):
            of_insured = is_insured and part.endswith(("失业", "工伤", "生育", "养老", "医疗"))
            part += f"{'保险' if of_insured else ''}{tail[0]}"
        made.append(part if number == 0 or _DOING_START.match(part) else f"{verb}{part}")
    return made


def figure_words(figure: Figure) -> str:
    """A figure as it is shown in 目标文字 where its word matters: 6%左右."""
    return f"{figure.text}{figure.word}" if figure.word in ("左右", "上下") else f"{figure.word}{figure.text}"


def _balanced(words: str) -> str:
    """Without a bracket or quotation mark that has lost its other half."""
    if not _PAIRED.search(words):
        return words
    for opening, closing in ("()", "“”", "《》", "[]"):
        while (odd := words.count(closing) - words.count(opening)) != 0:
            place = words.rfind(closing) if odd > 0 else words.find(opening)
            words = words[:place] + words[place + 1 :]
    return words


def _untailed(words: str) -> tuple[str, bool]:
    """Without the words at its end that bind the number; whether 等 was among them."""
    is_list = False
    while (shorter := _TAIL.sub("", words)) != words:
        is_list |= words.endswith("等")
        words = shorter
    return words, is_list
