"""示例县, made for the tests and plainly called so, beside the seed's district: 12 units and 30 items of all kinds.

Its years 2025 and 2026 are linked, with reports to October 2026 and an edition of each. What it says is invented.
"""

import datetime as dt
from typing import Any

import pandas as pd

from metrics import wording
from metrics.kinds import PACE
from store.acts import submissions
from store.acts.publishing import publish
from store.acts.rights import at_the_machine
from store.acts.settings import set_place
from store.acts.units import NewUnit, add_alias
from store.engine.store import Store
from store.loads.loads import Load, commit_load
from store.reads import editions
from store.reads.naming import unit_of
from store.reads.view import View
from store.years import beginning, links
from tests import stores
from tests.pages.stores import autumn

COUNTY, HOME = "990121", "510115"
LAST, YEAR = 2025, 2026
OCTOBER = dt.date(YEAR, 10, 1)
BY = at_the_machine("县目标办")
# Words of the other place, or of another level than the county's.
FOREIGN = ("温江", "全区", "区级", "区人民政府", "区政府", "区委", "区发改局", HOME)

UNITS = ("县发展改革局", "县财政局", "县统计局", "县教育局", "县卫生健康局", "县住房城乡建设局", "县交通运输局",
         "县农业农村局", "县水务局", "县公安局", "县生态环境局", "县民政局")  # fmt: skip
Measure = dict[str, Any]


def _m(name: str, kind: str = "quantity", unit: str = "个", lower: float | None = 100, **more: Any) -> Measure:
    return {"name": name, "kind": kind, "unit": unit, "lower": lower, **more}


# Series, category, title, lead unit, measures, condition.
ITEMS: tuple[tuple[str, str, str, int, tuple[Measure, ...], str | None], ...] = (
    ("indicator", "综合", "地区生产总值增速", 0,
     (_m("地区生产总值增速", "growth", "%", 6, upper=7, calendar="quarterly"),
      _m("地区生产总值", "reference", "亿元", None, calendar="quarterly")), None),
    ("indicator", "综合", "固定资产投资增速", 0,
     (_m("固定资产投资增速", "growth", "%", 8, calendar="monthly_from_feb"),), None),
    ("indicator", "民生", "居民收入增速", 2,
     (_m("居民收入增速", "relative", "%", None, calendar="quarterly", reference="I01-1"),), None),
    ("indicator", "民生", "城镇调查失业率", 2, (_m("城镇调查失业率", "ceiling", "%", None, upper=5.5),), None),
    ("indicator", "生态", "单位GDP能耗", 10,
     (_m("单位GDP能耗", "ceiling", "%", None, upper=-2.5, calendar="quarterly"),), None),
    ("indicator", "财政", "一般公共预算收入增速", 1, (_m("一般公共预算收入增速", "growth", "%", 5),), None),
    ("task", "产业", "新增规上工业企业", 0, (_m("规上工业企业", "stock", "家", 60, base=48),), None),
    ("task", "产业", "招引重大项目", 0,
     (_m("签约项目", unit="个", lower=24), _m("其中:开工", unit="个", lower=12, part=1)), None),
    ("task", "城建", "县城北部新区道路", 5,
     (_m("县城北部新区道路", "milestone", "%", 100, nodes=((4, 20), (9, 70), (12, 100))),), None),
    ("task", "城建", "老旧小区改造", 5, (_m("改造小区", lower=20), _m("改造户数", unit="户", lower=3600)), None),
    ("task", "交通", "农村公路建设", 6, (_m("农村公路", unit="公里", lower=85.5),), None),
    ("task", "农业", "高标准农田建设", 7, (_m("高标准农田", unit="万亩", lower=2.4),), None),
    ("task", "水利", "病险水库除险加固", 8,
     (_m("水库", unit="座", lower=6), _m("总体进度", "milestone", "%", 100)), None),
    ("task", "生态", "空气质量优良天数比率", 10, (_m("优良天数比率", "rate", "%", 88),), None),
    ("task", "生态", "PM2.5平均浓度", 10,
     (_m("PM2.5平均浓度", "ceiling", "微克/立方米", None, upper=35, comparator="<"),), None),
    ("livelihood", "教育", "新增学位", 3, (_m("学位", lower=1200), _m("其中:幼儿园", lower=300, part=1)), None),
    ("livelihood", "教育", "校园食堂改造", 3, (_m("食堂", lower=18),), None),
    ("livelihood", "医疗", "村卫生室标准化", 4, (_m("村卫生室", lower=90),), None),
    ("livelihood", "医疗", "基本医保参保率", 4, (_m("参保率", "rate", "%", 98),), None),
    ("livelihood", "医疗", "健康体检", 4, (_m("老年人体检", unit="人次", lower=26000),), None),
    ("livelihood", "住房", "保障性租赁住房", 5, (_m("租赁住房", unit="套", lower=400),), None),
    ("livelihood", "交通", "公交线路优化", 6, (_m("公交线路", unit="条", lower=8),), None),
    ("livelihood", "交通", "智能路口", 9, (_m("路口", lower=40), _m("设备", unit="套", lower=32)), None),
    ("livelihood", "农业", "农村厕所改造", 7, (_m("户厕", unit="户", lower=5000),), None),
    ("livelihood", "水利", "农村供水", 8,
     (_m("供水人口", unit="万人", lower=3.2), _m("供水保证率", "rate", "%", 95)), None),
    ("livelihood", "安全", "老旧消防设施更新", 9, (_m("消防设施", unit="处", lower=150),), None),
    ("livelihood", "安全", "反诈宣传", 9, (_m("宣传场次", unit="场", lower=240),), None),
    ("livelihood", "养老", "社区食堂", 11, (_m("社区食堂", lower=12),), None),
    ("livelihood", "养老", "养老床位", 11, (_m("养老床位", "stock", "张", 2200, base=2000),), None),
    ("livelihood", "救助", "价格补贴", 11, (_m("补贴发放", unit="人次", lower=3000),), "物价指数达到启动条件时"),
)  # fmt: skip
_LETTERS = {"indicator": "I", "task": "T", "livelihood": "L"}


