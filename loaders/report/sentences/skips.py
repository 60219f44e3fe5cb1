"""Which numbers are no targets, and why: years, dates, names, marks of a glossary, thresholds, places, last year's."""

from __future__ import annotations

import re
from collections.abc import Callable

from loaders.prose.figures import Figure
from loaders.report.words.clauses import Clause

RATIO, MEANS, SIZE = "比例(几比几)", "资金(办事的手段)", "规模或投资额(说明项目本身)"
FAR = "年的远期目标"
GROUPS, ITEMS = "归类的个数", "事项的个数"
DESCRIBING = (RATIO, MEANS, SIZE, ITEMS)  # a clause with such a number at its end says nothing to be done

_QUOTED = {"“": "”", "《": "》", "‘": "’", '"': '"', "「": "」"}
_LAST_YEAR = re.compile(
    r"(?:去年|上年|上一?年度?|上年度|截至去年底|20\d\d年(?:底|末)?)(?:的|全年|底|末|完成|为|达到?|实现|实际)*\s*$"
)
_ATTRIBUTE = re.compile(
    r"(?:总投资|投资额|投资规模|概算(?:总?投资)?|占地(?:面积)?|建筑面积|总建筑面积|用地面积|规划面积|注册资[本金]|估算(?:总?投资)?|"
    r"路[面基]?宽|[宽厚]度?|层高|库容|日处理(?:能力)?|设计(?:床位|规模|产能|能力|时速|车速|年限|库容))\s*(?:约|为|达到?|超过?|近|"
    r"共|不[小低少]于|不[大高多]于|不超过)?\s*$"
)
_ITSELF_DONE = re.compile(  # 供应工业用地面积500亩, 完成总投资2亿元: what is done is the size itself
    r"(?:完成|竣工|新增|增加|供应|出让|收储|盘活|腾退|整理|流转|拆除|消化|处置)[^,;。、\d]{0,6}$"
)
_SIZED = re.compile(  # 总投资1.86亿元,设置床位200张: what follows a project's size still describes it
    r"(?:总投资|概算(?:投资)?|建筑面积|占地(?:面积)?|用地|(?:争取|申请)[^,;。\d]{2,8}资金)(?:约|共|达|为)?[\d.]+[万亿]?(?:元|平方米|㎡|亩|平方公里),(?:其中|可?容纳|设[置计有]|规划|概算|拟设)[^,;。\d]{0,8}$"
)
_MEANS = re.compile(
    r"(?:财政|统筹|预算)[^,;。\d]{0,6}(?:安排|投入|拨付|下达|列支|整合)[^,;。\d]{0,12}$|"
    r"(?:^|[,;。])\s*(?:今年|全年|年内|计划|拟|预计)*(?:投资|(?:投入|安排|下达|拨付|统筹)[^,;。\d]{0,10}(?:资金|经费)|安排|投入)$|"
    r"(?:^|[,;。(])(?:给予)?(?:按?每[个名人户所件台座套亩村]|人均|户均)[^,;。\d]{0,4}"  # each is given so much
    r"(?:补助|补贴|奖补|奖励|资助|给予)[^,;。\d]{0,4}$"
)
_OF_A_RATE = re.compile(r"率(?:要|力争|提[高升]|稳定|保持)*(?:[到至为在]|达到?|不低于|超过)*$")  # 受益人口覆盖率达到95%
_CAPACITY = re.compile(r"(?:万|亿)?(?:吨|千瓦|兆瓦|立方米|千瓦时)|兆瓦|吉瓦")
_DIGIT_NAME_AFTER = re.compile(
    r"(?:号|路|线|国道|省道|县道|高速|大道|街|栋|号线|号楼|院区|版|型|系列|弄|单元|中学|小学|医院|项目部|公馆|"
    r"广场|地块|工程(?=[,。;、]))"
)
_CIRCLE_OF_LIFE = re.compile(
    r"(?:分钟|小时|公里|里|天)(?:内|以内)?(?:\S{0,6}(?:圈|服务圈|生活圈|健身圈|通勤圈|经济圈|自助|值守|不打烊|"
    r"开放|运行|服务|在线|响应|营业|监控|不间断))"
)


def reason(words: str, figure: Figure, later: list[Figure], clause: Clause, year: int) -> str | None:
    """Why a number is no target; None where it may be one.

    Looks at a few characters around it only, and at `later`, the next figures of its clause.
    """
    before = words[max(clause.start, figure.offset - 24) : figure.offset]
    wide = words[max(0, figure.offset - 24) : figure.offset]
    after = words[figure.end : min(len(words), figure.end + 24)]
    for rule in _RULES:
        if found := rule(figure, before, after, later, wide, year):
            return found
    return None


