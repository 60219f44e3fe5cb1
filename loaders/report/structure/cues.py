"""What a heading says it is: last year's review, this year's plan, a list of items, a glossary, an annex."""

import re
from collections.abc import Callable

from loaders.prose.figures import figures
from loaders.prose.signs import plain


def says(words: str, *, begins: bool = False, is_all: bool = False) -> Callable[[str], bool]:
    """The question whether a line has some words in it, begins with them, or is nothing else (blanks apart)."""
    pattern = re.compile(words)
    if is_all:
        return lambda text: pattern.fullmatch(plain(text).replace(" ", "")) is not None
    return lambda text: (pattern.match if begins else pattern.search)(plain(text)) is not None


_LENGTH = 46
# The year's livelihood items, in a sentence too.
speaks_of_livelihood = says(
    r"(?:民生|惠民)(?:[微小]?实事|工程)|民心工程|民生(?:项目|清单)|为民办?的?(?:好事)?实事|办实事|实事(?:项目|工程|清单)|"
    r"(?:\d|[一二三四五六七八九十])[件项大](?:民生|惠民|重点|为民)?(?:实事|好事)"
)
_TASKS = re.compile(
    r"(?:任务|责任|目标|工作|事项|指标|分工|重点|项目|督查|考核)\S{0,10}(?:分[解工](?:表|方案)?|(?:一览|明细|计划|责任|安排|汇总)?表|清单|台账|任务书)$|"
    r"(?:重点|主要|中心)\S{0,6}(?:工作|任务|目标|事项)\S{0,4}(?:清单|要点|安排|任务|分解)?$|"
    r"(?:工作要点|目标任务|主要指标|(?:重点|重大)(?:建设)?项目(?:清单|计划|名单|表)?)$|"
    r"分解落实|(?:责任|任务)(?:分解|清单)|分工方案|目标责任"
)
_PLAN = re.compile(
    r"(?:工作|任务|目标|重点|举措|措施|发展)\S{0,8}(?:安排|打算|部署|思路|建议|要求|任务|举措|目标|重点|计划|措施|意见|谋划|要点)|"
    r"怎么[干办]|[干做]什么|重点工作|主要(?:工作|任务|举措|目标)|总体要求|(?:预期|奋斗)目标|今后.{0,6}工作"
)
_THIS_YEAR = re.compile(r"今年|新的?一年|明年|下一步|下一?年度?|新年度|当前和今后|本年度?|来年")
_REVIEW = re.compile(
    r"回顾|过去.{0,3}年|(?:[去上]年|上一年|[一二三四五]年来|本届政府).{0,14}(?:工作|成就|成效|情况|主要|干了什么)|工作总结|完成情况|"
    r"主要成[效绩]|发展成就|工作情况|怎么样"
)
# A line that heads the explanations of terms.
is_glossary = says(
    r"(?:附件?\d*:?\s*)?\(?(?:有关|相关|部分|报告|《?政府工作报告》?)*(?:中的?|有关|相关|部分|专业|新|专有|专用)*"
    r"(?:名词|用语|词语|术语|名词术语|缩略语)(?:和?(?:注释|解释|说明|释义|解读|简释))?\)?:?|(?:注释|名词注解):?",
    is_all=True,
)
_ANNEX = re.compile(r"附[件表录]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[-—–.、]?\d{0,2}\s*[::]?")
_LETTER = re.compile(r"(?:通知|公告|通报|函|解读|批复|决定|公示|印发稿|意见)$")
# A line below a title that says nothing of its own: (征求意见稿), a date, who speaks.
is_note = says(
    r"\([^()]{1,30}\)|《[^》]{1,30}》|——.{1,30}|\d{4}年\d{1,2}月\d{1,2}日.{0,24}|"
    r".{2,20}(?:人民政府|办公室|委员会)(?:办公[室厅])?|.{1,12}[县区市]?(?:代[县区市])?长\s*\S{2,4}",
    is_all=True,
)
# Who issued it and when, at the end of a letter.
is_signature = says(
    r".{0,16}(?:人民政府|办公[室厅]|委员会|领导小组)|\d{4}年\d{1,2}月\d{1,2}日(?:印发)?|\(?此件.{0,6}公开.{0,6}\)?|抄送.{0,60}",
    is_all=True,
)
# The year's main targets, in a heading or at a paragraph's head.
is_targets_heading = says(
    r"(?:预期|主要|发展|奋斗|工作|总体|经济社会发展|核心|约束性|年度|经济)\S{0,12}(?:目标|指标)(?!任务|责任|分解)|主要指标$"
)
_TARGET_LIKE = re.compile(r"增长|下降|新增|新建|建成|达到?|以上|不低于|不少于|完成|左右|以内|%")
_IN_A_HEADING = re.compile("突破|超过|实施|改造|引进|培育|力争")  # in a text without headings it may be news
# What follows is how far things have come: 1-9月民生实事完成情况.
is_of_results = says(r"(?:完成|进展|推进|落实|办理|实施)情况(?:的?(?:通报|公示|报告))?(?:\([^()]{1,16}\))?$")
# A list by its form: 清单, 分解表, 分工方案.
is_form = says(r"(?:清单|表|方案|分工|分解|台账)(?:\([^()]{1,12}\))?[《》 ]*$")
# A line that leads from the targets to the tasks: 2024年重点做好以下工作.
opens_tasks = says(r"重点(?:[做抓]好|工作|任务)|[做抓]好以下|主要(?:工作|任务)|工作举措")
_YEAR = re.compile(r"(20\d\d)(?!\d)\s*年?")
_LATER = re.compile(  # 到2027年目标; but 锚定2035年远景目标,推动产业升级 is what is done this year
    r"(?:关于|全[区县市州旗])?(?:(?:今后|未来)[两二三四五]年|[到至]?(?P<year>20\d\d)年.{0,12}(?:目标|任务|思路|蓝图|愿景|展望|打算|安排))"
)