@stores.onto(autumn.planted)
def fill(store: Store) -> None:
    """The seed's district with two months of reports, and the county."""
    autumn.with_two_months(store)
    county = store.of(COUNTY)
    listed = [NewUnit(name, (name.removeprefix("县"),)) for name in UNITS]
    new = beginning.NewRegion(COUNTY, "示例县", "县")
    beginning.start(county, new, LAST, listed, BY, _moment(LAST, 1))
    set_place(county, {"mark": "示府督", "letterhead": "示例督查"}, "启用", BY, _moment(LAST, 1))
    for year in (LAST, YEAR):
        if year == YEAR:
            beginning.start(county, beginning.NewRegion(COUNTY), year, [], BY, _moment(year, 1))
        load = Load(year, f"{year}年目标.xlsx", str(year), dt.date(year, 1, 1), tables(county, year))
        commit_load(county, load, BY, _moment(year, 1, 2), "人代会通过")
        _report(county, year, 12 if year == LAST else 10)
    pairs = [(one.measure["measure_id"], one.last["measure_id"]) for one in links.proposals(county, YEAR)
             if one.is_sure]  # fmt: skip
    links.link_years(county, pairs, "同一项工作", BY, _moment(YEAR, 2))
    add_alias(county, unit_of(county, "县公安局"), "县局", "简称", BY, _moment(YEAR, 2))
    for month, at in ((dt.date(LAST, 12, 1), _moment(YEAR, 1, 20)), (OCTOBER, _moment(YEAR, 11, 12))):
        publish(county, editions.draft(county, View(month), BY.name, at), BY, at)


def _moment(year: int, month: int, day: int = 1) -> dt.datetime:
    return dt.datetime(year, month, day, 9)


def measure_id(code: str, year: int = YEAR) -> str:
    """`I01-1` of a year."""
    return f"{COUNTY}-{year}-{code}"


def tables(store: Store, year: int) -> dict[str, list[dict[str, Any]]]:
    """The year's rows; in 2026 amounts are a tenth more than in 2025, and two items are new."""
    units = [unit_of(store, name) for name in UNITS]
    found: dict[str, list[dict[str, Any]]] = {"item": [], "measure": [], "target": [], "plan": []}
    numbers: dict[str, int] = {}
    for series, category, title, lead, measures, condition in ITEMS:
        if year == LAST and title in ("反诈宣传", "社区食堂"):
            continue
        numbers[series] = numbers.get(series, 0) + 1
        item_id = measure_id(f"{_LETTERS[series]}{numbers[series]:02d}", year)
        found["item"].append({
            "item_id": item_id, "year": year, "series": series, "item_no": numbers[series], "category": category,
            "title": title, "lead_unit_id": units[lead],
            "unit_basis": "report" if series == "livelihood" else "proposed",
            "leader": "赵副县长" if lead % 2 else None, "condition": condition, "is_cancelled": False,
            "source": f"{year}年县政府工作报告",
        })  # fmt: skip
        for number, one in enumerate(measures, 1):
            _add(found, item_id, number, one, year)
    return found


