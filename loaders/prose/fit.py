"""How well a number of a sentence fits a measure: by its unit, by the words at it, by what it is a share of."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from loaders.prose.roles import CHANGE
from loaders.prose.statements import Said
from loaders.register import Measure, plain
from loaders.table import units_of_measure as units
from metrics import kinds

FOREIGN = 0.3  # below it something else is counted
WHOLE = re.compile(r"形象进度|总体|整体|工程进度|总进度|项目进度|总工程量|工程总量|建设进度|总量")
PERCENT = "%"
_STAGES = re.compile(
    r"开工|动工|启动|招标|招投标|中标|立项|进场|签约|签订|储备|谋划|选址|勘察|勘测|设计|摸排|排查|核查|意向|申报|受理|洽谈|踏勘|"
    r"征集|征求|审批|备案|评审|采购|下达|交底|走访|宣传|会议|座谈|检查|督查|约谈|巡查|整改|问题|资金|方案"
)
_PLACES = 6
_MULTIPLIED = re.compile(r"[万亿][余多]?$")
_LEAD = re.compile(r"^[百千]?[万亿]+")
_POINTS = "个百分点"
# Says that something was done, and not to what.
_DOING = re.compile(r"(?:开工|动工|完工|竣工|交工|交付|移交|改造|建设|新建|更换|安装|施工)+")
_VERBS = re.compile(
    r"^(?:新建|改建|扩建|改造|更换|新增|建成|完成|建设|打造|培育|引进|启动|实施|推进|新培育|新改建|新改扩建)+"
)


def is_stage(number: Said, measure: Measure) -> bool:
    """Whether it counts a step on the way that the measure does not: 已开工80个, 完成选址30处."""
    steps = _STAGES.findall(f"{number.near[-12:]}{number.about[0]}")
    own = f"{measure.item}{measure.name}{measure.target_text}"
    finished = re.search(r"(?:建成|竣工|完工|投用|投运|交付)[^,]{0,8}$", number.near)
    return bool(steps) and not finished and not any(step in own for step in steps)


def may_be(number: Said, measure: Measure) -> bool:
    """Whether a percentage is of the kind that the measure is: a growth, a share, a 形象进度."""
    if measure.unit != PERCENT:
        return True
    if number.figure.unit == _POINTS:
        return False
    if measure.kind == "milestone":
        return not number.is_rate or bool(WHOLE.search(number.near))
    if measure.kind in kinds.GROWTHS:
        return not number.is_rate
    return number.role != CHANGE and (not number.is_rate or "率" in measure.name or "比" in measure.name)


def value_of(number: Said, measure: Measure, written: str) -> Decimal | None:
    """A number in the measure's unit; None where it measures something else."""
    unit = number.figure.unit
    if (unit == PERCENT) != (measure.unit == PERCENT) and unit:
        return None
    if unit == "" and not written and measure.unit == PERCENT:
        return None
    said = unit or written or measure.unit
    if not unit and _MULTIPLIED.search(number.figure.text):  # 42.1亿 is multiplied out: of 元, not of 亿元
        said = _LEAD.sub("", said)
    factor = units.factor(said, measure.unit)
    if factor is None:
        return None
    value = _exact(number.figure.value, factor)
    is_fall = measure.kind in kinds.GROWTHS and unit == PERCENT and number.is_falling
    return -value if is_fall and value > 0 else value


def _exact(value: float, factor: Fraction) -> Decimal:
    product = Fraction(str(value)) * factor
    found = Decimal(product.numerator) / Decimal(product.denominator)
    return round(found, _PLACES).normalize() + 0 if found else Decimal(0)


def is_same_unit(number: Said, measure: Measure, written: str) -> bool:
    """Whether it is counted in the measure's own counter, whatever the magnitude: 万户 and 户."""
    unit = number.figure.unit or written
    if not unit or units.dimension(measure.unit) != units.COUNT:
        return True
    own = {bare for one in re.split(r"[()/]", units.plain_unit(measure.unit)) if (bare := one.strip())}
    return units.plain_unit(unit).lstrip("十百千万亿") in own


def name_fit(number: Said, measure: Measure) -> float:
    """How much of what is counted is in the measure's name, 0–1; the words nearest to the number count most."""
    near, *before = number.about
    if near:
        own = _alike(near, measure.name)
        is_doing = bool(_DOING.fullmatch(near)) and bool(before)  # 管道开工9.5公里,完工8.4公里
        return max(own, _alike(before[-1], measure.name) * 0.8) if is_doing else own
    return max((_alike(one, measure.name) * 0.9 for one in before[:1]), default=0.0)


def is_foreign(number: Said, measure: Measure) -> bool:
    """Whether the words at the number name something that is neither the measure nor its item."""
    near = number.about[0]
    if len(near) < 2 or _DOING.fullmatch(near):
        return False
    return max(_alike(near, measure.name), _alike(near, measure.item)) < FOREIGN


@lru_cache(4096)
def _alike(words: str, name: str) -> float:
    one, own = plain(words), plain(name)
    least, common = min(len(one), len(own)), LCSseq.similarity(one, own)
    if least < 2 or common < 2:  # 完工 and 天然气工程 have one character in common, and nothing else
        return 0.0
    bare_one, bare = _VERBS.sub("", one), _VERBS.sub("", own)
    if len(bare) < 2:
        return common / least
    return (common / least + LCSseq.similarity(bare_one, bare) / max(min(len(bare_one), len(bare)), 2)) / 2
