"""Which numbers are no targets, and why: years, dates, names, marks of a glossary, thresholds, places, last year's."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from loaders.prose.doings import DOING
from loaders.prose.figures import Figure
from loaders.prose.times import LAST_YEAR
from loaders.report.words.asides import LATER, PAST
from loaders.report.words.clauses import Clause

STANDING = "现状(不是目标)"
RATIO, MEANS, SIZE = "比例(几比几)", "资金(办事的手段)", "规模或投资额(说明项目本身)"
ITEMS = "事项的个数"
DESCRIBING = (RATIO, MEANS, SIZE, ITEMS)  # a clause with such a number at its end says nothing to be done
_NAME, _DATE, _AROUND, _CALLED = "名称的一部分", "日期", "名称(服务圈、时段)", "电话或热线号码"
_SERVED, _THRESHOLD = "受益或涉及的范围(是效果,不是任务)", "门槛(说明对象的条件)"
_WEIGHT, _GROUPS = "考核的分值和权重", "归类的个数"

_QUOTED = [re.compile(f"{a}[^{a}{b}]*\0[^{a}{b}]*{b}") for a, b in ("“”", "《》", "‘’", '""', "「」")]
_SIGHT = 24  # characters on each side
_ATTRIBUTE = re.compile(
    r"(?:总投资|投资额|投资规模|概算(?:总?投资)?|(?:总?建筑|用地|规划)面积|占地(?:面积)?|注册资[本金]|估算(?:总?投资)?|"
    r"路[面基]?宽|[宽厚]度?|层高|[库仓]容|日处理(?:能力)?|设计(?:床位|规模|产能|能力|时速|车速|年限|库容))\s*(?:约|为|达到?|超过?|近|"
    r"共|不[小低少]于|不[大高多]于|不超过)?\s*$"
)
_ITSELF_DONE = re.compile(  # 供应工业用地面积500亩, 完成总投资2亿元: what is done is the size itself
    r"(?:完成|竣工|新增|增加|供应|出让|收储|盘活|腾退|整理|流转|拆除|消化|处置)[^,;。、\d]{0,6}$"
)
_SIZED = re.compile(  # 总投资1.86亿元,设置床位200张: what follows a project's size still describes it
    r"(?:总投资|概算(?:投资)?|建筑面积|占地(?:面积)?|用地|(?:争取|申请)[^,;。\d]{2,8}资金)(?:约|共|达|为)?[\d.]+[万亿]?(?:元|平方米|㎡|亩|平方公里),(?:其中|可?容纳|设[置计有]|规划|概算|拟设)[^,;。\d]{0,8}$"
)
_LONG = re.compile(r"(?:^|[(,、])\s*(?:(?:路线|线路)?全长|总?长度?|总里程|占地|总?建筑面积)(?:约|共|达|为)?$")
_DONE_TO = "新[建增]|改造|提升|完成|培育|整治|更新|升级|打造"
_IN_ALL = "(?<![保争取现动到对将把为在于使让])(?:全|我)[区县市州镇乡](?:现|共|下)?[有辖](?![力序效望])"
_MADE = "完成|建成|建|新[建增]|改造|开工|投用|竣工|培训|发放|实现|达到?|开展|办理"
_UNDONE = rf"(?:(?!{DOING}|{_MADE}|加装|验收)[^,;。\d的]){{0,10}}"  # nothing is done again to what is done
_MOVES = "(?:提[高升]|增[加长]|增(?=[到至])|扩[大展]|上[升调]|[下升]?降|减|压缩|缩[短小]|调整|拓展)"
_MEANS = re.compile(
    r"(?:财政|统筹|预算)[^,;。\d]{0,6}(?:安排|投入|拨付|下达|列支|整合)[^,;。\d]{0,12}$|"
    r"(?:^|[,;。])\s*(?:今年|全年|年内|计划|拟|预计)*(?:投资|(?:投入|安排|下达|拨付|统筹)[^,;。\d]{0,10}(?:资金|经费)|安排|投入)$|"
    r"(?:^|[,;。(])(?:给予)?(?:按?每[个名人户所件台座套亩村]|人均|户均)[^,;。\d]{0,4}"  # each is given so much
    r"(?:补助|补贴|奖补|奖励|资助|给予)[^,;。\d]{0,4}$"
)


@dataclass(frozen=True)
class _Seen:
    """A figure with a few characters around it."""

    figure: Figure
    before: str  # in its clause
    wide: str  # before it, in other clauses too
    after: str
    later: list[Figure]  # the next ones of its clause
    year: int

    @property
    def counted(self) -> list[Figure]:
        """The next ones that count something, ages apart."""
        return [other for other in self.later if other.unit not in ("", "岁", "周岁")]

    def up_to(self, other: Figure) -> str:
        """What stands before a later one, as far as that is in sight."""
        return self.after[: max(0, other.offset - self.figure.end)]

    def next_to(self, other: Figure) -> str:
        """What stands between it and a later one; "" where that one is out of sight."""
        return self.up_to(other) if other.offset - self.figure.end <= len(self.after) else ""


def reason(words: str, figure: Figure, later: list[Figure], clause: Clause, year: int) -> str | None:
    """Why a number is no target; None where it may be one. `later`: the next figures of its clause."""
    before = words[max(clause.start, figure.offset - _SIGHT) : figure.offset]
    wide, after = words[max(0, figure.offset - _SIGHT) : figure.offset], words[figure.end : figure.end + _SIGHT]
    seen = _Seen(figure, before, wide, after, later, year)
    spared = {name for holds, names in _SPARING if holds(seen) for name in names}
    return next((rule.why for rule in _RULES if rule.name not in spared and rule.holds(seen)), None)


@dataclass(frozen=True)
class _Rule:
    name: str
    why: str
    holds: Callable[[_Seen], bool]


def _rule(
    name: str, why: str, *units: str, before: str = "", wide: str = "", after: str = "", unless: str = "",
    when: Callable[[_Seen], object] = lambda seen: True,
) -> _Rule:  # fmt: skip
    """For figures of some units (none: of any), by the words before and after; not behind the words `unless`."""
    led, widely, followed = re.compile(before).search, re.compile(wide).search, re.compile(after).match
    spared = re.compile(unless or "(?!)").search

    def holds(seen: _Seen) -> bool:
        return bool(
            (not units or seen.figure.unit in units)
            and led(seen.before) and widely(seen.wide) and followed(seen.after) and not spared(seen.before)
            and when(seen)
        )  # fmt: skip

    return _Rule(name, why, holds)


def _is_exact(seen: _Seen) -> bool:
    return seen.figure.comparator == "="


def _is_year(seen: _Seen) -> bool:
    return 1900 <= seen.figure.value <= 2100


def _is_bare_year(seen: _Seen) -> bool:
    return _is_year(seen) and len(seen.figure.text) == 4


def _is_quoted(seen: _Seen) -> bool:
    """Within quotation marks or a title's brackets that hold little else."""
    around = (signs.search(f"{seen.wide}\0{seen.after}") for signs in _QUOTED)
    return any(found and len(found[0]) <= _SIGHT + 2 for found in around)