Rule = Callable[[Figure, str, str, list[Figure], str, int], str | None]


def _name(figure: Figure, before: str, after: str, later: list[Figure], wide: str, year: int) -> str | None:
    if figure.unit == "" and (re.match(r":\d", after) or re.search(r"\d:$", wide)):
        return RATIO  # 城乡收入比缩小到1.8:1
    if re.search(r"\[$", wide) and after.startswith("]"):
        return "名词解释的注号"
    if wide.endswith("第") and figure.unit not in ("", "%"):
        return "序数(第几届、第几批)"
    is_enclosed = wide.endswith("(") and after.startswith(")")
    is_head = re.search(r"(?:^|[;。:\n])\s*$", wide) is not None and re.match(r"[.、](?!\d)", after) is not None
    if figure.unit == "" and (is_enclosed or is_head):
        return "句内的编号"
    if figure.unit == "路" and re.search("摄像头|探头|监控|视频|点位", before):
        return None
    if _is_quoted(wide, after):
        return "引号或书名号内的名称"
    if figure.unit == "级" or re.match("[A-Z]*级", after):
        return "等级"
    is_bare = figure.unit == "" and (
        re.match(r"[+＋·#号A-Za-z]|\.\d", after) or re.search(r"[+＋·]$", wide) or _DIGIT_NAME_AFTER.match(after)
    )
    is_name = figure.is_name_part or figure.unit in ("号", "路", "街", "区", "线", "版", "号线")
    if is_name or is_bare or re.match("制(?![度定造作订品])", after):  # 3人制篮球场
        return "名称的一部分"
    return None


def _date(figure: Figure, before: str, after: str, later: list[Figure], wide: str, year: int) -> str | None:
    value = figure.value
    if figure.unit in ("年", "学年", "年度", "赛季", "起") and 1900 <= value <= 2100:
        return "年份"
    if figure.unit == "" and 1900 <= value <= 2100 and value == int(value) and len(figure.text) == 4:
        return (
            "年份"
            if not re.match(r"[\u4e00-\u9fff]", after) or after.startswith(("年", "级", "成都", "中国"))
            else "年份或名称"
        )
    if figure.unit in ("月", "日", "号", "点", "时", "季度") or (
        figure.unit == "" and re.match(r"(?:月|日|季度|时|点)", after)
    ):
        return "日期"
    if figure.unit == "" and re.search(r"\d{4}[.\-/年]\d{0,2}[.\-/月]?$", wide):
        return "日期"
    if (
        figure.unit in ("年", "周年", "个月", "天", "学年")
        and figure.comparator == "="
        and not re.search(r"缩短|压缩|不少于|延长|平均[^,;。\d]{0,8}(?:年限|年数|时间|天数|周期)", before[-14:])
    ):
        return "期限"
    if (
        figure.unit in ("届", "期")
        and figure.comparator == "="
        and not re.search(r"举办|开展|培训|开设|开办|组织|刊发|编发|完成", before[-10:])
    ):
        return "届次或期次"
    return None


