"""Which words without a figure say something to be done that can be found done or not; and why others do not."""

import re

from loaders.prose.doings import DOING
from loaders.report.words.clauses import Clause
from loaders.report.words.dates import REACHED, bare_words
from loaders.report.words.places import BEGIN

_CONCRETE = re.compile(
    rf"^{BEGIN}(?:打通|贯通|启动|加快|[开动]工|开\(续\)建|完成|建[成设立]|竣工|投[用运]|搬迁|打造一批|[新改扩续迁修组创]建|改造|开[通放]|[设成]立|"
    r"出台|编制|制定|举办|争创|创成|整治|拆除|免费|实现.{2,20}(?:通车|投用|开工|全覆盖|封顶|运营|运行|达标)|"
    r"推动.{2,30}(?:建设|开工|投用|落地|竣工|改造|通车)|推进.{2,40}(?:建设|改造|整治|迁建|扩建|提质|开工|项目|工程)|"
    rf".{{2,40}}(?:{REACHED})$|实施.{{2,40}}(?:工程|项目|改造|整治|提升|建设))"
)
_GRANTED = (  # an outside body says so, or a level is reached, or all of a kind are
    r"(?:通过|取得|获得|获批|完成)[^,;。]{0,14}(?:验收|评审|核准|批复|认定|命名|复核|复审|评估|审批|认证|许可证?|注册|备案)|(?:达到?|[定持]在)[^,;。]{0,4}[ⅠⅡⅢⅣⅤ]+类(?:标准)?|[^,;。]{2,}全覆盖|清零|零(?:辍学|上访|死亡)|获批|入选[^,;。]{2,}|"
    r"(?:工程|项目|建设|改造|整治|任务)[^,;。]{0,10}完成|(?:工程|项目)[^,;。]{0,6}完成[^,;。]{2,10}|完成(?:主体|[^,;。]{2,10}(?:工程|施工))"
)
_END = re.compile(rf"(?!.*(?:一批|一些|更多|前期|推[进动].*全覆盖)).{{3,40}}?(?:(?:{REACHED})(?:建设)?|{_GRANTED})$")
_MADE = re.compile(  # 出台《…办法》, 建成县图书馆: in the body too, where one thing is named
    rf"(?:(?:推动|支持|助力)?[^,;。]{{2,12}}(?:创成|成功创建)[^,;。]{{3,}}|{BEGIN}(?:(?:研究|制定|修订|印发)*(?:出台|颁布)[^,;。]*(?:》|办法|方案|规划|条例|意见|细则)|(?:建成|开工建设|创成|成功创建)(?!.*(?:一批|一些|更多|等|体系|格局|机制))[^,;。]{{3,}}))$"
)
_AIMED = re.compile(  # more of something, or better: nobody can say that it is done
    rf"^{BEGIN}(?:[深强优]化|[加增]强|加大|谋划|(?:建立)?健全|完善|规范|拓展|探索|巩固|维护|促进|落[实细]|严格|坚持|提高|提升(?!改造)|改善|做[强大优]|营造|"
    rf"引导|鼓励|弘扬|倡导|统筹|争取[^,;。]*支持)|^.{{0,6}}(?:建成|完成|投用|竣工)后|(?:前期|研究|谋划|论证|互联互通)(?:工作|研究)?$"
)
_MANAGED = re.compile(
    r"^(?:本表|上述|以上|所列|各)[^,;。]{0,10}(?:项目|任务|事项|单位|部门)|(?:报|报送|反馈|上报)(?:送|至)?[^,;。]{0,14}(?:政府|督查|办公室|[局委办])|督查室|纳入[^,;。]{0,10}(?:考核|考评)|(?:考核|考评)[^,;。]{0,4}(?:占比|权重)|"
    r"向社会公[布开]|(?:逐月|按月|定期)(?:调度|通报)|项目实施中|挂图作战|[周旬月季](?:调度|通报|考核)|^每[周月季][^,;。]*(?:报送|上报)|^[^,;。]{0,6}(?:指出|强调|显示|表明)$"
)
_LETTER = re.compile("审议通过|票决产生|现(?:将|印发)|印发给")
_ANY = re.compile(
    rf"^{BEGIN}(?:{DOING}|启动|加快|推进|推动|打击|支持|做好|抓好|构建|保障|保护|给予|对|为|将|依法|开展|免费|当|组织)"
)
_PURPOSE = re.compile(
    "实现|做到|确保|让|使|满足|提[高升]|增强|改善|切实|不断|以|推动实现|方便|解决|形成|逐步|努力|促进|带动|保障|从而|维护|营造|达到|有效"
)
_PREFACE = re.compile(
    "持续|深入|进一步|不断|积极|着力|提升|促进|[优强]化|落实|依托|围绕|面向|按照|根据|聚焦|针对|通过|在|坚持|加强|完善|健全|推[进动]|实施|为|对|结合|利用"
)
_OBJECT = re.compile(
    r"[路街桥院校学园馆场站所河库厂房塔线港泵渠堤坝楼店节]|项目|工程|大道|中心|基地|[小片]区|管网|平台|品牌|制度|办法|方案|规划|隧道|"
    r"通道|走廊|综合体|赛事|比赛"
)
_ALL_OF = re.compile(r"应[\u4e00-\u9fff]尽[\u4e00-\u9fff]|免费|全覆盖")
_FIRM = re.compile(rf"^{BEGIN}(?:打通|贯通|启动|开工|动工|建成|竣工|投用|投运)")
IN_BODY, _AIM, _GENERAL = "正文中没有数字的表述", "目的和效果", "没有数字、没有具体成果的表述"
_MANAGING, _LEADS = "报送和管理的要求", "引出后面的数量"
_TITLE = re.compile(r"(?:行动|工程|计划|项目|提升|攻坚|服务|教育|就业|建设|保障|改造)$")