def _is_for_work(seen: _Seen) -> bool:
    """投入资金2亿元用于…: money that the words give away; said to be raised or spent, it may be a target itself."""
    found = _MEANS.search(seen.before)
    is_used = re.match("建设|新建|改建|扩建|实施|用于|改造|购置|推进|打造|启动", seen.after) is not None
    return seen.figure.unit.endswith("元") and found is not None and (is_used or not found[0].endswith("投资"))


def _is_raised(seen: _Seen) -> bool:
    found = _MEANS.search(seen.before) if seen.figure.unit.endswith("元") else None
    if found is None or not found[0].endswith(("资金", "经费", "安排", "投入")):
        return False
    is_told = re.search("财政|统筹|预算", found[0]) or re.match(",|用于|支持|专项用于", seen.after)
    return not (is_told and _is_exact(seen))


def _is_of_cameras(seen: _Seen) -> bool:
    """监控20路."""
    return seen.figure.unit == "路" and re.search("摄像头|探头|监控|视频|点位", seen.before) is not None


def _is_size(seen: _Seen) -> bool:
    found = _ATTRIBUTE.search(seen.before)
    is_told = found and not _ITSELF_DONE.search(seen.before, 0, found.start())
    return bool(is_told or _SIZED.search(seen.wide) or _LONG.search(seen.before))