def _qualifier(figure: Figure, before: str, after: str, later: list[Figure], wide: str, year: int) -> str | None:
    if figure.unit in ("岁", "周岁") and "寿命" not in before:
        return "年龄条件"
    if figure.unit in ("千伏", "伏", "千伏安"):
        return "电压等级或容量"
    if figure.text in ("110", "119", "120", "122") and re.match("急救|报警|指挥|接警|出警|联动|调度", after):
        return "名称的一部分"
    if figure.unit in ("分钟", "小时") and _CIRCLE_OF_LIFE.match(figure.unit + after):
        return "名称(服务圈、时段)"
    if figure.unit in ("米", "公里") and re.match("(?:服务)?(?:半径)?覆盖", after):  # 公交站点500米覆盖率
        return "名称(服务圈、时段)"
    if figure.unit == "小时" and figure.value == 24 and re.match(r"(?!以内|内|以上|左右)[\u4e00-\u9fff]", after):
        return "名称(服务圈、时段)"  # 24小时城市书房
    if (
        re.search(r"(?:1[3-9]\d{9}|\d{3,4}-\d{7,8})$", figure.text)
        or (figure.unit == "" and re.fullmatch(r"12\d{3}|1[3-9]\d{9}|0\d{9,11}", figure.text))
        or (
            figure.unit == ""
            and (re.match("热线|平台|专线", after) or re.search(r"(?:电话|传真|手机|邮编|热线)\S{0,4}[::]?$", wide))
        )
    ):
        return "电话或热线号码"
    if re.match(r"\s*[^,;。\d]{0,6}(?:建成|完成|投用|竣工|投产|达产)后", before):
        return "受益或涉及的范围(是效果,不是任务)"
    if not _OF_A_RATE.search(before) and re.search(
        r"(?:惠及|受益|涉及|有效(?:改善|提高|解决|缓解|保障)|方便|满足|造福|服务半径)"
        r"(?:[\d.]+万?[\u4e00-\u9fff]{1,3}、)?[^,;。\d]{0,8}$",
        before,
    ):
        return "受益或涉及的范围(是效果,不是任务)"
    if (
        _CAPACITY.fullmatch(figure.unit)
        and (not before or re.match(r"(?:推进|加快|推动|启动|实施|开工|确保|力争|支持)", before))
        and re.match(r"[\u4e00-\u9fffA-Za-z“”]{1,16}(?:项目|工程|基地|生产线|电站|水库|厂)", after)
    ):
        return "规模(项目名称的一部分)"
    if (
        later
        and figure.unit in ("元", "万元", "亿元", "万美元", "亿美元", "亩", "平方米", "万平方米", "人", "吨", "蒸吨")
        and re.match(r"(?:级|以上|元级)?(?:的)?(?:重大|产业|工业|项目|企业|园区|小区|乡镇|村|以上)", after)
        and figure.comparator in ("=", ">=", ">")
        and not re.match(r"以上[、,]", after)
        and not re.search(r"新增|完成|达到?$|实现", before[-6:])
    ):
        return "门槛(项目或企业的规模)"
    if figure.unit.endswith("元") and (found := _MEANS.search(before)):
        is_told = re.search("财政|统筹|预算", found[0]) or re.match(",|用于|支持|专项用于", after)
        if found[0].endswith(("资金", "经费", "安排", "投入")) and not (is_told and figure.comparator == "="):
            return None
        if not found[0].endswith("投资") or re.match(
            "(?:建设|新建|改建|扩建|实施|用于|改造|购置|推进|打造|启动)", after
        ):
            return MEANS
    if (
        _SIZED.search(wide)
        or ((found := _ATTRIBUTE.search(before)) and not _ITSELF_DONE.search(before, 0, found.start()))
        or re.search(
            r"(?:^|[(,、])\s*(?:全长|长度?|总长度?|总里程|路线全长|线路全长|占地|建筑面积|总建筑面积)(?:约|共|达|为)?$",
            before,
        )
    ):
        return SIZE
    if re.search(r"(?:前|第)$", wide) and figure.unit in ("", "名", "位", "强"):
        return "位次"
    if figure.unit == "" and re.match(r"强(?![\u4e00-\u9fff]{0,2}企业\d)", after):
        return "位次或名称(百强、500强)"
    return None


def _threshold(figure: Figure, before: str, after: str, later: list[Figure], wide: str, year: int) -> str | None:
    """What a thing must have to be counted, or how it is built: 对300张以上床位的机构, 50户以上村寨, 按8度设防."""
    is_over = re.match(r"(?:及?以[上下]|以内)?的(?!目标|任务|增长|速度|水平|比例)[\u4e00-\u9fff“]", after)
    between = words_between(figure, later[0], after) if later else None
    told = (
        is_over and figure.unit != "%" and (figure.comparator != "=" or later),
        re.search("(?:^|[,;])(?:对|为|向|在)$", before)
        and re.match(r"及?以[上下][^,;。\d]{1,8}的[\u4e00-\u9fff]", after),
        re.search(r"\d[个户名人家所座条处]$", before) and re.match(r"及?以[上下]的?[\u4e00-\u9fff]", after),
        later
        and re.match(r"及?以[上下](?![和及并与或、])[\u4e00-\u9fff“]", after)
        and (between is None or not re.search("[、,]", between)),
        figure.unit == "度" or (before.endswith("按") and re.match("的?(?:标准|要求|比例|设计)", after)),
    )
    return "门槛(说明对象的条件)" if any(told) else None