def is_heading(text: str) -> bool:
    """Whether a line can be a heading at all: short, and no sentence."""
    words = plain(text)
    return len(words) <= _LENGTH and not re.search(r"[。;!?][\s\S]|[。;,、!]$", words)


def annex_mark(text: str) -> str | None:
    """`附件1` at the head of a line, without its colon; None where none stands."""
    found = _ANNEX.match(plain(text))
    return re.sub(r"[\s:]", "", found[0]) if found else None


def behind_annex_mark(text: str) -> str:
    """What stands behind 附件1 on the same line."""
    found = _ANNEX.match(plain(text))
    return text[found.end() :].strip() if found else text


def list_series(text: str) -> str | None:
    """livelihood or task for a list's title, by what it says; None for no title of a list."""
    words = plain(text).strip("《》 ")
    if not is_heading(words) or _LETTER.search(words):
        return None
    if speaks_of_livelihood(words):
        return "livelihood"
    return "task" if _TASKS.search(words) else None


def announces_items(text: str) -> bool:
    """Whether a letter's sentence leads to the livelihood items themselves: …为民办实事项目10项,现公布如下:"""
    return speaks_of_livelihood(text) and re.search(r"(?:如下|分别是|包括)[:。]$", plain(text)) is not None


def is_plan(text: str, year: int) -> bool:
    """Whether a heading opens the plan for a year."""
    words = plain(text)
    if not is_heading(words) or is_review(text, year) or _LETTER.search(words):
        return False
    says_year = f"{year}" in words or _THIS_YEAR.search(words) is not None
    return _PLAN.search(words) is not None and (says_year or re.search(r"怎么干|工作安排|预期目标", words) is not None)


def is_review(text: str, year: int) -> bool:
    """Whether a heading opens the review of what was done."""
    words = plain(text)
    if not is_heading(words):
        return False
    if _REVIEW.search(words) and not (_THIS_YEAR.search(words) or (f"{year}年" in words and "回顾" not in words)):
        return True
    is_past = max(years_in(words), default=year) < year and "报告" not in words
    is_plan = re.search(r"(?:工作安排|工作打算|预期目标)[。:]?$", words)  # of another year's report
    return is_past and not is_plan and re.search(r"工作|成[就效绩]|情况|发展", words) is not None


def is_of_later_years(text: str, year: int) -> bool:
    """Whether a heading is of the years to come, and not of the year at hand: 今后五年奋斗目标."""
    found = _LATER.match(plain(text))
    return found is not None and int(found["year"] or year + 1) > year and not is_of_this_year(text, year)


def is_of_this_year(text: str, year: int) -> bool:
    """Whether words name the year at hand."""
    return f"{year}" in plain(text) or "今年" in text


def may_turn(text: str) -> bool:
    """Whether a line alone could head another part of a text, of whatever year."""
    words = plain(text)
    if not is_heading(words):
        return False
    speaks = _PLAN.search(words) or _REVIEW.search(words)
    is_dated = years_in(words) or _THIS_YEAR.search(words)
    is_list = annex_mark(text) is not None or list_series(text) is not None
    return is_list or is_glossary(text) or bool(speaks and is_dated)


def opens_plan_in_words(text: str, year: int) -> bool:
    """Whether a paragraph's first words turn to the coming year, where no heading does."""
    head = plain(text)[:90]
    return re.search(
        rf"^(?:各位代表[,!:])?(?:今年|{year}年(?:是|,|的|政府|全[县区市]|我们|工作|经济))|做好(?:今年|"
        rf"{year}年)|(?:今年|"
        rf"{year}年).{{0,20}}(?:主要)?(?:预期)?目标", head
    ) is not None and not re.search(r"以来|回顾|过去|现将|通知如下|印发|任务分解", head)  # fmt: skip


def years_in(text: str) -> list[int]:
    """The calendar years that a line names."""
    return [int(found[1]) for found in _YEAR.finditer(plain(text))]


def has_targets(text: str, *, is_heading: bool = False) -> bool:
    """Whether words carry a target themselves; in a heading of the plan more words than elsewhere say so."""
    words = plain(text)
    is_counted = any(not one.is_name_part and one.unit not in ("年", "月", "日", "") for one in figures(words))
    return is_counted and bool(_TARGET_LIKE.search(words) or (is_heading and _IN_A_HEADING.search(words)))


def before_figures(text: str) -> str:
    """The words before a paragraph's first figure, at most so many."""
    words = plain(text)
    first = re.search(r"(?<!\d)\d++(?:\.\d++)?\s*(?:%|个|亿|万)", words)
    return words[max(0, (first.start() if first else 60) - 120) : first.start() if first else 60]