def _is_batch(seen: _Seen) -> bool:
    """3批12个; but of 210个50户以上村寨 the first is what is counted."""
    behind = seen.counted[0].end - seen.figure.end if seen.counted else 0
    return bool(behind) and not seen.up_to(seen.counted[0]) and not re.match("及?以[上下]|级", seen.after[behind:])


# Each rule alone passes a number over, so their order changes none that is taken. It decides which of two reasons is
# told (2024年 is a year before it is a term): both are held by tests/loaders/report/test_skips.py.
_RULES: tuple[_Rule, ...] = (
    _rule("year", "年份", "年", "学年", "年度", "赛季", "起", when=_is_year),
    _rule("year_word", "年份", "", after=r"(?![\u4e00-\u9fff])|年|级|成都|中国", when=_is_bare_year),
    _rule("year_bare", "年份或名称", "", when=_is_bare_year),
    _rule("date", _DATE, "月", "日", "号", "点", "时", "季度"),
    _rule("date_behind", _DATE, "", after="月|日|季度|时|点"),
    _rule("date_in_parts", _DATE, "", wide=r"\d{4}[.\-/年]\d{0,2}[.\-/月]?$"),
    _rule("time_limit", "期限", "年", "周年", "个月", "天", "学年", when=_is_exact,
          unless=r"(?=.{1,14}$)(?:缩短|压缩|不少于|延长|平均[^,;。\d]{0,8}(?:年限|年数|时间|天数|周期))"),
    _rule("session", "届次或期次", "届", "期", when=_is_exact,
          unless="(?=.{1,10}$)(?:举办|开展|培训|开设|开办|组织|刊发|编发|完成)"),
    _rule("ratio", RATIO, "", after=r":\d"),
    _rule("ratio_behind", RATIO, "", wide=r"\d:$"),  # 城乡收入比缩小到1.8:1
    _rule("note_mark", "名词解释的注号", wide=r"\[$", after=r"\]"),
    _rule("ordinal", "序数(第几届、第几批)", wide="第$", when=lambda seen: seen.figure.unit not in ("", "%")),
    _rule("list_mark_in_brackets", "句内的编号", "", wide=r"\($", after=r"\)"),
    _rule("list_mark", "句内的编号", "", wide=r"(?:^|[;。:\n])\s*$", after=r"[.、](?!\d)"),
    _rule("quoted", "引号或书名号内的名称", when=_is_quoted),
    _rule("grade", "等级", "级"),
    _rule("grade_of_letters", "等级", after="[A-Z]*级"),
    _rule("name_of_road", _NAME, "号", "路", "街", "区", "线", "版", "号线"),
    _rule("name_part", _NAME, when=lambda seen: seen.figure.is_name_part),
    _rule("name_before", _NAME, "", wide="[+＋·]$"),
    _rule("name_behind", _NAME, "", after=r"[+＋·#号A-Za-z]|\.\d|路|线|[国省县]道|高速|大道|街|栋|院区|版|型|系列|弄|"
          "单元|[中小]学|医院|项目部|公馆|广场|地块|工程(?=[,。;、])"),
    _rule("name_of_players", _NAME, after="制(?![度定造作订品])"),  # 3人制篮球场
    _rule("age", "年龄条件", "岁", "周岁", unless="寿命"),
    _rule("voltage", "电压等级或容量", "千伏", "伏", "千伏安"),
    _rule("name_of_hotline", _NAME, after="急救|报警|指挥|接警|出警|联动|调度",
          when=lambda seen: re.fullmatch("110|119|12[02]", seen.figure.text)),
    _rule("around_hours", _AROUND, "分钟", "小时",
          after=r"(?:以?内)?\S{0,6}(?:(?:生活|健身|通勤|经济)?圈|自助|值守|不打烊|开放|运行|服务|在线|响应|营业|监控|不间断)"),
    _rule("around_metres", _AROUND, "米", "公里", after="(?:服务)?(?:半径)?覆盖"),  # 公交站点500米覆盖率
    _rule("around_the_clock", _AROUND, "小时", after=r"(?!以?内|以上|左右)[\u4e00-\u9fff]",
          when=lambda seen: seen.figure.value == 24),
    _rule("phone", _CALLED, when=lambda seen: re.search(r"(?:1[3-9]\d{9}|\d{3,4}-\d{7,8})$", seen.figure.text)),
    _rule("hotline_code", _CALLED, "",
          when=lambda seen: re.fullmatch(r"12\d{3}|1[3-9]\d{9}|0\d{9,11}", seen.figure.text)),
    _rule("hotline", _CALLED, "", after="热线|平台|专线"),
    _rule("phone_before", _CALLED, "", wide=r"(?:电话|传真|手机|邮编|热线)\S{0,4}[::]?$"),
    _rule("served_by", _SERVED, before=r"^\s*[^,;。\d]{0,6}(?:建成|完成|投用|竣工|投产|达产)后"),
    _rule("served", _SERVED, before=r"(?:惠及|受益|涉及|有效(?:改善|提高|解决|缓解|保障)|方便|满足|造福|服务半径|"
          r"改善(?=$))(?:[\d.]+万?[\u4e00-\u9fff]{1,3}、)?[^,;。\d]{0,8}$",
          unless=r"率(?:要|力争|提[高升]|稳定|保持)*(?:[到至为在]|达到?|不低于|超过)*$"),  # 受益人口覆盖率达到95%
    _rule("size_in_name", "规模(项目名称的一部分)", before="^(?:$|推进|加快|推动|启动|实施|开工|确保|力争|支持)",
          after=r"[\u4e00-\u9fffA-Za-z“”]{1,16}(?:项目|工程|基地|生产线|电站|水库|厂)",
          when=lambda seen: re.fullmatch("[万亿]?(?:吨|千瓦时?|兆瓦|立方米)|吉瓦", seen.figure.unit)),
    _rule("threshold_of_projects", "门槛(项目或企业的规模)",
          "元", "万元", "亿元", "万美元", "亿美元", "亩", "平方米", "万平方米", "人", "吨", "蒸吨",
          after=r"(?!以上[、,])(?:级|以上|元级)?的?(?:重大|产业|工业|项目|企业|园区|小区|乡镇|村|以上)",
          unless="(?=.{2,6}$)(?:新增|完成|实现)|达到?$",
          when=lambda seen: seen.later and seen.figure.comparator in ("=", ">=", ">")),
    _rule("means", MEANS, when=_is_for_work),
    _rule("size", SIZE, when=_is_size),
    _rule("rank", "位次", "", "名", "位", "强", wide="[前第]$"),
    _rule("rank_behind", "位次或名称(百强、500强)", "", after=r"强(?![\u4e00-\u9fff]{0,2}企业\d)"),
    # what a thing must have to be counted, or how it is built: 对300张以上床位的机构, 50户以上村寨, 按8度设防
    _rule("threshold_of_others", _THRESHOLD,
          after=r"(?:及?以[上下]|以内)?的(?!目标|任务|增长|速度|水平|比例)[\u4e00-\u9fff“]",
          when=lambda seen: seen.figure.unit != "%" and (seen.later or not _is_exact(seen))),
    _rule("threshold_led", _THRESHOLD, before="(?:^|[,;])[对为向在]$",
          after=r"及?以[上下][^,;。\d]{1,8}的[\u4e00-\u9fff]"),
    _rule("threshold_of_each", _THRESHOLD, before=r"\d[个户名人家所座条处]$", after=r"及?以[上下]的?[\u4e00-\u9fff]"),
    _rule("threshold", _THRESHOLD, after=r"及?以[上下](?![和及与并或、])[\u4e00-\u9fff“]",
          when=lambda seen: seen.later and not re.search("[、,]", seen.next_to(seen.later[0]))),
    _rule("threshold_degrees", _THRESHOLD, "度"),
    _rule("threshold_standard", _THRESHOLD, before="按$", after="的?(?:标准|要求|比例|设计)"),
    # 结果纳入年度绩效考核,占比20%: a share of the assessment, and no share of what is done
    _rule("weight", _WEIGHT, wide=r"(?:考核|考评|绩效|评价)[^。;\d]{0,8}(?:占比?|权重|分值)[^,。;\d]{0,4}$"),
    _rule("weight_full", _WEIGHT, "分", wide="满分为?$"),
    # 在8个路口增设32套: where or for whom, counted only to say it
    _rule("place_or_people", "地点或对象(只说明范围)",
          before=r"(?<![定制持])(?:在|于|对|为|面向|围绕|针对|依托|利用|通过|涉及|覆盖|按照|根据|由|以)(?:全[区县市]|全域|城区|辖区|重点|"
          "现有|已建成的)?$",
          when=lambda seen: seen.counted and not re.match(r"[^,。;]{0,12}[、,]", seen.up_to(seen.counted[0]))),
    _rule("batch", "分类或分批的个数", "类", "大类", "个", "批", "期", "轮", "处", "次", when=_is_batch),
    _rule("group_fang", _GROUPS, "方", after="面"),
    _rule("group", _GROUPS, "个", "项", "件", "大", "类", "方面", after="方面|大类|类别|层次|环节|维度|领域|阶段"),
    _rule("items", ITEMS, "件", "项", "个", after="(?:以上)?大?(?:重点)?(?:民生|惠民|为民)?办?(?:实事|好事)"),
    _rule("items_counted", ITEMS, "件", "项", "个", before="(?:共有?|共计|明确|分解为?|细化为?|梳理|涉及|确定)$",
          after="(?:具体|重点|重要|工作|目标|民生)*(?:任务|事项|工作|指标|举措)(?=[,;。(]|$)"),
    _rule("name_of_programme", _NAME, "", after="[大项个件]?(?:行动|工程|计划|体系|战略|举措|机制|模式|政策)"),
    # 我县现有老旧小区120个,今年改造40个; but 盘活现有厂房20万平方米, 力争全县有3家企业上市, 全县有5个项目竣工
    _rule("standing", STANDING,
          before=rf"(?:(?:^|目前|[区县市州镇乡村])现[有存辖]|{_IN_ALL})(?:(?!{_DONE_TO})[^,;。的]){{0,18}}$|(?<![对将把])现[有存辖]$",
          after=rf"(?![^,;。]{{0,12}}(?:{_DONE_TO}|开工|竣工|投产|完工|建成|投用|落地|通车|达标|上市))"),
    _rule("past", PAST,
          wide=rf"(?<![较比同])(?:{LAST_YEAR}|20\d\d年)(?:的|全年|底|末|完成|为|达到?|实现|实际|增长|下降|[:约])*\s*$",
          when=lambda seen: not re.search(rf"{seen.year}年\S*\s*$", seen.before)),
    _rule("yearly_mean", f"今后多{LATER}", before=r"年均(?:增[长速幅]|递增|下降|提高)[^,;。\d]{0,6}$"),
    _rule("past_basis", PAST, after="(?:以上)?的?基础上"),  # 在2023年完成120公里的基础上
    _rule("past_from", PAST, before=rf"[由从](?:(?!{_MOVES})[^,;。]){{0,20}}$",
          after=rf"[^,;。]{{0,14}}?{_MOVES}[^,;。\d]{{0,3}}[到至为]"),  # 由130元提高到150元
    # 已建成充电桩1850个; but 已开工项目竣工30个, 推动已建小区改造20个
    _rule("past_done", PAST,
          before=rf"(?<![对将把为动进促])已经?(?:累计|全部|全面|顺利|按期|提前)*(?:{_MADE})(?:{DOING}){{0,2}}了?{_UNDONE}$"),
    _rule("past_compared", PAST, before=rf"[较比与](?:{LAST_YEAR}|20\d\d年)[^,。;]{{0,6}}的$"),
)  # fmt: skip


# What speaks for a target after all, and against which rules: 监控20路 are no roads, 投入2亿元 may be an aim.
_SPARING: tuple[tuple[Callable[[_Seen], bool], tuple[str, ...]], ...] = (
    (_is_of_cameras, ("quoted", "grade_of_letters", "name_of_road", "name_part", "name_of_players")),
    (_is_raised, ("means", "size")),
)