def _assessed(figure: Figure, before: str, after: str, later: list[Figure], wide: str, year: int) -> str | None:
    """结果纳入年度绩效考核,占比20%: a share of the assessment, and no share of what is done."""
    if re.search(r"(?:考核|考评|绩效|评价)[^。;\d]{0,8}(?:占比?|权重|分值)[^,。;\d]{0,4}$", wide) or (
        figure.unit == "分" and re.search(r"满分(?:为)?$", wide)
    ):
        return "考核的分值和权重"
    return None


def _place(figure: Figure, before: str, after: str, later: list[Figure], wide: str, year: int) -> str | None:
    """在8个路口增设32套: where or for whom, counted only to say it."""
    later = [other for other in later if other.unit not in ("", "岁", "周岁")]
    if not later:
        return None
    if re.search(
        r"(?<![定制持])(?:在|于|对|为|面向|围绕|针对|依托|利用|通过|涉及|覆盖|按照|根据|由|以)(?:全[区县市]|全域|"
        r"城区|辖区|重点|现有|已建成的)?$",
        before,
    ) and not re.match(r"[^,。;]{0,12}[、,]", after[: max(0, later[0].offset - figure.end)]):
        return "地点或对象(只说明范围)"
    is_bound = re.match("及?以[上下]|级", after[later[0].end - figure.end :])  # 210个50户以上村寨
    if (
        after[: later[0].offset - figure.end] == ""
        and not is_bound
        and figure.unit in ("类", "大类", "个", "批", "期", "轮", "处", "次")
    ):
        return "分类或分批的个数"
    return None


def _structure(figure: Figure, before: str, after: str, later: list[Figure], wide: str, year: int) -> str | None:
    if figure.unit == "方" and after.startswith("面"):
        return GROUPS
    if figure.unit in ("个", "项", "件", "大", "类", "方面") and re.match(
        r"(?:方面|大类|类别|层次|环节|维度|领域|阶段)", after
    ):
        return GROUPS
    if figure.unit in ("件", "项", "个") and (
        re.match(r"(?:以上)?(?:大)?(?:重点)?(?:民生|惠民|为民)?(?:办)?(?:实事|好事)", after)
        or (
            re.search("(?:共有?|共计|明确|分解为?|细化为?|梳理|涉及|确定)$", before)
            and re.match("(?:具体|重点|重要|工作|目标|民生)*(?:任务|事项|工作|指标|举措)(?=[,;。(]|$)", after)
        )
    ):
        return ITEMS
    if figure.unit == "" and re.match(r"(?:大|项|个|件)?(?:行动|工程|计划|体系|战略|举措|机制|模式|政策)", after):
        return "名称的一部分"
    return None


def _other_time(figure: Figure, before: str, after: str, later: list[Figure], wide: str, year: int) -> str | None:
    if _LAST_YEAR.search(before) and not re.search(rf"{year}年\S*\s*$", before):
        return "上年数或以往数"
    if re.match(r"(?:以上)?的?基础上", after):  # 在2023年完成120公里的基础上
        return "上年数或以往数"
    if re.search(r"(?:较|比|与)(?:上年|去年|20\d\d年)[^,。;]{0,6}(?:的)$", before):
        return "上年数或以往数"
    return None


_RULES: tuple[Rule, ...] = (_date, _name, _qualifier, _threshold, _assessed, _place, _structure, _other_time)


def words_between(figure: Figure, other: Figure, after: str) -> str | None:
    """What stands between two numbers, where that is in sight."""
    distance = other.offset - figure.end
    return after[:distance] if 0 <= distance <= len(after) else None


def far_year(words: str, clause: Clause, segment_start: int, year: int) -> int | None:
    """The later year that a clause's figures are for: 到2030年,…; None for the year at hand."""
    head = words[max(segment_start, clause.start - 40) : clause.end]
    found = re.search(r"(?:到|至|截至)\s*(20\d\d)年?(?:底|末)?", head)
    own = words[clause.start : clause.end]
    found = found or re.match(r"\s*(20\d\d)年[底末]?(?:力争|全面|将)?(?:达|突破|实现|超过)", own)
    return int(found[1]) if found and int(found[1]) > year else None


def _is_quoted(before: str, after: str) -> bool:
    """A number within quotation marks or a title's brackets that holds little else."""
    for opening, closing in _QUOTED.items():
        start = before.rfind(opening)
        if start < 0 or closing in before[start + 1 :]:
            continue
        end = after.find(closing)
        if end >= 0 and opening not in after[:end] and len(before) - start + end <= 24:
            return True
    return False
