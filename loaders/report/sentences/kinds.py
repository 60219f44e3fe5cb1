"""What kind of measure a figure is, by its unit, its comparator and the words before it; what a fall is bound by."""

import re

from loaders.prose.bounds import RAISED
from loaders.prose.figures import Figure
from loaders.report.sentences import names

_CEILING = re.compile(
    r"失业率|涨幅|消费价格|CPI|能耗|PM2\.5|PM10|负债率|死亡率|事故|发案率|投诉率|差错率|债务率|不良(?:贷款)?率|"
    r"自然增长率|浓度|(?<!投入)(?<!经费)强度"
)
_STOCK = re.compile(rf"(?:{RAISED}|达|达到|突破|总数|总量|保有量|超过|稳定在|保持在)\s*$")
_FLOW = re.compile(
    r"新增|收入|产值|投资|总额|销售|贷款|培训|产量|营收|进出口|到位|利用外资|增加值|成交|税收|利润|人次|完成|"
    r"供应量|接待|游客|(?<!余)额$|业务量|吞吐量|发电量|播种|种植|生产总值|GDP|经济总量|出栏|出口"
)
_LEVEL = re.compile(r"每[万千百人户月亩]|[万千百]人(?!以上)|人均|平均|寿命|标准$")  # as high at any time, from no base
_FOR_MANY = re.compile(r"[万千百]人(?:口|均|拥有)")
_KEPT = re.compile(r"(?:保有量|存栏量?)$")  # 耕地保有量不低于52万亩: at any time
_FOR_EACH = re.compile(r"/(?!日|天|小时|月|年)")
LESS = re.compile(r"(?:减少|降低|压减|压降|压缩|缩短|缩减|削减)(?=[\u4e00-\u9fff]{3})")  # 减少事故起数10%


def is_ceiling(name: str) -> bool:
    """Whether less is better by the name alone; of 能耗下降率 more is."""
    return _CEILING.search(name) is not None and not re.search("(?:下降|降低|削减|压减)(?:率|幅度)?$|降幅$", name)


def kind_of(figure: Figure, led: str, name: str) -> tuple[str, str]:
    """A guess from the unit, the comparator and the words before; and whether the number is a growth or a fall."""
    change = names.is_growth(led)
    if not change and figure.unit == "%" and LESS.match(names.stripped(led)[0]):
        change = "fall"
    if figure.unit in ("%", "个百分点", "‰"):
        if change == "fall":
            return "ceiling", "fall"
        if is_ceiling(name) and not change and figure.comparator != ">=":
            return "ceiling", ""
        if change == "growth" and re.search("涨幅", led[-10:]) and figure.comparator in ("<=", "<", "="):
            return "ceiling", ""
        if change == "growth":
            return "growth", change
        return ("ceiling", "") if figure.comparator in ("<", "<=") else ("rate", "")
    if figure.comparator in ("<", "<="):
        return "ceiling", ""
    if _FOR_EACH.search(figure.unit) and is_ceiling(name) and figure.comparator == "=":
        return "ceiling", ""
    if figure.unit in ("课时", "学时") or _FOR_EACH.search(figure.unit):
        return "rate", ""
    if _STOCK.search(led) and not _FLOW.search(name):
        return ("rate" if _LEVEL.search(f"{led}{name}") else "stock"), ""
    is_level = _FOR_MANY.search(name) or (figure.comparator in (">", ">=") and _KEPT.search(name))
    return ("rate" if is_level else "quantity"), ""


def fall(figure: Figure) -> tuple[float | None, float | None, str]:
    """下降3%以上 is at most −3; 下降3—5% lies between −5 and −3; 下降3%以内 falls no further than −3."""
    if figure.upper is not None:
        return -figure.upper, -figure.value, "range"
    if figure.comparator in ("<", "<="):
        return -figure.value, None, ">="
    return None, -figure.value, "=" if figure.comparator == "=" and figure.word else "<="