def _add(found: dict[str, list[dict[str, Any]]], item_id: str, number: int, one: Measure, year: int) -> None:
    measure = f"{item_id}-{number}"
    plan = "nodes" if "nodes" in one else "linear" if one["kind"] in PACE else None
    found["measure"].append({
        "measure_id": measure, "item_id": item_id, "measure_no": number, "name": one["name"], "kind": one["kind"],
        "unit": one["unit"], "calendar": one.get("calendar", "monthly"), "supplier_unit_id": None, "plan_kind": plan,
        "reference_measure_id": measure_id(one["reference"], year) if "reference" in one else None,
        "part_of_id": f"{item_id}-{one['part']}" if "part" in one else None, "note": None,
    })  # fmt: skip
    lower, upper = target_of(one, year), one.get("upper")
    if one["kind"] != "reference":
        found["target"].append({
            "measure_id": measure, "valid_from": dt.date(year, 1, 1), "lower": lower, "upper": upper,
            "comparator": one.get("comparator") or ("range" if lower is not None and upper is not None
                                                    else "<=" if upper is not None else ">="),
            "base": one.get("base"), "basis": None, "words": None, "reason": None, "approval": None,
            "source": f"{year}年县政府工作报告",
        })  # fmt: skip
    for month, share in one.get("nodes", ()):
        found["plan"].append({"measure_id": measure, "month_no": month, "share": share / 100, "is_node": True})


def target_of(one: Measure, year: int) -> float | None:
    """A tenth more than in the year before, of amounts."""
    lower: float | None = one["lower"]
    is_raised = year == YEAR and one["kind"] in ("quantity", "stock")
    if not is_raised or lower is None:
        return lower
    return round(lower * 1.1, 0 if wording.comes_whole(one["unit"], lower) else 1)


def _figure(one: Measure, place: int, year: int, month: int) -> float:
    """Some run ahead, some on, some behind and some far behind; 2025 ends with most of it done."""
    pace = (1.2, 1.0, 0.95, 0.8, 0.55)[place % 5]
    share = min(pace * month / 12, 1.3)
    if one["kind"] == "milestone":
        return round(min(100 * share, 100.0), 1)
    if one["kind"] == "stock":
        return float(round(one["base"] + share * ((target_of(one, year) or 0) - one["base"])))
    if one["kind"] == "quantity":
        target = target_of(one, year) or 0
        return round(share * target, 0 if wording.comes_whole(one["unit"], one["lower"]) else 1)
    if one["kind"] == "reference":
        return 21.5 * month
    bound: float = one["upper"] if one["lower"] is None and "upper" in one else one["lower"] or 6
    return round(bound + (place % 3 - 1) * 0.4, 1)


def _report(store: Store, year: int, last: int) -> None:
    """Every unit's workbook of every month, but one unit's of the last."""
    units = [unit_of(store, name) for name in UNITS]
    every = {"monthly": 1, "monthly_from_feb": 1, "quarterly": 3}
    batch = []
    for month in range(1, last + 1):
        for lead, unit in enumerate(units):
            if year == YEAR and month == last and lead == 11:
                continue
            rows = [
                {"measure_id": measure_id(f"{_LETTERS[series]}{place:02d}-{number}", year),
                 "month": dt.date(year, month, 1), "value": _figure(one, index, year, month),
                 "problem": "雨季停工" if index % 5 == 4 else None, "next_step": "增加班组" if index % 5 == 4 else None}
                for index, (series, place, own, measures) in enumerate(_numbered(year)) if own == lead
                for number, one in enumerate(measures, 1)
                if month % every[one.get("calendar", "monthly")] == 0
                and not (one.get("calendar") == "monthly_from_feb" and month == 1)
            ]  # fmt: skip
            if rows:
                at = dt.datetime(year + (month == 12), month % 12 + 1, 4, 9)
                name = f"{UNITS[lead]}{month}月.xlsx"
                sent = submissions.Submission(unit, dt.date(year, month, 1), name, f"{year}{name}", BY, at)
                batch.append((sent, pd.DataFrame(rows)))
    submissions.add_submissions(store, batch)


def _numbered(year: int) -> list[tuple[str, int, int, tuple[Measure, ...]]]:
    numbers: dict[str, int] = {}
    found = []
    for series, _, title, lead, measures, condition in ITEMS:
        if year == LAST and title in ("反诈宣传", "社区食堂"):
            continue
        numbers[series] = numbers.get(series, 0) + 1
        if condition is None:
            found.append((series, numbers[series], lead, measures))
    return found