def is_reached(words: str, is_dated: bool) -> bool:
    """Whether a clause of the body names a thing and an end of it that can be looked at, in itself or in the next."""
    said = bare_words(words)
    if _MANAGED.search(said) or _AIMED.search(said) or re.match("支持|协助|配合|鼓励", said):
        return False
    return bool(_END.match(said) or _MADE.match(said) or (is_dated and _OBJECT.search(said)))


def why_not(words: str, clause: Clause, is_led_up_to: bool, leads_to_count: bool, beside: bool, has_any: bool) -> str:
    """Why a clause without a figure is nothing to be done of its own; "" for one that is."""
    said = bare_words(words[clause.start : clause.end])
    if _END.match(said) and not (_MANAGED.search(said) or _AIMED.search(said)):
        return ""
    if len(said) < 4 or (_TITLE.search(said) and clause.start == 0 and not _ANY.match(said)):
        return "事项的标题"
    if _MANAGED.search(said):
        return _MANAGING
    if leads_to_count and (
        re.match("[,;]?做到", words[clause.end : clause.end + 3])
        or re.fullmatch("(?:加快|加速|推进|推动)..(?:建设|发展|改造)", said)  # 加快园区建设: no one park
    ):
        return _LEADS
    if _AIMED.search(said):
        return _GENERAL
    if beside or leads_to_count:
        if _PURPOSE.match(said):
            return _AIM
        if leads_to_count and _PREFACE.match(said):
            return _LEADS
        is_thing = _FIRM.match(said) or _OBJECT.search(said) or _ALL_OF.search(said)
        return "" if is_thing and _CONCRETE.match(said) else _GENERAL
    if _PURPOSE.match(said) and has_any and not _CONCRETE.match(said):
        return _AIM
    is_head = clause.start == 0 and words[clause.end : clause.end + 1] in "。:\n" and len(words) > clause.end + 8
    if is_head and len(said) <= 24 and not _FIRM.match(said):
        return "事项的标题"  # 实施教育提升行动。
    is_done = (_ANY.match(said) or _CONCRETE.match(said)) is not None and not (said.startswith("当") and is_led_up_to)
    return "" if is_done else _GENERAL


def has_end(said: str) -> bool:
    """Whether bare words name a thing and its end: 二期工程竣工验收, 通过省级评审."""
    return _END.match(said) is not None


def may_stand_whole(said: str) -> bool:
    """Whether an entry that says nothing concrete may still be one thing to be done: no aim, no letter, no upkeep."""
    first = bare_words(re.split(r"[,，。;；\n]", said, maxsplit=1)[0])
    return (
        re.search(r"[\u4e00-\u9fff]{3}", said) is not None
        and not _AIMED.search(first) and not _MANAGED.search(first) and not _LETTER.search(said)
    )  # fmt: skip
